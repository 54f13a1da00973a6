"""The list of events as a page shows it: cards under their days, and links to the other pages."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language, marked
from clusterweek.common.dates import day_label
from clusterweek.common.frames import Frame, slot
from events.programme.event_cards import card_html, event_card
from events.programme.filter import Sort
from events.programme.paging import steps
from events.programme.result import Hit, Result
from events.programme.search import highlight

PAGE_SIZE = 20
# Cards that are kept: about two megabytes.
MOST_CARDS = 1000


class Hits(Sequence):
    """The hits of a result as a paginator takes them: it counts them and cuts one page."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def __len__(self) -> int:
        return self.result.count

    def __getitem__(self, page: Any) -> Any:
        return self.result.slice(page.start, page.stop)


def list_context(result: Result, page: Any, path: str) -> dict[str, Any]:
    """What the template is given beside the filters for one `page` of `result` at the address `path`."""
    groups = list(days_with_cards(result, page.object_list))
    past = sum(day < timezone.localdate() for day, _heading, _cards in groups) if _is_folded(result) else 0
    return {
        "days": [group[1:] for group in groups[past:]],
        "past": [group[1:] for group in groups[:past]],
        "past_label": past_label(sum(len(cards) for _day, _heading, cards in groups[:past])),
        "pages": steps(page, result.query, path),
    }


def _is_folded(result: Result) -> bool:
    """Whether past days fold: while the week is running, unless somebody asks for days."""
    edition, today = result.edition, timezone.localdate()
    return result.sort == Sort.DATE and edition.first_day <= today <= edition.last_day and "day" not in result.narrowing


def past_label(count: int) -> str:
    """What unfolds the days that are over."""
    return ngettext("%(count)d event of the past days", "%(count)d events of the past days", count) % {"count": count}


def days_with_cards(result: Result, hits: Sequence[Hit]) -> Iterator[tuple[date, str, list[SafeString]]]:
    """(day, heading, cards) in the order of the hits; one group without a heading where they are not ordered by day."""
    if result.sort != Sort.DATE:
        if hits:
            yield hits[0].day, "", [_card(result, hit, 3) for hit in hits]
        return
    for day, group in groupby(hits, key=lambda hit: hit.day):
        yield day, day_label(day, weekday=True, year=False), [_card(result, hit, 4) for hit in group]


class KeptCard(NamedTuple):
    """A card with slots for what belongs to a query: its title with marks, in the language it is written in, and the distance."""

    frame: Frame
    title: str
    language: str


def _card(result: Result, hit: Hit, level: int) -> SafeString:
    """The card of a hit, with the words that were found, and the distance."""
    card = _kept_card(result, hit, level)
    title: str = highlight(card.title, result.searched, card.language, result.index.synonyms) if result.searched else card.title
    html = card.frame.fill(title=conditional_escape(marked(title, card.language)), distance=_distance(result.distance_of(hit.pk)))
    return mark_safe(html)  # noqa: S308 the frame comes from a template, the title is escaped


def _kept_card(result: Result, hit: Hit, level: int) -> KeptCard:
    """The card without anything that belongs to a query. The latest are kept as long as nothing public changes."""
    kept: dict[tuple, KeptCard] = result.lists.keep("cards", dict)
    key = (hit, level, result.language, result.edition.slug, get_script_prefix())
    card = kept.get(key)
    if card is None:
        if len(kept) >= MOST_CARDS:
            kept.clear()
        event = result.show(hit)
        html = card_html({**event_card(event, hit.day, level), "title": slot("title"), "distance": slot("distance")})
        card = kept[key] = KeptCard(Frame(html), *in_language(event, "title"))
    return card


def _distance(km: float | None) -> SafeString | str:
    """How far it is to an entry, as a line of its card; nothing if nobody asked."""
    if km is None:
        return ""
    return format_html('<p class="meta__item">{}</p>', _("%(km)d km away") % {"km": round(km)} if km >= 1 else _("less than 1 km away"))
