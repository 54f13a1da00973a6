"""The main job, walked by hand: a coordinator enters an event by keyboard, the office approves, the public finds it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from clusters.models import TechnologyField
from clusterweek.contents.pages import load_pages
from events.models import Event
from events.programme.models import CurrentEdition, Edition, EventFormat, PublishedEvent
from tests.factories import PASSWORD, ClusterFactory, CoordinatorFactory, EditionFactory, OfficeFactory


@pytest.fixture
def open_edition(transactional_db) -> Edition:
    """A coming edition whose programme is public already and which still takes entries."""
    load_pages()
    today = timezone.localdate()
    edition = EditionFactory(
        slug=str(today.year + 1),
        first_day=today + timedelta(days=60),
        last_day=today + timedelta(days=69),
        collects_from=today - timedelta(days=60),
        submission_deadline=timezone.now() + timedelta(days=20),
        opens_at=timezone.now() - timedelta(days=1),
    )
    CurrentEdition.switch_to(edition)
    return edition


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element that `selector` names has the focus."""
    for _ in range(250):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def type_into(page: Page, name: str, text: str) -> None:
    """Go to the field `name` by Tab and replace what stands in it."""
    tab_to(page, f"#id_{name}")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, name: str, label: str) -> None:
    """Go to the drop-down `name` by Tab and choose by typing."""
    tab_to(page, f"#id_{name}")
    page.keyboard.type(label)


def enter_day(page: Page, name: str, day) -> None:
    """Type a day into a native date field, in the order of the browser's language (CHROMIUM_FLAGS)."""
    tab_to(page, f"#id_{name}")
    page.keyboard.type(f"{day:%m%d%Y}")


def enter_time(page: Page, name: str, hour: str) -> None:
    """Type a time into a native time field."""
    tab_to(page, f"#id_{name}")
    page.keyboard.type(hour)


def press(page: Page, selector: str) -> None:
    """Go to a button by Tab and press it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, email: str) -> None:
    """Sign in at the back office, by keyboard."""
    page.goto("/verwaltung/")
    tab_to(page, "#id_login")
    page.keyboard.type(email)
    tab_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_the_coordinators_keyboard_to_the_public(open_edition: Edition, open_page) -> None:
    first_day = open_edition.first_day
    coordinator, office = CoordinatorFactory(states=["NW"]), OfficeFactory()
    ClusterFactory(name="Silicon Saxony", slug="silicon-saxony", states=["SN"])
    field, event_format = TechnologyField.objects.first(), EventFormat.objects.get(slug="vortrag")
    query = f"?state=NW&format={event_format.slug}&technology_field={field.slug}"
    programme = f"/{open_edition.slug}/programm/"
    public = open_page("/")

    # The coordinator signs in and saves something unfinished.
    desk = open_page("/")
    sign_in(desk, coordinator.email)
    desk.goto("/verwaltung/events/event/add/")
    type_into(desk, "title", "Wasserstoff zum Anfassen")
    press(desk, "[name=_save]")
    event = Event.objects.get()
    assert (event.title, event.state_id, event.review_status, event.public) == ("Wasserstoff zum Anfassen", "NW", "draft", None)

    # Submitting it now says what is missing, and keeps it.
    press(desk, "[name=_submit]")
    assert "Bitte wählen Sie ein Format." in desk.content()
    event.refresh_from_db()
    assert event.review_status == "draft"

    # They finish it by keyboard: text, choice, ticks, two dates, times, a picked cluster, a number, an address.
    type_into(desk, "summary", "Ein Rundgang durch die Halle.")
    type_into(desk, "description", "Mit **Führung** und Gespräch.")
    choose(desk, "format", "Vortrag")
    tab_to(desk, f"[name=technology_fields][value='{field.pk}']")
    desk.keyboard.press("Space")
    enter_day(desk, "dates-0-first_day", first_day)
    enter_day(desk, "dates-0-last_day", first_day)
    enter_time(desk, "dates-0-from_time", "1000AM")
    enter_time(desk, "dates-0-to_time", "1230PM")
    enter_day(desk, "dates-1-first_day", first_day + timedelta(days=2))
    enter_day(desk, "dates-1-last_day", first_day + timedelta(days=3))
    type_into(desk, "venue", "Technikum Nord")
    type_into(desk, "postal_code", "44137")
    type_into(desk, "city", "Dortmund")
    tab_to(desk, ".field-organizers .select2-search__field, .field-organizers .select2-selection")
    desk.keyboard.type("Silicon")
    desk.wait_for_selector(".select2-results__option--highlighted:has-text('Silicon Saxony')")
    desk.keyboard.press("Enter")
    type_into(desk, "registration_places", "40")
    type_into(desk, "registration_url", "https://example.org/anmelden")
    type_into(desk, "title_en", "Touch hydrogen") if desk.locator("#id_title_en").is_visible() else open_and_type(desk)
    press(desk, "[name=_submit]")
    event.refresh_from_db()
    assert event.review_status == "submitted", desk.locator(".errorlist").all_inner_texts()
    assert [str(cluster) for cluster in event.organizers.all()] == ["Silicon Saxony"]
    assert event.dates.count() == 2

    # Before the approval it is nowhere in public.
    public.goto(programme + query)
    assert "Wasserstoff zum Anfassen" not in public.content()
    assert public.goto(f"{programme}wasserstoff-zum-anfassen/").status == 404
    assert not PublishedEvent.objects.exists()

    # The office approves.
    review = open_page("/")
    sign_in(review, office.email)
    review.goto(f"/verwaltung/events/event/{event.pk}/change/")
    press(review, "[name=_approve]")
    event.refresh_from_db()
    assert event.review_status == "approved", review.locator(".errorlist, .messagelist").all_inner_texts()

    # The public finds it on a phone and reads it in both languages.
    phone = open_page("/", width=390)
    phone.goto(programme + query)
    phone.get_by_role("link", name="Wasserstoff zum Anfassen").click()
    phone.wait_for_url(f"**{programme}wasserstoff-zum-anfassen/")
    text = phone.inner_text("main")
    for part in ("10:00–12:30 Uhr", "Uhrzeit folgt", "Technikum Nord", "44137 Dortmund", "Silicon Saxony", "Nordrhein-Westfalen"):
        assert part in text, part
    phone.goto(f"/en/{open_edition.slug}/programme/wasserstoff-zum-anfassen/")
    assert phone.inner_text("h1") == "Touch hydrogen"

    # A later edit waits: the public keeps the approved text until the next approval.
    desk.goto(f"/verwaltung/events/event/{event.pk}/change/")
    type_into(desk, "title", "Wasserstoff neu erleben")
    press(desk, "[name=_submit]")
    public.goto(programme + query)
    assert "Wasserstoff zum Anfassen" in public.content()
    assert "Wasserstoff neu erleben" not in public.content()
    review.goto(f"/verwaltung/events/event/{event.pk}/change/")
    press(review, "[name=_approve]")
    public.goto(programme + query)
    assert "Wasserstoff neu erleben" in public.content()
    assert public.goto(f"{programme}wasserstoff-zum-anfassen/").status == 200


def open_and_type(page: Page) -> None:
    """Open the folded group of English texts by keyboard and fill in the title."""
    tab_to(page, "details:has(#id_title_en) > summary")
    page.keyboard.press("Enter")
    type_into(page, "title_en", "Touch hydrogen")
