"""What the worker does for reports, again and again."""

from datetime import timedelta

from django_tasks import task

from clusterweek.editorial.recurring import again_in

INTERVAL = timedelta(hours=6)


@task()
def keep_reports_short() -> int:
    """Delete the reports whose time is over, and see to the next time; returns how many were deleted."""
    from clusterweek.pages.reporting.reports import forget_reports

    forgotten = forget_reports()
    again_in(keep_reports_short, INTERVAL)
    return forgotten
