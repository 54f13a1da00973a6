"""Starting dry runs and taking over: small files at once, large ones in the worker."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import ReviewError
from events.collecting.importing.checking import check
from events.collecting.importing.taking import Overtaken, rows_to_take, take_over
from events.collecting.importing.tasks import KEPT, check_workbook, forget_files, take_workbook
from events.models import WorkbookImport
from events.programme.models import Edition

State = WorkbookImport.State

# Files up to so many bytes are read while the browser waits, and so many rows taken over.
SMALL_FILE = 40 * 1024
FEW_ROWS = 100

# After so long without an end a run counts as broken off.
PATIENCE = timedelta(minutes=15)


def receive(content: bytes, file_name: str, *, noun: str, edition: Edition, by: User, land: str = "") -> WorkbookImport:
    """Keep a file that `by` has sent, and make its dry run now or in the worker."""
    workbook = WorkbookImport(noun=noun, edition=edition, by=by, land=land, file_name=file_name[-200:])
    workbook.file.save(get_random_string(20), ContentFile(content), save=False)
    workbook.started_at = timezone.now()
    workbook.save()
    forget_files.using(run_after=timezone.now() + KEPT).enqueue()
    start_check(workbook, is_small=len(content) <= SMALL_FILE)
    return workbook


def start_check(workbook: WorkbookImport, *, is_small: bool) -> None:
    """Make the dry run, now or in the worker."""
    WorkbookImport.objects.filter(pk=workbook.pk).update(state=State.WAITING, started_at=timezone.now())
    workbook.state = State.WAITING
    if is_small:
        check(workbook)
    else:
        check_workbook.enqueue(workbook.pk)


def start_taking(workbook: WorkbookImport, take: str) -> str:
    """Take the rows over, now or in the worker; returns a sentence if that was refused."""
    if rows_to_take(workbook, take).count() <= FEW_ROWS:
        return take_now(workbook, take)
    claimed = WorkbookImport.objects.filter(pk=workbook.pk, state=State.CHECKED).update(
        state=State.TAKING, started_at=timezone.now(), take=take
    )
    if claimed:
        take_workbook.enqueue(workbook.pk, take)
    return ""


def take_now(workbook: WorkbookImport, take: str) -> str:
    """Take the rows over; returns a sentence if that was refused: then nothing is taken over, and the dry run is made anew if need be."""
    try:
        take_over(workbook, by=workbook.by, take=take)
    except Overtaken as refusal:
        check(workbook)
        return _("%(reason)s Nothing has been taken over; here is a new dry run.") % {"reason": refusal}
    except ReviewError as refusal:
        return _give_up(workbook, str(refusal))
    except PermissionDenied:
        return _give_up(workbook, _("This step is not yours to take."))
    except DatabaseError:
        _give_up(workbook, "")
        raise
    return ""


def _give_up(workbook: WorkbookImport, sentence: str) -> str:
    WorkbookImport.objects.filter(pk=workbook.pk, state=State.TAKING).update(state=State.CHECKED)
    return sentence


def is_broken_off(workbook: WorkbookImport, now: datetime | None = None) -> bool:
    """Whether a run has not ended for so long that its process must have been stopped."""
    started: Any = workbook.started_at or workbook.sent_at
    return workbook.is_running and (now or timezone.now()) - started > PATIENCE


def start_again(workbook: WorkbookImport) -> None:
    """Do once more what was broken off: of taking over nothing has been done, the dry run is shown again."""
    if workbook.state == State.TAKING:
        WorkbookImport.objects.filter(pk=workbook.pk, state=State.TAKING).update(state=State.CHECKED)
    elif workbook.state == State.WAITING:
        start_check(workbook, is_small=False)
