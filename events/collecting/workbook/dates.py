"""The dates of an event: the first one in four columns, the others together in a fifth."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.collecting.workbook.cells import Cell, Unreadable, as_text, is_blank
from events.collecting.workbook.columns import LONGEST, TOO_LONG, Column, Content, Reading
from events.collecting.workbook.days import Days, read_day, read_days
from events.collecting.workbook.hours import Hours, read_hours

FIRST, LAST, FROM, TO, MORE = DATE_COLUMNS = ("first_day", "last_day", "from_time", "to_time", "more_dates")


@dataclass
class DatePartColumn(Column):
    """One of the columns that make dates together; `DatesReader` reads them."""

    def write(self, content: Content) -> Any:
        row = next(iter(content.get("dates") or ()), None)
        if row is None:
            return None
        if self.name == MORE:
            text = "; ".join(_in_words(each) for each in content["dates"][1:])
            return text if len(text) <= LONGEST else TOO_LONG
        value = row[self.name]
        if self.name == LAST and value == row[FIRST]:
            return None
        if value is None:
            return None
        return time.fromisoformat(value) if self.name in (FROM, TO) else date.fromisoformat(value)


class DatePartDay(DatePartColumn):
    """A day of the first date."""

    number_format: ClassVar[str] = "DD.MM.YYYY"


class DatePartTime(DatePartColumn):
    """A time of the first date."""

    number_format: ClassVar[str] = "HH:MM"


class DatesReader:
    """Reads the cells of one row; `present` are the columns that the file has."""

    def __init__(self, present: set[str], around: date) -> None:
        self.present, self.around = present & set(DATE_COLUMNS), around

    def read(self, cells: dict[str, Cell], entry: Content) -> Reading:
        """The dates of a row, all together as `dates`; what the file has no column for stays as it is in `entry`."""
        reading = Reading()
        given = {name: cells.get(name) for name in self.present if not is_blank(cells.get(name))}
        former = list(entry.get("dates") or ())
        days = self._days(given, reading)
        rows = self._rows(days, given, former, reading) if days else []
        if not days:  # the times hang in the air, but say so if they are none
            for name in (FROM, TO):
                self._time(name, given, reading)
        if MORE not in self.present:
            rows += former[1:]
        elif MORE in given:
            rows += former[1:] if as_text(given[MORE]) == TOO_LONG else self._more(given[MORE], reading)
        reading.values = {"dates": rows}
        return reading

    def _days(self, given: dict[str, Cell], reading: Reading) -> list[Days]:
        """What the first column says."""
        if FIRST not in given:
            beside = next((name for name in (LAST, FROM, TO) if name in given), None)
            if beside:
                reading.refuse(FIRST, _("The first day is missing."))
            return []
        try:
            days = read_days(given[FIRST], around=self.around)
        except Unreadable as refusal:
            reading.refuse(FIRST, str(refusal))
            return []
        if not all(each.is_exact for each in days):
            reading.understood[FIRST] = "; ".join(_in_words(_row(each, each.hours)) for each in days)
        return days

    def _rows(self, days: list[Days], given: dict[str, Cell], former: list[Content], reading: Reading) -> list[Content]:
        if LAST in given:
            days = self._until(days, given[LAST], reading)
        elif LAST not in self.present and former and former[0][FIRST] == days[0].first.isoformat() and len(days) == 1:
            last = max(days[0].last, date.fromisoformat(former[0][LAST]))
            days = [days[0]._replace(last=last)]
        hours = self._hours(days, given, reading)
        rows = [_row(each, hours or each.hours) for each in days]
        if not self.present & {FROM, TO} and former and not any(each.hours for each in days):
            rows[0] |= {name: former[0][name] for name in (FROM, TO)}
        return rows

    def _until(self, days: list[Days], cell: Cell, reading: Reading) -> list[Days]:
        """The days with what the second column says."""
        try:
            read = read_days(cell, around=days[-1].last)
            if len(read) != 1 or (read[0].first != read[0].last and read[0].first != days[0].first):
                read_day(cell, around=self.around)
            last = read[0].last
        except Unreadable as refusal:
            reading.refuse(LAST, str(refusal))
            return days
        is_span = days[0].first != days[0].last
        if len(days) > 1 or (is_span and days[0].last != last):
            reading.refuse(LAST, _("This contradicts the column “%(column)s”, which has more than one day.") % {"column": _first_label()})
            return days
        if last < days[0].first:
            reading.refuse(LAST, _("The last day must not be before the first."))
            return days
        if not read[0].is_exact:
            reading.understood[LAST] = f"{last:%d.%m.%Y}"
        return [days[0]._replace(last=last)]

    def _hours(self, days: list[Days], given: dict[str, Cell], reading: Reading) -> Hours | None:
        """What the columns of times say."""
        start = self._time(FROM, given, reading)
        end = self._time(TO, given, reading)
        beside = next((each.hours for each in days if each.hours), None)
        if start and beside and (start.start, start.end or beside.end) != (beside.start, beside.end):
            reading.refuse(FROM, _("This contradicts the time beside the day."))
            return beside
        start = start or beside
        if end is None or start is None:
            if end is not None and FROM not in reading.problems:
                reading.refuse(TO, _("Please enter from when, too."))
            return start
        until = end.end or end.start
        if start.end and start.end != until:
            reading.refuse(TO, _("This contradicts the column before it, which has an end, too."))
            return start
        return Hours(start.start, until, is_exact=False)

    def _time(self, name: str, given: dict[str, Cell], reading: Reading) -> Hours | None:
        if name not in given:
            return None
        cell = given[name]
        if name == TO and isinstance(cell, str):
            cell = cell.strip().removeprefix("bis").strip() or cell
        try:
            hours = read_hours(cell)
        except Unreadable as refusal:
            reading.refuse(name, str(refusal))
            return None
        if not hours.is_exact:
            reading.understood[name] = f"{hours.start:%H:%M}" + (f"–{hours.end:%H:%M}" if hours.end else "")
        return hours

    def _more(self, cell: Cell, reading: Reading) -> list[Content]:
        try:
            return [_row(each, each.hours) for each in read_days(cell, around=self.around)]
        except Unreadable as refusal:
            reading.refuse(MORE, str(refusal))
            return []


def _row(days: Days, hours: Hours | None) -> Content:
    times = {FROM: hours.start.isoformat(), TO: hours.end.isoformat() if hours.end else None} if hours else {FROM: None, TO: None}
    return {FIRST: days.first.isoformat(), LAST: days.last.isoformat(), **times}


def _in_words(row: Content) -> str:
    """A date as `read_days` reads it: "02.04.2019–11.04.2019, 10:00–17:00"."""
    first, last = date.fromisoformat(row[FIRST]), date.fromisoformat(row[LAST])
    text = f"{first:%d.%m.%Y}" + (f"–{last:%d.%m.%Y}" if last != first else "")
    if row[FROM]:
        text += f", {row[FROM][:5]}" + (f"–{row[TO][:5]}" if row[TO] else "")
    return text


def _first_label() -> str:
    from events.models import EventDate

    return capfirst(str(EventDate._meta.get_field(FIRST).verbose_name))
