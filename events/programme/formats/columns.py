"""The columns of tables: what stands in them for an event or a stand, as typed values, in the active language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clusterweek.common.dates import span_label
from clusterweek.common.spreadsheet import Heading, Link
from events.programme.formats.wording import address_of, plain, say, title_of
from events.programme.models import ACCESSIBILITY_FEATURES, PublishedEvent
from events.programme.wording import hours_in_words

NARROW, WIDE, WIDEST = 12, 32, 60


@dataclass(frozen=True)
class Column:
    """A heading with its width in characters, and the value of an entry in it."""

    heading: Heading
    value: Callable[[Any], Any]


def event_columns() -> list[Column]:
    """The columns of events: no person, one row for each event."""
    return [
        *_identity(),
        _column(_("first day"), lambda event: _dates(event)[0].first_day if _dates(event) else None, NARROW),
        _column(_("Last day"), _last_day, NARROW),
        _column(_("From (time)"), lambda event: _dates(event)[0].from_time if _dates(event) else None, NARROW),
        _column(_("To (time)"), lambda event: _dates(event)[0].to_time if _dates(event) else None, NARROW),
        _column(_("All dates"), _all_dates, WIDE),
        _column(_("status"), lambda event: capfirst(event.get_event_status_display())),
        _column(_("note on the status"), lambda event: say(event, "status_note"), WIDE),
        _column(_("Format"), lambda event: str(event.format or "")),
        *_fields_and_states(),
        _column(_("Attendance"), lambda event: capfirst(event.get_attendance_mode_display())),
        _column(_("venue"), lambda event: event.venue, WIDE),
        _column(_("room"), lambda event: event.room),
        _column(_("street and number"), lambda event: event.street, WIDE),
        _column(_("postcode"), lambda event: event.postal_code, NARROW),
        _column(_("Place"), lambda event: event.city),
        _column(_("latitude"), lambda event: event.latitude, NARROW),
        _column(_("longitude"), lambda event: event.longitude, NARROW),
        _column(_("online address"), lambda event: _link(event.online_address), WIDE),
        _column(_("organizers"), lambda event: _listed([*event.organizers.all(), event.further_organizers]), WIDE),
        *_reachable(),
        _column(_("Registration"), lambda event: capfirst(event.get_registration_state_display())),
        _column(_("registration until"), lambda event: event.registration_deadline, NARROW),
        _column(_("address of the registration"), lambda event: _link(event.registration_url), WIDE),
        _column(_("places"), lambda event: event.registration_places, NARROW),
        _column(_("Free of charge"), lambda event: _yes_or_no(event.is_free), NARROW),
        _column(_("price"), lambda event: say(event, "price")),
        _column(_("languages"), lambda event: _listed(event.languages.all())),
        _column(_("audiences"), lambda event: _listed(event.audiences.all()), WIDE),
        *(_accessibility(name) for name in ACCESSIBILITY_FEATURES),
        _column(_("note on accessibility"), lambda event: say(event, "accessibility_note"), WIDE),
        _column(_("contact for needs"), lambda event: event.accessibility_contact, WIDE),
        _column(_("summary"), lambda event: say(event, "summary"), WIDEST),
        _column(_("description"), lambda event: plain(event, "description"), WIDEST),
        *_end(),
    ]


def stand_columns() -> list[Column]:
    """The columns of stands."""
    return [
        *_identity(),
        _column(_("Trade fair"), lambda stand: str(stand.fair or ""), WIDE),
        _column(_("Hall"), lambda stand: stand.hall, NARROW),
        _column(_("stand number"), lambda stand: stand.stand_number, NARROW),
        _column(_("first day"), lambda stand: stand.first_day or stand.fair.first_day, NARROW),
        _column(_("Last day"), lambda stand: stand.last_day or stand.fair.last_day, NARROW),
        _column(_("Main exhibitor"), lambda stand: str(stand.main_exhibitor or stand.main_exhibitor_text), WIDE),
        _column(_("co-exhibitors"), lambda stand: _listed(stand.co_exhibitors.all()), WIDE),
        *_fields_and_states(),
        *_reachable(),
        _column(_("exhibits"), lambda stand: say(stand, "exhibits"), WIDEST),
        _column(_("description"), lambda stand: plain(stand, "description"), WIDEST),
        *_end(),
    ]


def _column(heading: str, value: Callable[[Any], Any], width: int = 18) -> Column:
    return Column(Heading(capfirst(heading), width), value)


def _identity() -> list[Column]:
    return [
        _column(_("Title"), title_of, WIDEST),
        _column(_("Page"), lambda entry: _link(address_of(entry)), WIDE),
        _column(_("Example"), lambda entry: _yes_or_no(entry.is_example), NARROW),
    ]


def _fields_and_states() -> list[Column]:
    return [
        _column(_("technology fields"), lambda entry: _listed(entry.technology_fields.all()), WIDE),
        _column(_("Land"), lambda entry: str(entry.state or _("nationwide"))),
        _column(_("partner Länder"), lambda entry: _listed(entry.partner_states.all())),
    ]


def _reachable() -> list[Column]:
    return [
        _column(_("organisational e-mail"), lambda entry: Link(entry.email, f"mailto:{entry.email}") if entry.email else None, WIDE),
        _column(_("organisational phone"), lambda entry: entry.phone),
        _column(_("Website"), lambda entry: _link(entry.website), WIDE),
    ]


def _end() -> list[Column]:
    return [
        _column(_("Credit of the picture"), lambda entry: entry.image_credit if entry.image else ""),
        _column(_("Licence of the picture"), lambda entry: entry.get_image_licence_display() if entry.image else ""),
        _column(_("changed"), lambda entry: localtime(entry.changed_at)),
        _column(_("Version"), lambda entry: entry.version, NARROW),
        _column(_("public id"), lambda entry: str(entry.uid), WIDE),
    ]


def _accessibility(name: str) -> Column:
    label = capfirst(str(PublishedEvent._meta.get_field(name).verbose_name))
    return _column(label, lambda event: _yes_or_no(getattr(event, name)))


def _dates(event: PublishedEvent) -> list[Any]:
    return list(event.dates.all())


def _last_day(event: PublishedEvent) -> Any:
    return max((row.last_day for row in _dates(event)), default=None)


def _all_dates(event: PublishedEvent) -> str:
    return "\n".join(f"{span_label(row.first_day, row.last_day, weekday=True)}, {hours_in_words(event, row)}" for row in _dates(event))


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _listed(values: Any) -> str:
    return ", ".join(str(value) for value in values if str(value))


def _link(address: str) -> Link | None:
    return Link(address, address) if address else None
