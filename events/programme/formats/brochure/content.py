"""What a brochure says as a whole: cover, chapters, registers."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.common.bilingual import in_language
from clusterweek.common.dates import day_label, span_label
from clusterweek.common.languages import active_language
from events.programme.formats.brochure.entries import event_entry, stand_entry
from events.programme.formats.loading import chunks, load_co_exhibitors
from events.programme.formats.taken import Taken
from events.programme.models import Edition, PublishedEvent, PublishedStand
from events.programme.qr import qr_svg
from events.programme.result import Hit, Result
from events.programme.shortlist import Shortlist

# Days begin on a page of their own where they have so many entries on average.
ENTRIES_OF_A_PAGE = 8
# From so many entries on a brochure tells of each in brief, and registers give page numbers without titles.
BRIEF_FROM = 400


class Told(NamedTuple):
    """An entry as the brochure tells it, and what the registers need of it."""

    entry: dict[str, Any]
    source: PublishedEvent | PublishedStand


class Section(NamedTuple):
    """A chapter: a day, a Land or a hall."""

    title: str
    entries: list[Told]
    new_page: bool = False

    @property
    def note(self) -> str:
        """How many entries it has."""
        count = len(self.entries)
        if isinstance(self.entries[0].source, PublishedEvent):
            return ngettext("%(count)d event", "%(count)d events", count) % {"count": count}
        return ngettext("%(count)d stand", "%(count)d stands", count) % {"count": count}


def of_events(taken: Taken[Result]) -> dict[str, Any]:
    """The brochure of a result of the programme: by day, of one day by Land."""
    result = taken.result
    brief = result.count >= BRIEF_FROM
    told = [
        (hit.day, Told(event_entry(event, hit.day, brief=brief), event))
        for hits in chunks(result.hits_by_day)
        for hit, event in _in_pairs(hits, result)
    ]
    if len(result.asked.days) == 1:
        sections = _by_state([each for _day, each in told], result)
    else:
        days = [(day, [each for _day, each in group]) for day, group in groupby(told, key=lambda item: item[0])]
        new_page = len(told) >= ENTRIES_OF_A_PAGE * len(days)
        sections = [Section(day_label(day, weekday=True), entries, new_page) for day, entries in days]
    scope = [chip.label for chip in result.query.chips]
    return _brochure(
        edition=result.edition,
        subtitle=_subtitle(result),
        size=ngettext("%(count)d event", "%(count)d events", result.count) % {"count": result.count},
        scope=[_("Chosen: %(filters)s") % {"filters": " · ".join(scope)}] if scope else [],
        sections=sections,
        address=taken.page,
        brief=brief,
    )


def _in_pairs(hits: Iterable[Hit], result: Result) -> Iterable[tuple[Hit, PublishedEvent]]:
    hits = list(hits)
    events = {event.pk: event for event in result.load(hits)}
    return [(hit, events[hit.pk]) for hit in hits if hit.pk in events]


def _by_state(told: list[Told], result: Result) -> list[Section]:
    """Sections by the lead Land in the order of the Länder, last what is nationwide."""
    places = {key: place for place, key in enumerate(result.lists.states)}
    ordered = sorted(told, key=lambda each: places.get(each.source.state_id or "", len(places)))
    groups = groupby(ordered, key=lambda each: each.source.state_id)
    return [Section(str(result.lists.states[key]) if key else _("Nationwide"), list(group)) for key, group in groups]


def _subtitle(result: Result) -> str:
    """What the brochure is about: a day, a Land, or the programme."""
    cleaned = result.query.cleaned
    states, days = cleaned.get("state") or [], list(result.asked.days)
    parts = [str(result.query.choices["state"][code]) for code in states] if len(states) == 1 else []
    parts += [day_label(days[0], weekday=True)] if len(days) == 1 else []
    return ", ".join(parts) or (_("Selection from the programme") if result.query.values else _("The whole programme"))


def of_stands(taken: Taken[Any]) -> dict[str, Any]:
    """The brochure of the stands: by hall."""
    result = taken.result
    load_co_exhibitors(result.stands)
    brief = result.count >= BRIEF_FROM
    scope = [chip.label for chip in result.query.chips]
    return _brochure(
        edition=result.edition,
        subtitle=", ".join(map(str, result.fairs)) or _("Stands"),
        size=ngettext("%(count)d stand", "%(count)d stands", result.count) % {"count": result.count},
        scope=[_("Chosen: %(filters)s") % {"filters": " · ".join(scope)}] if scope else [],
        sections=[
            Section(_hall(hall), [Told(stand_entry(stand, brief=brief), stand) for stand in stands]) for hall, stands in result.halls
        ],
        address=taken.page,
        brief=brief,
    )


def _hall(hall: str) -> str:
    return _("Hall %(hall)s") % {"hall": hall} if hall else _("Hall to follow")


def of_shortlist(shortlist: Shortlist, edition: Edition, address: str) -> dict[str, Any]:
    """The brochure of a shortlist: events by day, then stands as one walks; `edition` stands on its cover, `address` is the link to it."""
    load_co_exhibitors(shortlist.stands)
    days = [
        Section(
            day,
            [
                Told(_with_hint(event_entry(item.event, item.row.first_day if item.row else None, brief=False), item.hint), item.event)
                for item in items
            ],
        )
        for day, items in shortlist.days
    ]
    halls = [
        Section(f"{fair}, {_hall(hall)}", [Told(stand_entry(item.stand, brief=False), item.stand) for item in items])
        for fair, hall, items in shortlist.halls
    ]
    withdrawn = _("“%(title)s” has been withdrawn and is no longer part of the programme.")
    gone = [withdrawn % {"title": each.title} for each in shortlist.withdrawn if each.title]
    return _brochure(
        edition=edition,
        subtitle=_("Shortlist"),
        size=ngettext("%(count)d entry", "%(count)d entries", shortlist.count) % {"count": shortlist.count},
        scope=[],
        sections=[*days, *halls],
        address=address,
        brief=False,
        notes=gone,
    )


def _with_hint(entry: dict[str, Any], hint: str) -> dict[str, Any]:
    if hint:
        entry["texts"].insert(0, {"text": hint, "lang": active_language()})
    return entry


def _brochure(
    *,
    edition: Edition,
    subtitle: str,
    size: str,
    scope: list[str],
    sections: list[Section],
    address: str,
    brief: bool,
    notes: list[str] | None = None,
) -> dict[str, Any]:
    told = [each for section in sections for each in section.entries]
    today = day_label(timezone.localdate())
    hosts = in_language(edition, "hosts")[0].strip()
    examples = any(each.source.is_example for each in told)
    dates = span_label(edition.first_day, edition.last_day)
    return {
        "lang": active_language(),
        "title": str(edition),
        "subtitle": subtitle,
        "dates": dates,
        "author": _("Clusterwoche Deutschland"),
        "keywords": [_("Clusterwoche Deutschland"), dates],
        "size": size,
        "scope": scope,
        "imprint": [
            *([_("Hosts: %(names)s") % {"names": ", ".join(hosts.splitlines())}] if hosts else []),
            _("As of %(day)s. What has changed since then is said on the page.") % {"day": today},
        ],
        "notes": [*(notes or []), *([_("Entries that begin with “EXAMPLE” are invented and do not take place.")] if examples else [])],
        "running": f"{edition}, {dates}",
        "site": _("As of %(day)s") % {"day": today},
        "address": address,
        "qr": qr_svg(address),
        "brief": brief,
        "labels": {"contents": _("Contents"), "qr": _("QR code to the page with this selection"), "online": _("To the page")},
        "sections": [
            {"title": each.title, "note": each.note, "new_page": each.new_page, "entries": [one.entry for one in each.entries]}
            for each in sections
        ],
        "titles": [each.entry["title"] for each in told],
        "registers": list(_registers(told, brief=brief)),
    }


def _registers(told: list[Told], *, brief: bool) -> Iterable[dict[str, Any]]:
    if len(told) < 2:
        return
    yield from _register(_("Technology fields"), told, lambda source: source.technology_fields.all(), titles=not brief)
    yield from _register(_("Clusters"), told, _clusters, titles=False)
    yield from _register(_("Länder"), told, lambda source: [*filter(None, [source.state]), *source.partner_states.all()], titles=False)


def _clusters(source: PublishedEvent | PublishedStand) -> list:
    if isinstance(source, PublishedEvent):
        return list(source.organizers.all())
    return [*filter(None, [source.main_exhibitor]), *(row.cluster for row in source.co_exhibitors.all() if row.cluster)]


def _register(title: str, told: list[Told], values: Callable[[Any], Iterable], *, titles: bool) -> Iterable[dict[str, Any]]:
    """One register, its values by name, each with the numbers of its entries; none if there is nothing in it."""
    groups: dict[str, list[int]] = {}
    for number, each in enumerate(told):
        for value in values(each.source):
            groups.setdefault(str(value), []).append(number)
    if groups:
        ordered = sorted(groups.items(), key=lambda item: item[0].casefold())
        yield {"title": title, "groups": [{"name": name, "titles": titles, "entries": numbers} for name, numbers in ordered]}
