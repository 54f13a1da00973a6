"""The portal that is pictured: with the demo on a fresh database in a temporary folder.

It is always the same moment there, so that a picture changes only when its page does. The secret of a second factor is
always the same, too.
"""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tests.accounts.conftest import wait_for

ROOT = Path(__file__).parents[2]
MOMENT = "2026-11-17 10:00:00+01:00"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "clusterwoche-demo"

# Runs a command of manage.py at MOMENT, at which everybody's second factor has the same SECRET.
AT_THE_MOMENT = """
import os, sys, time_machine
from datetime import datetime
time_machine.travel(datetime.fromisoformat(os.environ["MOMENT"]), tick=False).start()
import django
from django.core.management import execute_from_command_line
django.setup()
from allauth.mfa.totp.internal import auth
auth.generate_totp_secret = lambda *args: os.environ["SECRET"]
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
# Somebody is invited; everybody of the demo has the same second factor.
STORY = """
from allauth.mfa.totp.internal import auth
from clusterweek.accounts.inviting import invite
from clusterweek.accounts.models import User
new = User.objects.create(email="neu@example.org", full_name="Nora Neuhaus")
new.set_unusable_password()
new.save()
new.groups.set(User.objects.get(email="koordination-bw@example.org").groups.all())
new.states.set(["SL"])
office = User.objects.get(email="buero@example.org")
print("INVITATION", invite(new, by=office).get_absolute_url())
for user in User.objects.exclude(pk=new.pk):
    auth.TOTP.activate(user, %r)
"""


# An organiser has sent an entry by a link, entries were taken over, a feed is mapped, and another Land has submitted the same.
COLLECTED = """
from datetime import timedelta
from django.utils import timezone
from clusterweek.accounts.models import User
from clusterweek.editorial.review import submit
from events.collecting.earlier import earlier_entries, take_over
from events.collecting.feeds.mapping import guess
from events.collecting.feeds.updating import bring_in
from events.models import Contribution, Event, Feed, OrganiserLink
from events.programme.models import Edition, EventFormat
new, old = Edition.objects.get(slug="2027"), Edition.objects.get(slug="2019")
by = User.objects.get(email="koordination-nw@example.org")
link = OrganiserLink.objects.create(
    state_id="NW", edition=new, for_whom="Netzwerk Oberfläche", is_open=True, given_by=by, expires_at=timezone.now() + timedelta(days=30)
)
day = new.first_day + timedelta(days=1)
def event(title, state, **more):
    made = Event.objects.create(
        title=title, state_id=state, edition=new, city="Dortmund", format=EventFormat.objects.first(),
        further_organizers="Netzwerk Oberfläche", is_example=True, **more,
    )
    made.dates.create(first_day=day, last_day=day)
    return made
sent = event("Glanz und Schutz: Oberflächen zum Anfassen", "NW", last_edited_at=timezone.now())
Contribution.objects.create(
    link=link, event=sent, name="Olga Beispiel", email="olga@example.org", note="Das Bild folgt.", changed_at=timezone.now()
)
there = User.objects.get(email="koordination-he@example.org")
submit(event("Oberflächen zum Anfassen: Glanz und Schutz", "HE"), by=there, edit_revision=1)
lines = earlier_entries(by, old, new)
take_over([line.key for line in lines[:2]], by=by, old=old, new=new, with_days=True)
feed = Feed(name="Kalender der Landesinitiative", state_id="NW", edition=new, kind="json", address="https://kalender.example.org/termine.json")
feed.created_by, feed.looked_at, feed.next_at = by, timezone.now(), timezone.now() + timedelta(days=1)
places = [("Wasserstoff zum Anfassen", "44227", "Dortmund"), ("Leichtbau im Alltag", "45127", "Essen"), ("Optik erleben", "50667", "Köln")]
feed.sample = [
    {"id": str(number), "title": title, "start_date": f"{day} 14:00", "end_date": f"{day} 17:00", "plz": code, "ort": place}
    for number, (title, code, place) in enumerate(places)
]
feed.columns = list(feed.sample[0])
feed.mapping = guess(feed.columns)
feed.is_active = True
feed.save()
feed.report = bring_in(feed, feed.sample)
feed.save()
print("COLLECTED", link.path, sent.pk, link.pk, feed.pk)
"""


class Portal(NamedTuple):
    """The running portal: its address, that of an invitation, and of what was collected the form, and the keys of entry, link and feed."""

    address: str
    invitation: str
    collected: tuple[str, ...]


@contextmanager
def running_portal(folder: str) -> Iterator[Portal]:
    """The portal with the demo in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL", "SECRET_KEY_FILE")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "clusterweek.settings",
        "SECRET_KEY": "pictures",
        "VAR_DIR": folder,
        "MOMENT": MOMENT,
        "SECRET": SECRET,
    }
    environment |= {"BASE_URL": address, "DEBUG": "1", "LOG_LEVEL": "ERROR"}
    environment |= {"REQUIRE_SECOND_FACTOR": "1", "DEMO_PASSWORD": PASSWORD}
    command = [sys.executable, "-c", AT_THE_MOMENT]

    def manage(*arguments: str) -> str:
        print("manage.py", arguments[0], flush=True)  # noqa: T201
        ran = subprocess.run([*command, *arguments], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return ran.stdout

    manage("migrate", "--no-input", "--verbosity", "0")
    manage("setup")
    manage("demo")
    told = manage("shell", "--no-imports", "-c", STORY % SECRET) + manage("shell", "--no-imports", "-c", COLLECTED)
    serve = [*command, "runserver", "--noreload", f"localhost:{port}"]
    server = subprocess.Popen(serve, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"{address}/healthz")
        yield Portal(address, re.search(r"INVITATION (\S+)", told)[1], re.search(r"COLLECTED (\S+) (\d+) (\d+) (\d+)", told).groups())
    finally:
        server.terminate()
        server.wait(30)


def code() -> str:
    """The code that an app with SECRET shows at MOMENT."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from allauth.mfa.totp.internal.auth import hotp_value

    return f"{hotp_value(SECRET, int(datetime.fromisoformat(MOMENT).timestamp()) // 30):06d}"
