"""What the worker does for feeds; nothing else fetches a foreign address."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task


@task()
def fetch_feed(number: int) -> dict[str, int]:
    """Fetch one feed and bring its drafts up to date; returns how many records are what, nothing if the feed is gone."""
    from events.collecting.feeds.updating import update
    from events.models import Feed

    feed = Feed.objects.select_related("state", "edition").filter(pk=number).first()
    return update(feed) if feed else {}


def due_feeds() -> list[int]:
    """The keys of active feeds whose time has come; each is due again a quarter of an hour later, if nobody fetches it."""
    from events.models import Feed

    now = timezone.now()
    due = Feed.objects.filter(is_active=True, next_at__lte=now, edition__is_closed=False)
    numbers = list(due.values_list("pk", flat=True))
    Feed.objects.filter(pk__in=numbers).update(next_at=now + timedelta(minutes=15))
    return numbers
