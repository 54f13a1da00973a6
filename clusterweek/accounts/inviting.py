"""Invitations: made by the programme office, followed once by the invited person."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clusterweek.accounts import signals
from clusterweek.accounts.models import Invitation, User


class InvitationOver(Exception):
    """The link was used, replaced, or has expired."""


@transaction.atomic
def invite(user: User, *, by: User) -> Invitation:
    """Send `user`, who has no password yet, a link to set one; earlier links stop working.

    Raises PermissionDenied unless `by` is of the office, and for who is an administrator unless `by` is one too.
    """
    if not by.is_programme_office or (user.is_superuser and not by.is_superuser) or not may_be_invited(user):
        raise PermissionDenied
    now = timezone.now()
    user.invitations.open(now).update(revoked_at=now)
    invitation = Invitation.objects.create(user=user, invited_by=by, expires_at=now + timedelta(days=settings.INVITATION_DAYS))
    signals.invited.send(sender=Invitation, invitation=invitation)
    return invitation


def may_be_invited(user: User) -> bool:
    """Whether the account still waits for its first password."""
    return user.is_active and not user.has_usable_password()


@transaction.atomic
def accept(invitation: Invitation, *, password: str) -> User:
    """Set the first password and use the link up; returns the account. Raises InvitationOver if somebody was faster."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        raise InvitationOver
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
