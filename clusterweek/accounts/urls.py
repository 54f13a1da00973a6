"""The addresses under /konto/: sign-in, password and second factor; what allauth offers beyond is closed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """404: accounts are made, and their e-mail addresses changed, by the programme office."""
    raise Http404


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_index"),
    path("signup/", closed),
    path("email/", closed),
    path("confirm-email/", closed),
    path("confirm-email/<str:key>/", closed),
    path("login/code/confirm/", closed),
    path("password/set/", closed),
    path("", include("allauth.urls")),
]
