"""Every address of the back office, tried by everybody: what is another Land's answers 403 or 404, or is not there.

The expectations are written by hand for each role. The addresses come from the resolver: a new one without a line
here fails the test.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from clusterweek.accounts.models import SecondFactorReset, User
from clusterweek.editorial.models import Decision, SavedVersion, TextModule
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import record_edit, submit
from clusterweek.editorial.versions import keep_version
from clusterweek.pages.models import News, Page
from contacts.models import ContactPerson
from events.binning import move_to_bin
from events.collecting.importing.running import receive
from events.models import Contribution, DeadlineExtension
from events.programme.models import CurrentEdition
from events.programme.preview import give_preview_link
from events.publishing import answer_as_partner, approve
from tests.backoffice.matrix import ROLES, expectations
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EditionFactory,
    EventFactory,
    EventFormatFactory,
    EventLanguageFactory,
    FeedFactory,
    FundingProgrammeFactory,
    OfficeFactory,
    OrganiserLinkFactory,
    ReportFactory,
    StandFactory,
    SynonymFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
    UserFactory,
)

# Pages of the office about one edition, with what else their address names.
PAGES_OF_AN_EDITION = {
    "events_event_outcomes": [],
    "edition_coverage": [],
    "coverage_export": [],
    "clone_edition": [],
    "edition_release": [],
    "coverage_gap": ["vortrag", "biotechnologie"],
    "coverage_reminder": ["BY"],
    "give_preview": [],
}

# What is posted is enough to delete and to take a step, not to save a form.
POSTED = {"post": "yes", "edit_revision": "2", "state": "HE", "answer": "confirm"}


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses, or their patterns where they have no name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


NAMES = sorted(addresses(admin.site.urls[0]))


def test_every_address_has_an_expectation():
    assert sorted(expectations()) == NAMES


@pytest.fixture
def objects(current_edition) -> dict[str, models.Model]:
    """One object of each noun: the event of BY is public and has an edit that waits, its stand is a draft."""
    bavaria, office = CoordinatorFactory(email="own@example.org", states=["BY"]), OfficeFactory(email="first@example.org")
    collecting = EditionFactory(collecting=True)
    event = EventFactory(edition=collecting, state_id="BY", title="Of BY", partners=["HE", "SN"])
    stand = StandFactory(state_id="BY", partners=["HE", "SN"])
    for entry in (event, stand):
        answer_as_partner(entry.partners.get(state="SN"), by=CoordinatorFactory(states=["SN"]), confirm=False)
    event = approve(submit(event, by=bavaria, edit_revision=1), by=office, edit_revision=1)
    record_edit(event, by=bavaria, edit_revision=1)
    keep_version(stand)
    for entry in (event, stand):
        entry.image_alt = entry.image_credit = "Example"
        entry.image_licence = "cc0"
        entry.image.save("picture.webp", ContentFile(b"RIFF"))
    page = Page.objects.create(key=Page.Key.HELP, title="Help", text="Text")
    extension = DeadlineExtension.objects.create(
        edition=collecting, state_id="BY", until=datetime(2030, 1, 1, tzinfo=UTC), reason="Illness"
    )
    return {
        "events_event": event,
        "events_stand": stand,
        "events_event:in the bin": move_to_bin(EventFactory(edition=collecting, state_id="BY", partners=["HE"]), by=bavaria),
        "events_stand:in the bin": move_to_bin(StandFactory(state_id="BY", partners=["HE"]), by=bavaria),
        "events_organiserlink": (link := OrganiserLinkFactory(state_id="BY", edition=collecting)),
        "contribution": Contribution.objects.create(link=link, event=event, changed_at=datetime(2019, 1, 1, tzinfo=UTC)),
        "events_feed": FeedFactory(state_id="BY", edition=collecting),
        "clusters_cluster": ClusterFactory(states=["BY"]),
        "contacts_contactperson": ContactPersonFactory(
            role=ContactPerson.Role.EVENT, state_id="BY", expires_on=datetime(2030, 1, 1, tzinfo=UTC).date()
        ),
        "accounts_user": bavaria,
        "clusters_technologyfield": TechnologyFieldFactory(),
        "clusters_fundingprogramme": FundingProgrammeFactory(),
        "programme_eventformat": EventFormatFactory(slug="unused"),
        "programme_audience": AudienceFactory(),
        "programme_eventlanguage": EventLanguageFactory(slug="xx"),
        "programme_synonym": SynonymFactory(),
        "programme_tradefair": TradeFairFactory(name="Unused", slug="unused"),
        "programme_edition": collecting,
        "programme_currentedition": CurrentEdition.objects.get(),
        "programme_publishedevent": event.public,
        "events_deadlineextension": extension,
        "editorial_decision": Decision.objects.first(),
        "outbox_message": Message.objects.first(),
        "accounts_secondfactorreset": SecondFactorReset.objects.create(user=bavaria, reset_by=office),
        "editorial_textmodule": TextModule.objects.create(title="Unused", text="Text"),
        "pages_page": page,
        "pages_news": News.objects.create(title="News", text="Text"),
        "pages_report": ReportFactory(states=["BY"]),
        "preview": give_preview_link(collecting, note="Ministry", by=office),
        "import": receive(b"Titel\nOpen day", "list.csv", noun="event", edition=collecting, by=bavaria),
    }


def address(name: str, objects: dict[str, models.Model]) -> str:
    """Where `name` leads for the object of its noun."""
    link = objects["preview"]
    named = {
        "app_list": ["events"],
        "handbook_page": ["koordination"],
        "handbook_picture": ["schreibtisch.webp"],
        "revoke_preview": [link.edition.slug, link.pk],
        **{key: [objects["import"].pk] for key in ("import", "import_marked", "import_again", "import_take_back")},
        "events_organiserlink_adopt": [objects["contribution"].pk],
        "undo_change": ["clusters.cluster", objects["clusters_cluster"].history.first().pk],
    }
    if name in named:
        return reverse(f"admin:{name}", args=named[name])
    queries = {
        "autocomplete": "?app_label=events&model_name=event&field_name=organizers",
        "import_template": f"?noun=event&edition={objects['programme_edition'].slug}",
    }
    if name in queries:
        return reverse(f"admin:{name}") + queries[name]
    if name.startswith("("):
        return reverse("admin:index") + "nothing/here/"
    if name in PAGES_OF_AN_EDITION:
        return reverse(f"admin:{name}", args=[objects["programme_edition"].slug, *PAGES_OF_AN_EDITION[name]])
    noun = next((noun for noun in objects if name.startswith(f"{noun}_")), None)
    if noun is None or name.endswith(("_changelist", "_add", "_bin", "_bulk", "_export", "_doubles")):
        return reverse(f"admin:{name}")
    entry = objects[f"{noun}:in the bin" if name.endswith("_take_out") else noun]
    return reverse(f"admin:{name}", args=[entry.pk, *further(name, entry)])


def further(name: str, entry: models.Model) -> list[Any]:
    """What else the address `name` of an entry takes."""
    if name.endswith("_simple_history"):
        return [entry.history.first().pk]
    if name.endswith("_version"):
        return ["saved", SavedVersion.objects.of(entry).latest("pk").pk]
    return []


def client_of(role: str) -> Client:
    """A browser in which `role` is signed in."""
    client = Client()
    match role:
        case "stranger":
            client.force_login(CoordinatorFactory(states=["BW"]))
        case "declined":
            client.force_login(CoordinatorFactory(states=["SN"]))
        case "partner":
            client.force_login(CoordinatorFactory(states=["HE"]))
        case "own":
            client.force_login(User.objects.get(email="own@example.org"))
        case "office":
            client.force_login(OfficeFactory())
        case "administrator":
            client.force_login(UserFactory(is_superuser=True))
    return client


def answer(client: Client, method: str, where: str) -> int:
    """The status with which `where` answers; whatever it changed is undone."""
    with transaction.atomic():
        response = client.get(where) if method == "GET" else client.post(where, POSTED)
        if response.streaming:
            response.getvalue()
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_written(role, method, objects):
    client, column = client_of(role), ROLES.index(role)
    expected = {name: answers[method == "POST"][column] for name, answers in expectations().items()}

    found = {name: answer(client, method, address(name, objects)) for name in expected}

    assert found == expected


@pytest.mark.parametrize("app", ["accounts", "clusters", "contacts", "editorial", "events", "outbox", "pages", "programme"])
@pytest.mark.parametrize("role", ["nobody", "own", "office"])
def test_each_part_of_the_menu_is_there_for_whom_it_serves(role, app, objects):
    expected = {"nobody": 302, "own": 200 if app in ("clusters", "contacts", "events", "pages") else 404, "office": 200}

    assert client_of(role).get(reverse("admin:app_list", args=[app])).status_code == expected[role]


@pytest.mark.parametrize("kind", ["no role", "coordinator without a Land", "inactive"])
def test_who_has_no_role_or_no_land_sees_nothing(kind, objects, signed_in):
    person = {
        "no role": UserFactory,
        "coordinator without a Land": lambda: CoordinatorFactory(states=[]),
        "inactive": lambda: CoordinatorFactory(states=["BY"], is_active=False),
    }[kind]()
    event = objects["events_event"]

    answers = {signed_in(person).get(reverse(name, args=[event.pk]), follow=True).status_code for name in ("admin:events_event_change",)}

    assert answers == {{"no role": 403, "coordinator without a Land": 404, "inactive": 200}[kind]}
