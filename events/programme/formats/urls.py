"""Addresses of the formats: `/programm.<extension>` for the current edition, `/<edition>/programm.<extension>` for good."""

from collections.abc import Iterator

from clusterweek.common.languages import Route
from events.programme.formats.registry import EVENT_FORMATS, STAND_FORMATS, Format
from events.programme.formats.shortlist import ShortlistBrochureView, ShortlistCalendarView
from events.programme.formats.views import EventCalendarView, FormatView, StandFormatView

# The converter of editions is registered there.
EDITION = "<edition:edition>/"


def routes(noun: str, german: str, english: str, view: type[FormatView], formats: tuple[Format, ...]) -> Iterator[Route]:
    """The routes `<noun>_<extension>` and `edition_<noun>_<extension>` of every format."""
    for each in formats:
        end, name, answer = f".{each.extension}", f"{noun}_{each.extension}", view.as_view(format=each)
        yield Route(name, german + end, english + end, answer)
        yield Route(f"edition_{name}", EDITION + german + end, EDITION + english + end, answer)


ROUTES = [
    *routes("programme", "programm", "programme", FormatView, EVENT_FORMATS),
    Route("event_ics", f"{EDITION}programm/<slug:slug>.ics", f"{EDITION}programme/<slug:slug>.ics", EventCalendarView.as_view()),
    *routes("stands", "messestaende", "stands", StandFormatView, STAND_FORMATS),
    Route("shortlist_ics", "merkliste.ics", "shortlist.ics", ShortlistCalendarView.as_view()),
    Route("shortlist_pdf", "merkliste.pdf", "shortlist.pdf", ShortlistBrochureView.as_view()),
]
