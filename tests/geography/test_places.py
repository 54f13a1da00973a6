"""What people type leads to the place they mean, to a choice, or to what they may have meant."""

import pytest

from clusterweek.geography.distance import Position, distance_km
from clusterweek.geography.gazetteer import gazetteer
from clusterweek.geography.places import Place, candidates, locate, name_near, position_of, suggestions
from clusterweek.geography.spelling import key


def names(text: str) -> list[str]:
    """The names of all places that `text` may mean."""
    return [place.name for place in candidates(text)]


@pytest.mark.parametrize(
    ("typed", "name", "state"),
    [
        ("Hannover", "Hannover", "NI"),
        ("hannover", "Hannover", "NI"),
        ("  HANNOVER ", "Hannover", "NI"),
        ("München", "München", "BY"),
        ("Muenchen", "München", "BY"),
        ("Munchen", "München", "BY"),
        ("MÜNCHEN", "München", "BY"),
        ("Mu\u0308nchen", "München", "BY"),
        ("Gießen", "Gießen", "HE"),
        ("Giessen", "Gießen", "HE"),
        ("Soest", "Soest", "NW"),
        ("Frankfurt am Main", "Frankfurt am Main", "HE"),
        ("Frankfurt/Main", "Frankfurt am Main", "HE"),
        ("Frankfurt a. M.", "Frankfurt am Main", "HE"),
        ("Frankfurt a.M.", "Frankfurt am Main", "HE"),
        ("Frankfurt (Main)", "Frankfurt am Main", "HE"),
        ("Frankfurt (Hessen)", "Frankfurt am Main", "HE"),
        ("Frankfurt (HE)", "Frankfurt am Main", "HE"),
        ("Frankfurt (Oder)", "Frankfurt (Oder)", "BB"),
        ("frankfurt/oder", "Frankfurt (Oder)", "BB"),
        ("Frankfurt/O.", "Frankfurt (Oder)", "BB"),
        ("Frankfurt an der Oder", "Frankfurt (Oder)", "BB"),
        ("Halle (Saale)", "Halle (Saale)", "ST"),
        ("Halle/Saale", "Halle (Saale)", "ST"),
        ("Halle a. d. S.", "Halle (Saale)", "ST"),
        ("Neustadt/Weinstr.", "Neustadt an der Weinstraße", "RP"),
        ("Neustadt (Rheinland-Pfalz)", "Neustadt an der Weinstraße", "RP"),
        ("Sankt Augustin", "Sankt Augustin", "NW"),
        ("St. Augustin", "Sankt Augustin", "NW"),
        ("Baden Baden", "Baden-Baden", "BW"),
        ("Villingen - Schwenningen", "Villingen-Schwenningen", "BW"),
        ("Lutherstadt Wittenberg", "Wittenberg", "ST"),
        ("Universitätsstadt Siegen", "Siegen", "NW"),
        ("Hansestadt Stade", "Stade", "NI"),
        ("Hanau", "Hanau am Main", "HE"),
        ("Freiburg im Breisgau", "Freiburg", "BW"),
        ("Esslingen am Neckar", "Esslingen", "BW"),
        ("Oldenburg", "Oldenburg", "NI"),
        ("Köln (Deutz)", "Köln", "NW"),
        ("Köln-Deutz", "Köln", "NW"),
        ("Berlin, Moabit", "Berlin", "BE"),
        ("München Schwabing", "München", "BY"),
    ],
)
def test_a_name_leads_to_one_place(typed: str, name: str, state: str) -> None:
    found = locate(typed)

    assert isinstance(found, Place)
    assert (found.name, found.state) == (name, state)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("Frankfurt", ["Frankfurt am Main", "Frankfurt (Oder)"]),
        ("Halle", ["Halle (Niedersachsen)", "Halle (Nordrhein-Westfalen)", "Halle (Saale)"]),
        ("Neustadt a.d.W.", ["Neustadt an der Waldnaab", "Neustadt an der Weinstraße"]),
        (
            "Altdorf",
            ["Altdorf (Baden-Württemberg, 71088)", "Altdorf (Baden-Württemberg, 72655)", "Altdorf (Bayern)", "Altdorf bei Nürnberg"],
        ),
        ("Altdorf (BW)", ["Altdorf (Baden-Württemberg, 71088)", "Altdorf (Baden-Württemberg, 72655)"]),
    ],
)
def test_several_places_of_one_name_are_to_choose_from(typed: str, choices: list[str]) -> None:
    assert names(typed) == choices


