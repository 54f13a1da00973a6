"""Entries that have been withdrawn: they stay in calendars as cancelled for 60 days, so that nobody goes there."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.programme.formats.moments import BERLIN
from events.programme.index.index import Index
from events.programme.index.loading import Loader
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent
from events.programme.result import Result

DAYS = 60


def withdrawn_since() -> datetime:
    """From when on a withdrawal is still told today: a midnight in Berlin, so that answers change at midnight alone."""
    return datetime.combine(timezone.localdate() - timedelta(days=DAYS), time(), BERLIN)


def withdrawn_index(edition: Edition, lists: Lists) -> Index:
    """An index of the events of `edition` that are told as cancelled because they have been withdrawn."""
    since = withdrawn_since()

    def make() -> Index:
        gone = PublishedEvent.objects.filter(edition=edition, withdrawn_at__gte=since)
        return Index.build(lists, Loader(lists).load(gone), lists.synonyms)

    return lists.keep(("withdrawn", edition.pk, since), make) if edition.is_open else Index.empty(lists)


def withdrawn_from(result: Result) -> tuple[Index, list[int]]:
    """The index of what was withdrawn, and the keys of all in it that `result` would hold had it not been.

    What was withdrawn for legal reasons has nothing left by which it could be found but its days.
    """
    index = withdrawn_index(result.edition, result.lists)
    if not index.entries:
        return index, []
    gone = Result(result.edition, result.query, index, result.language)
    gone.words = gone.searched = result.searched
    gone.is_corrected = False
    found = [hit.pk for hit in gone.hits]
    return index, found if not result.narrowing.keys() - {"day"} else [key for key in found if index.entries[key].title]
