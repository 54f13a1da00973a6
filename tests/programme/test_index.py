"""The index follows every change, and a patched one is what a new one would be."""

from datetime import date

import pytest
from django.http import QueryDict

from clusters.models import Cluster
from events.programme.index.index import Index
from events.programme.index.keeping import index_of
from events.programme.index.loading import Loader
from events.programme.lists import current_lists
from events.programme.models import Edition, PublishedEvent
from events.programme.programme import find
from tests.factories import ClusterFactory, PublishedEventFactory, SynonymFactory, TechnologyFieldFactory

WORDS = ["Wasserstoff", "Gipfel", "Leichtbau", "Jena", "Talk"]


def found(edition: Edition, query: str) -> list[str]:
    """The titles that a query finds now."""
    result = find(edition, QueryDict(query), current_lists())
    return [result.show(hit).title for hit in result.hits]


def contents(index: Index) -> dict:
    """All that an index knows, for comparing."""
    return {
        "entries": index.entries,
        "values": {name: {value: list(keys) for value, keys in values.items()} for name, values in index.values.items()},
        "words": {word: [list(tier) for tier in index.search(parsed(word), "en").tiers] for word in WORDS},
    }


def parsed(text: str):
    from events.programme.search import parse

    return parse(text)


def touch(event: PublishedEvent, **changes: object) -> None:
    """Change a public event as an approval does."""
    from django.db import transaction

    from clusterweek.editorial.models import PublicRevision

    for name, value in changes.items():
        setattr(event, name, value)
    with transaction.atomic():
        event.revision = PublicRevision.advance()
        event.save()


@pytest.mark.django_db
def test_a_patched_index_is_what_a_new_one_would_be(current_edition: Edition) -> None:
    cluster = ClusterFactory(name="Leichtbau Süd")
    events = [
        PublishedEventFactory(
            title=title, city=city, organizers=[cluster], technology_fields=[TechnologyFieldFactory()], partner_states=["BY"]
        )
        for title, city in (("Wasserstoff im Werk", "Jena"), ("Gipfel der Optik", "Ulm"), ("Drei", "Jena"))
    ]
    first = index_of(current_edition, current_lists())

    touch(events[0], title="Ohne Gas", title_en="Hydrogen Talk", state_id=None, city="")
    touch(events[1], withdrawn_at=current_edition.opens_at)
    PublishedEventFactory(title="Neu in Jena", dates=[{"first_day": date(2019, 4, 3), "last_day": date(2019, 4, 5)}])
    patched = index_of(current_edition, current_lists())

    lists = current_lists()
    built = Index.build(lists, Loader(lists).load(PublishedEvent.objects.standing().filter(edition=current_edition)), lists.synonyms)
    assert patched is not first
    assert contents(patched) == contents(built)
    assert first.entries[events[0].pk].title == "Wasserstoff im Werk"


@pytest.mark.django_db
def test_a_renamed_cluster_is_found_by_its_new_name_alone(current_edition: Edition) -> None:
    cluster = ClusterFactory(name="Leichtbau Süd")
    PublishedEventFactory(title="Tag der Faser", organizers=[cluster])
    before = found(current_edition, "q=Leichtbau"), found(current_edition, "q=Carbon")

    cluster.name = "Carbon Süd"
    cluster.save()

    assert (before, found(current_edition, "q=Leichtbau"), found(current_edition, "q=Carbon")) == (
        (["Tag der Faser"], []),
        [],
        ["Tag der Faser"],
    )
    assert Cluster.objects.count() == 1


@pytest.mark.django_db
def test_a_new_synonym_finds_at_once(current_edition: Edition) -> None:
    PublishedEventFactory(title="Quantenrechner verstehen")
    before = found(current_edition, "q=qubits")

    SynonymFactory(words="Quantenrechner, Qubits")

    assert (before, found(current_edition, "q=qubits")) == ([], ["Quantenrechner verstehen"])


@pytest.mark.django_db
def test_an_event_that_moves_to_another_edition_leaves_the_first(current_edition: Edition) -> None:
    from tests.factories import EditionFactory

    other = EditionFactory(slug="2017")
    event = PublishedEventFactory(title="Wandert")
    assert (found(current_edition, ""), found(other, "")) == (["Wandert"], [])

    touch(event, edition=other)

    assert (found(current_edition, ""), found(other, "")) == ([], ["Wandert"])


@pytest.mark.django_db
def test_nothing_is_asked_of_the_database_while_nothing_changes(current_edition: Edition, django_assert_num_queries) -> None:
    PublishedEventFactory()
    lists = index_of(current_edition, current_lists()).lists

    with django_assert_num_queries(0):
        result = find(current_edition, QueryDict("state=NW&q=event"), lists)
        assert result.count == 1
        assert [result.show(hit).title for hit in result.hits] == ["Event 1"]
