"""Taking access away: sessions that end at once, and a lost second factor that is taken off."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clusterweek.accounts import signals
from clusterweek.accounts.models import SecondFactorReset, User


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> SecondFactorReset:
    """Take every second factor off `user`, end their sessions, and keep who did it; they are told.

    Raises PermissionDenied unless `by` manages the account, and for one's own.
    """
    if not user.may_be_managed_by(by) or user.pk == by.pk:
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    reset = SecondFactorReset.objects.create(user=user, reset_by=by)
    signals.second_factor_reset.send(sender=SecondFactorReset, reset=reset)
    return reset
