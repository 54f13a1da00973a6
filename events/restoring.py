"""A former content of an entry comes back as its working copy; what cannot come back is named."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.readable import PARTNERS
from clusterweek.editorial.review import ReviewError, locked, record_edit
from events.models import Event, Stand
from events.models.submittable import row_content
from events.programme.models import Edition, TradeFair

Entry = Event | Stand
Content = dict[str, Any]

# Whose an entry is changes by handing over alone, and what is an example the office says in the form.
STAYS = frozenset({"state", "is_example"})
PICTURE = ("image", "image_alt", "image_alt_en", "image_is_decorative", "image_credit", "image_licence")
OWN_TEXTS = ("source", "internal_note")


class Left(NamedTuple):
    """What could not come back: the field, and the value by its name."""

    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label} ({self.value})" if self.value else self.label


@transaction.atomic
def restore(entry: Entry, content: Content, *, by: User, edit_revision: int, reason: str = "") -> list[Left]:
    """Have the working copy say what it said in `content`, as an edit of `by`; returns what could not come back.

    Lists, rows and the picture come back as far as what they name still exists and may be chosen by `by`; partner Länder
    are asked again, none is removed. Raises PermissionDenied, OutdatedRevision, and ReviewError if the entry is with the
    office, says all that already, would not be valid, or if its edition is closed and there is no `reason`.
    """
    entry = locked(entry, edit_revision=edit_revision)
    if not entry.may_edit(by):
        raise PermissionDenied
    if not entry.may_change(by):
        raise ReviewError(_("This entry is with the programme office, or its edition is closed: nothing comes back now."))
    before = entry.working_copy_as_json()
    restoring = _Restoring(entry, content, by)
    restoring.set_fields()
    record_edit(entry, by=by, edit_revision=edit_revision, reason=reason)
    try:
        entry.clean_fields(exclude=[field.name for field in entry._meta.fields if field.name not in restoring.names])
        entry.validate_constraints()
    except ValidationError as error:
        raise ReviewError(_("This version cannot come back: %(reasons)s") % {"reasons": " ".join(error.messages)}) from error
    entry.save()
    restoring.set_lists()
    restoring.set_rows()
    restoring.ask_partners()
    if _says(entry.working_copy_as_json(), entry) == _says(before, entry):
        raise ReviewError(_("The entry says all this already.") + "".join(f" {left}" for left in restoring.left))
    return restoring.left


class _Restoring:
    """One content on its way back into `entry`."""

    def __init__(self, entry: Entry, content: Content, by: User) -> None:
        self.entry, self.content, self.by = entry, content, by
        self.left: list[Left] = []
        options = entry.CONTENT._meta
        every = [field for field in options.local_fields if field.editable and field.name not in (*STAYS, *PICTURE)]
        self.names = [field.name for field in every] + [name for name in OWN_TEXTS if name in content]

    def set_fields(self) -> None:
        for name in self.names:
            field: Any = self.entry._meta.get_field(name)
            if field.attname not in self.content:
                continue
            value = self.content[field.attname]
            if (
                field.many_to_one
                and value not in (None, getattr(self.entry, field.attname))
                and not self._choosable(field, [value]).exists()
            ):
                self._leave(field, value)
            else:
                setattr(self.entry, field.attname, field.to_python(value))
        self._set_picture()

    def _set_picture(self) -> None:
        """The picture with all that is said about it, or nothing of that."""
        name, storage = self.content.get("image", ""), self.entry.image.storage
        if name and not storage.exists(name):
            self.left.append(Left(_("the picture, whose file is gone"), ""))
            return
        for each in PICTURE:
            if each in self.content:
                setattr(self.entry, each, self.content[each])
        self.names += PICTURE

    def set_lists(self) -> None:
        for field in self.entry.CONTENT._meta.local_many_to_many:
            related = getattr(self.entry, field.name)
            wanted = set(self.content.get(field.name) or ())
            present = set(related.values_list("pk", flat=True))
            found = set(self._choosable(field, wanted - present).values_list("pk", flat=True)) | wanted & present
            for key in sorted(wanted - found):
                self._leave(field, key)
            related.set(found)

    def set_rows(self) -> None:
        rows = getattr(self.entry, self.entry.ROWS)
        fields = row_content(rows.model)
        wanted = [row for row in self.content.get(self.entry.ROWS) or () if self._is_whole(row, fields)]
        rows.all().delete()
        for row in wanted:
            values = {field.attname: field.to_python(row[field.attname]) for field in fields if field.attname in row}
            rows.model.objects.create(**{rows.field.name: self.entry}, **values)

    def _is_whole(self, row: Content, fields: list[models.Field]) -> bool:
        """Whether what a row names still exists and may be chosen, or is named by a row of the entry already."""
        for field in (field for field in fields if field.many_to_one and row.get(field.attname) is not None):
            key = row[field.attname]
            is_there = getattr(self.entry, self.entry.ROWS).filter(**{field.attname: key}).exists()
            if not is_there and not self._choosable(field, [key]).exists():
                self._leave(field, key)
                return False
        return True

    def ask_partners(self) -> None:
        present = {*self.entry.partners.values_list("state_id", flat=True), self.entry.state_id}
        for row in self.content.get(PARTNERS) or ():
            if row["state_id"] not in present:
                self.entry.partners.create(state_id=row["state_id"])
                notify(Kind.PARTNER_ASKED, to=row["state_id"], by=self.by, entry=self.entry)

    def _choosable(self, field: Any, keys: Any) -> models.QuerySet:
        """The rows with the `keys` to which `field` may lead by the choice of this user."""
        rows = field.related_model._default_manager.filter(pk__in=keys)
        if hasattr(rows, "pickable_by"):
            rows = rows.filter(pk__in=field.related_model.objects.pickable_by(self.by).values("pk"))
        if field.related_model is Edition:
            return rows.filter(is_closed=False)
        if field.related_model is TradeFair:
            return rows.filter(Q(edition__isnull=True) | Q(edition__is_closed=False))
        return rows

    def _leave(self, field: Any, key: Any) -> None:
        row = field.related_model._default_manager.filter(pk=key).first()
        self.left.append(Left(capfirst(str(field.verbose_name)), str(row) if row else _("deleted (%(key)s)") % {"key": key}))


def _says(content: Content, entry: Entry) -> Content:
    """The content without the keys of its rows."""
    rows = [{name: value for name, value in row.items() if name != "id"} for row in content[entry.ROWS]]
    return {**content, entry.ROWS: rows}
