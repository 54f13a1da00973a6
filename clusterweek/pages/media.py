"""Public files, as far as they are released."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from clusterweek.common.media import public_file
from events.programme.released import is_released


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file `path`; Http404 before its programme opens, except for the programme office."""
    if is_released(path):
        return public_file(request, path)
    if not (request.user.is_authenticated and request.user.is_programme_office):
        raise Http404
    response = public_file(request, path)
    response.headers["Cache-Control"] = "private, no-store"
    return response
