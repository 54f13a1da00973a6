"""The language of the back office: German at first, English for who chooses it, in pages and in mail."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.sending import send_due
from clusterweek.editorial.review import return_for_changes, submit
from tests.factories import PASSWORD, CoordinatorFactory, EventFactory

LOGIN, DESK, CHOOSE = "/konto/login/", "/verwaltung/", "/konto/sprache/"


def language_of(client: Client, path: str) -> str:
    """In which language `path` answers, as its header and its page say alike."""
    answer = client.get(path)
    assert f'<html lang="{answer.headers["Content-Language"]}">' in answer.content.decode()
    return answer.headers["Content-Language"]


@pytest.fixture
def nw(db: None) -> User:
    """A coordinator of NW."""
    return CoordinatorFactory(email="nw@example.org")


def test_one_chooses_it_at_the_foot_of_a_page_and_stays_there(nw, signed_in):
    desk = signed_in(nw)
    before = language_of(desk, DESK)

    answer = desk.post(CHOOSE, {"language": "en", "next": "/verwaltung/events/event/?q=x"})

    assert (answer.status_code, answer.url) == (302, "/verwaltung/events/event/?q=x")
    assert (before, language_of(desk, DESK), language_of(Client(), LOGIN)) == ("de", "en", "de")
    assert "Sign out" in desk.get(DESK).content.decode()


def test_it_is_the_account_s_whoever_else_works_there(nw, office, signed_in):
    signed_in(nw).post(CHOOSE, {"language": "en"})

    assert (language_of(signed_in(nw), DESK), language_of(signed_in(office), DESK)) == ("en", "de")


def test_what_was_chosen_before_signing_in_is_taken_along(nw, client):
    client.post(CHOOSE, {"language": "en", "next": LOGIN})
    refused = client.post(LOGIN, {"login": nw.email, "password": "wrong"}).content.decode()
    client.post(LOGIN, {"login": nw.email, "password": PASSWORD})

    assert "The email address and/or password you specified are not correct." in refused
    assert language_of(client, DESK) == "en"
    assert User.objects.get(pk=nw.pk).language == "en"


def test_signing_in_without_a_choice_leaves_the_account_as_it_is(nw, client):
    User.objects.filter(pk=nw.pk).update(language="en")

    client.post(LOGIN, {"login": nw.email, "password": PASSWORD})

    assert (language_of(Client(), LOGIN), language_of(client, DESK)) == ("de", "en")


@pytest.mark.parametrize("given", [{"language": "fr"}, {"language": ""}, {}])
def test_another_language_changes_nothing(nw, signed_in, given):
    desk = signed_in(nw)

    assert desk.post(CHOOSE, given).status_code == 302
    assert language_of(desk, DESK) == "de"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client, db, elsewhere):
    assert client.post(CHOOSE, {"language": "en", "next": elsewhere}).url == DESK


def test_it_takes_a_post(client, db):
    assert client.get(CHOOSE).status_code == 405


def test_everybody_gets_mail_in_their_language(nw, office, collecting_edition):
    CoordinatorFactory(email="ada@example.org", language="en")
    event = submit(EventFactory(edition=collecting_edition, title="Offene Tür"), by=nw, edit_revision=1)
    return_for_changes(event, by=office, edit_revision=1, note="Bitte ändern.", field_notes={"title": "Kürzer?"})

    Message.objects.update(due=timezone.now())
    send_due()

    told = {message.to[0]: message.body for message in mail.outbox}
    assert told["nw@example.org"].split("\n")[2:5] == ["Zurückgegeben: Offene Tür", "Bitte ändern.", "Titel: Kürzer?"]
    assert told["ada@example.org"].split("\n")[2:5] == ["Returned: Offene Tür", "Bitte ändern.", "Title: Kürzer?"]
