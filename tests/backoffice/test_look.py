"""The back office in a browser: no violation of its content security policy, nothing that axe finds, and it works by keyboard."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from clusterweek.accounts.inviting import invite
from clusterweek.editorial.comments import comment
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import return_for_changes, submit
from events.models import Event
from events.programme.models import Edition
from events.publishing import approve
from tests.factories import PASSWORD, ClusterFactory, CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory, StandFactory

COORDINATORS_PAGES = [
    "/verwaltung/",
    "/verwaltung/events/event/",
    "/verwaltung/events/event/add/",
    "/verwaltung/events/event/{event}/change/",
    "/verwaltung/events/event/{event}/change/?check=1",
    "/verwaltung/events/event/{event}/preview/",
    "/verwaltung/events/event/{joint}/change/",
    "/verwaltung/events/event/{event}/history/",
    "/verwaltung/events/event/{event}/delete/",
    "/verwaltung/events/stand/add/",
    "/verwaltung/clusters/cluster/add/",
    "/konto/2fa/",
    "/konto/password/change/",
    "/konto/abwesenheit/",
]
OFFICE_PAGES = [
    "/verwaltung/",
    "/verwaltung/events/event/",
    "/verwaltung/events/event/?state=NW",
    "/verwaltung/events/event/{submitted}/change/",
    "/verwaltung/events/event/{submitted}/review/",
    "/verwaltung/review/",
    "/verwaltung/events/stand/{stand}/change/",
    "/verwaltung/programme/edition/{edition}/change/",
    "/verwaltung/accounts/user/add/",
    "/verwaltung/accounts/user/{invited}/change/",
    "/verwaltung/outbox/message/",
    "/verwaltung/outbox/message/{message}/change/",
    "/verwaltung/accounts/secondfactorreset/",
    "/verwaltung/editorial/decision/",
]
PAGES_FOR_ALL = ["/konto/login/", "/konto/password/reset/", "{invitation}"]


@pytest.fixture
def edition(transactional_db) -> Edition:
    """An edition that collects."""
    return EditionFactory(collecting=True)


@pytest.fixture
def numbers(edition: Edition) -> dict[str, int | str]:
    """The numbers of what the pages show, and the address of an invitation."""
    CoordinatorFactory(email="nw@example.org", full_name="Ada Lovelace")
    office = OfficeFactory(email="office@example.org")
    invited = CoordinatorFactory(password=None)
    invited.set_unusable_password()
    invited.save()
    invitation = invite(invited, by=office)
    event = EventFactory(edition=edition, format=None, organizers=[ClusterFactory()], partners=["BY"])
    submitted = submit(EventFactory(edition=edition), by=CoordinatorFactory(), edit_revision=1)
    joint = EventFactory(edition=edition, state_id="BY", partners=["NW"])
    comment(joint, by=CoordinatorFactory(states=["BY"]), text="It takes place in Munich.")
    for entry in (EventFactory(edition=edition), StandFactory(fair__edition=edition)):
        returned = submit(entry, by=CoordinatorFactory(), edit_revision=1)
        return_for_changes(returned, by=office, edit_revision=1, note="Which hour?", field_notes={"title": "Shorter?"})
    public = submit(EventFactory(edition=edition), by=CoordinatorFactory(), edit_revision=1)
    approve(public, by=office, edit_revision=1)
    return {
        "joint": joint.pk,
        "invited": invited.pk,
        "invitation": invitation.get_absolute_url(),
        "message": Message.objects.latest("pk").pk,
        "event": event.pk,
        "submitted": submitted.pk,
        "stand": StandFactory(fair__edition=edition).pk,
        "edition": edition.pk,
    }


def sign_in(page: Page, email: str) -> None:
    """Sign in by keyboard."""
    page.goto("/konto/login/?next=/verwaltung/")
    page.focus("#id_login")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 768])
@pytest.mark.parametrize(
    ("who", "paths"),
    [("nw@example.org", COORDINATORS_PAGES), ("office@example.org", OFFICE_PAGES), (None, PAGES_FOR_ALL)],
    ids=["coordinator", "office", "nobody"],
)
def test_pages_have_nothing_to_complain_about(open_page, axe, numbers, who, paths, width):
    page = open_page("/konto/login/", width=width)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda request: complaints.append(request.url) if urlsplit(request.url).hostname != urlsplit(page.url).hostname else None
    )
    if who:
        sign_in(page, who)

    for path in paths:
        page.goto(path.format(**numbers))
        page.wait_for_load_state("networkidle")
        complaints.extend(f"{path}: {finding}" for finding in axe(page))

    assert complaints == []


def test_pages_do_not_scroll_sideways_on_a_tablet(open_page, numbers):
    page = open_page("/konto/login/", width=768)
    sign_in(page, "nw@example.org")

    for path in ("/verwaltung/", "/verwaltung/events/event/{event}/change/"):
        page.goto(path.format(**numbers))
        assert page.evaluate("document.documentElement.scrollWidth") <= 768, path


def test_a_cluster_is_picked_and_a_date_added_by_keyboard(open_page, numbers):
    ClusterFactory(name="Hafencluster", slug="hafencluster", states=["HH"])
    page = open_page("/konto/login/")
    sign_in(page, "nw@example.org")
    page.goto("/verwaltung/events/event/{event}/change/".format(**numbers))

    page.get_by_role("searchbox", name="Organizers").focus()
    page.keyboard.type("Hafen")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('Hafencluster')")
    page.keyboard.press("Enter")
    rows = page.locator("#dates-group tr.form-row:not(.empty-form)").count()
    page.locator("#dates-group .add-row a").focus()
    page.keyboard.press("Enter")
    added = page.locator("#dates-group tr.form-row:not(.empty-form)").count()
    page.focus("[name=_save]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    event = Event.objects.get(pk=numbers["event"])
    assert ("Hafencluster" in [cluster.name for cluster in event.organizers.all()], added - rows) == (True, 1)
