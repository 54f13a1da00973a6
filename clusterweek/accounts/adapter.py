"""How allauth works here: accounts are made by invitation, never by signing up."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes the public sign-up, and writes addresses in mails from the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves; the office invites."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The absolute address for a new password, under BASE_URL whatever host the request named."""
        return settings.BASE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path
