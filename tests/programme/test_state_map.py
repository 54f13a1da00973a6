"""The map of a query: every Land with its number, or one Land with its places."""

import re
from math import hypot

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from clusterweek.geography.gazetteer import gazetteer
from clusterweek.geography.outlines import bounds, state_names
from clusterweek.geography.outlines import state_map as outlines_of_germany
from clusterweek.geography.places import Place, locate
from clusterweek.geography.projection import project, utm32
from events.programme.state_map import ProgrammeMap, state_map

COUNTS = {"BW": 41, "NW": 24, "BY": 17, "DE": 3}


def address(code: str) -> str:
    """Where the Land leads."""
    return f"/programm/karte/?state={code}" if code else "/programm/karte/"


def placed(*texts: str) -> list[tuple[str, float, float, int]]:
    """Places with 1, 2, 3 … events."""
    found = [locate(text) for text in texts]
    return [(place.name, place.latitude, place.longitude, count) for count, place in enumerate(found, 1) if isinstance(place, Place)]


def fragment(drawing: ProgrammeMap, language: str = "de") -> str:
    """The fragment as the page would include it."""
    with override(language):
        return re.sub(r"\s+", " ", render_to_string("includes/programme_map.html", {"map": drawing}))


# The projection


@pytest.mark.parametrize(
    ("latitude", "longitude", "easting", "northing"),
    [(0.0, 9.0, 500_000.0, 0.0), (48.0, 9.0, 500_000.0, 5_316_300.22), (52.524, 13.411, 799_192.39, 5_828_469.37)],
)
def test_points_project_to_their_coordinates(latitude, longitude, easting, northing):
    assert utm32(latitude, longitude) == pytest.approx((easting, northing), abs=0.01)


def test_every_place_lies_within_the_frame_of_its_land():
    table, frames = gazetteer(), {outline.code: bounds(outline.path) for outline in outlines_of_germany().outlines}
    outside = []
    for row, name in enumerate(table.names):
        (x, y), frame = project(*table.position(row)), frames[table.states[row]]
        if not (frame.left - 6 <= x <= frame.right + 6 and frame.top - 6 <= y <= frame.bottom + 6):
            outside.append(name)

    # The island is too small for the outline.
    assert outside == ["Helgoland"]


def test_the_frame_of_an_outline_holds_all_its_parts():
    assert bounds("M10 10l5 0 0 5-5 0zM30 40l-5 2z") == (10, 10, 30, 42)


# All of Germany


def test_germany_shows_every_land_with_its_number():
    drawing = state_map(COUNTS, None, [], address)

    assert drawing.view_box == outlines_of_germany().view_box
    assert {shape.code: shape.number for shape in drawing.shapes} == {code: COUNTS.get(code, 0) for code in state_names()}
    assert [shape.name for shape in drawing.listed] == list(state_names().values())
    assert (drawing.chosen, drawing.markers, drawing.nationwide) == (None, [], 3)


def test_the_fuller_a_land_the_darker_it_is():
    shades = {shape.code: shape.shade for shape in state_map(COUNTS, None, [], address).shapes}

    assert (shades["BW"], shades["NW"], shades["BY"], shades["HH"]) == (5, 3, 3, 0)


def test_every_land_is_a_link_with_a_name_and_stands_in_the_list():
    page = fragment(state_map(COUNTS, None, [], address))

    assert 'href="/programm/karte/?state=BW" aria-label="Baden-Württemberg: 41 Veranstaltungen"' in page
    assert 'href="/programm/karte/?state=HH" aria-label="Hamburg: 0 Veranstaltungen"' in page
    assert page.count("aria-label=") == 17
    assert page.count("<li") == 17
    assert '<li class="is-empty"><a href="/programm/karte/?state=HH">Hamburg</a>' in page
    assert '<a href="/programm/karte/?state=DE">bundesweit</a>' in page


def test_names_are_those_of_the_language():
    names = {**state_names(), "BY": "Bavaria"}

    page = fragment(state_map({"BY": 1}, None, [], address, names=names), "en")

    assert 'aria-label="Bavaria: 1 event"' in page


