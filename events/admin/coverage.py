"""The coverage of an edition as tables of numbers: Land and day, format and technology field, Land and review status."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clusters.models import TechnologyField
from clusterweek.accounts.models import LAND_COORDINATOR, User
from clusterweek.common.dates import day_label
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import NATIONWIDE
from events.models import Event, EventDate, Stand
from events.models.territory import IS_APPROVED
from events.programme.lists import Lists, current_lists
from events.programme.models import Edition, EventFormat

Status = WorkingCopy.ReviewStatus

# From how many events on a cell is tinted more strongly.
STRENGTHS = ((5, "many"), (3, "some"), (1, "few"))


class Head(NamedTuple):
    """The head of a column, and what it is called where there is no room to spare."""

    label: str
    short: str = ""


class Cell(NamedTuple):
    """A number, in words what it counts, and where it leads, if anywhere; a gap leads to who is missing."""

    count: int
    what: str = ""
    address: str = ""
    is_gap: bool = False

    @property
    def strength(self) -> str:
        """How strongly the cell is tinted; the number tells the same."""
        return next((name for least, name in STRENGTHS if self.count >= least), "none")


class Row(NamedTuple):
    """One line of a table, perhaps with a note and where that leads."""

    label: str
    cells: list[Cell]
    note: str = ""
    address: str = ""


class Table(NamedTuple):
    """Numbers under heads; the last line sums up."""

    heads: list[Head]
    rows: list[Row]
    foot: Row


class Coverage:
    """The numbers of `edition`; the Länder, with those whom no Land leads, are read once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.lists = current_lists()
        self.lands = lands_of(self.lists)
        self.events = Event.objects.filter(edition=edition)
        self.counted = self.events.approved_or_submitted()

    @cached_property
    def by_land_and_format(self) -> Counter:
        """How many events are approved or submitted."""
        return counts(self.counted, "state", "format")

    def by_day(self) -> Table:
        """Events by lead Land and day, approved or submitted; one over several days counts on each, in the sum once."""
        days = self.edition.days
        found = {(land, day, event) for event, land, day in self._days_of_events()}
        on_day = Counter((land, day) for land, day, _event in found)
        of_all = Counter(day for _land, day, _event in found)
        of_land = _sums(self.by_land_and_format, 0)
        rows = [
            Row(
                label,
                [
                    *(self._day_cell(code, label, day, on_day[code, day]) for day in days),
                    self.cell_of(of_land[code], label, state=code),
                ],
            )
            for code, label in self.lands
        ]
        foot = [self.cell_of(of_all[day], day_label(day), day=day.isoformat()) for day in days]
        heads = [Head(day_label(day, weekday=True), f"{date_format(day, 'D')} {date_format(day, 'j.n.')}") for day in days]
        total = self.cell_of(sum(of_land.values()), _("all"))
        return Table([*heads, Head(_("Total"))], rows, Row(_("All Länder"), [*foot, total]))

    def by_field(self) -> Table:
        """Events by format and technology field, approved or submitted; one of several fields counts in each, in the sum once."""
        fields = {field.pk: field for field in self.lists.technology_fields.values()}
        cells = counts(self.counted, "format", "technology_fields")
        of_format = _sums(self.by_land_and_format, 1)
        columns = [*((key, str(field)) for key, field in fields.items()), (None, _("no field"))]
        rows = [
            Row(
                str(kind),
                [
                    *(self._field_cell(f"{kind}, {label}", kind, key, cells[kind.pk, key]) for key, label in columns),
                    self.cell_of(of_format[kind.pk], str(kind), format__id__exact=kind.pk),
                ],
            )
            for kind in self.lists.formats.values()
        ]
        foot = [
            self._field_cell(label, None, key, sum(number for (_kind, of), number in cells.items() if of == key)) for key, label in columns
        ]
        total = self.cell_of(sum(of_format.values()), _("all"))
        return Table([*(Head(label) for _pk, label in columns), Head(_("Total"))], rows, Row(_("All formats"), [*foot, total]))

    def by_status(self) -> Table:
        """What each Land has: events by who acts next, those that are approved, stands, and whether anybody looks after it."""
        statuses = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED)
        by_status: Counter = Counter()
        approved: Counter = Counter()
        grouped = self.events.order_by().values_list("state", "review_status")
        for state, status, number, public in grouped.annotate(number=Count("pk"), public=Count("pk", filter=IS_APPROVED)):
            by_status[state or NATIONWIDE, status] = number
            approved[state or NATIONWIDE] += public
        stands = counts(Stand.objects.filter(fair__edition=self.edition).approved_or_submitted(), "state")
        people = coordinators()
        names = [*(str(status.label) for status in statuses), _("Approved"), _("Stands")]

        def cells(label: str, codes: Iterable[str], **land: str) -> list[Cell]:
            codes = list(codes)
            numbers = [sum(by_status[code, status] for code in codes) for status in statuses]
            told = [f"{label}, {name}" for name in names]
            return [
                *(
                    self.cell_of(number, what, review_status__exact=status.value, published=None, **land)
                    for number, what, status in zip(numbers, told, statuses, strict=False)
                ),
                self.cell_of(sum(approved[code] for code in codes), told[3], published="yes", **land),
                self._stand_cell(sum(stands[code] for code in codes), told[4], **land),
            ]

        rows = [
            Row(
                label,
                cells(label, [code], state=code),
                *(self._looked_after(code, people[code]) if code != NATIONWIDE else (_("Programme office"),)),
            )
            for code, label in self.lands
        ]
        foot = Row(_("All Länder"), cells(_("All Länder"), [code for code, _label in self.lands]))
        return Table([Head(name) for name in names], rows, foot)

    def empty_days(self, land: str) -> list[date]:
        """The days on which the Land with this code has nothing that is approved or submitted."""
        taken = {day for _event, of, day in self._days_of_events() if of == land}
        return [day for day in self.edition.days if day not in taken]

    def _days_of_events(self) -> Iterator[tuple[int, str, date]]:
        """Each event with its Land on each of its days within the edition."""
        first, last = self.edition.first_day, self.edition.last_day
        rows = EventDate.objects.filter(event__in=self.counted, first_day__lte=last, last_day__gte=first)
        for event, state, from_day, to_day in rows.order_by().values_list("event", "event__state", "first_day", "last_day"):
            begins, ends = max(from_day, first), min(to_day, last)
            for number in range((ends - begins).days + 1):
                yield event, state or NATIONWIDE, begins + timedelta(days=number)

    def _day_cell(self, code: str, label: str, day: date, count: int) -> Cell:
        what = f"{label}, {day_label(day)}"
        if count or code == NATIONWIDE:
            return self.cell_of(count, what, state=code, day=day.isoformat())
        return Cell(0, what, f"{reminder_address(self.edition, code)}?{urlencode({'day': day.isoformat()})}", is_gap=True)

    def _field_cell(self, what: str, kind: EventFormat | None, key: int | None, count: int) -> Cell:
        if key is None:
            return self.cell_of(count, what, format__id__exact=kind and kind.pk, technology_fields__isnull="True")
        if count or kind is None:
            return self.cell_of(count, what, format__id__exact=kind and kind.pk, technology_fields__id__exact=key)
        field = self.lists.technology_fields[key]
        return Cell(0, what, reverse("admin:coverage_gap", args=[self.edition.slug, kind.slug, field.slug]), is_gap=True)

    def cell_of(self, count: int, what: str, **chosen: object) -> Cell:
        """`count` with the list of exactly those events."""
        chosen = {"edition__id__exact": self.edition.pk, "published": "counted", **chosen}
        return Cell(count, what, list_address("event", **chosen) if count else "")

    def _stand_cell(self, count: int, what: str, **chosen: object) -> Cell:
        return Cell(
            count, what, list_address("stand", fair__edition__id__exact=self.edition.pk, published="counted", **chosen) if count else ""
        )

    def _looked_after(self, code: str, people: int) -> tuple[str, str]:
        if not people:
            return _("nobody: invite"), reverse("admin:accounts_user_changelist")
        return _("remind"), reminder_address(self.edition, code)


