"""Fixtures for every test: people, editions, the clock, and a browser."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from clusterweek.accounts.models import User
from events.programme.lists import forget_lists
from events.programme.models import CurrentEdition, Edition
from tests import factories
from tests.seed import sow_after_every_emptying

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
NODE_MODULES = Path(django_settings.BASE_DIR) / "node_modules"
BERLIN = ZoneInfo("Europe/Berlin")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    # The language of the browser itself, in which native date fields are typed: the same everywhere.
    "--lang=en-US",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--latency=300`: every answer reaches the browser so many milliseconds later, and it thinks four times as slowly.

    A test that reads a page before it is there fails then, not once in a hundred runs.
    """
    parser.addoption("--latency", type=int, default=0, help="delay answers to the browser by so many milliseconds, and slow it down")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI a test in a browser has a second try, told as RERUN: a slow machine keeps no change out."""
    for item in items if IN_CI else ():
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_unconfigure() -> None:
    """Remove the scratch folder of this process."""
    shutil.rmtree(django_settings.VAR_DIR, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped: what is missing there is an error."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"Skipped, which CI does not allow: {report.longrepr[2]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI no module is skipped either."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome, report.longrepr = "failed", f"Skipped, which CI does not allow: {report.longrepr[2]}"
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In CI a failure, and a first try that failed, is told at once: a run that is ended from outside would never tell it."""
    if IN_CI and report.outcome in ("failed", "rerun") and "PYTEST_XDIST_WORKER" not in os.environ:
        sys.stderr.write(f"\n{report.nodeid} {report.outcome} after {report.duration:.0f} s:\n{report.longreprtext[-2000:]}\n")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Before the test database is made: see that it is filled with the lists."""
    sow_after_every_emptying()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Generator[None]:
    """At the end: part from threads that are still connected, such as those of a browser's last requests; else nothing is dropped."""
    yield
    with django_db_blocker.unblock(), suppress(OperationalError):
        connection.close()  # which may be broken itself by now
        if connection.vendor == "postgresql" and connection.settings_dict["NAME"].startswith("test_"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """Forget what earlier tests left in this process: caches, the language, and the numbers that factories count."""
    forget_lists()
    caches["process"].clear()
    translation.activate("de")
    for each in factories.FACTORIES:
        each.reset_sequence(1, force=True)


@pytest.fixture
def clock(time_machine) -> Callable[..., None]:
    """Sets the time in Berlin, where it then stands still: `clock(2019, 4, 2, 10, 30)`."""

    def set_to(*parts: int) -> None:
        time_machine.move_to(datetime(*parts, tzinfo=BERLIN), tick=False)

    return set_to


# Editions


@pytest.fixture
def current_edition(db: None) -> Edition:
    """The edition of 2019: open, current, its deadline passed."""
    edition = factories.EditionFactory()
    CurrentEdition.switch_to(edition)
    return edition


@pytest.fixture
def collecting_edition(db: None) -> Edition:
    """A coming edition that is not open yet and takes entries now; it is not the current one."""
    return factories.EditionFactory(collecting=True)


# People


@pytest.fixture
def office(db: None) -> User:
    """Somebody of the programme office."""
    return factories.OfficeFactory(email="office@example.org")


@pytest.fixture
def office2(db: None) -> User:
    """Somebody else of the programme office."""
    return factories.OfficeFactory(email="office2@example.org")


@pytest.fixture
def coordinator(db: None) -> Callable[..., User]:
    """Makes a coordinator of the Länder whose codes are given: `coordinator("NW", "BE")`."""

    def make(*codes: str) -> User:
        return factories.CoordinatorFactory(email=f"{'-'.join(codes).lower()}@example.org", states=codes)

    return make


@pytest.fixture
def administrator(db: None) -> User:
    """An administrator."""
    return factories.UserFactory(email="admin@example.org", is_superuser=True)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Makes a client in which the given person is signed in: `signed_in(office).get("/verwaltung/")`."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


# The browser


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright; skipped by name where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_server, pytestconfig) -> Generator[Callable]:
    """Opens a page of the live server in a fresh context: `open_page("/programm/", width=390)`; options go to the context."""
    contexts = []

    def make(path: str, *, width: int = 1280, height: int = 900, **options: object):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="de-DE", timezone_id="Europe/Berlin", **options
        )
        contexts.append(context)
        context.add_init_script(path=NODE_MODULES / "axe-core/axe.min.js")
        context.add_init_script(path=Path(__file__).parent / "looking.js")
        page = context.new_page()
        # Tests look at once at what visitors see within half a minute.
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        if latency := pytestconfig.getoption("latency"):
            limits = {"offline": False, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1}
            session.send("Network.emulateNetworkConditions", limits)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """Asks axe-core what is wrong with an open page; returns a line for each finding, none if all is well.

    `rules` switches rules on that are off unless one says so, such as the size of targets (WCAG 2.2).
    """

    def run(page, *rules: str) -> list[str]:
        page.wait_for_load_state()
        # Nothing is told of rules that hold, and no page has frames or sheets from elsewhere to be fetched.
        options = {"rules": {rule: {"enabled": True} for rule in rules}, "resultTypes": ["violations"], "preload": False}
        found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        return [f"{item['id']}: {node['html']} ({item['help']})" for item in found for node in item["nodes"]]

    return run


@pytest.fixture
def nu_errors(tmp_path: Path) -> Callable[[dict[str, str]], list[str]]:
    """Asks the Nu HTML checker about pages by name; returns a line for each error, none if all is well."""
    if shutil.which("java") is None:
        pytest.skip("Java is missing, which the HTML checker needs: apt-get install default-jre-headless")

    def check(pages: dict[str, str]) -> list[str]:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = tmp_path / f"page-{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        jar = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
        command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--errors-only", str(tmp_path)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        messages = json.loads(answer.stderr)["messages"]
        return [f"{names.get(Path(item.get('url', '')).name, '?')}:{item.get('lastLine')}: {item['message']}" for item in messages]

    return check
