"""Calendars in other people's programs: khal imports them, vdirsyncer subscribes to them, and a second time updates and never doubles."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar

from events.programme.models import CurrentEdition, Edition, PublishedEvent
from tests.factories import EditionFactory, PublishedEventFactory
from tests.programme.formats.test_ical import change, withdraw

PROGRAMS = Path(sys.executable).parent
KHAL = """[calendars]
[[programme]]
path = {folder}/khal
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""
VDIRSYNCER = """[general]
status_path = "{folder}/status"
[pair programme]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/here"
fileext = ".ics"
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Runs a program of this environment; returns what it says."""

    def call(name: str, *arguments: str) -> str:
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin"}
        done = subprocess.run([PROGRAMS / name, *arguments], check=False, capture_output=True, text=True, env=environment, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return call


@pytest.fixture
def events(current_edition: Edition) -> list[PublishedEvent]:
    """One event of every kind that calendars treat in their own way."""
    rows = {
        "Einfach": {"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)},
        "Ganztags": {"first_day": date(2019, 4, 3)},
        "Mehrtägig": {"first_day": date(2019, 4, 4), "last_day": date(2019, 4, 6), "from_time": time(9), "to_time": time(17)},
        "Über Nacht": {"first_day": date(2019, 4, 8), "from_time": time(22), "to_time": time(2)},
        "Zeitumstellung": {"first_day": date(2019, 3, 31), "from_time": time(1), "to_time": time(4)},
    }
    return [PublishedEventFactory(title=title, slug=f"e-{number}", dates=[row]) for number, (title, row) in enumerate(rows.items())]


def what_becomes_of_them(events: list[PublishedEvent]) -> None:
    """One is cancelled, one moved, one renamed, one postponed, one withdrawn."""
    single, whole_day, several, night, clock = events
    change(single, event_status="cancelled")
    whole_day.dates.update(first_day=date(2019, 4, 9), last_day=date(2019, 4, 9))
    change(whole_day, event_status="rescheduled")
    change(several, title="Umbenannt; jetzt, anders")
    change(night, event_status="postponed")
    withdraw(clock)


@pytest.mark.django_db
def test_khal_imports_updates_and_never_doubles(client, current_edition: Edition, events, run, tmp_path):
    (tmp_path / "khal").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    config = ("-c", str(tmp_path / "khal.conf"))

    def days() -> list[str]:
        (tmp_path / "programme.ics").write_bytes(client.get("/programm.ics").content)
        run("khal", *config, "import", "--batch", "-a", "programme", str(tmp_path / "programme.ics"))
        listed = run("khal", *config, "list", "-df", "", "-f", "{start-date} {start-time}-{end-time} {title}", "2019-03-30", "14d")
        return [" ".join(line.split()) for line in listed.splitlines() if line.strip()]

    before = days()
    what_becomes_of_them(events)

    assert before == [
        "2019-03-31 01:00-04:00 Zeitumstellung",
        "2019-04-02 10:00-12:00 Einfach",
        "2019-04-03 - Ganztags",
        *(f"2019-04-0{day} 09:00-17:00 Mehrtägig" for day in (4, 5, 6)),
        "2019-04-08 22:00-02:00 Über Nacht",
        "2019-04-08 22:00-02:00 Über Nacht",
    ]
    assert days() == [
        "2019-03-31 01:00-04:00 ABGESAGT: Zeitumstellung",
        "2019-04-02 10:00-12:00 ABGESAGT: Einfach",
        *(f"2019-04-0{day} 09:00-17:00 Umbenannt; jetzt, anders" for day in (4, 5, 6)),
        "2019-04-08 22:00-02:00 VERSCHOBEN: Über Nacht",
        "2019-04-08 22:00-02:00 VERSCHOBEN: Über Nacht",
        "2019-04-09 - Ganztags",
    ]


@pytest.mark.django_db(transaction=True)
def test_vdirsyncer_subscribes_updates_and_never_doubles(live_server, run, tmp_path):
    CurrentEdition.switch_to(EditionFactory())
    rows = [{"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)}, date(2019, 4, 4)]
    event, other = PublishedEventFactory(title="Rundgang", dates=rows), PublishedEventFactory(title="Vortrag")
    (tmp_path / "config").write_text(VDIRSYNCER.format(folder=tmp_path, url=f"{live_server.url}/2019/programm.ics"))
    (tmp_path / "here").mkdir()
    config = ("-c", str(tmp_path / "config"))
    run("vdirsyncer", *config, "discover")

    def titles() -> list[str]:
        run("vdirsyncer", *config, "sync")
        calendars = [Calendar.from_ical(path.read_bytes()) for path in (tmp_path / "here").glob("*.ics")]
        return sorted(str(entry["summary"]) for calendar in calendars for entry in calendar.walk("VEVENT"))

    before = titles()
    change(event, title="Umbenannt")
    withdraw(other)

    assert before == ["Rundgang", "Rundgang", "Vortrag"]
    assert titles() == ["ABGESAGT: Vortrag", "Umbenannt", "Umbenannt"]
    assert titles() == ["ABGESAGT: Vortrag", "Umbenannt", "Umbenannt"]
