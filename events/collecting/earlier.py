"""Entries of an earlier edition taken over as drafts of a later one; and a new edition with the frame of an earlier one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.images import WIDTHS, rendition_name
from clusterweek.editorial.review import ReviewError
from contacts.models import ContactPerson
from events.copying import copy_lists, draft_from, put_picture
from events.models import Event, Stand, TakenOver
from events.programme.models import Edition, PublishedEvent, PublishedStand, TradeFair

Source = Event | Stand | PublishedEvent | PublishedStand

# How the form names an entry, by its kind.
KINDS: dict[str, type[Any]] = {"event": Event, "stand": Stand, "public-event": PublishedEvent, "public-stand": PublishedStand}
_KIND_OF = {model: kind for kind, model in KINDS.items()}


class Earlier(NamedTuple):
    """An entry of an earlier edition, and the draft that was made of it for the later one, if there is one."""

    key: str
    entry: Any
    draft: Event | Stand | None


def shift_between(old: Edition, new: Edition) -> timedelta:
    """By how much a day of `old` moves to stand in `new` on the same weekday, as near to the same place in the week as can be."""
    return timedelta(days=7 * round((new.first_day - old.first_day).days / 7))


def earlier_entries(user: User, old: Edition, new: Edition, *, state: str = "") -> list[Earlier]:
    """What `user` may take over from `old` into `new`, by title; `state` narrows it to the Land of that code."""
    own = Q() if user.is_programme_office else Q(state__in=user.state_codes)
    narrowed = own & Q(state=state) if state else own
    found: list[Any] = [
        *Event.objects.filter(narrowed, edition=old).select_related("state", "public").prefetch_related("dates"),
        *Stand.objects.filter(narrowed, fair__edition=old).select_related("state", "public", "fair"),
    ]
    for copies, model in ((PublishedEvent, Event), (PublishedStand, Stand)):
        kept = model.everywhere.filter(public__isnull=False).values("public")
        alone = copies.objects.standing().filter(narrowed, edition=old).exclude(pk__in=kept).select_related("state")
        found += alone.prefetch_related("dates") if copies is PublishedEvent else alone
    drafts = _drafts(new)
    lines = [Earlier(f"{_KIND_OF[type(entry)]}-{entry.pk}", entry, drafts.get((_KIND_OF[type(entry)], entry.pk))) for entry in found]
    return sorted(lines, key=lambda line: (line.entry.title.casefold(), line.key))


def _drafts(new: Edition) -> dict[tuple[str, int], Event | Stand]:
    """What has been taken over into `new` and is not in the bin, by what it was made from."""
    found: dict[tuple[str, int], Event | Stand] = {}
    for row in TakenOver.objects.filter(edition=new).select_related("event", "stand"):
        draft: Any = row.event or row.stand
        if draft.binned_at is None:
            sources = {"event": row.from_event_id, "stand": row.from_stand_id}
            sources |= {"public-event": row.from_public_event_id, "public-stand": row.from_public_stand_id}
            found |= {(kind, key): draft for kind, key in sources.items() if key is not None}
    return found


@transaction.atomic
def take_over(keys: Iterable[str], *, by: User, old: Edition, new: Edition, with_days: bool, again: bool = False) -> list[Event | Stand]:
    """Drafts of `by` in `new` made of the entries of `old` that `keys` name; what was taken over before is left out unless `again`.

    The content is what the public last saw, or else what the working copy says. With `with_days` the days move to the
    same weekday of the new week, otherwise they stay open. Raises PermissionDenied for another Land's entry or an unknown
    key, and ReviewError if `new` is closed.
    """
    if new.is_closed:
        raise ReviewError(_("This edition is closed."))
    Edition.objects.select_for_update(of=("self",)).get(pk=new.pk)  # Two requests at once take nothing over twice.
    lines = {line.key: line for line in earlier_entries(by, old, new)}
    made = []
    for key in dict.fromkeys(keys):
        if key not in lines:
            raise PermissionDenied
        if lines[key].draft is None or again:
            made.append(_draft_of(lines[key].entry, by=by, old=old, new=new, with_days=with_days))
    return made


def _draft_of(entry: Any, *, by: User, old: Edition, new: Edition, with_days: bool) -> Event | Stand:
    model: type[Any] = Event if isinstance(entry, Event | PublishedEvent) else Stand
    public = entry.public if isinstance(entry, Event | Stand) else entry
    source = public if public is not None and not public.is_withdrawn else entry
    draft = draft_from(source, model, by=by)
    draft.is_nationwide = draft.state_id is None
    draft.source = Truncator(_("Taken over from %(edition)s") % {"edition": old}).chars(500)
    if model is Event:
        draft.edition = new
    else:
        draft.fair = _fair_like(source.fair, new)
    if source.image and source is public:
        put_picture(draft, default_storage, rendition_name(str(source.image), max(WIDTHS)))
    elif source.image:
        put_picture(draft, source.image.storage, str(source.image))
    draft.save()
    copy_lists(source, draft)
    draft.contact_persons.set(ContactPerson.objects.pickable_by(by).filter(pk__in=source.contact_persons.values("pk")))
    if model is Stand:
        draft.events_at_stand.clear()
    elif with_days:
        shift = shift_between(old, new)
        for row in source.dates.all():
            days = {"first_day": row.first_day + shift, "last_day": row.last_day + shift}
            draft.dates.create(from_time=row.from_time, to_time=row.to_time, **days)
    noun = str(model._meta.model_name)
    origin: dict[str, Any] = {noun: draft, "edition": new, "taken_by": by, f"from_public_{noun}": public}
    TakenOver.objects.create(**origin, **({f"from_{noun}": entry} if isinstance(entry, Event | Stand) else {}))
    return draft


def _fair_like(fair: TradeFair | None, edition: Edition) -> TradeFair | None:
    """The fair of the same name in `edition`; without one it stays open."""
    return TradeFair.objects.filter(name=fair.name, edition=edition).first() if fair else None


# What is said about a fair and stays true the year after; hours and tickets may not.
FAIR_TEXTS = ("venue", "venue_en", "travel", "travel_en", "credit", "credit_en")


@transaction.atomic
def clone_edition(old: Edition, new: Edition, *, by: User) -> Edition:
    """Save `new`, which has number, title, short name and first day, with the frame of `old`; returns it.

    Everything with a date moves by the same number of weeks. Hosts and fairs are taken over, the fairs without days;
    patrons, greeting, pictures, opening and closing stay empty. Lists and pages belong to every edition as they are.
    Raises PermissionDenied for anybody but the office.
    """
    if not by.is_programme_office:
        raise PermissionDenied
    shift = shift_between(old, new)
    new.last_day = new.first_day + (old.last_day - old.first_day)
    new.collects_from = old.collects_from + shift
    new.submission_deadline, new.opens_at = _at_the_same_hour(old.submission_deadline, shift), _at_the_same_hour(old.opens_at, shift)
    new.outcomes_until = old.outcomes_until + shift if old.outcomes_until else None
    new.hosts, new.hosts_en = old.hosts, old.hosts_en
    new.full_clean()
    new.save()
    years = new.first_day.year - old.first_day.year
    for fair in TradeFair.objects.filter(edition=old):
        if not TradeFair.objects.filter(name=fair.name, year=fair.year + years).exists():
            slug = fair.slug.replace(str(fair.year), "").strip("-") + f"-{fair.year + years}"
            taken = TradeFair.objects.filter(slug=slug).exists()
            TradeFair.objects.create(
                name=fair.name,
                year=fair.year + years,
                slug=f"{slug}-{new.slug}" if taken else slug,
                website=fair.website,
                **{name: getattr(fair, name) for name in FAIR_TEXTS},
                edition=new,
            )
    return new


def _at_the_same_hour(moment: Any, shift: timedelta) -> Any:
    """`moment` moved by whole days, at the same hour of the clock although the summer time may begin in between."""
    from django.utils import timezone

    local = timezone.localtime(moment)
    return timezone.make_aware(local.replace(tzinfo=None) + shift)
