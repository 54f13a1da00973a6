"""Clock times as people write them: "10–17 Uhr", "14.30", "9 Uhr", fractions of a day."""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from events.collecting.workbook.cells import Cell, Unreadable, as_text, plain

DAY_MINUTES = 24 * 60
HOURS_OF_A_DAY = 24

_CLOCK = r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})(?::\d{2})?)?\s*(?:uhr|h)?"
_ONE = re.compile(rf"(?:um|ab|von|ca\.?)?\s*{_CLOCK}")
_SPAN = re.compile(rf"(?:von\s+)?{_CLOCK}\s*(?:-|bis)\s*{_CLOCK}")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})(?:\s*uhr)?")


class Hours(NamedTuple):
    """From when to when; `is_exact` if there was nothing to interpret."""

    start: time
    end: time | None = None
    is_exact: bool = True


def read_hours(cell: Cell) -> Hours:
    """The hours in a cell that is not blank. Raises Unreadable."""
    if isinstance(cell, datetime):
        return Hours(cell.time().replace(second=0, microsecond=0), is_exact=False)
    if isinstance(cell, time):
        return Hours(cell.replace(microsecond=0))
    if isinstance(cell, timedelta):
        return Hours(_of_minutes(cell.total_seconds() / 60), is_exact=False)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Hours(_of_number(cell), is_exact=False)
    return _of_text(plain(as_text(cell)))


def _of_number(number: float) -> time:
    """A fraction of a day, as spreadsheets keep times, or a whole hour."""
    if 0 <= number < 1:
        return _of_minutes(number * DAY_MINUTES)
    if float(number).is_integer():
        digits = str(int(number))
        return _clock(digits, "") if len(digits) <= 2 else _clock(digits[:-2], digits[-2:])
    raise Unreadable(_("This is no clear time. Please write it like 14:30."))


def _of_minutes(minutes: float) -> time:
    whole = round(minutes)
    if not 0 <= whole < DAY_MINUTES:
        raise Unreadable(_("This is no time. Possible are 0:00 to 23:59."))
    return time(whole // 60, whole % 60)


def _of_text(text: str) -> Hours:
    text = text.rstrip(".,;")
    if found := _ONE.fullmatch(text):
        return Hours(_clock(*found.groups()), is_exact=bool(re.fullmatch(r"\d{1,2}:\d{2}", text)))
    if found := _SPAN.fullmatch(text):
        hour, minute, to_hour, to_minute = found.groups()
        return Hours(_clock(hour, minute), _clock(to_hour, to_minute), is_exact=False)
    if found := _DIGITS.fullmatch(text):
        return Hours(_clock(*found.groups()), is_exact=False)
    if re.fullmatch(r"0?[.,]\d+", text):
        return Hours(_of_number(float(text.replace(",", "."))), is_exact=False)
    raise Unreadable(_("This is no time. Please write it like 14:30; words such as “in the afternoon” belong into the opening hours."))


def _clock(hour: str, minute: str | None) -> time:
    whole, part = int(hour), int(minute or 0)
    if whole == HOURS_OF_A_DAY and not part:
        raise Unreadable(_("24:00 is the next day. Please write 23:59, or leave the cell empty."))
    if whole >= HOURS_OF_A_DAY or part >= 60:
        raise Unreadable(_("This is no time. Possible are 0:00 to 23:59."))
    return time(whole, part)
