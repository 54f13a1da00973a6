"""`near` and `radius` are understood, or answered with what to choose from."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from clusterweek.geography.places import MAX_LENGTH, Place, locate
from events.programme.nearby import RADIUS, NearField, RadiusField, listed
from tests.factories import PublishedEventFactory
from tests.programme.nearness import events_within


class NearbyForm(forms.Form):
    """A form that uses both fields."""

    near = NearField()
    radius = RadiusField()


def refusal(value: str) -> ValidationError:
    """The error with which `near` answers `value`."""
    with pytest.raises(ValidationError) as caught:
        NearField().clean(value)
    return caught.value


@pytest.mark.parametrize(("value", "name"), [("30521 Bonn", "30521 Laatzen"), (" koeln ", "Köln"), ("Halle/Saale", "Halle (Saale)")])
def test_near_gives_a_place(value: str, name: str) -> None:
    place = NearField().clean(value)

    assert isinstance(place, Place)
    assert place.name == name


@pytest.mark.parametrize("value", [None, "", "   "])
def test_near_may_be_empty(value: str | None) -> None:
    assert NearField().clean(value) is None


def test_near_offers_the_places_of_an_ambiguous_name() -> None:
    error = refusal("Frankfurt")

    assert (error.code, error.params["choices"]) == ("ambiguous", ["Frankfurt am Main", "Frankfurt (Oder)"])
    assert [NearField().clean(name).name for name in error.params["choices"]] == error.params["choices"]


def test_near_suggests_places_for_a_misspelt_one() -> None:
    error = refusal("Stutgart")

    assert (error.code, error.params["suggestions"][0]) == ("unknown", "Stuttgart")
    assert isinstance(locate(error.params["suggestions"][0]), Place)


def test_near_asks_for_a_postcode_where_nothing_is_alike() -> None:
    error = refusal("qqqqq")

    assert (error.code, error.params["suggestions"]) == ("unknown", [])


def test_near_speaks_german() -> None:
    with override("de"):
        assert refusal("Frankfurt").messages == [
            "Es gibt mehrere Orte mit diesem Namen. Welchen meinen Sie: Frankfurt am Main oder Frankfurt (Oder)?"
        ]
        assert refusal("qqqqq").messages == [
            "Diesen Ort kennen wir nicht. Bitte geben Sie eine Postleitzahl oder eine Stadt in der Nähe ein."
        ]
        assert refusal("Dresdn").messages == ["Diesen Ort kennen wir nicht. Meinten Sie Dresden, Dreisen oder Dreis?"]


def test_near_is_bounded() -> None:
    assert [error.code for error in refusal("x" * (MAX_LENGTH + 1)).error_list] == ["max_length"]


@pytest.mark.parametrize(("value", "radius"), [("", RADIUS), (None, RADIUS), ("1", 1), ("500", 500), (" 50 ", 50)])
def test_radius_is_whole_kilometres(value: str | None, radius: int) -> None:
    assert RadiusField().clean(value) == radius


@pytest.mark.parametrize("value", ["0", "-1", "501", "25.5", "1e9", "weit", "9" * 5000])
def test_radius_is_bounded(value: str) -> None:
    with pytest.raises(ValidationError):
        RadiusField().clean(value)


def test_both_fields_work_in_a_form() -> None:
    form = NearbyForm({"near": "Bonn"})

    assert form.is_valid()
    assert (form.cleaned_data["near"].name, form.cleaned_data["radius"]) == ("Bonn", RADIUS)


@pytest.mark.parametrize(("names", "sentence"), [([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")])
def test_names_are_listed(names: list[str], sentence: str) -> None:
    with override("en"):
        assert listed(names) == sentence


@pytest.mark.django_db
def test_the_naive_answer_takes_what_lies_within_the_radius() -> None:
    bonn, place = PublishedEventFactory(latitude=50.734, longitude=7.095), locate("Köln")
    dresden, nowhere = PublishedEventFactory(latitude=51.05, longitude=13.74), PublishedEventFactory()

    near = events_within([dresden, nowhere, bonn], place, 30)
    everywhere = events_within([dresden, nowhere, bonn], place, 500)

    assert [(round(distance), event) for distance, event in near] == [(24, bonn)]
    assert [event for _distance, event in everywhere] == [bonn, dresden]
