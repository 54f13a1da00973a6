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
    # The fields without which nothing is submitted.
    NEEDED: ClassVar[tuple[str, ...]]

    edition: Edition | None
    first_submitted_at: datetime | None
    public_id: int | None
    partners: Any
    public: Any

    class Meta:
        abstract = True

    def missing(self) -> dict[str, str]:
        """What blocks a submission: field name → sentence; empty if the entry is complete."""
        raise TypeError(f"{type(self).__name__} does not say what it needs.")

    def hints(self) -> list[Hint]:
        """What only helps, given or not, in the order of the form."""
        raise TypeError(f"{type(self).__name__} does not say what helps.")

    def completeness(self) -> Completeness:
        """How far the entry is; no query where its lists and rows are prefetched."""
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
        return self._as_json(self, self.partners.values("state_id", "answer"))

    def public_content_as_json(self) -> dict[str, Any]:
        """The same of the public copy, with the partner Länder that it names; empty if there is none."""
        if self.public is None:
            return {}
        confirmed = [{"state_id": key, "answer": "confirmed"} for key in self.public.partner_states.values_list("pk", flat=True)]
        return self._as_json(self.public, confirmed)

    def _as_json(self, copy: Any, partners: Iterable[dict[str, Any]]) -> dict[str, Any]:
        options = self.CONTENT._meta
        content: dict[str, Any] = {field.attname: field.value_from_object(copy) for field in options.local_fields}
        for field in options.local_many_to_many:
            content[field.name] = sorted(getattr(copy, field.name).values_list("pk", flat=True))
        rows = getattr(copy, self.ROWS)
        names = [field.attname for field in row_content(rows.model)]
        content[self.ROWS] = list(rows.values(*names))
        content["partner_states"] = list(partners)
        return json.loads(json.dumps({name: _plain(value) for name, value in content.items()}, cls=DjangoJSONEncoder))


def row_content(rows: type[models.Model]) -> list[models.Field]:
    """The fields of a row that belong to the content: all but its key and its entry."""
    abstract = next(base for base in rows.__mro__[1:] if issubclass(base, models.Model) and base._meta.abstract)
    return [rows._meta.get_field(field.name) for field in abstract._meta.local_fields]


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, FieldFile) else value
