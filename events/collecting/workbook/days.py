"""Days as people write them: dates, serial numbers, "02.04.2019", "2.–11. April 2019", "02.04.19", ISO 8601."""

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from clusterweek.common.dates import day_label
from events.collecting.workbook.cells import Cell, Unreadable, as_text, plain
from events.collecting.workbook.hours import Hours, read_hours

# Day 0 of spreadsheets, and the serial numbers that are taken for days: 1954 to 2119.
EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)

_MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember")
MONTH_NUMBERS = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in range(3, len(name) + 1)}
MONTH_NUMBERS |= {"maerz": 3, "mrz": 3, "jänner": 1, "feber": 2, "march": 3, "may": 5, "october": 10, "oct": 10, "december": 12, "dec": 12}
MONTH_NUMBERS |= {"january": 1, "february": 2, "june": 6, "july": 7}
_DAY_NAMES = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
DAY_NUMBERS = {name[:length]: number for number, name in enumerate(_DAY_NAMES) for length in (2, 3, len(name))} | {"sonnabend": 5}

_NAMED = rf"(?:({'|'.join(sorted(DAY_NUMBERS, key=len, reverse=True))})\b\.?,?\s*(?:(?:den|der)\s+)?)?"
_DAY = rf"{_NAMED}(\d{{1,2}})\.?\s*(?:(\d{{1,2}})\.|((?!bis\b|und\b|u\b)[a-zäöü]+)\.?)?\s*(\d{{4}}|\d{{2}}(?!\s*(?:\d|uhr|h\b|:|-|\.)))?"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TO = r"\s*(-|\bbis\b(?:\s+zum)?|/|\bund\b|\bu\.|&|\+)\s*"
_START = r"(?:vom|von|am|ab)?\s*"
_HOURS = r"(?:(?:\s*,\s*|\s+|t)(?P<hours>(?:um |von |ab )?\d.*))?"
_GERMAN = re.compile(rf"{_START}{_DAY}(?:{_TO}{_DAY})?{_HOURS}")
_STANDARD = re.compile(rf"{_ISO}(?:{_TO}{_ISO})?{_HOURS}")
_SLASHES = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
# Between two days that are meant each for itself, and between entries of a list.
_EACH = ("/", "und", "u.", "&", "+")
_LIST = re.compile(r"[\n;]+|(?:(?<=\d)|(?<=\d\.)),\s*(?=\d{1,2}\.\s*(?:\d|[A-Za-zä]))")
_PLAIN = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


class Days(NamedTuple):
    """The first and the last day, with hours where they stood beside; `is_exact` if there was nothing to interpret."""

    first: date
    last: date
    hours: Hours | None = None
    is_exact: bool = True


def read_days(cell: Cell, *, around: date) -> list[Days]:
    """The days in a cell that is not blank; what has no year gets the one that brings it closest to `around`. Raises Unreadable.

    Usually it is one day or one span; "2. und 4. April" and lists are several.
    """
    if isinstance(cell, datetime):
        hours = None if cell.time() == time() else Hours(cell.time().replace(second=0, microsecond=0), is_exact=False)
        return [Days(cell.date(), cell.date(), hours, is_exact=hours is None)]
    if isinstance(cell, date):
        return [Days(cell, cell)]
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return [_of_number(cell)]
    if isinstance(cell, time | timedelta):
        raise Unreadable(no_day(around))
    parts = [plain(part) for part in _LIST.split(as_text(cell)) if plain(part)]
    found = [days for part in parts for days in _of_text(part, around)]
    return found if len(parts) == 1 else [days._replace(is_exact=False) for days in found]


def read_day(cell: Cell, *, around: date) -> Days:
    """The single day in a cell that is not blank. Raises Unreadable also for several days."""
    found = read_days(cell, around=around)
    if len(found) != 1 or found[0].first != found[0].last:
        raise Unreadable(_("Please write a single day like %(day)s.") % {"day": f"{around:%d.%m.%Y}"})
    return found[0]


def no_day(around: date) -> str:
    """That a cell holds no day, with an example."""
    return _("This is no date. Please write a day like %(day)s.") % {"day": f"{around:%d.%m.%Y}"}


