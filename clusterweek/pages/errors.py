"""Error pages; they ask neither the database nor the session for anything."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clusterweek.common.outage import outage_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this is not the user's."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the way back to the programme."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 if it was the database that failed outside of a view."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return outage_page(request)
    return render(request, "500.html", status=500)
