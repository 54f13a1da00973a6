"""The review of pages: the public reads a new text once somebody else of the office has released it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse

from clusterweek.contents.pages import load_pages
from clusterweek.editorial.models import Decision
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import OutdatedRevision, ReviewError
from clusterweek.pages.delivered import texts_of
from clusterweek.pages.models import Page, PageDraft
from clusterweek.pages.reviewing import discard, release, send_back, write
from tests.factories import OfficeFactory


@pytest.fixture
def page(current_edition) -> Page:
    """The help page as it was delivered."""
    load_pages()
    return Page.objects.get(key="help")


def anew(page: Page, text: str = "Neu **geschrieben**"):
    return texts_of(page)._replace(text=text)


def address(name: str, page: Page) -> str:
    return reverse(f"admin:pages_page_{name}", args=[page.pk])


def form_of(client, page: Page, **typed: str) -> dict:
    return {**client.get(address("change", page)).context["adminform"].form.initial, **typed}


def public(client) -> str:
    return client.get("/hilfe/").content.decode()


# What happens


def test_public_reads_a_new_text_once_somebody_else_has_released_it(page, office, office2, signed_in, client):
    writer, other = signed_in(office), signed_in(office2)

    answer = writer.post(address("change", page), form_of(writer, page, text="Neu **geschrieben**"), follow=True)
    shown = answer.content.decode()
    own = writer.post(address("review", page), {"release": "", "edit_revision": "1"})
    before = public(client)
    review = other.get(address("review", page)).content.decode()
    other.post(address("review", page), {"release": "", "edit_revision": "1"})
    after = public(client)

    assert answer.redirect_chain == [(address("review", page), 302)]
    assert ("geschrieben**</ins>" in shown, 'name="release"' in shown, 'name="release"' in review) == (True, False, True)
    assert (own.status_code, "Niemand gibt frei, was er selbst geschrieben hat" in own.content.decode()) == (409, True)
    assert ("<strong>geschrieben</strong>" in before, "<strong>geschrieben</strong>" in after) == (False, True)
    assert not PageDraft.objects.exists()
    decision = Decision.objects.get()
    assert (decision.entry, decision.submitted_by, decision.decided_by) == (page, office, office2)
    assert page.history.first().history_user == office2
    assert "geschrieben" in other.get(reverse("admin:editorial_decision_change", args=[decision.pk])).content.decode()


def test_a_text_is_sent_back_with_a_note_and_written_anew(page, office, office2, signed_in):
    write(page, anew(page), by=office, edit_revision=0)
    writer, other = signed_in(office), signed_in(office2)

    empty = other.post(address("review", page), {"send_back": "", "note": " ", "edit_revision": "1"})
    other.post(address("review", page), {"send_back": "", "note": "Bitte kürzer.", "edit_revision": "1"})
    form = writer.get(address("change", page))
    writer.post(address("change", page), form_of(writer, page, text="Kurz"))

    assert (empty.status_code, "Bitte schreiben Sie, was geändert werden soll." in empty.content.decode()) == (409, True)
    assert "Bitte kürzer." in form.content.decode()
    assert form.context["adminform"].form.initial["text"] == "Neu **geschrieben**"
    draft = PageDraft.objects.get()
    assert (draft.text, draft.note, draft.written_by) == ("Kurz", "", office)
    assert Decision.objects.get().note == "Bitte kürzer."


def test_who_wrote_a_text_is_told_what_became_of_it(page, office, office2):
    write(page, anew(page), by=office, edit_revision=0)
    send_back(page, by=office2, edit_revision=1, note="Bitte kürzer.")
    write(page, anew(page, "Kurz"), by=office, edit_revision=2)
    release(page, by=office2, edit_revision=3)

    told = [(message.recipient, message.kind, message.subject, message.text, message.link) for message in Message.objects.order_by("pk")]
    assert told == [
        (office, "returned", "Hilfe", "Bitte kürzer.", address("change", page)),
        (office, "approved", "Hilfe", "", address("change", page)),
    ]


def test_who_is_alone_is_led_to_invite_somebody(page, office, signed_in, coordinator):
    coordinator("NW")
    write(page, anew(page), by=office, edit_revision=0)
    invite = reverse("admin:accounts_user_add")

    alone = signed_in(office).get(address("review", page)).content.decode()
    OfficeFactory()

    assert invite in alone
    assert invite not in signed_in(office).get(address("review", page)).content.decode().split("<main")[1]


def test_a_text_is_discarded(page, office, signed_in, client):
    write(page, anew(page), by=office, edit_revision=0)

    signed_in(office).post(address("review", page), {"discard": "", "edit_revision": "1"})

    assert not PageDraft.objects.exists()
    assert "geschrieben" not in public(client)


def test_desk_and_list_name_what_waits(page, office, signed_in):
    client = signed_in(office)
    before = client.get("/verwaltung/").content.decode()
    write(page, anew(page), by=office, edit_revision=0)

    assert (address("review", page) in before, address("review", page) in client.get("/verwaltung/").content.decode()) == (False, True)
    assert client.get(reverse("admin:pages_page_changelist")).content.decode().count("wartet auf Freigabe") == 1


def test_a_draft_that_says_what_the_public_reads_is_none(page, office, signed_in):
    write(page, anew(page), by=office, edit_revision=0)

    signed_in(office).post(address("change", page), {**texts_of(page)._asdict(), "draft_revision": "1"})

    assert not PageDraft.objects.exists()


# Two at once


def test_the_second_of_two_writers_loses_nothing_and_sees_the_first(page, office, office2, signed_in):
    first, second = signed_in(office), signed_in(office2)
    typed = form_of(second, page, text="Der zweite Text")
    first.post(address("change", page), form_of(first, page, text="Der erste Text"))

    refused = second.post(address("change", page), typed)
    html = refused.content.decode()
    kept = PageDraft.objects.get().text
    again = {**typed, "draft_revision": refused.context["adminform"].form["draft_revision"].value()}
    second.post(address("change", page), again)

    assert ("Der zweite Text" in html, str(office) in html, address("review", page) in html) == (True, True, True)
    assert (kept, PageDraft.objects.get().text) == ("Der erste Text", "Der zweite Text")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_the_second_is_told(page, office, office2, signed_in):
    second = signed_in(office2)
    typed = form_of(second, page, text="Der zweite Text")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            write(page, anew(page, "Der erste Text"), by=office, edit_revision=0)
            answer = pool.submit(sent_in_a_thread, second, address("change", page), typed)
            time.sleep(1)  # so that the second form arrives before the first is committed
        refused = answer.result(30)

    assert (refused.status_code, "Der zweite Text" in refused.content.decode()) == (200, True)
    assert "Ihr Text steht noch hier" in refused.content.decode()
    assert PageDraft.objects.get().text == "Der erste Text"


def sent_in_a_thread(client, path: str, typed: dict):
    """The answer to a form that is sent on a database connection of its own."""
    try:
        return client.post(path, typed)
    finally:
        connection.close()


def test_nobody_releases_what_they_have_not_seen(page, office, office2, signed_in):
    write(page, anew(page), by=office, edit_revision=0)
    write(page, anew(page, "Inzwischen anders"), by=office, edit_revision=1)

    refused = signed_in(office2).post(address("review", page), {"release": "", "edit_revision": "1"})

    assert (refused.status_code, "Inzwischen anders" in refused.content.decode()) == (409, True)
    page.refresh_from_db()
    assert page.text != "Inzwischen anders"


# What is refused


def test_steps_are_refused_and_change_nothing(page, office, office2, coordinator):
    write(page, anew(page), by=office, edit_revision=0)

    for step, refusal in [
        (lambda: write(page, anew(page, "x"), by=coordinator("NW"), edit_revision=1), PermissionDenied),
        (lambda: write(page, anew(page, "x"), by=office2, edit_revision=0), OutdatedRevision),
        (lambda: release(page, by=office, edit_revision=1), ReviewError),
        (lambda: release(page, by=office2, edit_revision=2), OutdatedRevision),
        (lambda: send_back(page, by=office, edit_revision=1, note="x"), ReviewError),
        (lambda: send_back(page, by=office2, edit_revision=1, note=""), ReviewError),
        (lambda: discard(page, by=office2, edit_revision=7), OutdatedRevision),
    ]:
        with pytest.raises(refusal):
            step()

    draft = PageDraft.objects.get()
    assert (draft.text, draft.edit_revision) == ("Neu **geschrieben**", 1)
    assert not Decision.objects.exists()


def test_without_a_draft_there_is_nothing_to_decide(page, office, signed_in):
    client = signed_in(office)

    assert 'name="release"' not in client.get(address("review", page)).content.decode()
    assert client.post(address("review", page), {"release": ""}).status_code == 409
