"""Public pictures, served by the portal itself where no web server in front of it does."""

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

FOR_GOOD = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
# Their names carry the hash of their content.
HASHED_FOLDER = "images/"


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file `path` of the public storage; Http404 if there is none. Folders are never listed."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except SuspiciousFileOperation as error:
        raise Http404 from error
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = FOR_GOOD if path.startswith(HASHED_FOLDER) else AN_HOUR
    return response
