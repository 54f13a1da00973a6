"""Sending digests: claimed, sent, marked. Whoever is killed in between leaves them to be sent once more after the lease."""

import logging
import time
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.editorial.outbox.digest import compose
from clusterweek.editorial.outbox.models import Message, MessageQuerySet
from clusterweek.editorial.outbox.tasks import send_due_mail

logger = logging.getLogger(__name__)

# A claimed message is not due for this long, and twice as long after each further attempt.
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8

# Seconds between the tries to note that a mail was sent, all within the lease: a database that restarts meanwhile doubles no mail.
PAUSES = (1, 4, 10, 20, 40)


def send_due() -> int:
    """Send every digest that is due now; returns how many messages were sent. Failures are tried again later."""
    sent = 0
    while (claimed := claim()) is not None:
        sent += _send(claimed) if claimed else 0
    return sent


@transaction.atomic
def claim() -> list[Message] | None:
    """The due messages of one address, which nobody else gets until their lease ends; None if none is due.

    What cannot be sent any more is marked as failed and left out.
    """
    now = timezone.now()
    first = Message.objects.due_at(now).order_by("due", "pk").select_for_update(skip_locked=True, of=("self",)).first()
    if first is None:
        return None
    due = Message.objects.due_at(now).filter(address=first.address).select_for_update(skip_locked=True, of=("self",))
    messages = list(due.select_related("recipient", "deputy_for", "invitation").order_by("created_at", "pk"))
    for message in messages:
        reason = _reason_to_give_up(message)
        if reason:
            message.state, message.error = Message.State.FAILED, reason
        else:
            message.due = now + LEASE * 2**message.attempts
            message.attempts += 1
        message.save(update_fields=["state", "error", "due", "attempts"])
    going = [message for message in messages if message.state == Message.State.WAITING]
    for moment in {message.due for message in going}:
        send_due_mail.using(run_after=moment).enqueue()
    return going


@transaction.atomic
def send_again(message: Message, *, now: datetime | None = None) -> None:
    """Have `message` sent once more, whatever became of it."""
    message.state, message.attempts, message.error, message.sent_at = Message.State.WAITING, 0, "", None
    message.due = now or timezone.now()
    if message.recipient:
        message.address = message.recipient.email
    message.save()
    send_due_mail.using(run_after=message.due).enqueue()


def _reason_to_give_up(message: Message) -> str:
    if message.attempts >= MOST_ATTEMPTS:
        return message.error or _("The worker was stopped again and again while sending this.")
    if message.recipient and not message.recipient.is_active:
        return _("The account is switched off.")
    if message.invitation and message.invitation.is_over:
        return _("The invitation has expired, was used or was replaced.")
    return ""


def _send(messages: list[Message]) -> int:
    """Send one digest and mark its messages; returns how many were sent."""
    mine = Message.objects.filter(pk__in=[message.pk for message in messages])
    try:
        compose(messages).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("A mail could not be sent: %s", error)
        mine.update(error=f"{type(error).__name__}: {error}"[:300])
        return 0
    _note_sent(mine)
    return len(messages)


def _note_sent(mine: MessageQuerySet) -> None:
    """Mark the messages of a digest that is out, waiting for a database that does not answer. Raises OperationalError in the end."""
    sent_at = timezone.now()
    for pause in (*PAUSES, None):
        try:
            mine.update(state=Message.State.SENT, sent_at=sent_at, error="")
        except (OperationalError, InterfaceError) as error:
            if pause is None:
                raise
            logger.error("A mail is out, but the database cannot be reached: %s", error)
            connection.close()
            time.sleep(pause)
        else:
            return