def lands_of(lists: Lists) -> list[tuple[str, str]]:
    """The codes and names of the Länder, and at the end of what no Land leads."""
    return [(state.pk, str(state)) for state in lists.states.values()] + [(NATIONWIDE, _("nationwide"))]


def reminder_address(edition: Edition, land: str, *, kind: EventFormat | None = None, field: TechnologyField | None = None) -> str:
    """Where the office writes to those who look after a Land, perhaps because of one format and technology field."""
    address = reverse("admin:coverage_reminder", args=[edition.slug, land])
    return f"{address}?{urlencode({'format': kind.slug, 'technology_field': field.slug})}" if kind and field else address


def counts(entries: QuerySet, *names: str) -> Counter:
    """How many of `entries` there are by the values of the fields `names`; an empty Land counts as nationwide."""
    found: Counter = Counter()
    for *values, number in entries.order_by().values_list(*names).annotate(number=Count("pk")):
        key = tuple(NATIONWIDE if name == "state" and value is None else value for name, value in zip(names, values, strict=True))
        found[key if len(names) > 1 else key[0]] = number
    return found


def _sums(numbers: Counter, place: int) -> Counter:
    """The sums of `numbers` by what stands at `place` in their keys."""
    found: Counter = Counter()
    for key, number in numbers.items():
        found[key[place]] += number
    return found


def coordinators() -> Counter:
    """How many active coordinators each Land has."""
    people = User.objects.filter(is_active=True, groups__name=LAND_COORDINATOR, states__isnull=False)
    return Counter(dict(people.order_by().values_list("states").annotate(Count("pk", distinct=True))))


def list_address(noun: str, **chosen: object) -> str:
    """The list of events or stands, narrowed by its filters."""
    query = urlencode({name: value for name, value in chosen.items() if value is not None})
    return f"{reverse(f'admin:events_{noun}_changelist')}?{query}"
