"""Mail about accounts: invitations, and a second factor that was reset."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusterweek.accounts.models import Invitation, SecondFactorReset
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.writing import write_to


def write_invitation(invitation: Invitation, **kwargs: Any) -> None:
    """Send the link with which the invited person sets a password."""
    subject, text = gettext_lazy("your account for the Clusterwoche Deutschland"), lazy(_what_to_do, str)(invitation)
    write_to(invitation.user, Message.Kind.INVITATION, subject, text, invitation=invitation)


def _what_to_do(invitation: Invitation) -> str:
    return "\n".join(_sentences(date_format(localtime(invitation.expires_at), "SHORT_DATETIME_FORMAT")))


def _sentences(until: str) -> Iterator[str]:
    """What an invitation says that works until then."""
    yield _("The programme office has made an account for you, with which you enter your Land's events.")
    yield _("Please set a password with the link below. It works once, until %(until)s.") % {"until": until}
    if settings.REQUIRE_SECOND_FACTOR:
        yield _("Have your phone at hand: an app on it shows the codes of the second factor. The portal explains every step.")
    yield _("If the link does not work any more, the programme office sends you a new one.")


def tell_of_reset(reset: SecondFactorReset, **kwargs: Any) -> None:
    """Tell the owner of the account that its second factor was taken off."""
    link = reverse("account_index")
    write_to(reset.user, Message.Kind.SECOND_FACTOR, reset.user.email, lazy(_who_took_it_off, str)(reset), link=link)


def _who_took_it_off(reset: SecondFactorReset) -> str:
    return _("%(person)s took the second factor off your account. If you did not ask for that, please tell the programme office.") % {
        "person": reset.reset_by
    }
