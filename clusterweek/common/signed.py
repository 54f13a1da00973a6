"""Rows that are named by a signed token: the secret is not stored, it follows from the key of the row and SECRET_KEY."""

from typing import Any, ClassVar

from django.core import signing
from django.db import models


class SignedQuerySet(models.QuerySet):
    """Finds rows by their tokens."""

    def behind(self, token: str) -> Any:
        """The row with that token, if it is among these; None for every other token."""
        model: Any = self.model
        try:
            number = signing.Signer(salt=model.SALT).unsign_object(token)
        except signing.BadSignature:
            return None
        return self.filter(pk=number).first() if isinstance(number, int) else None


class Signed(models.Model):
    """A row with a token, which is good for rows of this SALT alone."""

    SALT: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """What an address holds that leads to this row."""
        return signing.Signer(salt=self.SALT).sign_object(self.pk)
