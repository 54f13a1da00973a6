"""From what the public reports to whom it concerns, and to its end."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.writing import Kind, forget_texts, notify
from clusterweek.geography.models import FederalState
from clusterweek.pages.models import Report


@transaction.atomic
def receive(report: Report, states: list[FederalState]) -> Report:
    """Save a new `report` about an entry of these Länder, and tell them and the programme office; a barrier has no Länder."""
    report.save()
    report.states.set(states)
    notify(Kind.REPORTED, to=[*(state.pk for state in states), None], by=None, entry=report, text=report.text)
    return report


@transaction.atomic
def settle(report: Report, *, by: User, note: str, is_done: bool) -> None:
    """Keep the `note` and whether the report is done. Raises PermissionDenied for whom it does not concern."""
    if not report.may_view(by):
        raise PermissionDenied
    report.note = note
    if is_done != report.is_done:
        report.done_at, report.done_by = (timezone.now(), by) if is_done else (None, None)
    report.save(update_fields=["note", "done_at", "done_by"])


@transaction.atomic
def forget_reports() -> int:
    """Delete the reports that were done longer than REPORT_DAYS ago, with the texts of messages about them; returns how many."""
    over = list(Report.objects.filter(done_at__lt=timezone.now() - timedelta(days=settings.REPORT_DAYS)))
    for report in over:
        forget_texts(report)
        report.delete()
    return len(over)
