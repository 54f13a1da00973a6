"""The addresses under /konto/: sign-in, invitation, password, second factor, language and absences; the rest of allauth is closed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView

from clusterweek.accounts import views
from clusterweek.accounts.idle import ADDRESS, SessionView
from clusterweek.accounts.speaking import choose_language


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """404: accounts are made, and their e-mail addresses changed, by the programme office."""
    raise Http404


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_index"),
    path("einladung/<str:token>/", views.invitation, name="account_invitation"),
    path("sitzung/", SessionView.as_view(), name=ADDRESS),
    path("sprache/", choose_language, name="account_language"),
    path("abwesenheit/", views.absences, name="account_absences"),
    path("abwesenheit/<int:number>/entfernen/", views.remove_absence, name="account_remove_absence"),
    path("signup/", closed),
    path("email/", closed),
    path("confirm-email/", closed),
    path("confirm-email/<str:key>/", closed),
    path("login/code/confirm/", closed),
    path("password/set/", closed),
    path("3rdparty/", closed),
    path("3rdparty/signup/", closed),
    path("", include("allauth.urls")),
]
