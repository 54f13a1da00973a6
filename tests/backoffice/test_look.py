"""Every page of the back office in a browser: accessible, readable, within its width, without errors, by keyboard."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import ConsoleMessage, Page

from clusterweek.accounts.inviting import invite
from clusterweek.accounts.models import User
from clusterweek.common.languages import LANGUAGES
from clusterweek.editorial.comments import comment
from clusterweek.editorial.review import return_for_changes, submit
from events.admin.express_changes import CHANGES
from events.models import Event
from events.publishing import approve
from tests.backoffice.test_territory import (
    ROLES,
    address,
    client_of,
    expectations,
    objects,  # noqa: F401
)
from tests.factories import LONG_AGO, PASSWORD, ClusterFactory, CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory
from tests.looking import complaints

TABLET = 768
# Shows the public page, in German unless one asks for English.
PREVIEW = "/preview/"
OVER = "/konto/einladung/over/"

# Besides the addresses of the resolver: the same pages in other states. The names in braces are those of `entries`.
STATES_OF_PAGES = {
    "own": [
        *("/verwaltung/events/event/{draft}/change/", "/verwaltung/events/event/{draft}/change/?check=1"),
        *("/verwaltung/events/event/{returned}/change/", "/verwaltung/events/event/{submitted}/change/"),
        *("/verwaltung/events/event/{closed}/change/", "/verwaltung/events/event/{draft}/delete/"),
        *("/verwaltung/events/event/?state=BY&q=nothing", "/verwaltung/events/event/{commented}/change/"),
        *("/verwaltung/search/?q=event", "/verwaltung/search/?q=nothing+like+it"),
        *(f"/verwaltung/events/event/{{public}}/express/?change={change.key}" for change in CHANGES),
        "/verwaltung/events/event/outcomes/2019/",
    ],
    "partner": ["/verwaltung/events/event/{asked}/change/", "/verwaltung/events/event/{asked}/preview/"],
    "office": [
        *("/verwaltung/events/event/{submitted}/change/", "/verwaltung/events/event/{submitted}/review/"),
        *("/verwaltung/events/event/{closed}/change/", "/verwaltung/accounts/user/{invited}/change/"),
        *("/verwaltung/review/?state=BY", "/verwaltung/events/event/?review_status__exact=submitted"),
        *("/verwaltung/coverage/2019/", "/verwaltung/events/event/outcomes/2019/?missing=1"),
    ],
    "nobody": ["{invitation}", OVER],
}
# Pages that answer a form: where it stands, what is filled in, what is pressed.
ANSWERS = {
    "own": [
        ("/verwaltung/events/event/add/", {}, "[name=_save]"),
        ("/verwaltung/events/event/{draft}/change/", {"#id_postal_code": "123", "#id_website": "nothing"}, "[name=_save]"),
        ("/verwaltung/events/event/{draft}/change/", {"[name=edit_revision]": "0", "#id_title": "Mine"}, "[name=_save]"),
        ("/verwaltung/events/event/{public}/express/?change=rescheduled", {}, "#express button[type=submit]"),
        ("/verwaltung/events/event/", {"#action-toggle": True, "[name=action]": "submit_chosen"}, "[name=index]"),
        ("/verwaltung/events/event/", {"#action-toggle": True, "[name=action]": "delete_selected"}, "[name=index]"),
        ("/verwaltung/events/event/outcomes/2019/", {"[name$=participants]": "-1"}, "#outcomes button[type=submit]"),
        ("/verwaltung/events/event/outcomes/2019/", {"[name$=participants]": "20"}, "#outcomes button[type=submit]"),
        ("/konto/password/change/", {"#id_oldpassword": "wrong", "#id_password1": "a", "#id_password2": "b"}, "main form button"),
    ],
    "office": [
        ("/verwaltung/accounts/user/add/", {}, "[name=_save]"),
        ("/verwaltung/clusters/technologyfield/", {"#action-toggle": True, "[name=action]": "delete_selected"}, "[name=index]"),
        ("/verwaltung/review/", {}, "[name=step][value=return]"),
        *(
            ("/verwaltung/events/event/", {"#action-toggle": True, "[name=action]": f"{step}_chosen"}, "[name=index]")
            for step in ("submit", "approve", "return", "assign")
        ),
        ("/verwaltung/review/", {"[name=entry]": True}, "[name=step][value=assign]"),
        ("/verwaltung/review/", {"[name=entry]": True}, "[name=step][value=return]"),
        ("/verwaltung/review/", {"[name=entry]": True}, "[name=step][value=approve]"),
    ],
    "nobody": [("/konto/login/", {"#id_login": "x@example.org", "#id_password": "wrong"}, "main form button[type=submit]")],
}


@pytest.fixture(autouse=True)
def english_sentences() -> None:
    """Not here: what is measured are the pages as they are used, in the language of the account."""


@pytest.fixture
def entries(transactional_db) -> dict[str, int | str]:
    """The keys of entries of BY in different states, and the address of an invitation."""
    edition, over = EditionFactory(collecting=True), EditionFactory(slug="2017", is_closed=True)
    land, office = CoordinatorFactory(email="author@example.org", states=["BY"]), OfficeFactory(email="decider@example.org")

    def event(**fields):
        return EventFactory(**{"edition": edition, "state_id": "BY", **fields})

    returned, public, commented = submit(event(), by=land, edit_revision=1), submit(event(), by=land, edit_revision=1), event()
    return_for_changes(returned, by=office, edit_revision=1, note="Which hour?", field_notes={"title": "Shorter?"})
    approve(public, by=office, edit_revision=1)
    over_now = event(edition=EditionFactory(), title="Of which is told", first_submitted_at=LONG_AGO)
    approve(submit(over_now, by=land, edit_revision=1), by=office, edit_revision=1)
    comment(commented, by=CoordinatorFactory(states=["BY"]), text="It takes place in Munich.")
    invited = CoordinatorFactory(password=None)
    invited.set_unusable_password()
    invited.save()
    return {
        "draft": event(format=None, organizers=[ClusterFactory()]).pk,
        "asked": event(partners=["HE"]).pk,
        "submitted": submit(event(), by=land, edit_revision=1).pk,
        "returned": returned.pk,
        "public": public.pk,
        "commented": commented.pk,
        "closed": event(edition=over).pk,
        "invited": invited.pk,
        "invitation": invite(invited, by=office).get_absolute_url(),
    }


@pytest.fixture
def everything(entries, objects):  # noqa: F811
    """The objects of every noun by their names, and the entries in different states."""
    return objects, entries


def account_pages(client: Client) -> list[str]:
    """The pages of one's account that `client` sees, from the resolver: those whose address names nothing else."""
    patterns = flat(get_resolver("clusterweek.accounts.urls").url_patterns)
    found = ["/konto/" + path for path in patterns if "<" not in path and "(" not in path]
    return [path for path in dict.fromkeys(found) if is_page(client.get(path))]


