"""The databases of the bench: made once, used again as long as their events would be the same."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
ENGINES = ("SQLite", "PostgreSQL")
# What the contents of a database depend on.
SOURCES = ("bench/texts.py", "bench/filling.py", "clusterweek/contents/data/lists.csv")


class Database(NamedTuple):
    """One database with `size` events; `server` is the address of PostgreSQL without a database."""

    engine: str
    size: int
    server: str

    @property
    def name(self) -> str:
        """Its name on the server, or that of its file."""
        return f"clusterweek_bench_{self.size}"

    @property
    def url(self) -> str:
        """Its address as the portal reads it."""
        return f"{self.server}/{self.name}" if self.engine == "PostgreSQL" else f"sqlite:///{FOLDER / self.name}.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which portal and bare view run on it."""
        inherited = {name: value for name, value in os.environ.items() if name not in {"CACHE_URL", "DJANGO_SETTINGS_MODULE"}}
        return inherited | {"SECRET_KEY": "bench", "SECRET_KEY_FILE": "", "DATABASE_URL": self.url, "REQUIRE_SECOND_FACTOR": "0"}

    def run(self, *command: str) -> dict[str, Any]:
        """Call `bench.inside` on it; returns what that tells."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "bench.inside", *command], env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        return json.loads(done.stdout.splitlines()[-1])

    def prepare(self) -> bool:
        """Make and fill it unless it is there as it would be made now; returns whether it was made."""
        stamp = FOLDER / f"{self.engine}-{self.size}.stamp"
        FOLDER.mkdir(parents=True, exist_ok=True)
        if stamp.exists() and stamp.read_text() == fingerprint():
            self.run("migrate")
            return False
        stamp.unlink(missing_ok=True)
        self._create()
        self.run("fill", str(self.size))
        stamp.write_text(fingerprint())
        return True

    def _create(self) -> None:
        if self.engine == "SQLite":
            for path in FOLDER.glob(f"{self.name}.sqlite3*"):
                path.unlink()
            return
        name = sql.Identifier(self.name)
        for statement in (
            sql.SQL("DROP DATABASE IF EXISTS {}").format(name),
            sql.SQL("CREATE DATABASE {}").format(name),
            # The time of parallel workers would be counted for nobody.
            sql.SQL("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0").format(name),
        ):
            execute(f"{self.server}/postgres", statement)


def execute(address: str, statement: Any) -> list[tuple]:
    """Run one statement on the database at `address`, outside of a transaction; returns its rows."""
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def fingerprint() -> str:
    """What the contents of the databases depend on, as one word."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()
