"""Back to the page on which a button was pressed."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, *, otherwise: str) -> HttpResponseRedirect:
    """To the path posted as `next`, or to the page named `otherwise` if it is none of the portal's."""
    path = request.POST.get("next", "")
    is_here = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect(path if is_here else reverse(otherwise))
