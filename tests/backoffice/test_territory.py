"""Every address of the back office, tried by everybody: what is another Land's answers 403 or 404, or is not there.

The expectations are written by hand for each role. The addresses come from the resolver: a new one without a line
here fails the test.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from clusterweek.accounts.models import SecondFactorReset, User
from clusterweek.editorial.models import Decision, TextModule
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import record_edit, submit
from clusterweek.pages.models import Page
from contacts.models import ContactPerson
from events.models import DeadlineExtension
from events.programme.models import CurrentEdition
from events.publishing import approve
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EditionFactory,
    EventFactory,
    EventFormatFactory,
    EventLanguageFactory,
    FundingProgrammeFactory,
    OfficeFactory,
    StandFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
    UserFactory,
)

# The objects belong to BY, with HE asked as a partner: the roles are nobody, a coordinator of BW, of HE and of BY,
# the office, and an administrator.
ROLES = ("nobody", "stranger", "partner", "own", "office", "administrator")

# address, answers to GET in the order of the roles | answers to POST
MATRIX = """
index                    302 200 200 200 200 200 | 302 200 200 200 200 200
login                    302 302 302 302 302 302 | 302 302 302 302 302 302
logout                   302 302 302 302 302 302 | 302 302 302 302 302 302
autocomplete             302 200 200 200 200 200 | 302 405 405 405 405 405
jsi18n                   302 200 200 200 200 200 | 302 405 405 405 405 405
app_list                 302 200 200 200 200 200 | 302 200 200 200 200 200
review_queue             302 403 403 403 200 200 | 302 403 403 403 302 302
(?P<url>.*)$             302 404 404 404 404 404 | 302 404 404 404 404 404

coverage                 302 403 403 403 200 200 | 302 403 403 403 405 405
release                  302 403 403 403 200 200 | 302 403 403 403 302 302
edition_release          302 403 403 403 200 200 | 302 403 403 403 302 302
edition_coverage         302 403 403 403 200 200 | 302 403 403 403 405 405
coverage_reminder        302 403 403 403 200 200 | 302 403 403 403 200 200

events_event_changelist       302 200 200 200 200 200 | 302 200 200 200 200 200
events_event_add              302 200 200 200 200 200 | 302 200 200 200 200 200
events_event_change           302 404 200 200 200 200 | 302 404 403 200 200 200
events_event_delete           302 404 403 403 403 403 | 302 404 403 403 403 403
events_event_history          302 404 403 200 200 200 | 302 404 403 200 200 200
events_event_simple_history   302 404 403 200 200 200 | 302 405 405 405 405 405
events_event_review           302 404 403 403 200 200 | 302 404 403 403 200 200
events_event_picture          302 404 200 200 200 200 | 302 405 405 405 405 405
events_event_express          302 404 403 200 200 200 | 302 404 403 200 200 200
events_event_take_back        302 405 405 405 405 405 | 302 404 403 302 302 302
events_event_withdraw         302 405 405 405 405 405 | 302 404 403 302 302 302
events_event_answer           302 405 405 405 405 405 | 302 404 302 403 302 302
events_event_submit           302 405 405 405 405 405 | 302 404 403 302 302 302
events_event_comment          302 405 405 405 405 405 | 302 404 302 302 302 302
events_event_hand_over        302 405 405 405 405 405 | 302 404 403 302 302 302
events_event_copy             302 405 405 405 405 405 | 302 404 403 302 302 302
events_event_preview          302 404 200 200 200 200 | 302 405 405 405 405 405