def test_the_credit_is_shown():
    assert "© GeoBasis-DE / BKG (Daten verändert)</p>" in fragment(state_map(COUNTS, None, [], address))
    assert "© GeoBasis-DE / BKG (Daten verändert), GeoNames (CC BY 4.0)</p>" in fragment(
        state_map(COUNTS, "BW", placed("Stuttgart"), address)
    )


def test_a_map_without_any_event_is_still_a_map():
    drawing = state_map({}, None, [], address)

    assert {shape.shade for shape in drawing.shapes} == {0}


# One Land


@pytest.mark.parametrize("code", list(state_names()))
def test_a_chosen_land_fills_the_frame(code):
    left, top, width, height = map(float, state_map(COUNTS, code, [], address).view_box.split())

    land = bounds(next(outline.path for outline in outlines_of_germany().outlines if outline.code == code))
    assert left < land.left < land.right < left + width
    assert top < land.top < land.bottom < top + height
    assert max((land.right - land.left) / width, (land.bottom - land.top) / height) > 0.85


def test_an_unknown_land_is_refused():
    with pytest.raises(KeyError):
        state_map(COUNTS, "XX", [], address)


def test_a_chosen_land_shows_its_places_with_their_numbers():
    page = fragment(state_map(COUNTS, "BW", placed("Stuttgart", "Ulm", "Freiburg"), address))

    assert page.count("<circle") == 3
    assert re.findall(r'query-map__name">(\w+)</span> <span>(\d)<', page) == [("Freiburg", "3"), ("Ulm", "2"), ("Stuttgart", "1")]
    assert page.count("<a class") == 0
    assert '<a href="/programm/karte/">Zurück zu ganz Deutschland</a>' in page


def test_places_are_links_where_there_is_an_address():
    page = fragment(state_map(COUNTS, "BW", placed("Ulm"), address, place_href=lambda name: f"/programm/?near={name}"))

    assert 'href="/programm/?near=Ulm" aria-label="Ulm: 1 Veranstaltung"' in page
    assert '<li><a href="/programm/?near=Ulm">Ulm</a>' in page


def test_a_marker_stands_where_its_place_is():
    marker = state_map(COUNTS, "BW", placed("Ulm"), address).markers[0]

    assert (marker.x, marker.y) == pytest.approx(project(48.398, 9.992), abs=0.5)
    assert not marker.is_moved


def test_markers_of_near_places_do_not_cover_each_other():
    names = ["Essen", "Bochum", "Gelsenkirchen", "Herne", "Witten", "Bottrop", "Oberhausen", "Duisburg", "Dortmund"]
    drawing = state_map(COUNTS, "NW", placed(*names), address)

    spots = [(marker.x, marker.y) for marker in drawing.markers]
    gaps = [hypot(x - a, y - b) for number, (x, y) in enumerate(spots) for a, b in spots[:number]]
    assert min(gaps) > 2 * drawing.radius * 0.9
    assert any(marker.is_moved for marker in drawing.markers)
    assert "query-map__lead" in fragment(drawing)


def test_two_places_at_one_point_are_two_markers():
    drawing = state_map(COUNTS, "BE", [("A", 52.5, 13.4, 1), ("B", 52.5, 13.4, 2)], address)

    assert len({(marker.x, marker.y) for marker in drawing.markers}) == 2


def test_a_place_outside_of_the_frame_stands_in_the_list_alone():
    drawing = state_map(COUNTS, "BW", placed("Ulm", "Hannover"), address)

    assert [marker.name for marker in drawing.markers] == ["Ulm"]
    assert [(place.name, place.number) for place in drawing.places] == [("Hannover", 2), ("Ulm", 1)]


def test_many_places_have_small_markers():
    places = [(f"Ort {number}", 48.0 + number / 300, 9.1, 1) for number in range(300)]

    many, one = state_map(COUNTS, "BW", places, address), state_map(COUNTS, "BW", places[:1], address)

    assert len(many.markers) == 300
    assert many.radius < one.radius


def test_what_a_place_is_called_is_escaped():
    page = fragment(state_map(COUNTS, "BW", [("<b>Ulm", 48.4, 10.0, 1)], address))

    assert "<b>" not in page
