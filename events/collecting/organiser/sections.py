"""The parts of the forms of organisers: heading, what stands under it, and the fields in their order."""

from typing import Any

from django.utils.translation import gettext_lazy

Sections = tuple[tuple[Any, Any, tuple[str, ...]], ...]

ENGLISH, ACCESSIBILITY = gettext_lazy("In English"), gettext_lazy("Accessibility")
EMPTY: tuple[Any, ...] = (None, "", "unknown", [], "None")
WHEN, WHO, PICTURE = gettext_lazy("When"), gettext_lazy("Who"), gettext_lazy("Picture")
SENDER = (
    gettext_lazy("For the Land"),
    gettext_lazy("Only the coordinators of your Land and the programme office read this."),
    ("sender_name", "sender_email", "sender_note"),
)
PICTURE_SECTION = (
    PICTURE,
    gettext_lazy("You must be allowed to pass it on. Without description, credit and licence it cannot be shown."),
    ("image", "image_alt", "image_is_decorative", "image_credit", "image_licence"),
)

EVENT_SECTIONS: Sections = (
    (gettext_lazy("What"), "", ("title", "format", "summary", "description", "technology_fields", "audiences", "languages")),
    (
        WHEN,
        gettext_lazy("A last day is needed only if there are several days. If you do not know the times yet, leave them empty."),
        ("opening_hours",),
    ),
    (gettext_lazy("Where"), "", ("attendance_mode", "venue", "room", "street", "postal_code", "city", "online_address")),
    (WHO, gettext_lazy("All of this is public."), ("further_organizers", "email", "phone", "website")),
    (
        gettext_lazy("Registration and costs"),
        "",
        ("registration_state", "registration_url", "registration_deadline", "registration_places", "is_free", "price"),
    ),
    PICTURE_SECTION,
    (
        ACCESSIBILITY,
        gettext_lazy("Say what you know. “Not stated” is better than a wrong “yes”."),
        (
            "step_free_access",
            "accessible_toilet",
            "hearing_loop",
            "sign_language",
            "captions",
            "easy_language",
            "accessibility_note",
            "accessibility_contact",
        ),
    ),
    (ENGLISH, "", ("title_en", "summary_en", "description_en", "image_alt_en")),
    SENDER,
)

STAND_SECTIONS: Sections = (
    (gettext_lazy("What"), "", ("title", "exhibits", "description", "technology_fields")),
    (gettext_lazy("Where and when"), "", ("fair", "hall", "stand_number", "first_day", "last_day")),
    (WHO, gettext_lazy("All of this is public."), ("main_exhibitor_text", "email", "phone", "website")),
    PICTURE_SECTION,
    (ENGLISH, "", ("title_en", "exhibits_en", "description_en", "image_alt_en")),
    SENDER,
)


def names_in(sections: Sections) -> list[str]:
    """The fields of an entry in `sections`, without those about the sender."""
    return [name for _heading, _introduction, names in sections for name in names if not name.startswith("sender_")]
