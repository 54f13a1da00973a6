"""The list of the form's sections, with what is missing in each."""

from typing import Any, NamedTuple

from django.contrib.admin.utils import flatten

from events.models.completeness import Completeness


class FormSection(NamedTuple):
    """A section of the form: its name, its anchor, how much in it blocks and how much would help."""

    name: str
    anchor: str
    missing: int
    helpful: int


def sections(fieldsets: list[Any], inlines: list[Any], completeness: Completeness) -> list[FormSection]:
    """The sections of a form made of `fieldsets`, each with the rows of those `inlines` that stand at its end."""
    found = []
    for number, fieldset in enumerate(fieldsets):
        names = {*flatten(fieldset.fields), *(rows.formset.prefix for rows in inlines if rows.opts.after == fieldset.name)}
        missing, helpful = len(names & completeness.missing.keys()), len(names & completeness.helpful.keys())
        found.append(FormSection(fieldset.name, f"#section-{number}", missing, helpful))
    return found
