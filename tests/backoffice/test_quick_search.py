"""The search over everything: by noun, within what one may see, in as many queries as there are nouns."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.backoffice.forms import address
from tests.factories import ClusterFactory, ContactPersonFactory, CoordinatorFactory, EventFactory, StandFactory

SEARCH = reverse("admin:search")


def found(client, text: str) -> dict[str, list[str]]:
    """The names of what is found, by noun."""
    return {each.noun: [strip_tags(hit.name) for hit in each.hits] for each in client.get(SEARCH, {"q": text}).context["found"]}


@pytest.fixture
def hydrogen(draft) -> None:
    """Something of that name in many nouns, of NW and of BY."""
    for code in ("NW", "BY"):
        EventFactory(edition=draft.edition, title=f"Hydrogenia day {code}", state_id=code)
        StandFactory(fair__edition=draft.edition, title=f"Hydrogenia stand {code}", state_id=code)
        ClusterFactory(name=f"Hydrogenia cluster {code}", slug=f"hydrogenia-{code.lower()}", states=[code])
        ContactPersonFactory(last_name=f"Hydrogenia {code}", role="event", state_id=code, is_public=False)
    CoordinatorFactory(full_name="Hydrogenia Coordinator")


def test_a_coordinator_finds_what_their_lists_have(desk, draft, hydrogen):
    EventFactory(edition=draft.edition, title="Hydrogenia together", state_id="BY", partners=["NW"])

    assert {noun: sorted(names) for noun, names in found(desk, "hydrogenia").items()} == {
        "Events": ["Hydrogenia day NW", "Hydrogenia together"],
        "Stands": ["Hydrogenia stand NW"],
        "Clusters": ["Hydrogenia cluster NW"],
        "Contact persons": ["Erika Hydrogenia NW"],
    }


def test_the_office_finds_everything_with_accounts(office_desk, hydrogen):
    numbers = {each.noun: each.count for each in office_desk.get(SEARCH, {"q": "hydrogenia"}).context["found"]}

    assert numbers == {"Events": 2, "Stands": 2, "Clusters": 2, "Contact persons": 2, "Accounts": 1}


def test_a_hit_leads_to_its_form_and_a_noun_to_its_list(desk, draft):
    page = desk.get(SEARCH, {"q": "open day"}).content.decode()

    assert [link in page for link in (f'href="{address(draft)}"', 'href="/verwaltung/events/event/?q=open+day"')] == [True, True]
    assert "North Rhine-Westphalia · Draft" in page


def test_many_hits_are_counted_and_the_first_shown(desk, draft):
    for number in range(7):
        EventFactory(edition=draft.edition, title=f"Lecture {number}", organizers=[ClusterFactory(name=f"Of lectures {number}")])

    (events, clusters) = desk.get(SEARCH, {"q": "lecture"}).context["found"]

    assert (events.count, len(events.hits), clusters.count) == (7, 5, 7)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Looks through everything that you may see"),
        ("x", "Please enter at least two characters."),
        ("nothing like it", "Nothing found for “nothing like it”"),
        ("<b>", "Nothing found for “&lt;b&gt;”"),
        ("a\x00b", "Nothing found for “ab”"),
        ("x" * 5000, "Nothing found"),
    ],
)
def test_without_hits_the_page_says_what_to_do(desk, draft, text, sentence):
    page = desk.get(SEARCH, {"q": text})

    assert (page.context["found"], sentence in page.content.decode()) == ([], True)


def test_every_page_has_the_search_in_its_head(desk, draft):
    page = desk.get(address(draft)).content.decode()

    assert f'<form id="quick-search" method="get" action="{SEARCH}" role="search"' in page


def test_the_number_of_queries_does_not_grow(office_desk, hydrogen, draft):
    def count() -> int:
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(SEARCH, {"q": "hydrogenia"})
        return len(queries)

    count()
    few = count()
    for number in range(8):
        EventFactory(edition=draft.edition, title=f"Hydrogenia {number}", organizers=[ClusterFactory(name=f"Hydrogenia of {number}")])

    assert count() == few <= 25
