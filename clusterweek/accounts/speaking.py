"""The language of the back office: that of the account, and before one has signed in the one chosen there; German at first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_POST

from clusterweek.accounts.models import User
from clusterweek.common.languages import LANGUAGES
from clusterweek.common.returning import back

ROOTS = ("/verwaltung", "/konto")
CHOSEN = "language"


class BackOfficeLanguageMiddleware:
    """Activates the language of who asks, on the pages of the back office and of one's account."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOTS):
            return self.get_response(request)
        request.LANGUAGE_CODE = language = language_of(request)
        translation.activate(language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """The language that whoever asks has chosen, as de or en."""
    if request.user.is_authenticated:
        return request.user.language
    return request.session.get(CHOSEN, settings.LANGUAGE_CODE)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the posted `language`, at the account or until one signs in, and return to the page `next`; another one changes nothing."""
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        if request.user.is_authenticated:
            _keep(request.user, language)
        else:
            request.session[CHOSEN] = language
    return back(request, otherwise="admin:index")


def take_along(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Keep at the account what was chosen before signing in; what a sign-in calls."""
    language = request.session.pop(CHOSEN, "")
    if language in LANGUAGES and language != user.language:
        _keep(user, language)


def _keep(user: User, language: str) -> None:
    user.language = language
    user.save(update_fields=["language"])
