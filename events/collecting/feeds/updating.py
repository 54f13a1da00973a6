"""From the records of a feed to drafts of its Land: new ones, changed ones as far as nobody else changed the same, and hints."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from clusterweek.editorial.models import WorkingCopy
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import locked
from clusterweek.editorial.versions import keep_version
from events.collecting.feeds.fetching import FetchError, fetch
from events.collecting.feeds.mapping import FIRST, FROM, LAST, TO, Converted, convert, guess
from events.collecting.feeds.reading import Record, UnreadableFeed, read
from events.models import Event, Feed, FeedEntry

# So many records are shown when the mapping is made, and so many drafts are made at once at most.
SHOWN, MOST_NEW = 8, 300

DAYS = "days"
NEW, CHANGED, UNCHANGED, VANISHED, LEFT_OUT, DIFFERING = "new", "changed", "unchanged", "vanished", "left_out", "differing"
TOLD = {NEW: _("new"), CHANGED: _("changed"), VANISHED: _("no longer there"), DIFFERING: _("to compare")}


def look(feed: Feed) -> list[Record]:
    """Fetch `feed` and keep what its columns and first records are; returns the records, none with `feed.error` if it cannot be read."""
    feed.error, feed.looked_at = "", timezone.now()
    feed.next_at = feed.looked_at + timedelta(hours=feed.every)
    records: list[Record] = []
    try:
        records = read(feed, fetch(feed.address))
    except (FetchError, UnreadableFeed) as error:
        feed.error = str(error)[:300]
    else:
        feed.columns = list(dict.fromkeys(name for record in records for name in record))[:200]
        feed.sample = records[:SHOWN]
        if not feed.mapping:
            feed.mapping = guess(feed.columns)
    names = ["error", "looked_at", "next_at", "columns", "sample", "mapping"]
    feed.save(update_fields=names)
    return records


def update(feed: Feed) -> dict[str, int]:
    """Look, and bring the drafts of `feed` up to date; returns how many records are what, nothing if it could not be read."""
    records = look(feed)
    if not records or not feed.is_active or feed.edition.is_closed:
        return {}
    report = bring_in(feed, records)
    feed.report = report
    feed.save(update_fields=["report"])
    if any(report[name] for name in TOLD):
        notify(Kind.FEED, to=feed.state_id, by=None, subject=feed.name, text=lazy(_news, str)(report))
    return report


def _news(report: dict[str, int]) -> str:
    return ", ".join(f"{report[name]} {word}" for name, word in TOLD.items() if report[name])


@transaction.atomic
def bring_in(feed: Feed, records: list[Record]) -> dict[str, int]:
    """Make and change drafts of what `records` say; returns how many are what.

    A field is changed only where the feed says something new and the draft still says what the feed said before. What is
    with the office, or was changed by people at the same place, is noted beside the entry instead.
    """
    Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    report = dict.fromkeys((NEW, CHANGED, UNCHANGED, VANISHED, LEFT_OUT, DIFFERING), 0)
    known = {entry.uid: entry for entry in FeedEntry.objects.filter(feed=feed)}
    seen = set()
    for record in records:
        converted = convert(record, feed.mapping)
        if converted.uid in seen or not converted.values["title"] or not _belongs(feed, converted):
            report[LEFT_OUT] += 1
            continue
        seen.add(converted.uid)
        entry = known.get(converted.uid)
        if entry is not None:
            report[_change(entry, converted)] += 1
        elif report[NEW] < MOST_NEW:
            _make(feed, converted)
            report[NEW] += 1
        else:
            report[LEFT_OUT] += 1
    gone = [entry.pk for uid, entry in known.items() if uid not in seen and entry.vanished_at is None]
    report[VANISHED] = FeedEntry.objects.filter(pk__in=gone, event__isnull=False, event__binned_at=None).count()
    FeedEntry.objects.filter(pk__in=gone).update(vanished_at=timezone.now())
    return report


def _belongs(feed: Feed, converted: Converted) -> bool:
    """Whether the record takes place in the week, or everything is wanted."""
    if not feed.only_in_week:
        return True
    first, last = converted.days[FIRST], converted.days[LAST]
    if first is None or last is None:
        return False
    return first <= feed.edition.last_day.isoformat() and last >= feed.edition.first_day.isoformat()


def _told(converted: Converted) -> dict[str, Any]:
    return {**converted.values, DAYS: converted.days if converted.days[FIRST] else None}


def _make(feed: Feed, converted: Converted) -> None:
    event = Event(
        state=feed.state,
        edition=feed.edition,
        source=_("From the feed “%(feed)s”") % {"feed": feed.name},
        created_by=feed.created_by,
        last_edited_at=timezone.now(),
        **converted.values,
    )
    event.save()
    _set_days(event, converted.days)
    FeedEntry.objects.create(feed=feed, uid=converted.uid, event=event, values=_told(converted))


def _change(entry: FeedEntry, converted: Converted) -> str:
    """Bring one draft up to date; returns what that was."""
    told = _told(converted)
    entry.vanished_at = None
    news = {name: value for name, value in told.items() if value != entry.values.get(name)}
    event = Event.everywhere.filter(pk=entry.event_id).first()
    if event is None or event.binned_at is not None or not (news or entry.differing):
        entry.save()
        return UNCHANGED
    event = locked(event)
    now = {**{name: getattr(event, name) for name in converted.values}, DAYS: _days_of(event)}
    differing = {name: value for name, value in told.items() if value != now[name]}
    if event.review_status == WorkingCopy.ReviewStatus.SUBMITTED or event.is_closed:
        entry.differing = differing
        entry.save()
        return DIFFERING if differing else UNCHANGED
    free = {name: value for name, value in news.items() if name in differing and now[name] == entry.values.get(name)}
    if free:
        _write(event, free)
    entry.differing = {name: value for name, value in differing.items() if name not in free and (name in news or name in entry.differing)}
    entry.values = told
    entry.save()
    if entry.differing:
        return DIFFERING
    return CHANGED if free else UNCHANGED


def _write(event: Event, free: dict[str, Any]) -> None:
    """An edit by the feed: kept as a version, back in draft if it was approved; nobody has edited it."""
    keep_version(event)
    for name, value in free.items():
        if name != DAYS:
            setattr(event, name, value)
    event.edit_revision += 1
    event.last_edited_at = timezone.now()
    if event.review_status == WorkingCopy.ReviewStatus.APPROVED:
        event.review_status = WorkingCopy.ReviewStatus.DRAFT
    event.save()
    if DAYS in free:
        _set_days(event, free[DAYS] or {})


def _set_days(event: Event, days: dict[str, Any]) -> None:
    """Give `event` that single date, or none; the row that is there keeps its public id."""
    if days.get(FIRST):
        row = {name: days[name] for name in (FIRST, LAST, FROM, TO)}
        event.dates.update_or_create(defaults=row)
    else:
        event.dates.all().delete()


def _days_of(event: Event) -> Any:
    """The single date of `event` as the feed would tell it; None without one, and something of its own if there are several."""
    rows = list(event.dates.values(FIRST, LAST, FROM, TO))
    if len(rows) != 1:
        return None if not rows else "several"
    return {name: value.isoformat() if value is not None else None for name, value in rows[0].items()}