def _of_number(number: float) -> Days:
    """A serial number, as spreadsheets keep days."""
    whole = int(number)
    if whole not in SERIALS:
        return _of_digits(whole)
    day, minutes = EPOCH + timedelta(days=whole), round((number - whole) * 24 * 60)
    hours = Hours(time(minutes // 60, minutes % 60), is_exact=False) if 0 < minutes < 24 * 60 else None
    return Days(day, day, hours, is_exact=False)


def _of_digits(number: int) -> Days:
    """A day as 20190402 (ISO 8601, basic format)."""
    digits = str(number)
    if not re.fullmatch(r"(19|20)\d{6}", digits):
        raise Unreadable(_("This number is no date. Please write a day like 02.04.2019."))
    day = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return Days(day, day, is_exact=False)


def _of_text(text: str, around: date) -> list[Days]:
    if re.fullmatch(r"\d{5}|\d{8}", text):
        return [_of_number(int(text))]
    if _SLASHES.search(text):
        raise Unreadable(_("With slashes it is not clear what is the day and what the month. Please write a day like 02.04.2019."))
    if found := _STANDARD.fullmatch(text):
        parts = [int(part) for part in found.groups()[:7] if part and part.isdecimal()]
        return _days(_day(*parts[:3]), _day(*parts[-3:]), found[4], found["hours"], is_exact=False)
    found = _GERMAN.fullmatch(text)
    if found is None:
        raise Unreadable(no_day(around))
    one, between, other = found.groups()[:5], found.groups()[5], found.groups()[6:11]
    last = _of_parts(other if between else one, around)
    first = _of_parts(one, around, month=last.month, year=last.year) if between else last
    if first > last and not one[4] and (one[2] or one[3]):
        first = _day(first.year - 1, first.month, first.day)
    _check_weekday(one[0], first)
    _check_weekday(other[0], last)
    return _days(first, last, between, found["hours"], is_exact=bool(_PLAIN.fullmatch(text)))


def _of_parts(parts: tuple[str | None, ...], around: date, *, month: int = 0, year: int = 0) -> date:
    """A day from its weekday, day, number or name of the month and year, of which the day alone is certain."""
    _name, day, number, month_name, written_year = parts
    if month_name and month_name not in MONTH_NUMBERS:
        raise Unreadable(no_day(around))
    month = int(number) if number else MONTH_NUMBERS[month_name] if month_name else month
    if not month:
        raise Unreadable(no_day(around))
    if written_year:
        return _day(int(written_year) + (2000 if len(written_year) == 2 else 0), month, int(day or 0))
    if year:
        return _day(year, month, int(day or 0))
    candidates = [
        _day(around.year + step, month, int(day or 0)) for step in (0, -1, 1) if _exists(around.year + step, month, int(day or 0))
    ]
    if not candidates:
        return _day(around.year, month, int(day or 0))
    return min(candidates, key=lambda each: abs(each - around))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable(_("There is no month %(number)d.") % {"number": month})
    if not 1900 <= year <= 2199:
        raise Unreadable(_("Please check the year: %(year)d.") % {"year": year})
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        name = f"{MONTHS[month]} {year}" if month == 2 else str(MONTHS[month])
        raise Unreadable(_("There is no such day: %(month)s has %(days)d days.") % {"month": name, "days": days})
    return date(year, month, day)


def _check_weekday(name: str | None, day: date) -> None:
    if name and DAY_NUMBERS[name] != day.weekday():
        words = {"day": day_label(day), "weekday": WEEKDAYS[day.weekday()]}
        raise Unreadable(_("Please check: %(day)s is a %(weekday)s.") % words)


def _days(first: date, last: date, between: str | None, hours: str | None, *, is_exact: bool) -> list[Days]:
    if last < first:
        raise Unreadable(_("The last day must not be before the first."))
    read = read_hours(hours) if hours else None
    if between in _EACH and (last - first).days > 1:
        return [Days(day, day, read, is_exact=False) for day in (first, last)]
    return [Days(first, last, read, is_exact=is_exact and read is None)]
