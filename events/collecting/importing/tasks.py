"""What the worker does with workbooks: large files are read and taken over by it."""

from datetime import timedelta

from django.utils import timezone, translation
from django_tasks import task

# Uploaded files are kept this long, so that they can be given back with marks.
KEPT = timedelta(days=14)


@task()
def check_workbook(key: int) -> str:
    """Make the dry run of the workbook with that key; returns what state it is in then."""
    from events.collecting.importing.checking import check
    from events.models import WorkbookImport

    workbook = WorkbookImport.objects.select_related("by", "edition").filter(pk=key, state=WorkbookImport.State.WAITING).first()
    if workbook is None:
        return ""
    check(workbook)
    return workbook.state


@task()
def take_workbook(key: int, take: str) -> str:
    """Take the workbook with that key over; returns a sentence if that was refused."""
    from events.collecting.importing.running import take_now
    from events.models import WorkbookImport

    workbook = WorkbookImport.objects.select_related("by", "edition").filter(pk=key, state=WorkbookImport.State.TAKING).first()
    if workbook is None:
        return ""
    with translation.override(workbook.by.language):
        return take_now(workbook, take)


@task()
def forget_files() -> int:
    """Delete uploaded files that are older than KEPT; returns how many. What was found in them stays."""
    from events.collecting.importing.progress import forget_progress
    from events.models import WorkbookImport

    old = WorkbookImport.objects.exclude(file="").filter(sent_at__lte=timezone.now() - KEPT)
    count = 0
    for workbook in old:
        workbook.file.delete(save=False)
        forget_progress(workbook)
        WorkbookImport.objects.filter(pk=workbook.pk).update(file="")
        count += 1
    return count
