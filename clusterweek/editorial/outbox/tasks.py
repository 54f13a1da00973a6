"""What the worker does for the outbox."""

from django_tasks import task


@task()
def send_due_mail() -> int:
    """Send every digest that is due; returns how many messages were sent."""
    from clusterweek.editorial.outbox.sending import send_due

    return send_due()
