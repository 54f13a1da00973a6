"""Signing in at /konto/: the one way in, in German, with limits, and nothing that is not needed."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from clusterweek.accounts.models import User
from tests.factories import PASSWORD, CoordinatorFactory, UserFactory

LOGIN = "/konto/login/"


def sign_in(client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_the_back_office_sends_to_the_sign_in_and_back(client, nw):
    first = client.get("/verwaltung/events/event/", follow=True)
    where = first.redirect_chain[-1][0]

    answer = client.post(where, {"login": nw.email, "password": PASSWORD})

    assert where == "/konto/login/?next=/verwaltung/events/event/"
    assert (answer.status_code, answer.url) == (302, "/verwaltung/events/event/")


@pytest.fixture
def nw(coordinator) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


def test_the_address_of_an_e_mail_may_be_typed_in_any_case(client, nw):
    assert sign_in(client, nw.email.upper()).url == "/verwaltung/"


@pytest.mark.parametrize("values", [{"is_active": False}, {"password": "another-password"}], ids=["inactive", "wrong password"])
def test_who_may_not_stays_outside(client, db, values):
    CoordinatorFactory(email="nw@example.org", **values)

    sign_in(client, "nw@example.org")

    assert client.get("/verwaltung/").status_code == 302


def test_the_signed_in_without_a_role_are_told_so(client, db):
    sign_in(client, UserFactory(email="nobody@example.org").email)

    assert client.get("/verwaltung/", follow=True).status_code == 403


def test_a_foreign_address_to_go_on_to_is_not_followed(client, nw):
    assert sign_in(client, nw.email, next="https://evil.example.org/").url == "/verwaltung/"


def test_signing_out_takes_a_post(client, nw):
    sign_in(client, nw.email)

    asked = client.get("/konto/logout/")
    still = client.get("/verwaltung/").status_code
    left = client.post("/konto/logout/")

    assert (asked.status_code, still, left.url, client.get("/verwaltung/").status_code) == (200, 200, LOGIN, 302)


def test_the_admins_own_way_out_leads_there(client, nw):
    sign_in(client, nw.email)

    assert client.post("/verwaltung/logout/").url == "/konto/logout/"


def test_guessing_is_slowed_down(client, nw):
    for number in range(5):
        sign_in(client, nw.email, f"guess-{number}")

    right = sign_in(client, nw.email)

    assert (right.status_code, client.get("/verwaltung/").status_code) == (200, 302)


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "login/code/",
        "login/code/confirm/",
        "password/set/",
        "phone/verify/",
        "3rdparty/",
        "social/login/cancelled/",
        "2fa/webauthn/",
        "sessions/",
    ],
)
def test_what_is_not_needed_is_closed(client, nw, path):
    anonymous = client.get(f"/konto/{path}").status_code
    client.force_login(nw)

    assert (anonymous, client.get(f"/konto/{path}").status_code, client.post(f"/konto/{path}").status_code) == (404, 404, 404)


@pytest.mark.parametrize("path", ["login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/"])
def test_pages_for_everybody_are_german_and_ours(client, db, path):
    page = client.get(f"/konto/{path}")

    assert (page.status_code, page["Content-Language"], b'<html lang="de">' in page.content) == (200, "de", True)
    assert b"css/backoffice.css" in page.content


@pytest.mark.parametrize("path", ["password/change/", "2fa/", "reauthenticate/", "logout/"])
def test_pages_for_the_signed_in_are_german_and_ours(client, nw, path):
    sign_in(client, nw.email)

    page = client.get(f"/konto/{path}")

    assert (page.status_code, page["Content-Language"], b"css/backoffice.css" in page.content) == (200, "de", True)


def test_the_account_has_a_first_page(client, nw):
    client.force_login(nw)

    assert client.get("/konto/").url == reverse("mfa_index")


def test_a_forgotten_password_is_replaced(client, nw, settings):
    settings.BASE_URL = "https://www.example.org"

    client.post("/konto/password/reset/", {"email": nw.email})

    [message] = mail.outbox
    [link] = re.findall(r"https?://\S*password/reset/key/\S+", message.body)
    assert (link.startswith("https://www.example.org/konto/"), message.alternatives, "testserver" in message.body) == (True, [], False)
    form = client.get(link.removeprefix("https://www.example.org"), follow=True)
    where = form.redirect_chain[-1][0]
    client.post(where, {"password1": "a-brand-new-password", "password2": "a-brand-new-password"})
    assert User.objects.get().check_password("a-brand-new-password")


def test_an_unknown_address_gets_no_mail_and_the_same_page(client, nw):
    known = client.post("/konto/password/reset/", {"email": nw.email})
    unknown = client.post("/konto/password/reset/", {"email": "nobody@example.org"})

    assert (known.url, unknown.url, len(mail.outbox)) == (unknown.url, known.url, 1)


def test_a_password_is_changed(client, nw):
    sign_in(client, nw.email)
    new = {"oldpassword": PASSWORD, "password1": "a-brand-new-password", "password2": "a-brand-new-password"}

    client.post("/konto/password/change/", new)

    nw.refresh_from_db()
    assert nw.check_password("a-brand-new-password")
