"""A process of its own for test_concurrency: prepares a database, or edits its one event again and again as the admin does."""

import os
import sys
import time
from pathlib import Path

import django

EDITS = 20


def prepare() -> None:
    """Migrate the database and add the event and its coordinator."""
    from django.core.management import call_command

    from clusterweek.contents.lists import load_lists
    from tests.factories import CoordinatorFactory, EventFactory

    call_command("migrate", verbosity=0)
    load_lists()
    CoordinatorFactory()
    EventFactory()


def edit() -> None:
    """Edit the event EDITS times once the file "go" is there; whoever comes too late loads the newer version and tries again."""
    from django.conf import settings
    from django.db import transaction

    from clusterweek.accounts.models import User
    from clusterweek.editorial.models import PublicRevision
    from clusterweek.editorial.review import OutdatedRevision, record_edit
    from events.models import Event

    by = User.objects.get()
    while not Path(settings.VAR_DIR, "go").exists():
        time.sleep(0.01)
    done = 0
    while done < EDITS:
        event = Event.objects.get()
        try:
            with transaction.atomic():
                record_edit(event, by=by, edit_revision=event.edit_revision)
                event.internal_note += f"{os.getpid()}\n"
                event.save()
                PublicRevision.advance()
        except OutdatedRevision:
            continue
        done += 1


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "edit": edit}[sys.argv[1]]()