def flat(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    """The paths of all patterns."""
    for pattern in patterns:
        path = above + str(pattern.pattern)
        yield from flat(pattern.url_patterns, path) if isinstance(pattern, URLResolver) else [path]


def is_page(answer: HttpResponse) -> bool:
    """Whether it is a page, and no file, redirect or part of a page."""
    if answer.streaming:
        answer.getvalue()  # which closes the file
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html") and b"<html" in answer.content


def pages_of(role: str, client: Client, nouns: dict, entries: dict) -> list[str]:
    """Every page that `role` sees, by the addresses of the resolver, and the further states of pages.

    Of an administrator only those that the office does not see, and the account's pages once: the others are the same.
    """
    answers = {name: dict(zip(ROLES, read, strict=True)) for name, (read, _posted) in expectations().items()}
    names = [name for name, by in answers.items() if by[role] == 200 and not (role == "administrator" and by["office"] == 200)]
    found = [path for path in (address(name, nouns) for name in names) if is_page(client.get(path))]
    account = account_pages(client) if role in ("nobody", "own") else []
    return [*found, *account, *(path.format(**entries) for path in STATES_OF_PAGES.get(role, []))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["nobody", "partner", "own", "office", "administrator"])
def test_every_page_holds(open_page, axe, nu_errors, live_server, everything, role, language):
    page, client = open_page("/konto/login/", reduced_motion="reduce"), client_of(role)
    User.objects.update(language=language)
    if role == "nobody" and language == "en":
        with page.expect_navigation():
            page.get_by_role("button", name="English").click()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if urlsplit(request.url).netloc != host else None)
    host = urlsplit(live_server.url).netloc
    if role != "nobody":
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    found: dict[str, list[str]] = {}
    answers: dict[str, str] = {}

    def look(what: str, html: str) -> None:
        answers[what] = html
        spoken = "de" if what.endswith(PREVIEW) else language
        assert page.locator("html").get_attribute("lang") == spoken, what
        lines = complaints(page, axe)
        page.set_viewport_size({"width": TABLET, "height": 900})
        seen = [*axe(page), *page.evaluate("looking.wide()"), *page.evaluate("looking.small(24)")]
        lines += [f"{TABLET}: {line}" for line in seen]
        page.set_viewport_size({"width": 1280, "height": 900})
        if lines or heard:
            found[what] = [*lines, *heard]
        heard.clear()

    nouns, entries = everything
    for path in pages_of(role, client, nouns, entries):
        look(path, page.goto(path).text())
    for path, filled, button in ANSWERS.get(role, []):
        page.goto(path.format(**entries))
        for field, value in filled.items():
            fill(page, field, value)
        with page.expect_navigation() as answered:
            page.locator(button).first.click()
        look(f"{path} {filled} {button}", answered.value.text())

    assert found == {}
    # What was typed comes back as it was, even where it is no address.
    assert [line for line in nu_errors(answers) if "Bad value “nothing”" not in line] == []


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether the browser complains of more than of a link that is over, which answers 404 as it should."""
    return message.type in ("error", "warning") and not message.location["url"].endswith(OVER)


def fill(page: Page, field: str, value: str | bool) -> None:
    """Type into a field, choose from a list, or tick a box."""
    kind = page.locator(field).first.evaluate("(element) => element.type")
    if kind == "checkbox":
        page.locator(field).first.check()
    elif kind == "hidden":
        page.locator(field).first.evaluate("(element, value) => { element.value = value; }", value)
    elif kind == "select-one":
        page.locator(field).first.select_option(str(value))
    else:
        page.fill(field, str(value))


def sign_in(page: Page, email: str) -> None:
    """Sign in by keyboard."""
    page.goto("/konto/login/?next=/verwaltung/")
    page.focus("#id_login")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_cluster_is_picked_and_a_date_added_by_keyboard(open_page, entries):
    ClusterFactory(name="Hafencluster", slug="hafencluster", states=["HH"])
    page = open_page("/konto/login/")
    sign_in(page, "author@example.org")
    page.goto("/verwaltung/events/event/{draft}/change/".format(**entries))

    page.get_by_role("searchbox", name="Veranstalter").focus()
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

    event = Event.objects.get(pk=entries["draft"])
    assert ("Hafencluster" in [cluster.name for cluster in event.organizers.all()], added - rows) == (True, 1)