events_stand_changelist       302 200 200 200 200 200 | 302 200 200 200 200 200
events_stand_add              302 200 200 200 200 200 | 302 200 200 200 200 200
events_stand_change           302 404 200 200 200 200 | 302 404 403 200 200 200
events_stand_delete           302 404 403 200 200 200 | 302 404 403 302 302 302
events_stand_history          302 404 403 200 200 200 | 302 404 403 200 200 200
events_stand_simple_history   302 404 403 200 200 200 | 302 405 405 405 405 405
events_stand_review           302 404 403 403 200 200 | 302 404 403 403 200 200
events_stand_picture          302 404 200 200 200 200 | 302 405 405 405 405 405
events_stand_take_back        302 405 405 405 405 405 | 302 404 403 302 302 302
events_stand_withdraw         302 405 405 405 405 405 | 302 404 403 302 302 302
events_stand_answer           302 405 405 405 405 405 | 302 404 302 403 302 302
events_stand_submit           302 405 405 405 405 405 | 302 404 403 302 302 302
events_stand_comment          302 405 405 405 405 405 | 302 404 302 302 302 302
events_stand_hand_over        302 405 405 405 405 405 | 302 404 403 302 302 302
events_stand_copy             302 405 405 405 405 405 | 302 404 403 302 302 302
events_stand_preview          302 404 200 200 200 200 | 302 405 405 405 405 405

clusters_cluster_changelist       302 200 200 200 200 200 | 302 200 200 200 200 200
clusters_cluster_add              302 200 200 200 200 200 | 302 200 200 200 200 200
clusters_cluster_change           302 404 404 200 200 200 | 302 404 404 200 200 200
clusters_cluster_delete           302 404 404 403 403 403 | 302 404 404 403 403 403
clusters_cluster_history          302 404 404 200 200 200 | 302 404 404 200 200 200
clusters_cluster_simple_history   302 404 404 200 200 200 | 302 405 405 405 405 405

contacts_contactperson_changelist       302 200 200 200 200 200 | 302 200 200 200 200 200
contacts_contactperson_add              302 200 200 200 200 200 | 302 200 200 200 200 200
contacts_contactperson_change           302 404 404 200 200 200 | 302 404 404 200 200 200
contacts_contactperson_delete           302 404 404 403 403 403 | 302 404 404 403 403 403
contacts_contactperson_history          302 404 404 200 200 200 | 302 404 404 200 200 200
contacts_contactperson_simple_history   302 404 404 200 200 200 | 302 405 405 405 405 405

accounts_user_changelist      302 403 403 403 200 200 | 302 403 403 403 200 200
accounts_user_add             302 403 403 403 200 200 | 302 403 403 403 200 200
accounts_user_change          302 403 403 403 200 200 | 302 403 403 403 200 200
accounts_user_delete          302 403 403 403 403 403 | 302 403 403 403 403 403
accounts_user_history         302 404 404 404 200 200 | 302 404 404 404 200 200
auth_user_password_change     302 403 403 403 200 200 | 302 403 403 403 200 200
accounts_user_invite          302 405 405 405 405 405 | 302 404 404 404 302 302
accounts_user_reset_second_factor  302 405 405 405 405 405 | 302 404 404 404 302 302

