"""Starts servers as `make run` does, asks them, and reads what they cost from the system."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from bench.databases import ROOT, Database, execute

SECONDS_TO_START = 300
PORTAL, BARE = "clusterweek.wsgi:application", "bench.bare.wsgi:application"
SETTINGS = {PORTAL: "clusterweek.settings", BARE: "bench.bare.settings"}


class Server(AbstractContextManager):
    """A gunicorn with the portal's own configuration that serves `application`."""

    def __init__(self, application: str, database: Database) -> None:
        self.database, self.port = database, free_port()
        environment = database.environment | {
            "DJANGO_SETTINGS_MODULE": SETTINGS[application],
            "PORT": str(self.port),
            "BIND": f"127.0.0.1:{self.port}",
            "BASE_URL": f"http://127.0.0.1:{self.port}",
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "python:clusterweek.gunicorn", application]
        self.process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def __exit__(self, *error: object) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait(30)

    def wait(self, path: str) -> None:
        """Wait until it answers at `path`."""
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self.get(path)
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.2)
            else:
                return

    def get(self, path: str, *, etag: str = "", fresh: bool = False) -> http.client.HTTPResponse:
        """The answer at `path`, its body read into `body`; with `fresh`, over a connection of its own."""
        headers = {"Accept-Encoding": "identity"} | ({"If-None-Match": etag} if etag else {})
        for attempt in range(2):
            if fresh or attempt:
                self.connection.close()
            try:
                self.connection.request("GET", path, headers=headers)
                response = self.connection.getresponse()
                response.body = response.read()  # type: ignore[attr-defined]
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                if attempt:
                    raise ConnectionError(f"No answer at {path}.") from None
            else:
                return response
        raise ConnectionError(path)

    def warm_up(self, paths: Iterable[str]) -> None:
        """Ask over fresh connections, so that every worker has answered."""
        for path in paths:
            self.get(path, fresh=True)

    def cpu(self) -> "Cpu":
        """The CPU time so far of its processes and of the backends of its database."""
        return Cpu({pid: cpu_of(pid) for pid in [*tree(self.process.pid), *self._backends()]})

    def _backends(self) -> list[int]:
        if self.database.engine != "PostgreSQL":
            return []
        statement = f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.database.name}'"  # noqa: S608
        return [row[0] for row in execute(f"{self.database.server}/postgres", statement)]

    def memory(self) -> int:
        """The resident memory of its largest worker, in bytes."""
        return max(resident(pid) for pid in tree(self.process.pid)[1:])


class Cpu:
    """CPU times of processes, in seconds, user and system together."""

    def __init__(self, times: dict[int, float]) -> None:
        self.times = times

    def since(self, before: "Cpu") -> float:
        """What was spent since `before`; processes that have ended since then are not counted."""
        return sum(spent - before.times.get(pid, 0.0) for pid, spent in self.times.items())


def cpu_of(pid: int) -> float:
    """User and system time of a process with all its threads; the clock behind /proc/<pid>/stat, in nanoseconds not ticks."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def resident(pid: int) -> int:
    """The resident memory of a process, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def free_port() -> int:
    """A port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
