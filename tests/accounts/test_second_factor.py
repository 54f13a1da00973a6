"""The second factor: compulsory in the back office, unless the operator has switched it off."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time

from clusterweek.accounts.models import User
from tests.factories import PASSWORD

ACTIVATE = "/konto/2fa/totp/activate/"


@pytest.fixture
def nw(coordinator) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


@pytest.fixture
def compulsory(settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.mark.usefixtures("compulsory")
@pytest.mark.parametrize("path", ["", "events/event/", "events/event/add/", "autocomplete/", "nothing/"])
def test_without_a_second_factor_every_page_leads_to_where_one_sets_it_up(client, nw, path):
    client.force_login(nw)

    answer = client.get(f"/verwaltung/{path}")

    assert (answer.status_code, answer.url) == (302, ACTIVATE)


@pytest.mark.usefixtures("compulsory")
def test_setting_it_up_opens_the_back_office(client, nw):
    client.post("/konto/login/", {"login": nw.email, "password": PASSWORD})
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = client.get(ACTIVATE)

    client.post(ACTIVATE, {"code": code_for(page.context["form"].secret)})

    assert client.get("/verwaltung/").status_code == 200
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


@pytest.mark.usefixtures("compulsory")
def test_signing_in_asks_for_the_code(client, nw):
    secret = generate_totp_secret()
    TOTP.activate(nw, secret)

    asked = client.post("/konto/login/", {"login": nw.email, "password": PASSWORD})
    outside = client.get("/verwaltung/").status_code
    wrong = client.post(asked.url, {"code": "000000"}).status_code
    right = client.post(asked.url, {"code": code_for(secret)})

    assert (asked.url, outside, wrong, right.url, client.get("/verwaltung/").status_code) == (
        "/konto/2fa/authenticate/",
        302,
        200,
        "/verwaltung/",
        200,
    )


def test_switched_off_a_password_is_enough(client, nw, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(nw)

    assert client.get("/verwaltung/").status_code == 200


def test_switched_off_who_has_one_still_needs_it(client, nw, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    TOTP.activate(nw, generate_totp_secret())

    client.post("/konto/login/", {"login": nw.email, "password": PASSWORD})

    assert client.get("/verwaltung/").status_code == 302
