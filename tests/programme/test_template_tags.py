"""The tags of the programme's templates."""

import re
from collections.abc import Generator
from datetime import date

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from clusterweek.geography.models import FederalState
from clusterweek.geography.outlines import state_map
from events.programme.filters_form import asks_for_more, day_options
from events.programme.lists import current_lists
from events.programme.models import Edition, PublishedEvent
from events.programme.programme import find, read
from events.programme.query import Query
from events.programme.state_map import SHADES
from events.programme.templatetags.facts import accessibility, date_lines, has_no_place_yet
from events.programme.templatetags.germany import shapes
from tests.factories import PublishedEventFactory, TechnologyFieldFactory


@pytest.fixture(autouse=True)
def english() -> Generator[None]:
    """As on an English page."""
    with translation.override("en"):
        yield


def rendered(source: str, **context: object) -> str:
    """`source` with our tags loaded, rendered with `context`."""
    return Template("{% load cards pictures %}" + source).render(Context(context))


def words_of(html: str) -> str:
    """The text of `html`."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.django_db
def test_card_tells_what_one_decides_by(current_edition: Edition) -> None:
    fields = [TechnologyFieldFactory(slug=slug) for slug in ("aerospace", "biotech", "chemistry")]
    event = PublishedEventFactory(
        title="Offene Halle", city="Jena", state_id="TH", technology_fields=fields, registration_state="full", is_example=True
    )

    html = rendered("{% event_card event %}", event=event)

    assert '<h3 class="event-card__title"><a href="/en/2019/programme/' in html
    assert '<time class="date-block" datetime="2019-04-02">' in html
    assert words_of(html) == (
        "Tue 2 Apr Offene Halle 10:00–12:00 Jena, Thuringia Beispiel e. V. Fully booked Talk Aerospace Biotech +2 +1 Example"
    )


@pytest.mark.parametrize(("status", "label", "is_off"), [("cancelled", "Cancelled", True), ("moved_online", "Moved online", False)])
@pytest.mark.django_db
def test_card_says_first_that_something_has_changed(current_edition: Edition, status: str, label: str, is_off: bool) -> None:
    html = rendered("{% event_card event %}", event=PublishedEventFactory(title="Halle", event_status=status))

    assert f"{label} Halle" in words_of(html)
    assert ("event-card--off" in html) == is_off


@pytest.mark.django_db
def test_opening_hours_are_said_once(current_edition: Edition) -> None:
    event = PublishedEventFactory(dates=[date(2019, 4, 2), date(2019, 4, 3)], opening_hours="nachmittags")

    assert date_lines(event) == [("Tuesday, 2 April 2019", ""), ("Wednesday, 3 April 2019", "")]


def test_place_is_open_only_for_those_who_must_go_there() -> None:
    assert has_no_place_yet(PublishedEvent(attendance_mode="hybrid"))
    assert not has_no_place_yet(PublishedEvent(attendance_mode="online"))
    assert not has_no_place_yet(PublishedEvent(city="Jena"))


def test_accessibility_that_nobody_states_is_left_out() -> None:
    event = PublishedEvent(step_free_access=True, hearing_loop=False)

    assert accessibility(event) == [("step-free access", "yes"), ("hearing loop", "no")]


@pytest.fixture
def query(current_edition: Edition):
    """Makes the query of a query string."""

    def make(text: str = "") -> Query:
        return read(QueryDict(text), current_lists())

    return make


@pytest.mark.django_db
def test_every_day_of_the_edition_can_be_ticked(current_edition: Edition) -> None:
    options = day_options(find(current_edition, QueryDict("day=2019-04-04"), current_lists()))

    assert [option.number for option in options] == list(range(2, 12))
    assert [option.value for option in options if option.checked] == ["2019-04-04"]
    assert options[0].label == "Tuesday, 2 April 2019: 0 events"


@pytest.mark.django_db
def test_long_lists_unfold(query) -> None:
    facets = query().facets

    assert (len(facets["state"].shown), len(facets["state"].unfolding), facets["state"].more) == (6, 11, "11 more")
    assert facets["attendance_mode"].unfolding == []


@pytest.mark.parametrize(("text", "expected"), [("state=BW", False), ("audience=schulen", True), ("date_from=x", True)])
@pytest.mark.django_db
def test_further_filters_stand_open_when_they_are_used(query, text: str, expected: bool) -> None:
    assert asks_for_more(query(text)) == expected


def test_darkest_land_has_the_most_events() -> None:
    states = [(FederalState(code="BW", name="a"), 40), (FederalState(code="BY", name="b"), 1), (FederalState(code="HB", name="c"), 0)]

    found = {shape.state.pk: shape.shade for shape in shapes(state_map(), states)}

    assert found == {"BW": SHADES, "BY": 1, "HB": 0}


def test_small_laender_are_called_out_on_top_of_the_others() -> None:
    states = [(FederalState(code=code, name=code), 0) for code in ("HB", "NI", "BE", "BB")]

    drawn = [(shape.state.pk, shape.is_called_out) for shape in shapes(state_map(), states)]

    assert drawn == [("NI", False), ("BB", False), ("HB", True), ("BE", True)]


@pytest.mark.django_db
def test_picture_comes_in_its_sizes_with_alt_credit_and_licence(current_edition: Edition) -> None:
    event = PublishedEventFactory(
        image="images/abc.webp",
        image_width=1200,
        image_height=800,
        image_alt="Eine Halle",
        image_alt_en="A hall",
        image_credit="Erika Beispiel",
        image_licence="cc0",
    )

    html = rendered('{% picture event "100vw" %}', event=event)

    assert 'srcset="/media/images/abc-480.webp 480w, /media/images/abc-960.webp 960w, /media/images/abc-1600.webp 1200w"' in html
    assert 'alt="A hall" width="1200" height="800"' in html
    assert "Erika Beispiel, CC0" in words_of(html)
    assert rendered('{% picture event "100vw" %}', event=PublishedEventFactory()).strip() == ""
