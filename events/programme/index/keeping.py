"""One index for each edition in this process, brought up to date before an answer, at the latest public revision."""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections
from pyroaring import BitMap

from clusterweek.common.memory import give_back
from clusterweek.common.snapshot import read_snapshot
from events.programme.index.index import LISTS, Index
from events.programme.index.loading import Loader
from events.programme.lists import Lists, current_lists
from events.programme.models import Edition, PublishedEvent

# More changes than this are not worth a patch: the index is built anew.
MOST_CHANGES = 2000

logger = logging.getLogger(__name__)

_kept: dict[int, Index] = {}
_lock = threading.Lock()


def index_of(edition: Edition, lists: Lists) -> Index:
    """The index of `edition`, no older than `lists`; it carries the lists of its own revision. No query if nothing has changed."""
    index = _kept.get(edition.pk)
    if index is not None and index.lists is lists:
        return index
    with _lock, read_snapshot():
        index, latest = _kept.get(edition.pk), current_lists()
        if index is None or index.lists is not latest:
            index = _kept[edition.pk] = _refreshed(edition, index, latest)
    return index


def warm_up() -> None:
    """Build the index of the current edition, before this process forks or serves; without a database there is none yet."""
    try:
        lists = current_lists()
        if lists.current_edition is not None:
            index_of(lists.current_edition, lists)
    except DatabaseError as error:
        logger.warning("The index could not be built yet: %s", error)
    finally:
        connections.close_all()
        _settle()


def _settle() -> None:
    """Give the memory back that building took, and keep what stays out of the collector's way, so that forked processes share it."""
    gc.collect()
    gc.freeze()
    give_back()


def _refreshed(edition: Edition, index: Index | None, lists: Lists) -> Index:
    """The index for `lists`, patched from the former `index` where that is possible."""
    if index is not None and _follows(index.lists, lists):
        changed = _changed_since(index, lists)
        if len(changed) <= MOST_CHANGES:
            loaded = Loader(lists).load(_standing(edition).filter(pk__in=list(changed)))
            patched = index.patched(lists, changed, loaded, lists.synonyms)
            if len(patched.entries) == _standing(edition).count():
                return patched
    with _uncollected():
        return Index.build(lists, Loader(lists).load(_standing(edition)), lists.synonyms)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would look again and again through what is only growing."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def _follows(before: Lists, after: Lists) -> bool:
    """Whether all that has changed between two states is found by its revision or by comparing the lists."""
    return before.epoch is after.epoch and before.revision < after.revision and before.synonyms == after.synonyms


def _standing(edition: Edition):
    return PublishedEvent.objects.standing().filter(edition=edition)


def _changed_since(index: Index, lists: Lists) -> BitMap:
    """The events that have changed since `index`, and those whose words come from an entry of a list that has been renamed."""
    changed = BitMap(PublishedEvent.objects.filter(revision__gt=index.revision).values_list("pk", flat=True))
    for facet, name in LISTS.items():
        for key in _renamed(getattr(index.lists, name), getattr(lists, name)):
            changed |= index.values[facet].get(key, BitMap())
    return changed


def _renamed(before: dict, after: dict) -> Iterator[int]:
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None or (old.name, old.name_en) != (new.name, new.name_en):
            yield key
