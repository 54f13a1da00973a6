"""From the queue to the next entry without a mouse; single keys can be switched off."""

import pytest
from playwright.sync_api import Page

from clusterweek.editorial.models import Decision, TextModule
from clusterweek.editorial.review import record_edit, submit
from events.models import Event
from events.publishing import approve
from tests.backoffice.test_look import sign_in
from tests.factories import CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory


@pytest.fixture
def waiting(transactional_db) -> list[Event]:
    """Three entries, the first of them a change of what is public."""
    office, land = OfficeFactory(email="office@example.org"), CoordinatorFactory()
    edition = EditionFactory(collecting=True)
    TextModule.objects.create(title="Where", text="Please name the place.", order=1)
    changed = approve(submit(EventFactory(edition=edition, title="Alpha one"), by=land, edit_revision=1), by=office, edit_revision=1)
    changed.title = "Alpha two"
    record_edit(changed, by=land, edit_revision=1)
    changed.save()
    others = [EventFactory(edition=edition, title=title) for title in ("Beta", "Gamma")]
    return [submit(changed, by=land, edit_revision=2), *(submit(event, by=land, edit_revision=1) for event in others)]


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def press(page: Page, *keys: str) -> None:
    """Press keys, the last of which leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_from_the_queue_to_the_next_entry(open_page, waiting):
    page = open_page("/konto/login/")
    sign_in(page, "office@example.org")
    page.goto("/verwaltung/review/")
    page.get_by_role("link", name="Alpha two").focus()
    press(page, "Enter")
    assert (heading(page), page.locator("del").count(), page.locator("ins").count()) == ("Alpha two", 1, 1)

    press(page, "a", "Enter")
    assert heading(page) == "Beta"
    press(page, "j")
    assert heading(page) == "Gamma"
    press(page, "k")
    assert heading(page) == "Beta"
    page.keyboard.press("r")
    page.keyboard.type("a j k")  # in a field these are letters
    page.keyboard.press("Tab")
    page.focus("#insert-module")
    page.keyboard.press("Enter")
    assert page.locator("#decision-note").input_value() == "a j k\nPlease name the place."
    page.focus("[name=_return]")
    press(page, "Enter")

    assert heading(page) == "Gamma"
    assert list(Decision.objects.values_list("kind", "note")) == [
        ("returned", "a j k\r\nPlease name the place."),
        ("approved", ""),
        ("approved", ""),
    ]


def test_the_keys_can_be_switched_off(open_page, waiting):
    page = open_page("/konto/login/")
    sign_in(page, "office@example.org")
    page.goto(f"/verwaltung/events/event/{waiting[0].pk}/review/")

    page.keyboard.press("?")
    assert page.locator("#shortcuts").get_attribute("open") is not None
    page.focus("#shortcuts-on")
    page.keyboard.press("Space")
    page.focus("h1 ~ * a, .breadcrumbs a")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") != "approve"

    page.reload()
    assert page.locator("#shortcuts-on").is_checked() is False


def test_without_a_script_everything_is_there(open_page, waiting):
    page = open_page("/konto/login/", java_script_enabled=False)
    sign_in(page, "office@example.org")
    page.goto(f"/verwaltung/events/event/{waiting[0].pk}/review/")

    assert [page.locator(part).is_visible() for part in ("#text-modules-to-copy", "#text-modules", "#shortcuts")] == [True, False, False]
    page.focus("[name=_approve]")
    press(page, "Enter")
    assert heading(page) == "Beta"


@pytest.mark.parametrize("width", [1280, 768])
def test_axe_finds_nothing_with_everything_open(open_page, axe, waiting, width):
    page = open_page("/konto/login/", width=width)
    sign_in(page, "office@example.org")
    found = []
    for path in ("/verwaltung/", "/verwaltung/review/", f"/verwaltung/events/event/{waiting[0].pk}/review/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    assert found == []
