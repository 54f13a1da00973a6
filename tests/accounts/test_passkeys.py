"""Passkeys, where the host allows them: a second factor, and a way to sign in without a password."""

import pytest

from tests.accounts.test_sign_in import LOGIN

PASSWORD = "a-password-for-tests"
COORDINATOR = f"""
from django.contrib.auth.models import Group
from clusterweek.accounts.models import User
user = User.objects.create_user("nw@example.org", "{PASSWORD}")
user.groups.add(Group.objects.get(name="Land coordinator"))
user.states.add("NW")
"""


def test_a_passkey_is_a_second_factor_and_opens_the_desk_alone(browser, start_portal):
    portal = start_portal()
    portal.ask(COORDINATOR)
    page = browser.new_context(base_url=portal.address, locale="de-DE").new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})

    page.goto(LOGIN)
    page.fill("#id_login", "nw@example.org")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/konto/reauthenticate/**")
    page.goto("/konto/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/webauthn/add/")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/verwaltung/")
    with_factor = page.url
    page.click("#logout-form button")
    page.wait_for_url("**/konto/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/verwaltung/")

    assert with_factor == f"{portal.address}/verwaltung/"
    assert complaints == []


@pytest.mark.parametrize("where", [LOGIN, "/konto/2fa/"])
def test_where_the_host_does_not_allow_them_nothing_offers_one(client, coordinator, where):
    client.force_login(coordinator("NW"))

    assert "webauthn" not in client.get(where, follow=True).content.decode()
