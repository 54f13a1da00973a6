"""Sign-in through an OpenID Connect provider: it opens the account with the verified address, and nothing more."""

import json
import re
import threading
from collections.abc import Iterator
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.accounts.conftest import Portal
from tests.accounts.test_passkeys import COORDINATOR

COUNTS = """
from clusterweek.accounts.models import User
user = User.objects.get(email="nw@example.org")
print(json.dumps([User.objects.count(), user.has_usable_password(), user.socialaccount_set.count()]))
"""


class Provider(ThreadingHTTPServer):
    """A provider that asks nothing and says who came from `claims`."""

    claims: dict[str, object] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """The provider's addresses."""

    server: Provider

    def do_GET(self) -> None:
        """Discovery, the way back with a code, and who it was."""
        parts, base = urlsplit(self.path), self.server.address
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': 'abc', 'state': asked['state']})}")
            self.end_headers()
        elif parts.path == "/userinfo":
            self.answer(self.server.claims)
        else:
            self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                }
            )

    def do_POST(self) -> None:
        """The token for a code."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "token", "token_type": "Bearer"})

    def answer(self, content: dict) -> None:
        """Send JSON."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A running provider."""
    with Provider(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def sign_in(portal: Portal, more: str = "") -> str:
    """Press the provider's button; returns the path to which all redirects lead."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{portal.address}/konto/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    [action] = re.findall(r'action="(/konto/\S*oidc\S*)"', page)
    try:
        answer = browser.open(portal.address + action.split("?")[0] + more, urlencode({"csrfmiddlewaretoken": token}).encode())
    except HTTPError as error:
        return urlsplit(error.url).path
    return urlsplit(answer.url).path


@pytest.mark.parametrize(("is_second_factor", "where"), [("1", "/verwaltung/"), ("0", "/konto/reauthenticate/")])
def test_who_has_an_account_is_signed_in_by_the_verified_address_alone(start_portal, provider, is_second_factor, where):
    portal = start_portal(
        OIDC_CLIENT_ID="portal",
        OIDC_CLIENT_SECRET="secret",
        OIDC_SERVER_URL=provider.address,
        OIDC_NAME="Example ID",
        OIDC_IS_SECOND_FACTOR=is_second_factor,
    )
    portal.ask(COORDINATOR)

    provider.claims = {"sub": "1", "email": "NW@example.org", "email_verified": True}
    led_to = sign_in(portal)
    provider.claims = {"sub": "1", "email": "nw@example.org", "email_verified": False}
    unverified = sign_in(portal)
    provider.claims = {"sub": "2", "email": "stranger@example.org", "email_verified": True}
    stranger = sign_in(portal)
    connecting = sign_in(portal, "?process=connect")

    assert led_to == where
    assert [path for path in (unverified, stranger, connecting) if "verwaltung" in path or "2fa" in path] == []
    assert portal.ask(COUNTS) == [1, True, 0]


def test_the_policy_lets_the_form_lead_to_the_provider(start_portal, provider):
    portal = start_portal(OIDC_CLIENT_ID="portal", OIDC_SERVER_URL=provider.address, OIDC_NAME="Example ID")

    page = build_opener().open(f"{portal.address}/konto/login/")

    assert f"form-action 'self' {provider.address};" in page.headers["Content-Security-Policy"] + ";"
    assert "Example ID" in page.read().decode()


def test_without_settings_there_is_no_provider(client, db):
    assert client.get("/konto/oidc/oidc/login/").status_code == 404
