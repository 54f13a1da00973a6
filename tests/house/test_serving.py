"""Web server and worker are started together and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, Callable[[], bool]]]:
    """The running portal on a database of its own, and whether it answers."""
    if not Path("/proc/self/task").exists():
        pytest.skip("This test reads /proc, which Linux has")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "clusterweek.settings", "SECRET_KEY": "x", "VAR_DIR": str(tmp_path), "PORT": str(port)}
    environment |= {"WEB_PROCESSES": "1", "DEBUG": "1"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, cwd=ROOT, check=True, timeout=120)
    process = subprocess.Popen([sys.executable, "-m", "clusterweek.serve"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)

    def answers() -> bool:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200
        except OSError:
            return False

    yield process, answers
    process.terminate()
    process.wait(30)


@pytest.mark.parametrize("how", ["Ctrl-C", "the worker dies"])
def test_both_end_together(portal, how):
    process, answers = portal
    assert wait_until(answers)
    server, worker = sorted(children_of(process.pid), key=lambda pid: "manage.py work" in command_of(pid))

    os.kill(*((process.pid, signal.SIGINT) if how == "Ctrl-C" else (worker, signal.SIGKILL)))
    status = process.wait(30)

    assert (status == 0) is (how == "Ctrl-C")
    assert [pid for pid in (server, worker) if Path(f"/proc/{pid}").exists()] == []
    assert not answers()
