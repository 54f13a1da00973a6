"""Addresses of programme and stands in both languages (docs: architecture, section 8)."""

from django.urls import register_converter

from clusterweek.common.languages import Route
from events.programme import changes_page, embed, stand_views, views
from events.programme.models.edition import EDITION_SLUG
from events.programme.shortlist_page import ShortlistView


class EditionConverter:
    """The slug of an edition: a year, perhaps with an addition."""

    regex = EDITION_SLUG

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EditionConverter, "edition")

calendar, the_map = views.CalendarView.as_view(), views.MapView.as_view()
programme, event, changes = views.ProgrammeView.as_view(), views.EventView.as_view(), changes_page.ChangesView.as_view()
stands, stand = stand_views.StandsView.as_view(), stand_views.StandView.as_view()

ROUTES = [
    Route("programme", "programm/", "programme/", programme),
    Route("calendar", "programm/kalender/", "programme/calendar/", calendar),
    Route("map", "programm/karte/", "programme/map/", the_map),
    Route("edition_calendar", "<edition:edition>/programm/kalender/", "<edition:edition>/programme/calendar/", calendar),
    Route("edition_map", "<edition:edition>/programm/karte/", "<edition:edition>/programme/map/", the_map),
    Route("embed", "programm/einbetten/", "programme/embed/", embed.embed),
    Route("edition_embed", "<edition:edition>/programm/einbetten/", "<edition:edition>/programme/embed/", embed.embed),
    Route("embedding", "einbetten/", "embed/", embed.embedding),
    Route("edition_embedding", "<edition:edition>/einbetten/", "<edition:edition>/embed/", embed.embedding),
    Route("changes", "programm/neu/", "programme/new/", changes),
    Route("edition_changes", "<edition:edition>/programm/neu/", "<edition:edition>/programme/new/", changes),
    Route("current_event", "programm/<slug:slug>/", "programme/<slug:slug>/", views.CurrentEventView.as_view()),
    Route("edition_programme", "<edition:edition>/programm/", "<edition:edition>/programme/", programme),
    Route("event", "<edition:edition>/programm/<slug:slug>/", "<edition:edition>/programme/<slug:slug>/", event),
    Route("stands", "messestaende/", "stands/", stands),
    Route("edition_stands", "<edition:edition>/messestaende/", "<edition:edition>/stands/", stands),
    Route("stand", "<edition:edition>/messestaende/<slug:slug>/", "<edition:edition>/stands/<slug:slug>/", stand),
    Route("shortlist", "merkliste/", "shortlist/", ShortlistView.as_view()),
]
