"""What several formats say of an entry in the same words, in the active language."""

import re
from html import unescape
from typing import Any
from unicodedata import category

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from clusterweek.common import markdown
from clusterweek.common.bilingual import in_language
from events.programme.fair import StandResult
from events.programme.formats.taken import absolute
from events.programme.models import EventContent
from events.programme.result import Result

LINES = re.compile(r"\n{3,}")
# What may mean something in Markdown; a text without it is plain already.
MARKED = re.compile(r"[*_`#<>\[\]&\\|~=\n]|^\s*(?:[-+]|\d+[.)])\s")


def clean(text: str) -> str:
    """`text` without characters that no text has and that break XML or a calendar; line ends and tabs stay."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in "\n\t" or category(each) not in {"Cc", "Cs", "Cn"})


def say(entry: Any, field: str) -> str:
    """The text of `field` in the active language, or in German."""
    return clean(in_language(entry, field)[0])


def title_of(entry: Any) -> str:
    """The title; an example says so before it."""
    title = say(entry, "title")
    return _("EXAMPLE: %(title)s") % {"title": title} if entry.is_example else title


def headline(entry: Any) -> str:
    """The title behind what has become of an event: what knows no status, or drops it, says it there.

    Of what was withdrawn for legal reasons nothing is left to say.
    """
    if not entry.title:
        return _("CANCELLED")
    title, status = title_of(entry), getattr(entry, "event_status", "")
    if entry.withdrawn_at or status == EventContent.EventStatus.CANCELLED:
        return _("CANCELLED: %(title)s") % {"title": title}
    return _("POSTPONED: %(title)s") % {"title": title} if status == EventContent.EventStatus.POSTPONED else title


def name_of(result: Result | StandResult) -> str:
    """What a result is called, in one line: its edition, and what is chosen."""
    what = str(result.edition) if isinstance(result, Result) else f"{result.edition}, {_('Stands')}"
    chosen = ", ".join(chip.label for chip in result.query.chips)
    return " ".join(clean(f"{what}: {chosen}" if chosen else what).split())


def plain(entry: Any, field: str) -> str:
    """The Markdown of `field` as plain text."""
    text = say(entry, field)
    if not MARKED.search(text):
        return text.strip()
    html = markdown.render(text).replace("</p>", "</p>\n").replace("<li>", "<li>– ")
    return LINES.sub("\n\n", unescape(strip_tags(html))).strip()


def address_of(entry: Any) -> str:
    """The absolute address of the page of `entry`."""
    return absolute(entry.get_absolute_url())
