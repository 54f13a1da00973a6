"""All editions side by side: events and stands by Land, events by format and by technology field."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from events.admin.coverage import Cell, Head, Row, Table, counts, lands_of, list_address
from events.models import Event, Stand
from events.programme.lists import current_lists
from events.programme.models import Edition

# What the list of a cell is narrowed to, and a line: its label, the key that is counted, and that.
Chosen = dict[str, object]
Line = tuple[str, object, Chosen]


class Part(NamedTuple):
    """One table: its name in the page, its title, and what its lines are."""

    name: str
    title: str
    corner: str
    table: Table


def edition_tables(editions: list[Edition]) -> list[Part]:
    """Approved or submitted entries in each of `editions`, a column for each; three queries, and those of the lists.

    An event of several technology fields counts in each of them, in the sum once.
    """
    lists = current_lists()
    events, stands = Event.objects.approved_or_submitted(), Stand.objects.approved_or_submitted().filter(fair__edition__isnull=False)
    of_both = counts(events, "edition", "state", "format")
    of_land, of_format = _by(of_both, 1), _by(of_both, 2)
    of_field, stands_of_land = counts(events, "edition", "technology_fields"), counts(stands, "fair__edition", "state")
    lands: list[Line] = [(label, code, {"state": code}) for code, label in lands_of(lists)]
    formats: list[Line] = [(str(kind), key, {"format__id__exact": key}) for key, kind in lists.formats.items()]
    fields: list[Line] = [(str(each), key, {"technology_fields__id__exact": key}) for key, each in lists.technology_fields.items()]
    fields.append((_("no field"), None, {"technology_fields__isnull": "True"}))
    whole, whole_stands = _sums(of_land), _sums(stands_of_land)
    of_lands, of_formats = _("All Länder"), _("All formats")
    by_land = _table(editions, lands, of_land, whole, _event_cell, of_lands)
    by_format = _table(editions, formats, of_format, whole, _event_cell, of_formats)
    by_field = _table(editions, fields, of_field, whole, _event_cell, _("All fields"))
    stands_by_land = _table(editions, lands, stands_of_land, whole_stands, _stand_cell, of_lands)
    return [
        Part("events-by-land", _("Events by Land"), _("Land"), by_land),
        Part("events-by-format", _("Events by format"), _("Format"), by_format),
        Part("events-by-field", _("Events by technology field"), _("Technology field"), by_field),
        Part("stands-by-land", _("Stands by Land"), _("Land"), stands_by_land),
    ]


def _by(found: Counter, place: int) -> Counter:
    """The numbers in each edition by what stands at `place` in the keys."""
    sums: Counter = Counter()
    for key, number in found.items():
        sums[key[0], key[place]] += number
    return sums


def _sums(found: Counter) -> Counter:
    """How many there are in each edition."""
    sums: Counter = Counter()
    for (edition, _key), number in found.items():
        sums[edition] += number
    return sums


def _table(
    editions: list[Edition],
    lines: list[Line],
    found: Counter,
    whole: Counter,
    cell: Callable[[Edition, int, str, Chosen], Cell],
    sum_label: str,
) -> Table:
    rows = [
        Row(label, [cell(edition, found[edition.pk, key], f"{label}, {edition}", chosen) for edition in editions])
        for label, key, chosen in lines
    ]
    foot = Row(sum_label, [cell(edition, whole[edition.pk], f"{sum_label}, {edition}", {}) for edition in editions])
    return Table([Head(str(edition), edition.slug) for edition in editions], rows, foot)


def _event_cell(edition: Edition, count: int, what: str, chosen: Chosen) -> Cell:
    return Cell(count, what, list_address("event", edition__id__exact=edition.pk, published="counted", **chosen) if count else "")


def _stand_cell(edition: Edition, count: int, what: str, chosen: Chosen) -> Cell:
    return Cell(count, what, list_address("stand", fair__edition__id__exact=edition.pk, published="counted", **chosen) if count else "")
