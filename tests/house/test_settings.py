"""The settings as a server has them, read by a process of their own."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {"SECRET_KEY": secrets.token_urlsafe(64), "BASE_URL": "https://www.example.org", "ALLOWED_HOSTS": "www.example.org"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with `environment` and nothing else but the search path."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_checks_for_a_server_find_nothing():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY_FILE", "missing"),
        ("BASE_URL", "www.example.org"),
        ("DATABASE_URL", "mysql://db/portal"),
        ("CACHE_URL", "memcached://cache"),
        ("EMAIL_URL", "mail.example.org"),
        ("DEBUG", "perhaps"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_wrong_value_stops_the_start_with_one_sentence(name, value):
    stopped = manage("check", **{**PRODUCTION, name: value})

    assert stopped.returncode == 1
    assert stopped.stderr.startswith(name)
    assert stopped.stderr.count("\n") == 1


def test_wrong_value_stops_gunicorn_with_one_sentence():
    stopped = subprocess.run(
        [sys.executable, "-c", "import clusterweek.gunicorn"],
        env={"PATH": os.environ["PATH"], "PORT": "http"},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (stopped.returncode, stopped.stderr) == (1, "PORT must be a whole number, not “http”.\n")


def test_gunicorn_listens_at_127_0_0_1_and_stays_without_a_control_socket():
    from clusterweek import gunicorn

    assert gunicorn.listening_addresses(8123)[0] == "127.0.0.1:8123"
    assert gunicorn.control_socket_disable is True
