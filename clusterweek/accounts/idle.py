"""Sessions end after inactivity: work in the back office keeps one alive, an open page alone does not."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import ResolverMatch
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

BEGAN, SEEN = "session_began", "session_seen"

# The name of the address at which a page asks how long its session lasts, without prolonging it.
ADDRESS = "account_session"

# The session is written at most once in so many seconds.
TOUCH_SECONDS = 60


class IdleMiddleware:
    """Prolongs the session of who works in the back office or at their account, up to SESSION_SECONDS in all."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Signs out whose session has lasted too long; otherwise notes that they are there."""
        match = request.resolver_match
        if match is None or not _is_work(match) or not request.user.is_authenticated:
            return
        if seconds_left(request) <= 0:
            logout(request)
        elif match.url_name != ADDRESS and time.time() - request.session.get(SEEN, 0) >= TOUCH_SECONDS:
            touch(request)


class SessionView(View):
    """GET tells the seconds that are left, POST prolongs them; 0 for who is signed out."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"seconds": seconds_left(request) if request.user.is_authenticated else 0})

    def post(self, request: HttpRequest) -> JsonResponse:
        if request.user.is_authenticated:
            touch(request)
        return self.get(request)


def begin(request: HttpRequest, **kwargs: object) -> None:
    """Note when the session began; what a sign-in calls."""
    request.session[BEGAN] = int(time.time())
    touch(request)


def touch(request: HttpRequest) -> None:
    """Let the session last SESSION_IDLE_SECONDS from now."""
    request.session[SEEN] = int(time.time())


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends if nothing more is done."""
    now = int(time.time())
    idle = request.session.get(SEEN, now) + settings.SESSION_COOKIE_AGE
    latest = request.session.get(BEGAN, now) + settings.SESSION_SECONDS
    return max(0, min(idle, latest) - now)


def _is_work(match: ResolverMatch) -> bool:
    return "admin" in match.namespaces or match.route.startswith("konto/")
