"""The shapes of what the API tells (JSON Schema 2020-12), written beside the records that they describe."""

from typing import Any

from clusterweek.geography.models import NATIONWIDE
from events.programme.models import ACCESSIBILITY_FEATURES, Edition, EventContent

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "number"}
WHOLE: Shape = {"type": "integer", "minimum": 0}
TRUTH: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
HOUR: Shape = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
ADDRESS: Shape = {"type": "string", "format": "uri"}
ID: Shape = {"type": "string", "format": "uuid"}
STATE: Shape = {"type": "string", "pattern": "^[A-Z]{2}$"}


def described(shape: Shape, description: str) -> Shape:
    """`shape` with what it means."""
    return {**shape, "description": description}


def maybe(shape: Shape) -> Shape:
    """`shape`, or null where nobody has stated it."""
    return {"anyOf": [shape, {"type": "null"}]}


def listed(shape: Shape) -> Shape:
    """A list of `shape`."""
    return {"type": "array", "items": shape}


def whole(**properties: Shape) -> Shape:
    """An object with exactly these properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def one_of(choices: Any) -> Shape:
    """One of the values of a TextChoices."""
    return {"type": "string", "enum": [str(value) for value in choices.values]}


def ref(name: str) -> Shape:
    """A shape by its name in SHAPES."""
    return {"$ref": f"#/components/schemas/{name}"}


IDENTITY = {
    "id": described(ID, "Stays for good."),
    "version": described(WHOLE, "Rises with every change; SEQUENCE in calendars."),
    "slug": TEXT,
    "url": described(ADDRESS, "The page of the entry."),
    "title": TEXT,
    "is_example": described(TRUTH, "Invented: such an entry must not be taken for a real one."),
    "first_published_at": MOMENT,
    "changed_at": MOMENT,
}
BELONGING = {
    "technology_fields": listed(TEXT),
    "state": described(STATE, f"The lead Land (ISO 3166-2 without “DE-”); {NATIONWIDE} is nationwide."),
    "partner_states": listed(STATE),
}
REACHABLE = {"email": described(TEXT, "Organisational, never of a person."), "phone": TEXT, "website": TEXT}
WHEN: Shape = {"anyOf": [DAY, MOMENT, {"type": "null"}]}

SHAPES: dict[str, Shape] = {
    "Event": whole(
        **IDENTITY,
        summary=TEXT,
        description=described(TEXT, "Markdown (CommonMark)."),
        format=maybe(TEXT),
        **BELONGING,
        dates=listed(ref("Date")),
        start=described(WHEN, "A day, or a moment with offset where the hour is known."),
        end=described(WHEN, "A day, or a moment with offset where the hour is known."),
        opening_hours=TEXT,
        previous_dates=listed(ref("Date")),
        attendance_mode=one_of(EventContent.AttendanceMode),
        event_status=one_of(EventContent.EventStatus),
        status_note=TEXT,
        venue=TEXT,
        street=TEXT,
        postal_code=TEXT,
        city=TEXT,
        room=TEXT,
        latitude=maybe(NUMBER),
        longitude=maybe(NUMBER),
        online_address=TEXT,
        organizers=listed(ref("Exhibitor")),
        further_organizers=TEXT,
        **REACHABLE,
        registration_state=maybe(one_of(EventContent.RegistrationState)),
        registration_url=TEXT,
        registration_deadline=maybe(DAY),
        registration_places=maybe(WHOLE),
        is_free=maybe(TRUTH),
        price=TEXT,
        languages=listed(TEXT),
        audiences=listed(TEXT),
        accessibility=whole(**{slug: described(maybe(TRUTH), "null: not stated.") for slug in ACCESSIBILITY_FEATURES.values()}),
        accessibility_note=TEXT,
        accessibility_contact=TEXT,
        image=maybe(ref("Image")),
    ),
    "Date": whole(
        **{
            "first_day": DAY,
            "last_day": described(DAY, "A row over several days with hours means daily."),
            "from": described(maybe(HOUR), "null: the time will follow."),
            "to": described(maybe(HOUR), "Before “from” it is on the next day."),
        }
    ),
    "Image": whole(url=ADDRESS, alt=TEXT, credit=TEXT, licence=TEXT),
    "Exhibitor": described(
        whole(slug=maybe(TEXT), name=TEXT, url=maybe(TEXT)), "A cluster with its short name, or a company or institution without one."
    ),
    "Stand": whole(
        **IDENTITY,
        fair=maybe(TEXT),
        hall=described(TEXT, "Empty: the hall will follow."),
        stand_number=TEXT,
        first_day=maybe(DAY),
        last_day=maybe(DAY),
        main_exhibitor=ref("Exhibitor"),
        co_exhibitors=listed(ref("Exhibitor")),
        **BELONGING,
        exhibits=TEXT,
        description=described(TEXT, "Markdown (CommonMark)."),
        **REACHABLE,
        image=maybe(ref("Image")),
    ),
    "Cluster": whole(
        slug=TEXT,
        url=ADDRESS,
        name=TEXT,
        is_example=TRUTH,
        description=described(TEXT, "Markdown (CommonMark)."),
        states=listed(STATE),
        city=TEXT,
        latitude=maybe(NUMBER),
        longitude=maybe(NUMBER),
        technology_fields=listed(TEXT),
        funding_programmes=listed(TEXT),
        members=TEXT,
        **REACHABLE,
    ),
    "Edition": whole(
        slug=TEXT,
        number=WHOLE,
        title=TEXT,
        url=ADDRESS,
        first_day=DAY,
        last_day=DAY,
        opens_at=described(MOMENT, "From this moment on the programme is public."),
        phase=one_of(Edition.Phase),
        is_current=TRUTH,
        programme=described({"type": "object", "additionalProperties": ADDRESS}, "Format → address; empty before the opening."),
        stands={"type": "object", "additionalProperties": ADDRESS},
    ),
    "Label": whole(value=TEXT, label=TEXT),
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": WHOLE,
            "detail": TEXT,
            "instance": TEXT,
            "errors": listed(
                {
                    "type": "object",
                    "properties": {"parameter": TEXT, "message": TEXT, "choices": listed(TEXT)},
                    "required": ["parameter", "message"],
                }
            ),
        },
        "required": ["type", "title", "status"],
    },
}


def page_of(name: str, shape: str, *, has_edition: bool) -> Shape:
    """One page of entries."""
    edition = {"edition": described(TEXT, "The slug of the edition.")} if has_edition else {}
    return whole(
        **edition,
        count=described(WHOLE, "How many entries there are on all pages."),
        next=described(maybe(ADDRESS), "The address of the next page; null on the last."),
        **{name: listed(ref(shape))},
    )
