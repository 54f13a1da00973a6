"""A process of its own for test_killing: takes a step again and again and is killed at each of its writes in turn.

`python -m tests.house.killed_process STEP` works on the database and the folders that the environment names, in which
there are the lists and nothing else. It takes the step in a forked process that kills itself before or after the n-th
write to database or storage, looks at what is left, puts everything back and goes on with the next write, until the
step goes through. It prints as JSON how often the old and the new state were left, and what was wrong.
"""

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django
import time_machine

MOMENT = datetime(2026, 11, 3, 9, tzinfo=UTC)
WRITES = ("INSERT", "UPDATE", "DELETE")


class Killer:
    """Counts the moments before and after each write, and kills this process at the `fatal` one."""

    def __init__(self, fatal: int) -> None:
        self.left = fatal

    def moment(self) -> None:
        """One more moment has come."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable) -> Callable:
        """`function` with a moment before and after it."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.moment()
            result = function(*args, **kwargs)
            self.moment()
            return result

        return call

    def watch_statement(self, execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A wrapper of the database: statements that write have moments around them."""
        run = self.around(execute) if sql.lstrip().startswith(WRITES) else execute
        return run(sql, params, many, context)

    def lie_in_wait(self) -> None:
        """Watch every write of this process from now on."""
        from django.core.files.storage import FileSystemStorage
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        from clusterweek.common.storage import WholeFileStorage

        connection.execute_wrappers.append(self.watch_statement)
        BaseDatabaseWrapper._commit = self.around(BaseDatabaseWrapper._commit)
        FileSystemStorage._save = self.around(FileSystemStorage._save)
        WholeFileStorage._save = self.around(WholeFileStorage._save)
        FileSystemStorage.delete = self.around(FileSystemStorage.delete)


# The state


def files(folder: Path) -> set[str]:
    """The names of all files below `folder`."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def shown_pictures() -> set[str]:
    """The public files that the public rows show."""
    from clusters.models import Cluster
    from clusterweek.editorial.images import WIDTHS, rendition_name
    from events.programme.models import PublishedEvent

    events = PublishedEvent.objects.exclude(image="").values_list("image", flat=True)
    return {rendition_name(name, width) for name in events for width in WIDTHS} | {
        cluster.logo.name for cluster in Cluster.objects.exclude(logo="")
    }


def problems() -> list[str]:
    """What is wrong with the files: what is shown is there, and whole; after a sweep nothing else is."""
    from django.conf import settings
    from PIL import Image

    from clusterweek.editorial.orphans import sweep
    from events.models import Event

    public, private = Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_MEDIA_ROOT)
    found = [f"{name} is shown and missing" for name in shown_pictures() - files(public)]
    own = {name for event in Event.history.model.objects.exclude(image="") for name in [event.image]}
    found += [f"{name} is missing" for name in own - files(private)]
    sweep(now=MOMENT + timedelta(days=36500))
    logos = {f"clusters/{Path(name).name}" for name in formerly_logos()}
    found += [f"{name} is left in public" for name in files(public) - shown_pictures() - logos]
    found += [f"{name} is left in private" for name in files(private) - own]
    for path in (*public.rglob("*.webp"), *private.rglob("*.webp")):
        with Image.open(path) as picture:
            picture.load()
    return found


def formerly_logos() -> set[str]:
    """The logos that former versions of clusters name: the history may bring them back."""
    from clusters.models import Cluster

    return set(Cluster.history.model.objects.exclude(logo="").values_list("logo", flat=True))


# The steps


class Situation:
    """What is there before a step, and the request that takes it."""

    def __init__(self) -> None:
        from clusterweek.accounts.models import User
        from tests.factories import CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory

        self.nw: User = CoordinatorFactory(email="nw@example.org")
        self.office: User = OfficeFactory(email="office@example.org")
        self.event = EventFactory(edition=EditionFactory(collecting=True), title="Before", partners=["BE"], format__slug="tour")
        self.illustrate("navy")
        self.request: Callable[[], Any] = lambda: None

    def illustrate(self, colour: str) -> None:
        """Give the event a picture."""
        from tests.events.conftest import picture

        self.event.image.save("picture.webp", picture(colour), save=False)
        self.event.image_alt, self.event.image_credit, self.event.image_licence = "A hall", "Somebody", "cc0"
        self.event.save()

    def submit(self) -> None:
        """Hand the event to the office."""
        from clusterweek.editorial.review import submit

        self.event = submit(self.event, by=self.nw, edit_revision=self.event.edit_revision)

    def publish(self) -> None:
        """Have the event approved."""
        from events.publishing import approve

        self.submit()
        self.event = approve(self.event, by=self.office, edit_revision=self.event.edit_revision)

    def post(self, user: Any, entry: Any, page: str, **fields: Any) -> None:
        """Let the step be that `user` posts `fields` to `page` of `entry`; a form is sent as it stands otherwise."""
        from django.test import Client

        from tests.backoffice.forms import address, fields_of

        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        where, shown = address(entry, page), client.get(address(entry))
        form = fields_of(shown, f"{entry._meta.model_name}_form") if page == "change" else {}
        self.request = lambda: client.post(where, {**form, **{name: make() if callable(make) else make for name, make in fields.items()}})


def save(now: Situation) -> None:
    """Texts, a list, dates and a partner Land are saved, and submitted with the same button."""
    from events.programme.models import Audience

    now.publish()
    audiences = list(Audience.objects.values_list("pk", flat=True)[:2])
    dates = {
        "dates-0-first_day": "2027-04-05",
        "dates-0-last_day": "2027-04-05",
        "dates-1-first_day": "2027-04-06",
        "dates-1-last_day": "2027-04-06",
    }
    partner = {"partners-1-state": "BY"}
    now.post(now.nw, now.event, "change", title="After", audiences=audiences, _submit="", **dates, **partner)


