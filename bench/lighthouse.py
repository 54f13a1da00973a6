"""`make lighthouse`: what Lighthouse says of the portal on a phone, written to docs/lighthouse.md (needs Chromium and npm).

The portal runs as `make run` serves it, with the demo on SQLite in a temporary folder. Each page is loaded five times.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median

from bench.databases import Database
from bench.servers import PORTAL, ROOT, Server

PAGE = ROOT / "docs" / "lighthouse.md"
LIGHTHOUSE = "lighthouse@13.5.0"
# Real entries: invented ones are not for search engines, and say so.
PATHS = {
    "home": "/",
    "programme": "/2019/programm/",
    "event": "/2019/programm/exploration-day-for-students/",
    "stand": "/2019/messestaende/baden-wuerttemberg-pavillon/",
    "cluster": "/cluster/automation-valley-nordbayern/",
    "Land": "/laender/nw/",
}
TIMES, ATTEMPTS = 5, 3
# Category → the least that is asked for.
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


class Demo(Database):
    """A database on SQLite with the demo, in a folder of its own."""

    @property
    def url(self) -> str:
        """Its address as the portal reads it."""
        return f"sqlite:///{self.server}/clusterweek.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which the portal runs on it."""
        return {**super().environment, "VAR_DIR": self.server, "DJANGO_SETTINGS_MODULE": "clusterweek.settings"}

    def make(self) -> None:
        """Bring schema, lists and demo, and the static files that the pages load."""
        for command in (("migrate", "--no-input"), ("setup",), ("demo",), ("collectstatic", "--no-input")):
            call = [sys.executable, "manage.py", *command]
            subprocess.run(call, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def scores(address: str, chromium: str) -> dict[str, int]:
    """Category → its score from 0 to 100 for one load of `address`; a load that Chromium did not finish is repeated, at most twice."""
    command = ["npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", address, "--quiet", "--output=json"]
    command += [f"--chrome-flags={FLAGS}", "--no-enable-error-reporting", f"--only-categories={','.join(LEAST)}"]
    for _attempt in range(ATTEMPTS):
        told = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=False, stdout=subprocess.PIPE)  # noqa: S603
        if told.returncode == 0:
            return {name: round(found["score"] * 100) for name, found in json.loads(told.stdout)["categories"].items()}
    sys.exit(f"Lighthouse could not load {address}.")


def main() -> int:
    """Load every page TIMES times; the exit status is 1 if a median is below what is asked for."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    medians: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        demo = Demo("SQLite", 0, stack.enter_context(tempfile.TemporaryDirectory(prefix="clusterweek-lighthouse-")))
        demo.make()
        server = stack.enter_context(Server(PORTAL, demo))
        server.wait("/healthz")
        for page, path in PATHS.items():
            found = [scores(f"http://127.0.0.1:{server.port}{path}", chromium) for _time in range(TIMES)]
            medians[page] = {name: median(each[name] for each in found) for name in LEAST}
            sys.stdout.write(f"{page}: {medians[page]}\n")
            sys.stdout.flush()
    PAGE.write_text(told(medians), encoding="utf-8")
    return int(any(values[name] < least for values in medians.values() for name, least in LEAST.items()))


def told(medians: dict[str, dict[str, float]]) -> str:
    """The page with the figures."""
    lines = [
        "# What Lighthouse says",
        "",
        f"Written by `make lighthouse` on {datetime.now(UTC):%Y-%m-%d}: {LIGHTHOUSE} as on a slow phone, the medians of {TIMES} loads of",
        "each page of the demo. It says nothing about whether a page is good; [pictures](pictures/) and tests do.",
        "",
        f"| page | {' | '.join(LEAST)} |",
        f"| --- |{' --- |' * len(LEAST)}",
        *(f"| {page} | {' | '.join(f'{values[name]:.0f}' for name in LEAST)} |" for page, values in medians.items()),
        f"| at least | {' | '.join(map(str, LEAST.values()))} |",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
