"""Entries that are probably the same: found by the database by shared words, day, place and organizer, weighed here.

What is compared are at most MOST_CANDIDATES entries, however many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import ReviewError, record_edit
from events.models import DoubleAnswer, Event, EventDate, Stand
from events.models.words import words_of

Entry = Event | Stand

MOST_CANDIDATES = 60
MOST_SHOWN = 5
# So many words of a title are looked up, the rarest, and so many places where they stand at most.
RAREST, MOST_ROWS = 4, 10_000

# From 0 to 100: how alike titles are that probably mean the same, alone or with other signs.
ALIKE, NEARLY_ALIKE, RATHER_ALIKE = 90, 75, 60
# From which likeness on two words are one, mistyped.
SAME_WORD = 88


@dataclass(frozen=True)
class Described:
    """What is known of an entry that is looked for; it need not be stored.

    `days` are first and last days; `organizers` are keys of clusters, `organizer_text` further names; for a stand
    `place` is hall and number.
    """

    noun: str
    title: str
    edition: int | None
    days: Collection[tuple[date, date]] = ()
    place: str = ""
    organizers: Collection[int] = ()
    organizer_text: str = ""
    key: int | None = None

    @cached_property
    def words(self) -> list[str]:
        """The words of the title as the database has them."""
        return words_of(self.title)


class Likely(NamedTuple):
    """An entry that is probably the same, how alike the titles are (0 to 100), and what else they share."""

    entry: Any
    likeness: int
    shared: tuple[str, ...]


class Hint(NamedTuple):
    """What one may see of a likely double: a sentence, where it leads (nowhere for another Land's draft), and its key."""

    key: int
    text: str
    address: str
    shared: str
    state: str | None
    is_own: bool


def described(entry: Entry) -> Described:
    """What is known of a stored `entry`."""
    if isinstance(entry, Event):
        return Described(
            "event",
            entry.title,
            entry.edition_id,
            days=[(row.first_day, row.last_day) for row in entry.dates.all()],
            place=entry.city,
            organizers=[cluster.pk for cluster in entry.organizers.all()],
            organizer_text=entry.further_organizers,
            key=entry.pk,
        )
    return Described(
        "stand",
        entry.title,
        entry.edition.pk if entry.edition else None,
        place=_stand_place(entry),
        organizers=[entry.main_exhibitor_id] if entry.main_exhibitor_id else [],
        organizer_text=entry.main_exhibitor_text,
        key=entry.pk,
    )


def likely_doubles(wanted: Described) -> list[Likely]:
    """What is probably the same as `wanted` in its edition, of whatever Land, the likeliest first; at most MOST_SHOWN.

    Pairs of which somebody said whether they are the same are left out, and so is what lies in the bin. Whom it may be
    shown to, and how much of it, says `hints`.
    """
    return likely_doubles_of([wanted])[0]


def likely_doubles_of(wanted: Sequence[Described]) -> list[list[Likely]]:
    """The same for several of one noun, in as many queries as for one."""
    looked_for = [each for each in wanted if each.edition is not None and each.words]
    if not looked_for:
        return [[] for _each in wanted]
    model: Any = Event if looked_for[0].noun == "event" else Stand
    candidates = _candidates(model, looked_for)
    titles = dict(model.objects.filter(pk__in=set().union(*candidates)).values_list("pk", "title_words"))
    pairs = list(zip(looked_for, candidates, strict=True))
    alike = [{key for key in keys if key in titles and _likeness(each, titles[key]) >= RATHER_ALIKE} for each, keys in pairs]
    related = ("state", "public", "edition" if model is Event else "fair__edition")
    entries = model.objects.filter(pk__in=set().union(*alike)).select_related(*related)
    loaded = {entry.pk: entry for entry in (entries.prefetch_related("dates", "organizers") if model is Event else entries)}
    found = {}
    for each, keys in zip(looked_for, alike, strict=True):
        found[id(each)] = _likeliest(each, [loaded[key] for key in keys if key in loaded])
    return [found.get(id(each), []) for each in wanted]


def _likeliest(wanted: Described, entries: list[Any]) -> list[Likely]:
    weighed = [likely for entry in entries if (likely := _weigh(wanted, entry)) is not None]
    return sorted(weighed, key=lambda each: (-len(each.shared), -each.likeness, each.entry.pk))[:MOST_SHOWN]


def _candidates(model: Any, wanted: Sequence[Described]) -> list[set[int]]:
    """For each of `wanted` the keys of those that share rare words with it, or day and place; none of which somebody has answered."""
    editions, link = {each.edition for each in wanted}, model.WORDS.ENTRY
    edition = f"{link}__{model.EDITION}"
    rows = model.WORDS.objects.filter(**{f"{edition}__in": editions, f"{link}__binned_at": None}).order_by()
    every = set().union(*(each.words for each in wanted))
    frequency = dict(rows.filter(word__in=every).values_list("word").annotate(n=Count("pk")).values_list("word", "n"))
    rare = [_rarest(each, frequency) for each in wanted]
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for word, key, of_edition in rows.filter(word__in=set().union(*rare)).values_list("word", link, edition)[:MOST_ROWS]:
        places[word, of_edition].append(key)
    beside = _beside(model, wanted, editions)
    answered = _answered(wanted)
    found = []
    for each, words in zip(wanted, rare, strict=True):
        shared = Counter(key for word in words for key in places[word, each.edition or 0])
        keys = {key for key, _count in shared.most_common(MOST_CANDIDATES)}
        keys.update(key for sign in _signs_beside(each) for key in beside[sign][:MOST_CANDIDATES])
        found.append(keys - {each.key} - answered[each.key])
    return found


def _rarest(wanted: Described, frequency: Mapping[str, int]) -> list[str]:
    """The rarest words that others have, too."""
    own = 1 if wanted.key is not None else 0
    others = [word for word in wanted.words if frequency.get(word, 0) > own]
    return sorted(others, key=lambda word: (frequency[word], word))[:RAREST]


def _signs_beside(wanted: Described) -> list[Any]:
    """By which an entry is found without its title: the place of an event, the exhibitor of a stand."""
    if wanted.noun == "stand":
        return list(wanted.organizers)
    return [wanted.place.casefold().strip()] if wanted.days and wanted.place else []


def _beside(model: Any, wanted: Sequence[Described], editions: set[Any]) -> dict[Any, list[int]]:
    """The keys of those that stand beside one of `wanted`: at its place in the days of all of them, or of its exhibitor; by that sign."""
    signs = {sign for each in wanted for sign in _signs_beside(each)}
    found: dict[Any, list[int]] = defaultdict(list)
    if not signs:
        return found
    here = model.objects.filter(**{f"{model.EDITION}__in": editions}).order_by("pk")
    if model is Stand:
        rows = here.filter(main_exhibitor__in=signs).values_list("pk", "main_exhibitor")
    else:
        first, last = min(day for each in wanted for day, _last in each.days), max(day for each in wanted for _first, day in each.days)
        in_days = EventDate.objects.filter(first_day__lte=last, last_day__gte=first)
        rows = here.alias(place=Lower("city")).filter(place__in=signs, pk__in=in_days.values("event")).values_list("pk", "city")
    for key, sign in rows[:MOST_ROWS]:
        found[sign if model is Stand else sign.casefold().strip()].append(key)
    return found


def _answered(wanted: Sequence[Described]) -> dict[int | None, set[int]]:
    """By key the keys of those of which somebody said whether they are the same."""
    keys = {each.key for each in wanted if each.key is not None}
    found: dict[int | None, set[int]] = defaultdict(set)
    if keys:
        told = DoubleAnswer.objects.filter(Q(first__in=keys) | Q(second__in=keys), noun=wanted[0].noun)
        for first, second in told.values_list("first", "second"):
            found[first].add(second)
            found[second].add(first)
    return found


def _likeness(wanted: Described, title_words: str) -> int:
    """How alike the titles are, from 0 to 100: as a whole if they nearly are the same, or else by how many words they share."""
    ours, theirs = wanted.words, title_words.split()
    numbers = [{word for word in words if word[:1].isdigit()} for words in (ours, theirs)]
    if all(numbers) and numbers[0] != numbers[1]:
        return 0  # the second part of a series is another event
    whole = fuzz.token_sort_ratio(" ".join(ours), title_words)
    if whole >= ALIKE or not theirs:
        return round(whole)
    shared = sum(any(fuzz.ratio(word, other) >= SAME_WORD for other in theirs) for word in ours)
    return round(100 * min(shared, len(theirs)) / max(len(ours), len(theirs)))


def _weigh(wanted: Described, entry: Any) -> Likely | None:
    """`entry` with what it shares; None if it is probably something else."""
    other = described(entry)
    likeness = _likeness(wanted, entry.title_words)
    signs = _signs(wanted, other)
    shared = tuple(name for name, is_shared in signs.items() if is_shared)
    known_apart = bool(wanted.days and other.days) and not signs["day"]
    enough = (
        likeness >= ALIKE and (bool(shared) or not known_apart),
        likeness >= NEARLY_ALIKE and len(shared) >= 1 and not known_apart,
        likeness >= RATHER_ALIKE and len(shared) >= 2 and not known_apart,
    )
    return Likely(entry, likeness, shared) if any(enough) else None


def _signs(one: Described, other: Described) -> dict[str, bool]:
    """What both share, by name."""
    days = any(first <= end and last >= begin for first, last in one.days for begin, end in other.days)
    names = one.organizer_text.casefold().strip(), other.organizer_text.casefold().strip()
    same_name = all(names) and fuzz.token_set_ratio(*names) >= NEARLY_ALIKE
    place = one.place.casefold().strip(), other.place.casefold().strip()
    same_cluster = bool(set(one.organizers) & set(other.organizers))
    return {"day": days, "place": bool(place[0]) and place[0] == place[1], "organizer": same_cluster or same_name}


def _stand_place(stand: Stand) -> str:
    """Hall and number, if both are known."""
    return f"{stand.fair_id} {stand.hall} {stand.stand_number}" if stand.fair_id and stand.hall and stand.stand_number else ""


# What one may see of it


def hints(found: Iterable[Likely], user: User) -> list[Hint]:
    """`found` as far as `user` may know of it: of another Land's draft nothing, of what it has submitted only which Land that is."""
    shown = (_hint(each, user) for each in found)
    return [hint for hint in shown if hint is not None]


def _hint(likely: Likely, user: User) -> Hint | None:
    entry = likely.entry
    noun = str(entry._meta.model_name)
    state = str(entry.state) if entry.state_id else _("nationwide")
    shared = ", ".join(_shared_name(name) for name in likely.shared)
    is_own = entry.may_edit(user)
    if is_own or entry.may_view(user):
        text = f"{entry.title} ({state}, {entry.get_review_status_display()})"
        return Hint(entry.pk, text, reverse(f"admin:events_{noun}_change", args=[entry.pk]), shared, entry.state_id, is_own)
    public = entry.public
    if public is not None and not public.is_withdrawn and entry.edition and entry.edition.is_open:
        return Hint(entry.pk, f"{public.title} ({state})", public.get_absolute_url(), shared, entry.state_id, is_own)
    if entry.first_submitted_at is None:
        return None
    return Hint(entry.pk, _("submitted by another Land: %(state)s") % {"state": state}, "", "", entry.state_id, is_own)


def _shared_name(name: str) -> str:
    return {"day": _("same day"), "place": _("same place"), "organizer": _("same organizer")}[name]


# What one says about it


@transaction.atomic
def is_not_the_same(entry: Entry, other: int, *, by: User) -> None:
    """Remember that `entry` and the one with the key `other` are two. Raises PermissionDenied unless `entry` is the user's."""
    if not entry.may_edit(by):
        raise PermissionDenied
    _note(entry, other, by=by, is_same=False)


@transaction.atomic
def is_the_same(entry: Entry, other: Entry, *, by: User, edit_revision: int) -> None:
    """Make `entry` a joint one with the Land of `other`, which is asked and confirms by itself; it is told of both.

    Raises PermissionDenied, OutdatedRevision, and ReviewError if both belong to one Land, or the other to none.
    """
    if not entry.may_edit(by):
        raise PermissionDenied
    if other.state_id is None or other.state_id == entry.state_id:
        raise ReviewError(_("Both belong to the same side: please keep one of them and move the other to the bin."))
    if not entry.may_change(by):
        raise ReviewError(_("This entry waits for the programme office. Please take it back first."))
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Joint with another Land")
    record_edit(entry, by=by, edit_revision=edit_revision, reason=reason)
    entry.save()
    partner, is_new = entry.partners.get_or_create(state_id=other.state_id)
    if is_new:
        notify(Kind.PARTNER_ASKED, to=partner.state_id, by=by, entry=entry, text=lazy(_why_it_is_asked, str)(other.title))
    _note(entry, other.pk, by=by, is_same=True)


def _why_it_is_asked(title: str) -> str:
    return _("Probably the same as your entry “%(title)s”. If so, please confirm, and move yours to the bin.") % {"title": title}


def _note(entry: Entry, other: int, *, by: User, is_same: bool) -> None:
    first, second = sorted((entry.pk, other))
    pair: dict[str, Any] = {"noun": str(entry._meta.model_name), "first": first, "second": second}
    DoubleAnswer.objects.update_or_create(**pair, defaults={"is_same": is_same, "said_by": by})
