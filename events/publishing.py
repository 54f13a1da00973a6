"""From the working copy to the public copy: the one place where anything of the programme becomes public."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.common.slugs import free_slug
from clusterweek.editorial import images
from clusterweek.editorial.comments import comment
from clusterweek.editorial.models import Decision, PublicRevision, WorkingCopy
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import ReviewError, decide, locked, submitted
from clusterweek.editorial.versions import keep_version
from events.models import Event, PartnerState, Stand
from events.models.submittable import row_content
from events.programme.models import PublishedEvent, PublishedStand, RetiredSlug

Entry = Event | Stand
Public = PublishedEvent | PublishedStand
Status = WorkingCopy.ReviewStatus

# Words that stand for something else at the place of an entry's short name.
RESERVED_SLUGS = frozenset({"karte", "map", "kalender", "calendar", "neu", "new", "einbetten", "embed"})

# What the express lane may change, without the rest of a waiting edit.
EXPRESS_FIELDS = ("event_status", "status_note", "status_note_en", "room", "online_address", "registration_state")


@transaction.atomic
def approve(
    entry: Entry, *, by: User, edit_revision: int, single_handed_reason: str = "", corrections: dict[str, str] | None = None
) -> Entry:
    """Publish the submitted `entry` as it stands; returns the working copy.

    `corrections` tells what `by` has just corrected: name of the field → text as it was submitted. Raises
    PermissionDenied, OutdatedRevision, Incomplete, and ReviewError in a wrong status, for one's own submission, or
    without `single_handed_reason` where `by` edited last.
    """
    entry = submitted(entry, by=by, edit_revision=edit_revision)
    if entry.last_edited_by_id == by.pk and not single_handed_reason.strip():
        raise ReviewError(_("You edited this entry last. Please give a reason for deciding single-handed."))
    entry.check_complete()
    public = _publish(entry)
    entry.review_status, entry.review_note = Status.APPROVED, ""
    entry.save()
    decide(entry, Decision.Kind.APPROVED, by=by, single_handed_reason=single_handed_reason.strip(), corrections=corrections or {})
    _announce(public)
    return entry


@transaction.atomic
def withdraw(entry: Entry, *, by: User, edit_revision: int, note: str = "", for_legal_reasons: bool = False) -> Entry:
    """Take the public copy of `entry` out of the programme and leave a tombstone; returns the working copy.

    "For legal reasons" leaves no content either, not even a title. Raises PermissionDenied, OutdatedRevision,
    and ReviewError if nothing is public.
    """
    entry = locked(entry, edit_revision=edit_revision)
    if not entry.may_edit(by) or (for_legal_reasons and not by.is_programme_office):
        raise PermissionDenied
    entry.check_not_closed(by)
    if entry.is_closed and not note.strip():
        raise ReviewError(_("This edition is closed. Please give the reason for the withdrawal."))
    public = _require_public(entry)
    keep_version(entry)
    public.withdrawn_at = timezone.now()
    _take_down_picture(public)
    public.image, public.image_width, public.image_height = "", 0, 0
    if for_legal_reasons:
        _blank(public, entry)
    _raise_version(public)
    public.save()
    if entry.review_status == Status.APPROVED:
        entry.review_status = Status.DRAFT
    entry.edit_revision += 1
    entry.save()
    decide(entry, Decision.Kind.WITHDRAWN, by=by, note=note)
    _announce(public)
    return entry


@transaction.atomic
def change_at_once(
    event: Event, *, by: User, edit_revision: int, changes: dict[str, Any], dates: list[dict] | None = None, reason: str = ""
) -> Event:
    """Express lane: change status, note, room, online address, registration state or dates in both copies at once.

    `changes` maps names of EXPRESS_FIELDS to values; `dates`, if given, replaces the rows (first_day, last_day,
    from_time, to_time), and the former ones stay readable in `previous_dates`. Moved online, an event is attended
    online, and as before when it is moved back. A waiting edit keeps waiting. In a closed edition the office alone
    does so, with a `reason`, which the decision and the history keep. Raises PermissionDenied, OutdatedRevision,
    ValidationError, and ReviewError if nothing is public, nothing changes or the reason is missing.
    """
    if not changes and dates is None:
        raise ReviewError(_("Nothing was changed."))
    unknown = set(changes) - set(EXPRESS_FIELDS)
    if unknown:
        raise ReviewError(_("The express lane does not change these fields: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    if dates is not None and not dates:
        raise ReviewError(_("Please enter at least one date."))
    event = locked(event, edit_revision=edit_revision)
    if not event.may_edit(by):
        raise PermissionDenied
    event.check_not_closed(by)
    if event.is_closed and not reason.strip():
        raise ReviewError(_("This edition is closed. Please give the reason for the correction."))
    event._change_reason = reason.strip() or None  # type: ignore[attr-defined]
    public = _require_public(event)
    keep_version(event)
    changes = {**changes, **_attendance_that_follows(event, public, changes.get("event_status", public.event_status))}
    for copy in (event, public):
        for name, value in changes.items():
            setattr(copy, name, value)
        if dates is not None:
            copy.previous_dates = [_date_as_json(row) for row in public.dates.all()]
        copy.clean_fields(exclude=[field.name for field in copy._meta.fields if field.name not in changes])
    event.edit_revision += 1
    event.save()
    if dates is not None:
        _replace_dates(event, dates)
        _copy_rows(event, public)
    _raise_version(public)
    public.save()
    decide(event, Decision.Kind.EXPRESS, by=by, note=reason.strip())
    _announce(public)
    return event


@transaction.atomic
def answer_as_partner(partner: PartnerState, *, by: User, confirm: bool, note: str = "") -> None:
    """Confirm or decline a partnership for the Land of `partner`; what is public follows at once.

    A Land that declines reads the entry no longer. A `note` becomes a comment, which the lead Land reads. Raises
    PermissionDenied unless `by` coordinates that Land or belongs to the office, and ReviewError if the Land is not asked
    any more.
    """
    if not (by.is_programme_office or partner.state_id in by.state_codes):
        raise PermissionDenied
    entry = locked(getattr(partner, partner.ENTRY))
    entry.check_not_closed(by)
    if not entry.partners.filter(pk=partner.pk).exists():
        raise ReviewError(_("This Land is not asked any more."))
    if note.strip():
        comment(entry, by=by, text=note, is_told=False)
    partner.answer = PartnerState.Answer.CONFIRMED if confirm else PartnerState.Answer.DECLINED
    partner.answered_by, partner.answered_at = by, timezone.now()
    partner.save()
    notify(Kind.PARTNER_ANSWERED, to=entry.state_id, by=by, entry=entry, text=lazy(_answer, str)(partner, note))
    _publish_partners(entry)


def _answer(partner: PartnerState, note: str) -> str:
    return "\n".join(filter(None, [str(partner), note.strip()]))


@transaction.atomic
def hand_over(entry: Entry, *, to: str, by: User, edit_revision: int) -> Entry:
    """Make the confirmed partner Land with the code `to` lead `entry`; returns the working copy.

    The former lead Land becomes a confirmed partner, and what is public follows at once. Raises PermissionDenied,
    OutdatedRevision, and ReviewError if that Land has not confirmed.
    """
    entry = locked(entry, edit_revision=edit_revision)
    if not entry.may_edit(by):
        raise PermissionDenied
    entry.check_not_closed(by)
    heir = entry.partners.filter(state=to, answer=PartnerState.Answer.CONFIRMED).first()
    if heir is None:
        raise ReviewError(_("Only a partner Land that has confirmed can take the lead."))
    keep_version(entry)
    former = entry.state
    if former is not None:
        answer = PartnerState.Answer.CONFIRMED
        entry.partners.create(state=former, answer=answer, answered_by=by, answered_at=timezone.now())
    entry.state, entry.is_nationwide = heir.state, False
    heir.delete()
    entry.edit_revision += 1
    entry.save()
    decide(entry, Decision.Kind.HANDED_OVER, by=by)
    if entry.public is not None:
        entry.public.state = entry.state
    _publish_partners(entry)
    return entry


def _attendance_that_follows(event: Event, public: Public, status: str) -> dict[str, str]:
    """What `status` does to the way of attending: moved online means online, and back to what was approved before."""
    moved = Event.EventStatus.MOVED_ONLINE
    if (status == moved) == (public.event_status == moved):
        return {}
    if status == moved:
        return {"attendance_mode": Event.AttendanceMode.ONLINE}
    approved = Decision.objects.of(event).filter(kind=Decision.Kind.APPROVED)
    modes = (each.content["attendance_mode"] for each in approved if each.content["event_status"] != moved)
    return {"attendance_mode": next(modes, event.attendance_mode)}


def _require_public(entry: Entry) -> Public:
    """The public copy. Raises ReviewError if there is none, or if it has been withdrawn."""
    if entry.public is None or entry.public.is_withdrawn:
        raise ReviewError(_("This entry is not public."))
    return entry.public


def _publish(entry: Entry) -> Public:
    """The public copy, made if there is none, with content, rows and relations of the working copy."""
    public = entry.public or entry.PUBLIC_COPY(uid=uuid4(), version=0, first_published_at=timezone.now())
    _take_down_picture(public)
    if public.slug and public.edition != entry.edition:
        _retire_slug(public)
    for field in entry.CONTENT._meta.local_fields:
        setattr(public, field.attname, field.value_from_object(entry))
    if isinstance(entry, Stand):
        public.edition = entry.edition
    if entry.image:
        public.image, public.image_width, public.image_height = images.publish(entry.image)
    if not public.slug:
        public.slug = _free_slug(entry)
    public.withdrawn_at, public.withdrawn_for_legal_reasons = None, False
    _raise_version(public)
    try:
        with transaction.atomic():
            public.save()
    except IntegrityError as error:
        raise ReviewError(_("The entry could not be published: %(reason)s") % {"reason": error}) from error
    for field in entry.CONTENT._meta.local_many_to_many:
        getattr(public, field.name).set(getattr(entry, field.name).all())
    _copy_partners(entry, public)
    _copy_rows(entry, public)
    entry.public = public
    return public


def _copy_partners(entry: Entry, public: Public) -> None:
    confirmed = entry.partners.filter(answer=PartnerState.Answer.CONFIRMED).select_related("state")
    public.partner_states.set(partner.state for partner in confirmed)


def _publish_partners(entry: Entry) -> None:
    """Give the public copy, if there is one, the confirmed partners at once, as a version of its own."""
    public = entry.public
    if public is None or public.is_withdrawn:
        return
    _copy_partners(entry, public)
    _raise_version(public)
    public.save()
    _announce(public)


def _copy_rows(entry: Entry, public: Public) -> None:
    """Give the public copy the rows (dates, co-exhibitors) of the working copy; their public ids stay."""
    source, target = getattr(entry, entry.ROWS), getattr(public, entry.ROWS)
    names = [field.attname for field in row_content(source.model)]
    target.all().delete()
    target.bulk_create(target.model(**{target.field.name: public}, **{name: getattr(row, name) for name in names}) for row in source.all())


def _replace_dates(event: Event, dates: list[dict]) -> None:
    """Replace the dates of the working copy; the n-th new row inherits the public id of the n-th former one."""
    uids = list(event.dates.values_list("uid", flat=True))
    event.dates.all().delete()
    for number, row in enumerate(dates):
        fresh = event.dates.model(event=event, uid=uids[number] if number < len(uids) else uuid4(), **row)
        fresh.full_clean()
        fresh.save()


def _date_as_json(row: Any) -> dict[str, str | None]:
    """A date row as the public JSON names it: first_day, last_day, from, to."""
    return {
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "from": row.from_time and row.from_time.isoformat("minutes"),
        "to": row.to_time and row.to_time.isoformat("minutes"),
    }


def _raise_version(public: Public) -> None:
    public.version += 1
    public.changed_at = timezone.now()


def _announce(public: Public) -> None:
    """Raise the public revision, last in the transaction, and stamp the changed row with it."""
    public.revision = PublicRevision.advance()
    public.save(update_fields=["revision"])


def _blank(public: Public, entry: Entry) -> None:
    """Remove all content from a tombstone: a legal withdrawal leaves neither text nor picture.

    The days of an event stay, because calendars that hold it already have to cross it out there.
    """
    kept = {"edition", "fair", "is_example"}
    for field in entry.CONTENT._meta.local_fields:
        if field.name not in kept:
            setattr(public, field.attname, None if field.null else field.get_default())
    for field in (*entry.CONTENT._meta.local_many_to_many, public._meta.get_field("partner_states")):
        getattr(public, field.name).clear()
    if not isinstance(entry, Event):
        getattr(public, entry.ROWS).all().delete()
    public.withdrawn_for_legal_reasons = True


def _take_down_picture(public: Public) -> None:
    """Delete the public picture at the end of the transaction, unless a public copy, be it this one, still shows it then."""
    if public.image:
        images.unpublish(str(public.image), is_used=_is_public_picture)


def _is_public_picture(name: str) -> bool:
    return any(copies.objects.filter(image=name).exists() for copies in (PublishedEvent, PublishedStand))


def _retire_slug(public: Public) -> None:
    """Keep the address that an entry leaves when it moves to another edition, and have it take a new one."""
    if public.edition_id:
        RetiredSlug.objects.get_or_create(noun=_noun(type(public)), edition=public.edition, slug=public.slug, defaults={"uid": public.uid})
    public.slug = ""


def _free_slug(entry: Entry) -> str:
    """A short name for the address that no entry of the edition has or ever had."""
    taken = set(entry.PUBLIC_COPY.objects.filter(edition=entry.edition).values_list("slug", flat=True))
    taken.update(RetiredSlug.objects.filter(edition=entry.edition, noun=_noun(entry.PUBLIC_COPY)).values_list("slug", flat=True))
    return free_slug(entry.title, taken=taken | RESERVED_SLUGS)


def _noun(copies: type[Public]) -> RetiredSlug.Noun:
    return RetiredSlug.Noun.EVENT if copies is PublishedEvent else RetiredSlug.Noun.STAND
