"""How allauth works here: accounts are made by invitation, never by signing up."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes the public sign-up, and writes addresses in mails from the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves; the office invites."""
        return False

    def get_login_stages(self) -> list[str]:
        """Without the question for a code if the provider of the sign-in has asked for a second factor."""
        stages = super().get_login_stages()
        records = self.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
        if settings.OIDC_IS_SECOND_FACTOR and any(record["method"] == "socialaccount" for record in records):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The absolute address for a new password, under BASE_URL whatever host the request named."""
        return settings.BASE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path


class SecondFactorAdapter(DefaultMFAAdapter):
    """Binds passkeys to the host of BASE_URL, whatever host the request named."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The portal as a party to passkeys."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": settings.MFA_TOTP_ISSUER}
