"""Before an edition opens: what must be looked at, and who of the office has done so."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import ReviewError
from clusterweek.geography.models import FederalState
from events.models import Event, EventPartner, PartnerState, ReleaseAcknowledgement, Stand, StandPartner
from events.programme.models import Edition, PublishedEventDate

Kind = ReleaseAcknowledgement.Kind

GREETING_FIELDS = (
    "greeting_heading",
    "greeting_heading_en",
    "greeting_teaser",
    "greeting_teaser_en",
    "greeting_text",
    "greeting_text_en",
    "greeting_is_signed",
    "portrait",
    "portrait_caption",
    "portrait_alt",
)


@dataclass(frozen=True)
class Finding:
    """Something that a warning names: its key, its name, and the noun and number of an entry."""

    key: str
    label: str = ""
    noun: str = ""
    number: int = 0


@dataclass(frozen=True)
class ReleaseWarning:
    """A warning with what it names; `seen` is the acknowledgement of exactly these findings."""

    kind: ReleaseAcknowledgement.Kind
    findings: list[Finding]
    seen: ReleaseAcknowledgement | None

    @property
    def keys(self) -> list[str]:
        """The findings as they are kept with an acknowledgement."""
        return sorted(finding.key for finding in self.findings)

    @property
    def digest(self) -> str:
        """Short for the findings, so that a form tells what its reader saw."""
        return _digest("|".join(self.keys))


def warnings_of(edition: Edition) -> list[ReleaseWarning]:
    """What must be acknowledged before `edition` opens, acknowledged or not; six queries."""
    found = {
        **_about_the_greeting(edition),
        Kind.EMPTY_LAND: _empty_lands(edition),
        Kind.OUTSIDE_THE_DAYS: _outside_the_days(edition),
        Kind.PARTNER_ASKED: [*_partners_asked(edition, EventPartner), *_partners_asked(edition, StandPartner)],
    }
    latest: dict[str, ReleaseAcknowledgement] = {}
    for row in ReleaseAcknowledgement.objects.filter(edition=edition).select_related("acknowledged_by"):
        latest.setdefault(row.warning, row)
    warnings = []
    for kind, findings in found.items():
        if findings:
            last = latest.get(kind)
            keys = sorted(finding.key for finding in findings)
            warnings.append(ReleaseWarning(kind, findings, last if last and last.findings == keys else None))
    return warnings


@transaction.atomic
def acknowledge(edition: Edition, *, kind: str, digest: str, by: User) -> ReleaseAcknowledgement:
    """Keep that `by` has seen the warning `kind` with the findings behind `digest`.

    Raises PermissionDenied for anybody but the office, and ReviewError if it names something else by now, or if
    the editor of the greeting reads it alone.
    """
    if not by.is_programme_office:
        raise PermissionDenied
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    warning = next((each for each in warnings_of(edition) if each.kind == kind), None)
    if warning is None or warning.digest != digest:
        raise ReviewError(_("This warning names something else by now. Please look at it again."))
    if kind == Kind.GREETING_UNREAD and editor_of_greeting(edition) == by.pk:
        raise ReviewError(_("You edited the greeting last. Please ask a second account of the office to read it."))
    return warning.seen or ReleaseAcknowledgement.objects.create(
        edition=edition, warning=warning.kind, findings=warning.keys, acknowledged_by=by
    )


def editor_of_greeting(edition: Edition) -> int | None:
    """The key of the user who gave the greeting its present words; None if nobody is known."""
    editor = None
    for record in edition.history.order_by("-history_date", "-history_id").iterator():
        if any(str(getattr(record, name)) != str(getattr(edition, name)) for name in GREETING_FIELDS):
            break
        editor = record.history_user_id
    return editor


def _about_the_greeting(edition: Edition) -> dict[ReleaseAcknowledgement.Kind, list[Finding]]:
    if not edition.greeting_text:
        return {Kind.NO_GREETING: [Finding("greeting")]}
    words = Finding(_digest("|".join(str(getattr(edition, name)) for name in GREETING_FIELDS)))
    unsigned = [] if edition.greeting_is_signed else [Finding("greeting")]
    return {Kind.GREETING_UNREAD: [words], Kind.GREETING_UNSIGNED: unsigned}


def _empty_lands(edition: Edition) -> list[Finding]:
    events = Event.objects.approved().filter(edition=edition, state__isnull=False)
    stands = Stand.objects.approved().filter(fair__edition=edition, state__isnull=False)
    empty = FederalState.objects.exclude(Q(pk__in=events.values("state")) | Q(pk__in=stands.values("state")))
    return [Finding(state.pk, str(state)) for state in empty]


def _outside_the_days(edition: Edition) -> list[Finding]:
    outside = PublishedEventDate.objects.filter(Q(first_day__lt=edition.first_day) | Q(last_day__gt=edition.last_day))
    events = Event.objects.approved().filter(edition=edition, public__in=outside.values("event")).order_by("pk")
    return [Finding(f"event-{event.pk}", str(event), "event", event.pk) for event in events]


def _partners_asked(edition: Edition, partners: type[EventPartner] | type[StandPartner]) -> list[Finding]:
    noun, of = partners.ENTRY, "event__edition" if partners is EventPartner else "stand__fair__edition"
    entries = (Event if partners is EventPartner else Stand).objects.approved()
    asked = partners.objects.filter(**{of: edition, f"{noun}__in": entries}, answer=PartnerState.Answer.ASKED)
    rows = [(getattr(row, noun), row) for row in asked.select_related("state", noun).order_by("pk")]
    return [Finding(f"{noun}-{entry.pk}-{row.state_id}", f"{entry}: {row.state}", noun, entry.pk) for entry, row in rows]


def _digest(text: str) -> str:
    return salted_hmac("events.releasing", text).hexdigest()[:16]
