"""The portal as a process of its own, for settings that are read when it starts."""

import json
import os
import shutil
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


def environment_of(var: Path, **variables: str) -> dict[str, str]:
    """What a portal reads that keeps its files in `var`; SQLite, whatever the tests run on."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    return environment | {"DJANGO_SETTINGS_MODULE": "clusterweek.settings", "SECRET_KEY": "x", "VAR_DIR": str(var), **variables}


def manage(environment: dict[str, str], *arguments: str) -> str:
    """What a command prints."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a portal that has been set up and never served, to be copied."""
    var = tmp_path_factory.mktemp("prepared")
    for command in (("migrate", "-v0"), ("setup",)):
        manage(environment_of(var, BASE_URL="http://localhost"), *command)
    return var


@pytest.fixture
def start_portal(tmp_path: Path, prepared: Path) -> Iterator[Callable[..., Portal]]:
    """Starts the portal on a database of its own; variables of its environment are keywords."""
    started = []

    def start(**variables: str) -> Portal:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://localhost:{port}"
        options = {"BASE_URL": address, "DEBUG": "1", "LOG_LEVEL": "ERROR", "REQUIRE_SECOND_FACTOR": "1", **variables}
        environment = environment_of(tmp_path, **options)
        shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
        manage(environment, "migrate", "-v0")  # what the variables bring along
        server = [sys.executable, "manage.py", "runserver", "--noreload", f"localhost:{port}"]
        started.append(subprocess.Popen(server, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_for(f"{address}/healthz")
        return Portal(
            address, lambda code: json.loads(manage(environment, "shell", "--no-imports", "-c", f"import json\n{code}") or "null")
        )

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
