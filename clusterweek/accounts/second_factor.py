"""A second factor is compulsory in the back office, unless the operator has switched it off."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class SecondFactorMiddleware:
    """Sends people without a second factor from the admin to the page where they set one up."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """A redirect for signed-in users without a second factor on admin pages, else None."""
        match = request.resolver_match
        if not settings.REQUIRE_SECOND_FACTOR or match is None or "admin" not in match.namespaces or match.url_name == "logout":
            return None
        if not request.user.is_authenticated or is_mfa_enabled(request.user) or provider_asked_for_it(request):
            return None
        messages.info(request, _("Please set up a second factor first: it protects your Land's programme."))
        return redirect(reverse("mfa_activate_totp"))


def provider_asked_for_it(request: HttpRequest) -> bool:
    """Whether the user signed in through an OpenID Connect provider that the operator trusts to ask for a second factor."""
    records = get_authentication_records(request, request.user) if settings.OIDC_IS_SECOND_FACTOR else []
    return any(record["method"] == "socialaccount" for record in records)
