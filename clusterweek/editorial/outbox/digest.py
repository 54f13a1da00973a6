"""A digest: the messages that are due for one address, as one plain mail, in German unless the first of them says otherwise."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.editorial.outbox.models import Message

# Makes the path behind a `secret_link` such as "contribution:17", by the word before the colon.
_makers: dict[str, Callable[[int], str]] = {}


def make_links(word: str, make: Callable[[int], str]) -> None:
    """Have `make` give the path of the links that are noted as `word`:number; "" leads nowhere any more."""
    _makers[word] = make


def compose(messages: list[Message]) -> EmailMessage:
    """The mail that tells `messages`, which all go to the same address; links begin with BASE_URL."""
    first = messages[0]
    with translation.override(first.language):
        body = render_to_string(
            "outbox/digest.txt",
            {"name": first.recipient, "lines": [(message, address_of(message)) for message in messages], "base_url": settings.BASE_URL},
        )
        subject = f"{_('Clusterwoche Deutschland')}: {_subject(messages)}"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [first.address], headers={"Auto-Submitted": "auto-generated"})


def address_of(message: Message) -> str:
    """The absolute address that `message` leads to; empty if it leads nowhere."""
    path = message.invitation.get_absolute_url() if message.invitation else message.link
    word, _colon, number = message.secret_link.partition(":")
    if word:
        path = _makers[word](int(number))
    return settings.BASE_URL + path if path else ""


def _subject(messages: list[Message]) -> str:
    if len(messages) == 1:
        return str(messages[0])
    return ngettext("%(count)s message", "%(count)s messages", len(messages)) % {"count": len(messages)}
