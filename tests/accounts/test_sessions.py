"""A session ends after inactivity, and lasts while somebody works."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD
from tests.house.database import database_address

ROOT = Path(__file__).parents[2]
SESSION = "/konto/sitzung/"
DESK = "/verwaltung/"


@pytest.fixture
def wait(time_machine):
    """Stops the clock, and lets minutes pass."""
    time_machine.move_to(timezone.now(), tick=False)

    def pass_by(minutes: float) -> None:
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=False)

    return pass_by


@pytest.fixture
def at_work(wait, client, coordinator) -> Client:
    """The browser of a coordinator who has just signed in by password; the clock stands still from then on."""
    client.post("/konto/login/", {"login": coordinator("NW").email, "password": PASSWORD})
    client.get(DESK)
    return client


def test_an_hour_without_work_ends_it(at_work, wait):
    wait(59)
    assert at_work.get(SESSION).json()["seconds"] > 0
    wait(1.1)

    assert (at_work.get(SESSION).json(), at_work.get(DESK).status_code) == ({"seconds": 0}, 302)


def test_work_prolongs_it(at_work, wait):
    for _ in range(4):
        wait(50)
        assert at_work.get(DESK).status_code == 200


def test_asking_does_not_prolong_it(at_work, wait):
    for _ in range(7):
        wait(10)
        at_work.get(SESSION)

    assert at_work.get(DESK).status_code == 302


def test_a_press_of_the_button_prolongs_it(at_work, wait):
    wait(55)
    before = at_work.get(SESSION).json()["seconds"]

    after = at_work.post(SESSION).json()["seconds"]

    assert (before, after) == (300, 3600)


def test_it_does_not_last_for_ever(at_work, wait):
    for _ in range(14):
        wait(55)
        at_work.get(DESK)

    assert at_work.get(DESK).status_code == 302


def test_the_cookie_ends_with_the_browser(at_work):
    assert (at_work.cookies["sessionid"]["expires"], at_work.cookies["sessionid"]["max-age"]) == ("", "")


def test_a_visitor_has_none_left_and_gets_no_cookie(client, db):
    assert (client.get(SESSION).json(), "sessionid" in client.cookies) == ({"seconds": 0}, False)


def test_prolonging_takes_the_token(coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator("NW"))

    assert client.post(SESSION).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_another_process_knows_of_the_guesses_of_this_one(coordinator):
    nw = coordinator("NW")
    before = sign_in_by_another_process(nw.email)

    for number in range(5):
        Client(SERVER_NAME="localhost").post("/konto/login/", {"login": nw.email, "password": f"guess-{number}"})

    assert (before, sign_in_by_another_process(nw.email)) == (302, 200)


def sign_in_by_another_process(email: str) -> int:
    """The status with which a process of its own, on the same database, answers the right password."""
    asked = subprocess.run(
        [sys.executable, "-m", "tests.accounts.signing_in_process", email],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_address()},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return int(asked.stdout)