def upload(now: Situation) -> None:
    """A picture takes the place of another one."""
    from tests.backoffice.test_pictures import upload as picture

    now.post(now.nw, now.event, "change", image=lambda: picture("red"), _save="")


def upload_logo(now: Situation) -> None:
    """A cluster gets a logo, which is public at once."""
    from tests.backoffice.test_pictures import upload as picture
    from tests.factories import ClusterFactory

    now.post(now.nw, ClusterFactory(), "change", logo=lambda: picture("red"), logo_alt="A wheel", _save="")


def approve_first(now: Situation) -> None:
    """An event becomes public."""
    now.submit()
    now.post(now.office, now.event, "review", edit_revision=now.event.edit_revision, _approve="")


def approve_again(now: Situation) -> None:
    """A public event gets another picture and a corrected title."""
    from clusterweek.editorial.review import record_edit

    now.publish()
    record_edit(now.event, by=now.nw, edit_revision=now.event.edit_revision)
    now.illustrate("red")
    now.submit()
    correction = {"correction-title": "Corrected", "single_handed_reason": "A slip of the pen"}
    now.post(now.office, now.event, "review", edit_revision=now.event.edit_revision, _approve="", **correction)


def withdraw(now: Situation) -> None:
    """A public event goes, and its picture with it."""
    now.publish()
    now.post(now.office, now.event, "withdraw", edit_revision=now.event.edit_revision, note="Cancelled")


def take_over_workbook(now: Situation) -> None:
    """A workbook changes one event and makes two, one of them with a faulty cell."""
    from django.test import Client

    from events.collecting.importing import progress
    from events.collecting.importing.references import reference_of
    from tests.collecting.workbook.books import upload as send
    from tests.collecting.workbook.books import xlsx

    rows = [
        ["Referenz", "Bearbeitungsstand", "Titel", "Erster Tag", "Zielgruppen", "Partnerländer", "Plätze"],
        [reference_of(now.event), now.event.edit_revision, "After", "5.4.2027", "Schulen", "BE; BY", 40],
        [None, None, "New", "6.4.2027", "Schulen", "BY", 40],
        [None, None, "Faulty", "soon", None, None, "many"],
    ]
    workbook = send(xlsx(rows), by=now.nw, edition=now.event.edition)
    workbook.file.delete()
    # How far it is, is noted beside the transaction, so that others see it: here nobody looks.
    progress.PAUSE = float("inf")
    client = Client(SERVER_NAME="localhost")
    client.force_login(now.nw)
    now.request = lambda: client.post(f"/verwaltung/imports/{workbook.pk}/", {"take": "all"})


STEPS = {each.__name__: each for each in (save, upload, upload_logo, approve_first, approve_again, withdraw, take_over_workbook)}


# Going back


class Backup:
    """Puts database and folders back to where they stood when it was made. No connection is open meanwhile."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.db import connection, connections

        self.close, self.connection = connections.close_all, connection
        self.folders = [Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_MEDIA_ROOT)]
        self.name = connection.settings_dict["NAME"]
        self.kept = f"{self.name}_kept"
        self.close()
        self._copy_database(self.name, self.kept)
        for folder in self.folders:
            folder.mkdir(exist_ok=True)
            shutil.copytree(folder, f"{folder}_kept")

    def restore(self) -> None:
        """Put everything back."""
        self.close()
        self._copy_database(self.kept, self.name)
        for folder in self.folders:
            shutil.rmtree(folder)
            shutil.copytree(f"{folder}_kept", folder)

    def remove(self) -> None:
        """Drop the copy."""
        self.close()
        if self.connection.vendor == "postgresql":
            self._on_server(f'DROP DATABASE "{self.kept}"')

    def _copy_database(self, source: str, target: str) -> None:
        if self.connection.vendor == "postgresql":
            self._on_server(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)', f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
            return
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
            if Path(f"{source}{ending}").exists():
                shutil.copy(f"{source}{ending}", f"{target}{ending}")

    def _on_server(self, *statements: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def take(step: Callable[[], Any], *, fatal: int) -> int:
    """Take the step in a forked process that dies at its `fatal` moment, 0 for never; returns how that process ended."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            Killer(fatal).lie_in_wait()
            status = 0 if step().status_code == 302 else 2
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def walk(name: str) -> dict[str, Any]:
    """Take the step `name` once in peace and then until no moment is left; what was found."""
    from tests.dump import changed, dump

    situation = Situation()
    STEPS[name](situation)
    old, backup = dump(), Backup()
    found = [f"ended with {status}"] if (status := take(situation.request, fatal=0)) else []
    new, left = dump(), Counter()
    found += problems()
    fatal, status = 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        backup.restore()
        fatal += 1
        status = take(situation.request, fatal=fatal)
        state = dump()
        which = "old" if state == old else "new" if state == new else "half"
        left[which] += 1
        found += [f"{problem} (killed at {fatal}, {which})" for problem in problems()]
        if which == "half":
            found.append(f"killed at {fatal}: {changed(old, state)} as of old, {changed(new, state)} as of new")
    backup.remove()
    return {"moments": fatal - 1, "left": left, "last": status, "differ": old != new, "problems": found}


def main(name: str) -> None:
    """Print what was found about the step `name`."""
    from django.conf import settings

    try:
        print(json.dumps(walk(name)))  # noqa: T201
    finally:
        shutil.rmtree(settings.VAR_DIR)


if __name__ == "__main__":
    with time_machine.travel(MOMENT, tick=False):
        django.setup()
        main(sys.argv[1])
