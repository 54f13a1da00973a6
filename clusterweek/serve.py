"""Web server and worker together: `python -m clusterweek.serve`. When one ends, or Ctrl-C is pressed, both do."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    ("-m", "gunicorn", "--config", "python:clusterweek.gunicorn"),
    ("manage.py", "work"),
)

# Longer than gunicorn waits for its last requests.
SECONDS_TO_END = 15


class Processes:
    """The processes that belong together."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen] = []
        self.stopping = False

    def start(self) -> None:
        """Start each of COMMANDS in a session of its own: a Ctrl-C reaches them through us alone, once."""
        for command in COMMANDS:
            self.running.append(subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True))  # noqa: S603

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask all to end, once."""
        if not self.stopping:
            self.stopping = True
            for process in self.running:
                process.terminate()

    def wait(self) -> int:
        """Wait until one has ended, end the others, and return the exit status: 0 if we were asked to stop."""
        first, status = os.wait()
        asked = self.stopping
        self.stop()
        for process in self.running:
            if process.pid != first:
                try:
                    process.wait(SECONDS_TO_END)
                except subprocess.TimeoutExpired:
                    process.kill()
        return 0 if asked else os.waitstatus_to_exitcode(status) or 1


if __name__ == "__main__":
    processes = Processes()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, processes.stop)
    processes.start()
    sys.exit(processes.wait())