def test_every_neustadt_is_offered_and_no_other_place() -> None:
    assert len(names("Neustadt")) == 18
    assert all(name.startswith("Neustadt") for name in names("Neustadt"))
    assert "Neustadt-Glewe" not in names("Neustadt")


@pytest.mark.parametrize("typed", ["", " ", "-", "()", "Bad", "Sankt", "Nirgendwo", "x" * 5000, "%", "Halle\x00Saale\x00"])
def test_what_names_no_place_leads_nowhere(typed: str) -> None:
    assert locate(typed) is None


def test_the_name_of_every_choice_leads_to_it_alone() -> None:
    table = gazetteer()
    ambiguous = {key(name) for name in table.names if len(table.named(key(name))) > 1}
    choices = {place for text in sorted(ambiguous) for place in candidates(text)}

    lost = [place for place in choices if locate(place.name) != place]

    assert len(choices) == 794
    assert lost == []


def test_every_name_of_the_table_is_found() -> None:
    table = gazetteer()

    assert [name for name in table.names if not table.named(key(name))] == []
    assert (len(table.names), len(set(table.states))) == (7654, 16)


@pytest.mark.parametrize(
    ("typed", "name", "state"),
    [
        ("30521", "30521 Laatzen", "NI"),
        ("30521 Hannover", "30521 Hannover", "NI"),
        ("D-30521", "30521 Laatzen", "NI"),
        ("30521 Berlin", "30521 Laatzen", "NI"),
        ("01067", "01067 Friedrichstadt", "SN"),
        ("11019", "11019 Mitte", "BE"),
        ("11019 Berlin", "11019 Berlin", "BE"),
        ("53107", "53107 Bonn", "NW"),
    ],
)
def test_a_postcode_leads_to_its_area(typed: str, name: str, state: str) -> None:
    found = locate(typed)

    assert isinstance(found, Place)
    assert (found.name, found.state) == (name, state)
    assert locate(found.name) == found


@pytest.mark.parametrize("typed", ["05999", "00000", "1234", "123456", "43000 Berlin"])
def test_a_postcode_that_cannot_exist_leads_nowhere(typed: str) -> None:
    assert locate(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hanover", "Hannover"),
        ("Stutgart", "Stuttgart"),
        ("Müchen", "München"),
        ("Frankfrut", "Frankfurt am Main"),
        ("Dresdn", "Dresden"),
        ("Bad Hombrg", "Bad Homburg vor der Höhe"),
    ],
)
def test_a_misspelt_place_is_suggested(typed: str, meant: str) -> None:
    assert locate(typed) is None
    assert meant in suggestions(typed)
    assert len(suggestions(typed)) <= 3


@pytest.mark.parametrize("typed", ["", "xyz", "?" * 5000])
def test_nothing_is_suggested_where_nothing_is_alike(typed: str) -> None:
    assert suggestions(typed) == []


@pytest.mark.parametrize(
    ("postal_code", "city", "state", "town", "within"),
    [
        ("30521", "Hannover", "NI", "Hannover", 12),
        ("30521", "", None, "Hannover", 12),
        ("11019", "Berlin", "BE", "Berlin", 0.1),
        ("53107", "Bonn", "NW", "Bonn", 0.1),
        ("53107", "", None, "Bonn", 3),
        ("53107", "Halle", None, "Bonn", 3),
        ("", "Bonn", None, "Bonn", 0.1),
        ("", "Halle", "ST", "Halle (Saale)", 0.1),
    ],
)
def test_an_address_lies_where_its_town_lies(postal_code: str, city: str, state: str | None, town: str, within: float) -> None:
    position = position_of(postal_code, city, state)

    assert position is not None
    assert distance_km(position, candidates(town)[0].position) < within


@pytest.mark.parametrize(("postal_code", "city"), [("", ""), ("", "Halle"), ("", "Online"), ("05999", ""), ("abc", "Nirgendwo")])
def test_an_address_that_tells_too_little_lies_nowhere(postal_code: str, city: str) -> None:
    assert position_of(postal_code, city) is None


@pytest.mark.parametrize(
    ("city", "latitude", "longitude", "name"),
    [
        ("Münster", 51.96, 7.62, "Münster (Nordrhein-Westfalen)"),
        ("Münster", 49.92, 8.87, "Münster (Hessen)"),
        ("Jena", 50.93, 11.59, "Jena"),
        ("Jena", 48.14, 11.58, ""),
        ("Nirgendwo", 50.93, 11.59, ""),
    ],
)
def test_of_namesakes_the_place_nearby_is_meant(city: str, latitude: float, longitude: float, name: str) -> None:
    assert name_near(city, Position(latitude, longitude)) == name
    assert not name or isinstance(locate(name), Place)
