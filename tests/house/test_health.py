import pytest
from django.core.management import call_command
from django.db import OperationalError

from clusterweek.common import health


@pytest.fixture
def stopped_database(monkeypatch):
    def refuse(connection):
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "MigrationExecutor", refuse)


def test_process_is_alive_without_a_database(rf):
    response = health.alive(rf.get("/healthz"))

    assert (response.status_code, response.content, response.headers["Content-Type"]) == (200, b"alive\n", "text/plain; charset=utf-8")
    assert "no-store" in response.headers["Cache-Control"]


def test_portal_is_ready_with_a_migrated_database(rf, db):
    response = health.ready(rf.get("/readyz"))

    assert (response.status_code, response.content) == (200, b"ready\n")


def test_portal_is_not_ready_without_a_database(rf, stopped_database):
    response = health.ready(rf.get("/readyz"))

    assert (response.status_code, response.content) == (503, b"the database cannot be reached\n")


def test_portal_is_not_ready_before_its_migrations(rf, db):
    call_command("migrate", "sessions", "zero", fake=True, verbosity=0)

    response = health.ready(rf.get("/readyz"))

    assert (response.status_code, response.content) == (503, b"1 migrations are not applied\n")
