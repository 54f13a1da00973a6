"""Contents of rows tried in the form of the admin: what it would refuse is refused here, at the same field, in the same words."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from events.collecting.importing.contents import PARTNERS, Content, blank_content
from events.collecting.workbook.declaration import Declaration
from events.models.submittable import as_json

Problems = dict[str, list[str]]

# Where a refusal that names no field belongs, by the end of the name of its constraint; others to the title.
PLACES = {
    "ends_after_it_starts": "last_day",
    "position_is_whole": "latitude",
    "free_has_no_price": "price",
    "image_has_credit_and_licence": "image_credit",
    "image_has_alt": "image_alt",
}


class Validator:
    """The form of one noun for one user, made once and filled with many contents."""

    def __init__(self, declaration: Declaration) -> None:
        self.model = declaration.model
        self.blank = blank_content(self.model)
        fields = {name: self.model._meta.get_field(name) for name in declaration.names()}
        # What is picked from lists has been looked up in them; the form takes texts, numbers, days and choices.
        self.fields: dict[str, Any] = {
            name: field for name, field in fields.items() if not (field.many_to_many or field.many_to_one or name == "is_nationwide")
        }
        self.form_class = declaration.admin.get_form(declaration.request, None, change=False, fields=list(self.fields))
        # A title is there in any case.
        conditions = [(constraint, getattr(constraint, "condition", None)) for constraint in self.model._meta.constraints]
        told = [(constraint, condition.referenced_base_fields if condition else set()) for constraint, condition in conditions]
        self.constraints = [(constraint, names) for constraint, names in told if names != {"title"}]
        self.set_directly = [
            field
            for field in self.model.CONTENT._meta.local_fields
            if field.editable and field.name not in (*self.fields, "image", "edition")
        ]

    @property
    def places(self) -> dict[str, str]:
        """Sentences of constraints, in the active language, and the fields to which they belong."""
        return {
            str(constraint.violation_error_message): place
            for constraint in self.model._meta.constraints
            for ending, place in PLACES.items()
            if constraint.name.endswith(ending)
        }

    def validate(self, content: Content, entry: Content) -> tuple[Content, Problems]:
        """`content` as the form would save it on top of `entry`, and what the form refuses of it, by field of the form."""
        full = {**self.blank, **entry, **content}
        instance: Any = self.model(is_nationwide=full["is_nationwide"])
        for field in self.set_directly:
            setattr(instance, field.attname, field.to_python(full[field.attname]))
        instance.get_constraints = lambda: [(self.model, self._in_question(full))]
        form = self.form_class(self._posted(full), instance=instance)
        problems: Problems = {}
        for name, errors in form.errors.items():
            for sentence in map(str, errors):
                at = name if name != NON_FIELD_ERRORS else self.places.get(sentence, "title")
                problems.setdefault(at, []).append(sentence)
        problems |= self._partners(full)
        problems = {name: sentences for name, sentences in problems.items() if self._is_given(name, content)}
        if problems and not form.is_valid():
            return content, problems
        saved = as_json({name: field.value_from_object(instance) for name, field in self.fields.items() if name in content})
        return {**content, **saved}, problems

    def _in_question(self, full: Content) -> list[models.BaseConstraint]:
        """The constraints that `full` could violate: each costs a query, and what is as in a new entry violates none."""
        return [
            constraint
            for constraint, names in self.constraints
            if any(full.get(name, self.blank.get(name)) != self.blank.get(name) for name in names)
        ]

    def _is_given(self, name: str, content: Content) -> bool:
        """What the row does not bring is not the row's fault."""
        return name in content or f"{name}_id" in content

    def _posted(self, full: Content) -> MultiValueDict:
        """What a browser sends for these fields."""
        data: MultiValueDict[str, str] = MultiValueDict()
        for name, field in self.fields.items():
            posted = as_sent(field, full.get(name))
            if posted is not None:
                data[name] = posted
        return data

    def _partners(self, full: Content) -> Problems:
        if any(row["state_id"] == full["state_id"] for row in full.get(PARTNERS) or ()):
            return {PARTNERS: [_("The Land that leads the entry is no partner of its own.")]}
        return {}


def as_sent(field: Any, value: Any) -> str | None:
    """One plain value as a browser sends it; None for an unticked box."""
    if isinstance(field, models.BooleanField):
        if field.null:
            return {True: "true", False: "false"}.get(value, "unknown")
        return "on" if value else None
    return "" if value is None else str(value)


def events_outside(model: Any, content: Content, entry: Content) -> str:
    """What StandForm says about events that do not belong to the edition of the fair; empty if all do."""
    keys = {**entry, **content}.get("events_at_stand")
    if not keys or not {"events_at_stand", "fair_id"} & set(content):
        return ""
    fairs, events = model._meta.get_field("fair").related_model, model._meta.get_field("events_at_stand").related_model
    fair = fairs.objects.filter(pk={**entry, **content}.get("fair_id")).first()
    if events.objects.filter(pk__in=keys).exclude(edition=fair.edition_id if fair else None).exists():
        return _("These events do not belong to the edition of the trade fair.")
    return ""
