"""Django's middleware for people who sign in, spared where nobody does: public pages have no session, user or message.

Protection against forged requests is not spared anywhere: it costs next to nothing where nothing is posted.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

# Where people are known: the back office, their account, and pictures, which the office sees before they are released.
KNOWN = ("/verwaltung", "/konto", "/media/")
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_public(request: HttpRequest) -> bool:
    """Whether `request` reads a page for which nobody signs in."""
    return request.method in SAFE and not request.path_info.startswith(KNOWN)


class _Spared:
    """Passes requests for public pages on without a look."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_public(request) else super().__call__(request)


class BackOfficeSessionMiddleware(_Spared, SessionMiddleware):
    """Sessions."""


class BackOfficeAuthenticationMiddleware(_Spared, AuthenticationMiddleware):
    """Who is signed in."""


class BackOfficeMessageMiddleware(_Spared, MessageMiddleware):
    """Messages for the next page."""
