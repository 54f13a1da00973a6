"""The first day of a coordinator, by keyboard alone: invitation, second factor, desk, event, picture, submission; and the next sign-in."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core import mail
from PIL import Image
from playwright.sync_api import Page

from clusterweek.accounts.inviting import invite
from clusterweek.editorial.outbox.sending import send_due
from events.models import Event
from events.programme.models import Edition
from tests.browser.test_main_job import choose, enter_day, press, tab_to, type_into
from tests.factories import CoordinatorFactory, EditionFactory, OfficeFactory

PASSWORD = "ein-langes-Wort-zum-Anmelden"


@pytest.fixture
def edition(transactional_db, settings) -> Edition:
    """An edition that collects, at a portal that asks for a second factor."""
    settings.REQUIRE_SECOND_FACTOR = True
    return EditionFactory(collecting=True)


def mailed_link() -> str:
    """Where the mail of the invitation leads; it also says what to have at hand."""
    newcomer = CoordinatorFactory(email="neu@example.org", full_name="Nora Neu", states=["SL"])
    newcomer.set_unusable_password()
    newcomer.save()
    invite(newcomer, by=OfficeFactory())
    send_due()
    [message] = mail.outbox
    assert "Telefon" in message.body
    return re.findall(r"/konto/einladung/\S+/", message.body)[0]


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def text(page: Page) -> str:
    """What stands on the page."""
    return page.inner_text("main")


def follow(page: Page, name: str) -> None:
    """Press Tab until a link or button called `name` has the focus, and press it."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.innerText?.includes(name)", name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {name}")


def picture() -> dict[str, str | bytes]:
    """A file to upload."""
    content = BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(content, "PNG")
    return {"name": "bild.png", "mimeType": "image/png", "buffer": content.getvalue()}


def set_up_the_account(page: Page, link: str, look: Callable[[], None]) -> str:
    """Password and second factor, with a look at each page; returns the key of the app."""
    page.goto(link)
    look()
    assert "Richten Sie den zweiten Faktor ein" in text(page)
    for name in ("new_password1", "new_password2"):
        type_into(page, name, PASSWORD)
    press(page, "main form button")
    assert "Authenticator-App" in text(page)
    look()
    secret = page.input_value("#authenticator_secret")
    type_into(page, "code", code_for(secret))
    press(page, "main form button")
    assert "Geht Ihr Telefon verloren" in text(page)
    look()
    follow(page, "Weiter zu Ihrem Schreibtisch")
    page.wait_for_url("**/verwaltung/")
    return secret


def test_from_the_invitation_to_the_first_submitted_event(edition, open_page, axe):
    page, found = open_page("/konto/login/"), []
    secret = set_up_the_account(page, mailed_link(), lambda: found.extend(axe(page)))

    # The empty desk explains the way; the empty form says what is needed.
    assert "Drücken Sie „Neue Veranstaltung“" in text(page)
    follow(page, "Neue Veranstaltung")
    page.wait_for_url("**/add/")
    assert "Alles andere kann warten" in text(page)
    type_into(page, "title", "Werkstatt zum Mitmachen")
    press(page, "[name=_submit]")
    event = Event.objects.get()
    assert (event.state_id, event.review_status) == ("SL", "draft")

    # What is missing stands at the top, and each point leads to its field.
    assert "Bitte wählen Sie ein Format." in text(page)
    follow(page, "Bitte wählen Sie ein Format.")
    choose(page, "format", "Workshop")
    enter_day(page, "dates-0-first_day", edition.first_day)
    enter_day(page, "dates-0-last_day", edition.first_day)
    type_into(page, "further_organizers", "Stadt Saarbrücken")
    tab_to(page, "#id_image")
    page.set_input_files("#id_image", picture())
    press(page, "[name=_submit]")

    # A picture asks for its description, credit and licence, and is kept meanwhile.
    event.refresh_from_db()
    assert (event.review_status, "Bild" in text(page)) == ("draft", True)
    tab_to(page, "#id_image")
    page.set_input_files("#id_image", picture())
    type_into(page, "image_alt", "Eine Werkbank")
    type_into(page, "image_credit", "Nora Neu")
    choose(page, "image_licence", "CC0")
    press(page, "[name=_submit]")
    event.refresh_from_db()
    assert event.review_status == "submitted", page.locator(".errorlist, .messagelist").all_inner_texts()
    assert bool(event.image)

    # What happens next is said; the desk has it, and so does the next sign-in with the second factor.
    assert "Programmbüro" in page.inner_text(".standing")
    press(page, "#logout-form button")
    page.goto("/verwaltung/")
    type_into(page, "login", "neu@example.org")
    type_into(page, "password", PASSWORD)
    press(page, "main form button")
    assert "Authenticator-App" in text(page)
    found += axe(page)
    type_into(page, "code", code_for(secret))
    press(page, "main form button")
    assert found == []
    assert "Werkstatt zum Mitmachen" in page.inner_text("#desk-submitted")
