"""A result as a table: CSV as German spreadsheets open it, and XLSX with typed cells and links."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from clusterweek.common.languages import active_language
from clusterweek.common.spreadsheet import FORMULA_STARTS, Link, write_spreadsheet
from events.programme.fair import StandResult
from events.programme.formats.columns import Column, event_columns, stand_columns
from events.programme.formats.loading import events_of, load_co_exhibitors
from events.programme.formats.taken import Taken
from events.programme.formats.wording import clean
from events.programme.models import PublishedStand
from events.programme.result import Result

BOM = "\ufeff"


def events_as_csv(taken: Taken[Result]) -> bytes:
    """One row for each event."""
    return as_csv(event_columns(), events_of(taken.result))


def stands_as_csv(taken: Taken[StandResult]) -> bytes:
    """One row for each stand."""
    return as_csv(stand_columns(), _loaded(taken.result))


def events_as_xlsx(taken: Taken[Result]) -> bytes:
    """One row for each event, under a heading that stays, with a filter."""
    return as_xlsx(f"{_('Programme')} {taken.result.edition.slug}", event_columns(), events_of(taken.result))


def stands_as_xlsx(taken: Taken[StandResult]) -> bytes:
    """One row for each stand."""
    return as_xlsx(f"{_('Stands')} {taken.result.edition.slug}", stand_columns(), _loaded(taken.result))


def as_csv(columns: Sequence[Column], entries: Iterable[Any]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, one line of headings."""
    text = StringIO()
    text.write(BOM)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.heading.text for column in columns)
    writer.writerows([told(value) for value in row] for row in _rows(columns, entries))
    return text.getvalue().encode()


def as_xlsx(title: str, columns: Sequence[Column], entries: Iterable[Any]) -> bytes:
    """The same as a workbook with one sheet named `title`."""
    with write_spreadsheet(title, [column.heading for column in columns], _rows(columns, entries)) as file:
        return file.read()


def told(value: Any) -> str:
    """A value as the text of a cell in CSV; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{localtime(value) if is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",") if active_language() == "de" else str(value)
    text = clean(value.text if isinstance(value, Link) else str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(columns: Sequence[Column], entries: Iterable[Any]) -> Iterator[list[Any]]:
    for entry in entries:
        yield [column.value(entry) for column in columns]


def _loaded(result: StandResult) -> list[PublishedStand]:
    load_co_exhibitors(result.stands)
    return result.stands
