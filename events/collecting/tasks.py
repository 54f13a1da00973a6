"""What the worker does for collecting, again and again."""

from datetime import timedelta

from django_tasks import task

from clusterweek.editorial.recurring import again_in
from events.collecting.feeds.tasks import due_feeds, fetch_feed

INTERVAL = timedelta(minutes=10)


@task()
def keep_up() -> int:
    """Forget organisers whose time is over, see to the feeds that are due, and to the next look; returns how many were forgotten."""
    from events.collecting.organiser.contributing import forget_organisers

    forgotten = forget_organisers()
    for number in due_feeds():
        fetch_feed.enqueue(number)
    again_in(keep_up, INTERVAL)
    return forgotten
