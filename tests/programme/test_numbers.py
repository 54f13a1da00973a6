"""The numbers on the home page count as the filters count."""

from datetime import date

import pytest
from django.http import QueryDict

from events.programme.index.keeping import index_of
from events.programme.lists import current_lists
from events.programme.numbers import numbers_of
from events.programme.programme import find
from tests.factories import PublishedEventFactory, PublishedStandFactory


@pytest.mark.django_db
def test_numbers_equal_those_of_the_filters(current_edition, django_assert_num_queries) -> None:
    PublishedEventFactory(state_id="NW", partner_states=["BY"], dates=[date(2019, 4, 2), date(2019, 4, 4)])
    PublishedEventFactory(
        state_id=None,
        dates=[{"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 11)}],
    )
    PublishedEventFactory(state_id="BY", dates=[date(2019, 4, 2)], withdrawn_at=current_edition.opens_at)
    PublishedStandFactory(fair__edition=current_edition)

    lists = index_of(current_edition, current_lists()).lists

    with django_assert_num_queries(1):
        numbers = numbers_of(current_edition, lists)

    assert (numbers.events, numbers.stands) == (2, 1)
    assert numbers.by_state == {"NW": 1, "BY": 1, "DE": 1}
    assert numbers.by_state == {code: find(current_edition, QueryDict(f"state={code}"), lists).count for code in numbers.by_state}
    assert numbers.by_day == {day: find(current_edition, QueryDict(f"day={day}"), lists).count for day in current_edition.days}


@pytest.mark.django_db
def test_edition_that_is_not_open_has_no_numbers(collecting_edition) -> None:
    PublishedEventFactory(edition=collecting_edition)

    assert numbers_of(collecting_edition, current_lists()).events == 0
