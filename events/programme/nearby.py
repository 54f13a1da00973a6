"""The parameters `near` and `radius`: fields that any form of a query can use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.geography.places import MAX_LENGTH, Place, locate, suggestions

RADIUS, MAX_RADIUS = 25, 500


class NearField(forms.CharField):
    """A postcode or a place; its clean value is a Place, or None if nothing was typed.

    Raises ValidationError with code `ambiguous` and `choices` (names of places) in its params, or with code `unknown`
    and `suggestions` (perhaps none); each of these names is understood as a value of this field.
    """

    default_error_messages = {
        "ambiguous": _("There are several places of that name. Which one do you mean: %(listed)s?"),
        "suggested": _("We do not know this place. Did you mean %(listed)s?"),
        "unknown": _("We do not know this place. Please enter a postcode, or a town nearby."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Near"), "required": False, "max_length": MAX_LENGTH, "strip": True, **kwargs})

    def clean(self, value: Any) -> Place | None:
        """The place that `value` names."""
        text = super().clean(value)
        if not text:
            return None
        found = locate(text)
        if isinstance(found, Place):
            return found
        if found:
            choices = [place.name for place in found]
            raise ValidationError(self.error_messages["ambiguous"], "ambiguous", {"choices": choices, "listed": listed(choices)})
        names = suggestions(text)
        sentence = self.error_messages["suggested" if names else "unknown"]
        raise ValidationError(sentence, "unknown", {"suggestions": names, "listed": listed(names)})


class RadiusField(forms.IntegerField):
    """How far around `near`, in whole kilometres from 1 to MAX_RADIUS; empty means RADIUS."""

    default_error_messages = {
        "invalid": _("Please enter whole kilometres, such as 25."),
        "min_value": _("Please enter at least %(limit_value)d km."),
        "max_value": _("Please enter at most %(limit_value)d km."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Radius in km"), "required": False, "min_value": 1, "max_value": MAX_RADIUS, **kwargs})

    def clean(self, value: Any) -> int:
        """The radius in kilometres."""
        return super().clean(value) or RADIUS


def listed(names: list[str]) -> str:
    """The names in one sentence, as people read them: "A, B or C"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
