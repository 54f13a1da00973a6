"""A stopped database becomes a plain page with status 503 instead of a traceback."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


class DatabaseOutageMiddleware:
    """Answers 503 with Retry-After when the database cannot be reached."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 503 page for an unreachable database; any other error goes its way."""
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database cannot be reached: %s", exception)
            return outage_page(request)
        return None


def outage_page(request: HttpRequest) -> HttpResponse:
    """The page that says that the portal cannot be reached for the moment."""
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response
