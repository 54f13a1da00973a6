"""What the forms of events and stands explain at their fields, where the field itself says nothing yet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ENTRY: dict[str, str | Promise] = {
    "state": _("The Land whose coordinators work on this entry."),
    "technology_fields": _("What it is about; visitors filter by it. Several are possible."),
    "contact_persons": _("Type a part of the name. Who is missing can be entered with “+”."),
    "website": _("The page with more about it, beginning with https://."),
    "image_is_decorative": _("Tick this if the picture tells nothing that the text does not say."),
    "image_licence": _("Under which terms the portal may show the picture."),
    "source": _("Where the facts come from; never public."),
    "image_alt_en": _("If left empty, the German description is used."),
    "title_en": _("Shown on the English pages. If left empty, the German title is used."),
}

EVENT: dict[str, str | Promise] = {
    **ENTRY,
    "edition": _("The Clusterwoche to which the event belongs."),
    "format": _("What kind of event it is; needed before you can submit it."),
    "audiences": _("For whom it is meant; visitors filter by it. Several are possible."),
    "languages": _("In which languages one can take part."),
    "event_status": _("Normally “takes place”. If something changes after the approval, use “Change at once”."),
    "attendance_mode": _("On site, online, or both."),
    "room": _("Where in the building, e.g. “Hall 2, entrance east”."),
    "city": _("Without the postcode."),
    "further_organizers": _("Who is no cluster of the list, e.g. a university or a town. At least one organizer is needed."),
    "registration_url": _("The page on which one registers, beginning with https://."),
    "registration_deadline": _("The last day on which one can register."),
    "registration_places": _("How many people can take part. Empty means: not stated."),
    "is_free": _("Whether taking part costs nothing."),
    "step_free_access": _("Say what you know. “Not stated” is better than a wrong “yes”."),
    "accessibility_note": _("e.g. “Lift at the entrance south, please ring”."),
}

STAND: dict[str, str | Promise] = {
    **ENTRY,
    "title": _("Says who shows what; at best under 90 characters."),
    "fair": _("Needed before you can submit the stand. If the fair is missing, please ask the programme office."),
    "exhibits": _("What is to be seen at the stand, in one or two sentences."),
    "main_exhibitor": _("The cluster that holds the stand; type a part of its name."),
    "main_exhibitor_text": _("Only if no cluster holds the stand."),
    "events_at_stand": _("Approved events that take place at this stand."),
}
