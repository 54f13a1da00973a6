"""What is typed into a form is not lost: not by a crash, not with the session."""

import pytest
from playwright.sync_api import Page

from clusterweek.accounts.models import User
from events.models import Event
from tests.factories import PASSWORD, CoordinatorFactory, EditionFactory, EventFactory


@pytest.fixture
def event(transactional_db) -> Event:
    """A draft of NW, whose coordinator there is too."""
    CoordinatorFactory(email="nw@example.org")
    return EventFactory(edition=EditionFactory(collecting=True), title="Open day")


@pytest.fixture
def form(open_page, event) -> Page:
    """Its form, open in the browser of the coordinator."""
    page = open_page("/konto/login/")
    sign_in(page)
    page.goto(f"/verwaltung/events/event/{event.pk}/change/")
    return page


def sign_in(page: Page) -> None:
    page.goto("/konto/login/")
    page.fill("#id_login", "nw@example.org")
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")


def type_title(page: Page, text: str) -> None:
    page.fill("#id_title", text)
    until_kept(page)


def until_kept(page: Page) -> None:
    """Wait until the script has kept what was typed: half a second after the last key."""
    for _tenth in range(100):
        page.wait_for_timeout(100)
        if drafts(page) == 1:
            return
    pytest.fail("Nothing is kept of what was typed.")


def drafts(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length")


def offer(page: Page):
    return page.locator("#draft-offer")


def test_text_comes_back_after_a_crash(form, event):
    type_title(form, "Half a title")
    form.goto("about:blank")

    form.goto(f"/verwaltung/events/event/{event.pk}/change/")
    shown = (offer(form).is_visible(), form.input_value("#id_title"))
    offer(form).locator("[name=take]").click()

    assert (shown, form.input_value("#id_title"), offer(form).is_visible()) == ((True, "Open day"), "Half a title", False)


def test_a_date_in_a_new_row_and_a_choice_come_back(form, event):
    form.locator("#dates-group .add-row a").click()
    form.fill("#id_dates-1-first_day", "2027-04-03")
    form.select_option("#id_attendance_mode", "online")
    until_kept(form)
    form.reload()

    offer(form).locator("[name=take]").click()

    assert (form.input_value("#id_dates-1-first_day"), form.input_value("#id_attendance_mode")) == ("2027-04-03", "online")


def test_what_others_have_changed_meanwhile_stays(form, event):
    type_title(form, "Half a title")
    Event.objects.filter(pk=event.pk).update(summary="By a colleague")
    form.reload()

    offer(form).locator("[name=take]").click()

    assert (form.input_value("#id_title"), form.input_value("#id_summary")) == ("Half a title", "By a colleague")


def test_it_is_forgotten_once_saved(form):
    type_title(form, "A whole title")

    with form.expect_navigation():
        form.locator("[name=_save]").click()
    form.wait_for_load_state()

    assert (drafts(form), offer(form).is_visible(), Event.objects.get().title) == (0, False, "A whole title")


def test_it_is_forgotten_when_discarded(form):
    type_title(form, "Half a title")
    form.reload()

    offer(form).locator("[name=drop]").click()
    form.reload()

    assert (drafts(form), offer(form).is_visible()) == (0, False)


def test_it_is_forgotten_with_the_sign_out(form):
    type_title(form, "Half a title")

    with form.expect_navigation():
        form.locator("#logout-form button").click()

    assert drafts(form) == 0


def test_text_outlives_the_session(form, event):
    form.context.clear_cookies()
    form.fill("#id_title", "Half a title")
    with form.expect_navigation():
        form.locator("[name=_save]").click()
    sign_in(form)

    form.goto(f"/verwaltung/events/event/{event.pk}/change/")
    offer(form).locator("[name=take]").click()
    with form.expect_navigation():
        form.locator("[name=_save]").click()

    assert Event.objects.get().title == "Half a title"


def test_signing_in_again_in_another_window_saves_the_form_as_it_is(form, event):
    form.fill("#id_title", "Half a title")
    form.context.clear_cookies()
    other = form.context.new_page()
    sign_in(other)

    with form.expect_navigation():
        form.locator("[name=_save]").click()

    assert Event.objects.get().title == "Half a title"


def test_the_end_of_the_session_is_announced_and_put_off(open_page, event, settings, axe):
    settings.SESSION_COOKIE_AGE = 200
    page = open_page("/konto/login/")
    sign_in(page)
    notice = page.locator("#session-notice")

    notice.wait_for(state="visible")
    findings = axe(page)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        notice.get_by_role("button").click()

    assert (findings, answer.value.json()["seconds"]) == ([], 200)


def test_nobody_sees_the_text_of_somebody_else(form, event):
    type_title(form, "Half a title")
    CoordinatorFactory(email="second@example.org")
    User.objects.filter(email="nw@example.org").update(email="gone@example.org")
    User.objects.filter(email="second@example.org").update(email="nw@example.org")
    form.context.clear_cookies()
    sign_in(form)

    form.goto(f"/verwaltung/events/event/{event.pk}/change/")

    assert not offer(form).is_visible()
