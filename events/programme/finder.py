"""What list, calendar and map of one query have in common: the filters with their counts, and the ways onward."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clusterweek.common.languages import active_language, page_url
from events.programme.few import clusters_with, stands_with
from events.programme.filter import Sort
from events.programme.filters_form import count_label, filters_html
from events.programme.formats.ways import take_along
from events.programme.hints import hints_for
from events.programme.query import Query
from events.programme.result import DAYS, Result

# Queries that narrow by more than this are not for search engines: there are too many of them.
DEEP = 2
NOT_FOR_ROBOTS = mark_safe('<meta name="robots" content="noindex, follow">')
# The views of one and the same query.
VIEWS = {"programme": gettext_lazy("List"), "calendar": gettext_lazy("Calendar"), "map": gettext_lazy("Map")}
SATURDAY, SUNDAY = 5, 6


class Link(NamedTuple):
    """A link among others of its kind."""

    label: str
    url: str
    is_current: bool = False


def finder_context(result: Result, view: str, path: str) -> dict[str, Any]:
    """What the template finder.jinja is given for the `view` (one of VIEWS) of `result` at the address `path`."""
    query, count = result.query, result.count
    return {
        "query": query,
        "form": filters_html(result, path),
        "path": path,
        "language": active_language(),
        "count_label": count_label(count),
        "views": views(result, view),
        "shortcuts": shortcuts(result, path),
        "orders": orders(result, path) if view == "programme" and count > 1 else [],
        "correction": correction(result),
        "online": online(result),
        "count": count,
        "choices": places_meant(query, path),
        "hints": hints(result) if not count else [],
        "elsewhere": elsewhere(result),
        "take_along": take_along(result) if count else "",
    }


def places_meant(query: Query, path: str) -> list[Link]:
    """The places to choose from where `near` names several, or none that is known."""
    if "near" not in query.errors:
        return []
    return [Link(name, path + query.string(near=name)) for name in query.choices_for("near")]


def views(result: Result, current: str) -> list[Link]:
    """The same query as list, calendar and map."""
    string = result.query.canonical
    return [
        Link(str(label), page_url(f"edition_{name}", edition=result.edition.slug) + string, name == current)
        for name, label in VIEWS.items()
    ]


def shortcuts(result: Result, path: str) -> list[Link]:
    """Today, tomorrow and the weekend as plain days, as far as they belong to the edition."""
    today = timezone.localdate()
    weekend = [day for day in result.edition.days if day.weekday() in {SATURDAY, SUNDAY} and day >= today][:2]
    days = {
        _("today"): [today],
        _("tomorrow"): [today + timedelta(days=1)],
        _("weekend"): weekend if result.edition.first_day <= today else [],
    }
    found = []
    for label, wanted in days.items():
        inside = [day for day in wanted if day in result.edition.days]
        if inside:
            is_current = list(result.asked.days) == inside
            found.append(Link(label, path + with_days(result.query, [] if is_current else inside), is_current))
    return found


def with_days(query: Query, days: list[date]) -> str:
    """The query string of `query` with these days instead of its own."""
    string = query.string(**dict.fromkeys(DAYS, ""))
    chosen = "&".join(f"day={day.isoformat()}" for day in days)
    return f"{string or '?'}{'&' if string and chosen else ''}{chosen}" if chosen else string


def orders(result: Result, path: str) -> list[Link]:
    """The orders that make a difference; none if there is but one."""
    names = [Sort.DATE, *([Sort.RELEVANCE] if result.words else []), *([Sort.DISTANCE] if "near" in result.query.cleaned else [])]
    if len(names) == 1:
        return []
    return [Link(str(name.label), path + result.query.string(sort=name.value), name == result.sort) for name in names]


class Correction(NamedTuple):
    """What was probably meant, and whether it is answered already."""

    text: str
    query_string: str
    is_used: bool


def correction(result: Result) -> Correction | None:
    """What was probably meant by the words of the query."""
    if not result.correction:
        return None
    return Correction(result.correction, result.query.string(q=result.correction), result.is_corrected)


class Online(NamedTuple):
    """Online events, which are near nowhere."""

    sentence: str
    label: str
    query_string: str


def online(result: Result) -> Online | None:
    """How many online events match but for the place."""
    count = result.online
    if not count:
        return None
    label = ngettext("%(count)d online event", "%(count)d online events", count) % {"count": count}
    string = result.query.string(near="", radius="", sort="", attendance_mode="online")
    return Online(_("You can take part from anywhere:"), label, string)


def elsewhere(result: Result) -> list[Link]:
    """Stands and clusters in which the same words are found."""
    if not result.searched:
        return []
    text, language = result.searched.text, result.language
    string = "?" + urlencode({"q": text})
    stands = len(stands_with(text, result.edition, result.lists, language))
    clusters = len(clusters_with(text, result.lists, language))
    found = [
        (stands, ngettext("%(count)d stand", "%(count)d stands", stands), page_url("edition_stands", edition=result.edition.slug)),
        (clusters, ngettext("%(count)d cluster", "%(count)d clusters", clusters), page_url("clusters")),
    ]
    return [Link(label % {"count": count}, address + string) for count, label, address in found if count]


def hints(result: Result) -> list[tuple[str, list[dict[str, Any]]]]:
    """The ways out of an empty answer under their titles; one way alone where there is no other."""
    ways = hints_for(result)
    titled = [
        (_("Take away one of your filters:"), ways.without),
        (_("Ask for less at once:"), ways.alone),
        (_("The nearest days with events:"), ways.days),
        (_("The nearest places with events:"), ways.places),
    ]
    return [
        (title, [{"label": hint.label, "query_string": hint.query_string, "events": count_label(hint.count)} for hint in found])
        for title, found in titled
        if found
    ]


def description(count: int) -> str:
    """The description of the page for search engines."""
    text = ngettext(
        "%(count)d event of cluster initiatives in all Länder: by Land, format, technology field and day.",
        "%(count)d events of cluster initiatives in all Länder: by Land, format, technology field and day.",
        count,
    )
    return text % {"count": count}


def is_deep(query: Query) -> bool:
    """Whether search engines shall leave the page alone: text, or many filters at once."""
    return bool(query.errors) or "q" in query.cleaned or "near" in query.cleaned or len(query.values) > DEEP
