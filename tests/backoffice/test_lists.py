"""The lists: what they show, and how many queries they take however long they are."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusterweek.editorial.review import submit
from events.programme.models import Edition
from events.publishing import approve, withdraw
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EventFactory,
    FundingProgrammeFactory,
    OfficeFactory,
    StandFactory,
    SynonymFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
)

EVENTS = reverse("admin:events_event_changelist")


def publish(factory, **values: object) -> None:
    """An entry in the list that uses every column: submitted, approved, with all that belongs to it."""
    office, other = OfficeFactory(), OfficeFactory()
    approve(submit(factory(**values), by=office, edit_revision=1), by=other, edit_revision=1)


MAKERS = {
    "events_event": lambda edition: publish(EventFactory, edition=edition),
    "events_stand": lambda edition: publish(StandFactory, fair__edition=edition),
    "clusters_cluster": lambda edition: ClusterFactory(),
    "contacts_contactperson": lambda edition: ContactPersonFactory(),
    "accounts_user": lambda edition: CoordinatorFactory(),
    "clusters_technologyfield": lambda edition: TechnologyFieldFactory(),
    "clusters_fundingprogramme": lambda edition: FundingProgrammeFactory(),
    "programme_audience": lambda edition: AudienceFactory(),
    "programme_synonym": lambda edition: SynonymFactory(),
    "programme_tradefair": lambda edition: TradeFairFactory(name=f"Fair {Edition.objects.count()}"),
    "editorial_decision": lambda edition: publish(EventFactory, edition=edition),
    "programme_publishedevent": lambda edition: publish(EventFactory, edition=edition),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_list_takes_the_same_queries_with_one_row_and_with_three(name, office_desk, collecting_edition):
    where, counts = reverse(f"admin:{name}_changelist"), []
    office_desk.get(where)  # a session notes when it was used first
    for _rows in range(2):
        MAKERS[name](collecting_edition)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(where)
        counts.append(len(queries))
        if len(counts) == 1:
            MAKERS[name](collecting_edition)

    assert counts[0] == counts[1] <= 12


def test_the_list_of_a_coordinator_shows_what_they_lead_and_what_they_are_invited_to(desk, draft):
    joint = EventFactory(edition=draft.edition, state_id="BY", partners=["NW"])
    EventFactory(edition=draft.edition, state_id="BY")

    assert set(desk.get(EVENTS).context["cl"].result_list) == {draft, joint}


def test_a_coordinator_filters_by_their_own_länder_alone(coordinator, signed_in, office_desk):  # noqa: PLC2401
    def offered(client) -> list[str]:
        return [filter_.lookup_choices for filter_ in client.get(EVENTS).context["cl"].filter_specs if filter_.title == "Land"]

    assert offered(signed_in(coordinator("BE", "BB"))) == [[("BE", "Berlin"), ("BB", "Brandenburg")]]
    assert len(offered(office_desk)[0]) == 17


def test_filters_find_what_they_say(office_desk, draft, nw, office):
    approved = approve(submit(EventFactory(edition=draft.edition), by=nw, edit_revision=1), by=office, edit_revision=1)
    gone = approve(submit(EventFactory(edition=draft.edition), by=nw, edit_revision=1), by=office, edit_revision=1)
    withdraw(gone, by=office, edit_revision=1)
    nationwide = EventFactory(edition=draft.edition, state_id=None, is_nationwide=True)

    def found(query: str) -> set:
        return set(office_desk.get(f"{EVENTS}?{query}").context["cl"].result_list)

    assert found("published=yes") == {approved}
    assert found("published=no") == {draft, nationwide}
    assert found("published=withdrawn") == {gone}
    assert found("review_status__exact=approved") == {approved}
    assert found("state=DE") == {nationwide}
    assert found(f"edition__id__exact={draft.edition_id}&state=NW") == {draft, approved, gone}


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("draft", ["Draft"]),
        ("submitted", ["Submitted"]),
        ("approved", ["Approved", "version 1"]),
        ("withdrawn", ["Draft", "withdrawn"]),
    ],
)
def test_the_list_tells_where_an_entry_stands(desk, draft, nw, office, step, words):
    if step != "draft":
        submit(draft, by=nw, edit_revision=1)
    if step in ("approved", "withdrawn"):
        approve(draft, by=office, edit_revision=1)
    if step == "withdrawn":
        withdraw(draft, by=nw, edit_revision=1)

    page = desk.get(EVENTS).content.decode()

    assert [word in page for word in words] == [True] * len(words)


def test_the_menu_shows_what_one_may_open(desk, office_desk):
    def menu(client) -> list[str]:
        return [entry["object_name"] for section in client.get(EVENTS).context["available_apps"] for entry in section["models"]]

    entries = ["Event", "Stand", "OrganiserLink", "Feed", "Report"]
    assert menu(desk) == [*entries, "Cluster", "ContactPerson"]
    assert menu(office_desk) == [
        *entries,
        "Edition",
        "CurrentEdition",
        "TradeFair",
        "Cluster",
        "ContactPerson",
        "Page",
        "News",
        "EventFormat",
        "TechnologyField",
        "FundingProgramme",
        "Audience",
        "EventLanguage",
        "Synonym",
        "User",
        "Decision",
        "DeadlineExtension",
        "Message",
        "TextModule",
        "SecondFactorReset",
    ]
