"""The portal as a process of its own, for settings that are read when it starts."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


class Portal(NamedTuple):
    """A running portal: its address, and a function that runs Python in its shell and returns what it prints as JSON."""

    address: str
    ask: Callable[[str], object]


@pytest.fixture
def start_portal(tmp_path: Path) -> Iterator[Callable[..., Portal]]:
    """Starts the portal on a database of its own; variables of its environment are keywords."""
    started = []

    def start(**variables: str) -> Portal:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://localhost:{port}"
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
        environment |= {"DJANGO_SETTINGS_MODULE": "clusterweek.settings", "SECRET_KEY": "x", "VAR_DIR": str(tmp_path)}
        environment |= {"BASE_URL": address, "DEBUG": "1", "LOG_LEVEL": "ERROR", "REQUIRE_SECOND_FACTOR": "1", **variables}

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120).stdout

        manage("migrate", "-v0")
        manage("setup")
        server = [sys.executable, "manage.py", "runserver", "--noreload", f"localhost:{port}"]
        started.append(subprocess.Popen(server, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_for(f"{address}/healthz")
        return Portal(address, lambda code: json.loads(manage("shell", "--no-imports", "-c", f"import json\n{code}") or "null"))

    yield start
    for process in started:
        process.terminate()
        process.wait(30)


def wait_for(address: str) -> None:
    """Wait until something answers there."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
