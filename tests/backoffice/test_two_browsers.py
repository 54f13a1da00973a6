"""Two browsers on one event: no text of either is lost."""

import pytest
from playwright.sync_api import Page

from events.models import Event
from tests.factories import PASSWORD, CoordinatorFactory, EditionFactory, EventFactory


@pytest.fixture
def event(transactional_db) -> Event:
    """A draft of NW, which has two coordinators."""
    CoordinatorFactory(email="one@example.org", full_name="Ada Lovelace", states=["NW"])
    CoordinatorFactory(email="two@example.org", full_name="Grace Hopper", states=["NW"])
    return EventFactory(edition=EditionFactory(collecting=True), title="Open day")


def open_form(open_page, event: Event, email: str, width: int = 1280) -> Page:
    """The form of `event` in a browser in which `email` is signed in."""
    page = open_page("/konto/login/", width=width)
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    page.goto(f"/verwaltung/events/event/{event.pk}/change/")
    return page


def press(page: Page, selector: str) -> None:
    """Press a button by keyboard and wait for the next page."""
    page.focus(selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length")


def test_no_text_of_either_is_lost(open_page, event, axe):
    one, two = (open_form(open_page, event, f"{name}@example.org") for name in ("one", "two"))
    one.fill("#id_title", "Open doors")
    one.fill("#id_summary", "Written by the first")
    two.fill("#id_title", "Open night")
    two.fill("#id_description", "Written by the second")

    press(one, "[name=_save]")
    press(two, "[name=_save]")
    findings, text = axe(two), two.inner_text("#content-main")
    two.set_viewport_size({"width": 768, "height": 900})
    findings += axe(two)

    assert findings == []
    assert [words in text for words in ("Ada Lovelace", "doors", "night", "Written by the first", "Written by the second")] == [True] * 5

    two.focus("#choice-title-theirs")
    two.keyboard.press("ArrowDown")
    press(two, "[name=_merged][value=form]")
    in_the_form = (two.input_value("#id_title"), two.input_value("#id_summary"), two.input_value("#id_description"))
    press(two, "[name=_save]")

    saved = Event.objects.get()
    assert in_the_form == ("Open night", "Written by the first", "Written by the second")
    assert (saved.title, saved.summary, saved.description) == in_the_form
    assert kept(two) == 0


def test_without_a_script_it_works_alike(open_page, event):
    one = open_form(open_page, event, "one@example.org")
    two = open_page("/konto/login/", java_script_enabled=False)
    two.fill("#id_login", "two@example.org")
    two.fill("#id_password", PASSWORD)
    two.press("#id_password", "Enter")
    two.wait_for_url("**/verwaltung/**")
    two.goto(f"/verwaltung/events/event/{event.pk}/change/")
    one.fill("#id_title", "Open doors")
    two.fill("#id_title", "Open night")
    press(one, "[name=_save]")

    two.click("[name=_save]")
    two.click("label[for=choice-title-mine]")
    two.click("[name=_merged][value=save]")
    two.wait_for_selector(".messagelist .success")

    assert Event.objects.get().title == "Open night"
