"""What is new and changed in a result, as a feed (RFC 4287): the latest entries, as many as the feed says."""

from collections.abc import Iterable
from datetime import datetime
from heapq import nlargest
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.dates import span_label
from events.programme.fair import StandResult
from events.programme.formats.taken import Taken
from events.programme.formats.wording import address_of, headline, name_of, say
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.result import Result
from events.programme.wording import hours_in_words, where_in_words

WINDOW = 100
LICENCE = "https://www.govdata.de/dl-de/by-2-0"


class Feed(Atom1Feed):
    """A feed that says the same until something changes, also when it is empty."""

    def __init__(self, *args: Any, empty_since: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_since = empty_since

    def latest_post_date(self) -> datetime:
        """When the latest entry changed; without entries, when the programme opened."""
        return super().latest_post_date() if self.items else self.empty_since


def events(taken: Taken[Result]) -> bytes:
    """The events of the result that were published or changed last."""
    result = taken.result
    latest = nlargest(WINDOW, result.hits, key=lambda hit: (result.index.entries[hit.pk].revision, hit.pk))
    return feed(taken, result.load(latest), event_html)


def stands(taken: Taken[StandResult]) -> bytes:
    """The stands of the result that were published or changed last."""
    return feed(taken, nlargest(WINDOW, taken.result.stands, key=lambda stand: (stand.revision, stand.pk)), stand_html)


def feed(taken: Taken[Any], entries: Iterable[Any], html: Any) -> bytes:
    """A feed of `entries`, the latest first, each with the summary that `html` gives."""
    edition = taken.result.edition
    made = Feed(
        title=name_of(taken.result),
        link=taken.page,
        description="",
        subtitle=ngettext(
            "The %(count)d entry that was published or changed last.",
            "The %(count)d entries that were published or changed last, the latest first.",
            WINDOW,
        )
        % {"count": WINDOW},
        language=taken.language,
        author_name=_("Clusterwoche Deutschland"),
        feed_url=taken.address("atom"),
        feed_guid=taken.address("atom"),
        feed_copyright=LICENCE,
        empty_since=edition.opens_at,
    )
    for entry in sorted(entries, key=lambda entry: (entry.changed_at, entry.pk), reverse=True):
        made.add_item(
            title=headline(entry),
            link=address_of(entry),
            description=html(entry),
            pubdate=entry.first_published_at,
            updateddate=entry.changed_at,
            unique_id=entry.uid.urn,
            categories=[str(field) for field in entry.technology_fields.all()],
        )
    text = StringIO()
    made.write(text, "utf-8")
    return text.getvalue().encode()


def event_html(event: PublishedEvent) -> str:
    """What has become of it, when, where, and what it is about."""
    status = "" if event.event_status == event.EventStatus.SCHEDULED else f"{capfirst(event.get_event_status_display())}. "
    when = [f"{span_label(row.first_day, row.last_day, weekday=True)}, {hours_in_words(event, row)}" for row in event.dates.all()]
    return _paragraphs(status + say(event, "status_note"), *when, where_in_words(event), say(event, "summary"))


def stand_html(stand: PublishedStand) -> str:
    """Where it stands, and what there is to see."""
    place = _("Hall %(hall)s") % {"hall": stand.hall} if stand.hall else _("Hall to follow")
    number = _("stand %(number)s") % {"number": stand.stand_number} if stand.stand_number else ""
    return _paragraphs(f"{stand.fair}: {', '.join(filter(None, [place, number]))}", say(stand, "exhibits"))


def _paragraphs(*texts: str) -> str:
    return format_html_join("", "<p>{}</p>", ((text.strip(),) for text in texts if text.strip())) or format_html("")
