"""Writing messages: in the transaction of the step that causes them, so that both are there or neither."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.recipients import in_charge_of_any
from clusterweek.editorial.outbox.tasks import send_due_mail

Kind = Message.Kind

# A first message waits this long for others to join it.
GATHERING = timedelta(minutes=1)

_silent = ContextVar("silent", default=False)


@contextmanager
def silence() -> Iterator[None]:
    """Within this, steps tell nobody: for the demo, whose people do not exist."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


@transaction.atomic
def notify(
    kind: Message.Kind,
    *,
    to: str | Iterable[str | None] | None,
    by: User | None,
    entry: Any = None,
    subject: str = "",
    text: Promise | str = "",
) -> None:
    """Tell everybody in charge of the Land `to`, or of the programme office if it is None, but not `by` themselves.

    Of several Länder everybody is told once. It is about `entry`, whose form is linked, or about `subject` where there
    is none; `text` says more, which may be lazy: everybody is told in their language.
    """
    if _silent.get():
        return
    link = _form_of(entry) if entry is not None else reverse("admin:index")
    for recipient in in_charge_of_any([to] if to is None or isinstance(to, str) else to):
        if by is None or recipient.user.pk != by.pk:
            _write(recipient.user, kind, subject or entry, text, link=link, deputy_for=recipient.deputy_for)


@transaction.atomic
def notify_person(user: User, kind: Message.Kind, *, by: User, entry: Any, text: Promise | str = "") -> None:
    """Tell `user` alone, with the next digest, what `by` has decided about their `entry`, whose form is linked."""
    if not _silent.get() and user.pk != by.pk and user.is_active:
        _write(user, kind, entry, text, link=_form_of(entry))


@transaction.atomic
def write_to(user: User, kind: Message.Kind, subject: Promise | str, text: Promise | str, **content: Any) -> Message:
    """A message to one person about their own account, in their language, which is sent at once."""
    return _write(user, kind, subject, text, due=timezone.now(), **content)


@transaction.atomic
def write_to_address(address: str, kind: Message.Kind, subject: str, **content: Any) -> None:
    """A message to somebody without an account, which is sent at once; `content` are further fields of the message."""
    if _silent.get():
        return
    send_due_mail.using(run_after=timezone.now()).enqueue()
    Message.objects.create(address=address, kind=kind, subject=" ".join(subject.split())[:300], due=timezone.now(), **content)


def forget_waiting(entry: Any) -> None:
    """Drop what has not been sent yet about `entry`, because it is not there any more."""
    Message.objects.waiting().filter(link=_form_of(entry)).delete()


def forget_texts(entry: Any) -> None:
    """Drop what waits about `entry`, and of what was sent keep that it was, when and to whom, but no text: it is gone for good."""
    forget_waiting(entry)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Deleted entry")
    Message.objects.filter(link=_form_of(entry)).update(subject=subject, text="", link="")


def _write(user: User, kind: Message.Kind, subject: Any, text: Promise | str, *, due: datetime | None = None, **content: Any) -> Message:
    due = due or next_digest(user.email)
    send_due_mail.using(run_after=due).enqueue()
    with translation.override(user.language):
        content |= {"subject": " ".join(str(subject).split())[:300], "text": str(text)}
    return Message.objects.create(recipient=user, address=user.email, language=user.language, kind=kind, due=due, **content)


def next_digest(address: str) -> datetime:
    """When the next digest goes to `address`: with what waits already, in a minute, or an hour after the last one."""
    mine, now = Message.objects.filter(address=address), timezone.now()
    waiting = mine.waiting().filter(attempts=0).aggregate(due=Min("due"))["due"]
    if waiting:
        return waiting
    last = mine.filter(state=Message.State.SENT).aggregate(sent=Max("sent_at"))["sent"]
    soon = now + min(GATHERING, timedelta(seconds=settings.DIGEST_SECONDS))
    return max(soon, last + timedelta(seconds=settings.DIGEST_SECONDS)) if last else soon


def _form_of(entry: models.Model) -> str:
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk])