outbox_message_send_again     302 405 405 405 405 405 | 302 404 404 404 302 302
"""

# The same for nouns of the office, by what it may do with them.
OFFICE_ALONE = """
_changelist       302 403 403 403 200 200 | 302 403 403 403 200 200
_history          302 404 404 404 200 200 | 302 404 404 404 200 200
"""
RECORDED = """
_simple_history   302 404 404 404 200 200 | 302 405 405 405 405 405
"""
ADDED = """
_add              302 403 403 403 200 200 | 302 403 403 403 200 200
"""
NOT_ADDED = """
_add              302 403 403 403 403 403 | 302 403 403 403 403 403
"""
CHANGED = """
_change           302 403 403 403 200 200 | 302 403 403 403 200 200
"""
READ = """
_change           302 403 403 403 200 200 | 302 403 403 403 403 403
"""
DELETED = """
_delete           302 403 403 403 200 200 | 302 403 403 403 302 302
"""
NOT_DELETED = """
_delete           302 403 403 403 403 403 | 302 403 403 403 403 403
"""
OFFICE_NOUNS = {
    "clusters_technologyfield": (RECORDED, ADDED, CHANGED, DELETED),
    "clusters_fundingprogramme": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_eventformat": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_audience": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_eventlanguage": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_tradefair": (RECORDED, ADDED, CHANGED, DELETED),
    "events_deadlineextension": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_edition": (RECORDED, ADDED, CHANGED, NOT_DELETED),
    "programme_currentedition": (RECORDED, NOT_ADDED, CHANGED, NOT_DELETED),
    "pages_page": (RECORDED, NOT_ADDED, CHANGED, NOT_DELETED),
    "programme_publishedevent": (NOT_ADDED, READ, NOT_DELETED),
    "editorial_decision": (NOT_ADDED, READ, NOT_DELETED),
    "outbox_message": (NOT_ADDED, READ, NOT_DELETED),
    "accounts_secondfactorreset": (NOT_ADDED, READ, NOT_DELETED),
    "editorial_textmodule": (RECORDED, ADDED, CHANGED, DELETED),
}

# Pages of the office about one edition, with what else their address names.
PAGES_OF_AN_EDITION = {"edition_coverage": [], "edition_release": [], "coverage_reminder": ["BY"]}

# What is posted is enough to delete and to take a step, not to save a form.
POSTED = {"post": "yes", "edit_revision": "2", "state": "HE", "answer": "confirm"}


def lines(text: str, prefix: str = "") -> Iterator[tuple[str, list[int], list[int]]]:
    """Address, answers to GET and answers to POST of each line of a table."""
    for line in text.strip().splitlines():
        if line:
            read, posted = line.split("|")
            name, *answers = read.split()
            yield prefix + name, [int(code) for code in answers], [int(code) for code in posted.split()]


def expectations() -> dict[str, tuple[list[int], list[int]]]:
    """The answers to GET and POST, in the order of the roles, by address."""
    table = {name: (read, posted) for name, read, posted in lines(MATRIX)}
    for noun, parts in OFFICE_NOUNS.items():
        for part in (OFFICE_ALONE, *parts):
            table.update({name: (read, posted) for name, read, posted in lines(part, noun)})
    return table


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
    event = EventFactory(edition=collecting, state_id="BY", title="Of BY", partners=["HE"])
    stand = StandFactory(state_id="BY", partners=["HE"])
    event = approve(submit(event, by=bavaria, edit_revision=1), by=office, edit_revision=1)
    record_edit(event, by=bavaria, edit_revision=1)
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
        "clusters_cluster": ClusterFactory(states=["BY"]),
        "contacts_contactperson": ContactPersonFactory(
            role=ContactPerson.Role.EVENT, state_id="BY", expires_on=datetime(2030, 1, 1, tzinfo=UTC).date()
        ),
        "accounts_user": bavaria,
        "auth_user": bavaria,
        "clusters_technologyfield": TechnologyFieldFactory(),
        "clusters_fundingprogramme": FundingProgrammeFactory(),
        "programme_eventformat": EventFormatFactory(slug="unused"),
        "programme_audience": AudienceFactory(),
        "programme_eventlanguage": EventLanguageFactory(slug="xx"),
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
    }


def address(name: str, objects: dict[str, models.Model]) -> str:
    """Where `name` leads for the object of its noun."""
    if name == "app_list":
        return reverse("admin:app_list", args=["events"])
    if name == "autocomplete":
        return reverse("admin:autocomplete") + "?app_label=events&model_name=event&field_name=organizers"
    if name.startswith("("):
        return reverse("admin:index") + "nothing/here/"
    if name in PAGES_OF_AN_EDITION:
        return reverse(f"admin:{name}", args=[objects["programme_edition"].slug, *PAGES_OF_AN_EDITION[name]])
    noun = next((noun for noun in objects if name.startswith(f"{noun}_")), None)
    if noun is None or name.endswith(("_changelist", "_add")):
        return reverse(f"admin:{name}")
    entry = objects[noun]
    version = [entry.history.first().pk] if name.endswith("_simple_history") else []
    return reverse(f"admin:{name}", args=[entry.pk, *version])


def client_of(role: str) -> Client:
    """A browser in which `role` is signed in."""
    client = Client()
    match role:
        case "stranger":
            client.force_login(CoordinatorFactory(states=["BW"]))
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
    expected = {"nobody": 302, "own": 200 if app in ("clusters", "contacts", "events") else 404, "office": 200}

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
