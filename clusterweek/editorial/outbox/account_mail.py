"""Mail about accounts: invitations, and a second factor that was reset."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clusterweek.accounts.models import Invitation, SecondFactorReset
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.writing import write_to


def write_invitation(invitation: Invitation, **kwargs: Any) -> None:
    """Send the link with which the invited person sets a password."""
    with translation.override(settings.LANGUAGE_CODE):
        until = date_format(localtime(invitation.expires_at), "SHORT_DATETIME_FORMAT")
        write_to(
            invitation.user,
            Message.Kind.INVITATION,
            _("your account for the Clusterwoche Deutschland"),
            text=_("Please set a password with this link. It works once, until %(until)s.") % {"until": until},
            invitation=invitation,
        )


def tell_of_reset(reset: SecondFactorReset, **kwargs: Any) -> None:
    """Tell the owner of the account that its second factor was taken off."""
    with translation.override(settings.LANGUAGE_CODE):
        write_to(
            reset.user,
            Message.Kind.SECOND_FACTOR,
            reset.user.email,
            text=_("%(person)s took the second factor off your account. If you did not ask for that, please tell the programme office.")
            % {"person": reset.reset_by},
            link=reverse("account_index"),
        )
