"""What visitors see while the database does not answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError

from clusterweek.common.outage import DatabaseOutageMiddleware

ROOT = Path(__file__).parents[2]
NOBODY_LISTENS = "postgres://nobody@127.0.0.1:1/portal"
PAGES = (
    "/",
    "/en/",
    "/programm/",
    "/2019/programm/anything/",
    "/messestaende/",
    "/cluster/",
    "/sitemap.xml",
    "/verwaltung/",
    "/konto/login/",
)


@pytest.fixture(scope="module")
def answers():
    """What each address answers in a process whose database cannot be reached."""
    asked = subprocess.run(
        [sys.executable, "-m", "tests.house.outage_process", *PAGES, "/healthz", "/readyz", "/robots.txt"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": NOBODY_LISTENS, "CACHE_URL": ""},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return json.loads(asked.stdout)


@pytest.mark.parametrize("address", PAGES)
def test_page_says_that_the_portal_cannot_be_reached(answers, address):
    answer = answers[address]

    assert (answer["status"], answer["retry_after"]) == (503, "60")
    assert "<h1" in answer["text"]
    assert "Traceback" not in answer["text"]
    assert "connection" not in answer["text"]


def test_monitor_is_told_the_difference(answers):
    assert (answers["/healthz"]["status"], answers["/readyz"]["status"]) == (200, 503)
    assert answers["/readyz"]["text"] == "the database cannot be reached\n"


def test_what_needs_no_database_is_served_on(answers):
    assert answers["/robots.txt"]["status"] == 200


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_errors_of_the_connection_become_the_page(rf, error):
    response = DatabaseOutageMiddleware(lambda request: None).process_exception(rf.get("/"), error("server closed the connection"))

    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"


def test_other_errors_go_their_way(rf):
    assert DatabaseOutageMiddleware(lambda request: None).process_exception(rf.get("/"), ValueError("a mistake")) is None
