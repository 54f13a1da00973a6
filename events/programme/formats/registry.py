"""The list of formats: whoever adds one adds a line here, and addresses, links, tests and documentation have it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from clusterweek.common.spreadsheet import XLSX
from events.programme.formats import as_json, atom, brochure, tables
from events.programme.formats.brochure.content import BRIEF_FROM
from events.programme.formats.taken import Taken


@dataclass(frozen=True)
class Format:
    """One way to take a result along, at `/programm.<extension>` and the like.

    `render` gives the bytes; what it makes follows from the public revision, the day in Berlin and the address alone,
    because answers are kept. `is_file`: offered for saving; `is_data`: for programs rather than for people; `large_from`:
    from so many entries on the worker makes it.
    """

    extension: str
    content_type: str
    label: Any
    render: Callable[[Taken[Any]], bytes]
    is_file: bool = False
    is_data: bool = False
    large_from: int | None = None


def _calendar(taken: Taken[Any]) -> bytes:
    """A calendar; the package for it is loaded with the first one, because it takes much memory."""
    from events.programme.formats import ical

    return ical.events(taken)


# Rows of a workbook from which on nobody waits for it in the request.
LARGE_TABLE = 1000
ATOM = "application/atom+xml; charset=utf-8"
CSV = "text/csv; charset=utf-8"
EVENT_FORMATS = (
    Format("ics", "text/calendar; charset=utf-8", _("Calendar file (ICS)"), _calendar),
    Format("atom", ATOM, _("Feed of what is new (Atom)"), atom.events, is_data=True),
    Format("pdf", "application/pdf", _("Brochure (PDF)"), brochure.events, large_from=BRIEF_FROM),
    Format("csv", CSV, _("CSV"), tables.events_as_csv, is_file=True),
    Format("xlsx", XLSX, _("Excel"), tables.events_as_xlsx, is_file=True, large_from=LARGE_TABLE),
    Format("json", "application/json", _("JSON"), as_json.events, is_data=True),
)
STAND_FORMATS = (
    Format("atom", ATOM, _("Feed of what is new (Atom)"), atom.stands, is_data=True),
    Format("pdf", "application/pdf", _("Brochure (PDF)"), brochure.stands),
    Format("csv", CSV, _("CSV"), tables.stands_as_csv, is_file=True),
    Format("xlsx", XLSX, _("Excel"), tables.stands_as_xlsx, is_file=True),
    Format("json", "application/json", _("JSON"), as_json.stands, is_data=True),
)
# What is taken along → its formats, in the order in which they are offered.
FORMATS = {"programme": EVENT_FORMATS, "stands": STAND_FORMATS}
