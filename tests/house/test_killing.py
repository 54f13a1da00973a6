"""The server is killed at every write of a step: what is left is the old or the new state, never half, and no orphaned file."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.house.database import database_address
from tests.house.killed_process import STEPS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(transactional_db, tmp_path):
    """Variables that lead to a database of its own, a copy of the empty one of the tests."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": ""}
    empty = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(empty)) as source, closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as target:
            source.backup(target)
        yield {**variables, "DATABASE_URL": database_address(f"{tmp_path}/copy.sqlite3")}
        return
    name = f"{empty}_killed"
    let_go = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{empty}'"  # noqa: S608
    on_server(let_go, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')
    yield {**variables, "DATABASE_URL": database_address(name)}
    on_server(f'DROP DATABASE "{name}" WITH (FORCE)', f'DROP DATABASE IF EXISTS "{name}_kept"')


def on_server(*statements: str) -> None:
    """Execute statements that want nobody in the databases they name."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_write_a_step_leaves_the_old_or_the_new_state(step, environment):
    asked = subprocess.run(
        [sys.executable, "-m", "tests.house.killed_process", step],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    assert found["problems"] == []
    assert (found["last"], found["differ"], sorted(found["left"])) == (0, True, ["new", "old"])
    assert found["moments"] > 10
