"""Signing in through the OpenID Connect provider that the settings name: it opens existing accounts and never makes one."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from clusterweek.accounts.models import User


class OpenIDAdapter(DefaultSocialAccountAdapter):
    """Finds the account by the address that the provider has verified; nothing else connects the two."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Signing in is all that one can do with the provider: no account is connected with one there."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The active account with a verified address; the empty text beside it leaves its password as it is."""
        for address in sociallogin.email_addresses:
            if str(address.verified).lower() == "true":
                user = User.objects.filter(email__iexact=address.email, is_active=True).first()
                if user:
                    return user, ""
        return None
