"""What the review asks of a working copy of the programme, whatever its noun."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from clusterweek.editorial.models import PublicCopy
from clusterweek.editorial.review import Incomplete, ReviewError
from events.models.completeness import Completeness, Hint, completeness_of
from events.models.deadline import deadline_for
from events.programme.models import Edition


class Submittable(models.Model):
    """A working copy that knows when it may be submitted and how its content reads as JSON."""

    # The abstract model of the content, the name of the rows that belong to it, and the model of the public copy.
    CONTENT: ClassVar[type[models.Model]]
    ROWS: ClassVar[str]
    PUBLIC_COPY: ClassVar[type[PublicCopy]]
    # Fields of the working copy alone that people fill in.
    OWN_FIELDS: ClassVar[tuple[str, ...]] = (
        "is_nationwide",
        "source",
        "internal_note",
        "deadline_extended_until",
        "deadline_extension_reason",
    )
    # The fields without which nothing is submitted.
    NEEDED: ClassVar[tuple[str, ...]]
    # The lists and rows of which `missing` and `hints` ask whether there is anything.
    COUNTED: ClassVar[tuple[str, ...]]

    edition: Edition | None
    first_submitted_at: datetime | None
    public_id: int | None
    partners: Any
    public: Any

    class Meta:
        abstract = True

    def has(self, name: str) -> bool:
        """Whether there is anything in the list, or among the rows, `name`; no query after `telling_what_is_there`."""
        told = self.__dict__.get(f"has_{name}")
        return getattr(self, name).exists() if told is None else told

    def missing(self) -> dict[str, str]:
        """What blocks a submission: field name → sentence; empty if the entry is complete."""
        raise TypeError(f"{type(self).__name__} does not say what it needs.")

    def hints(self) -> list[Hint]:
        """What only helps, given or not, in the order of the form."""
        raise TypeError(f"{type(self).__name__} does not say what helps.")

    def completeness(self) -> Completeness:
        """How far the entry is; no query after `telling_what_is_there`."""
        return completeness_of(self.NEEDED, self.missing(), self.hints())

    def check_complete(self) -> None:
        """Raise Incomplete if something is missing that the public copy needs."""
        problems = self.missing()
        if problems:
            raise Incomplete(problems)

    def check_submission(self, now: datetime) -> None:
        """Raise Incomplete if something is missing, and ReviewError if it is too late; a closed edition takes corrections alone."""
        self.check_complete()
        if self.edition and self.edition.is_closed and self.public_id is None:
            raise ReviewError(_("This edition is closed."))
        deadline = deadline_for(self)
        if deadline and now > deadline and not self.first_submitted_at:
            raise ReviewError(_("The submission deadline has passed. The programme office can extend it for your Land or this entry."))

    def content_as_json(self) -> dict[str, Any]:
        """Every content field, list and row, as plain JSON values."""
        return self._as_json(self, _values(self, "partners", ["state_id", "answer"]))

    def working_copy_as_json(self) -> dict[str, Any]:
        """The same with the fields of the working copy alone and the keys of its rows: all that an edit can change."""
        content = self._as_json(self, _values(self, "partners", ["id", "state_id", "answer"]), with_keys=True)
        return {**content, **as_json({name: getattr(self, name) for name in self.OWN_FIELDS})}

    def public_content_as_json(self) -> dict[str, Any]:
        """The same of the public copy, with the partner Länder that it names; empty if there is none."""
        if self.public is None:
            return {}
        confirmed = [{"state_id": key, "answer": "confirmed"} for key in self.public.partner_states.values_list("pk", flat=True)]
        return self._as_json(self.public, confirmed)

    def _as_json(self, copy: Any, partners: Iterable[dict[str, Any]], *, with_keys: bool = False) -> dict[str, Any]:
        options = self.CONTENT._meta
        content: dict[str, Any] = {field.attname: field.value_from_object(copy) for field in options.local_fields}
        for field in options.local_many_to_many:
            content[field.name] = sorted(row["pk"] for row in _values(copy, field.name, ["pk"]))
        rows = getattr(copy, self.ROWS)
        content[self.ROWS] = _values(
            copy, self.ROWS, [*(["id"] if with_keys else ()), *(field.attname for field in row_content(rows.model))]
        )
        content["partner_states"] = list(partners)
        return as_json(content)


def _values(copy: models.Model, relation: str, names: list[str]) -> list[dict[str, Any]]:
    """`names` of all rows of `relation`; no query if they have been prefetched, and else no more columns than these."""
    rows = getattr(copy, relation)
    if relation in getattr(copy, "_prefetched_objects_cache", {}):
        return [{name: getattr(row, name) for name in names} for row in rows.all()]
    return list(rows.values(*names))


def as_json(content: dict[str, Any]) -> dict[str, Any]:
    """`content` in plain JSON values; a file is its name."""
    return json.loads(json.dumps({name: _plain(value) for name, value in content.items()}, cls=DjangoJSONEncoder))


def row_content(rows: type[models.Model]) -> list[models.Field]:
    """The fields of a row that belong to the content: all but its key and its entry."""
    abstract = next(base for base in rows.__mro__[1:] if issubclass(base, models.Model) and base._meta.abstract)
    return [rows._meta.get_field(field.name) for field in abstract._meta.local_fields]


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, FieldFile) else value
