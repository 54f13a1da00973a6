"""Undoing one change of master data: the former values come back, unless somebody has changed them since."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.common.recording import keys_of_list
from clusterweek.editorial.changes import Kind, Noun, history_of, lists_of, plain_fields, plain_value, records_of
from clusterweek.editorial.models import UndoneChange
from clusterweek.editorial.review import ReviewError

Values = dict[str, Any]


@transaction.atomic
def undo(noun: Noun, number: int, *, by: User) -> models.Model:
    """Take back the change of an entry of `noun` that left the record `number`; returns the entry as it is now.

    What a change touched gets its former values, all of them or none; a deleted entry is there again. The public
    revision rises with it. Raises PermissionDenied for anybody but the office, `DoesNotExist` of the history without
    such a record, and ReviewError with a sentence if it was undone before, or is not possible any more.
    """
    if not by.is_programme_office:
        raise PermissionDenied
    record = records_of(noun).get(history_id=number)
    former = history_of(noun).objects.filter(history_id=record.former).first()
    entry = noun._base_manager.select_for_update(of=("self",)).filter(pk=record.id).first()
    row, is_first = UndoneChange.objects.get_or_create(noun=noun._meta.label_lower, record=number, defaults={"undone_by": by})
    if not is_first:
        raise ReviewError(_("%(person)s has undone this change already.") % {"person": row.undone_by})
    if record.history_type == Kind.CREATED:
        raise ReviewError(_("A new entry is not undone: please delete it, or take it out of public view, in its form."))
    if former is None:
        raise ReviewError(_("Nothing is known of how this entry was before."))
    is_new = record.history_type == Kind.DELETED
    entry = _restored(noun, entry, former) if is_new else _reverted(noun, entry, record, former)
    with translation.override(settings.LANGUAGE_CODE):
        when = date_format(localtime(record.history_date), "SHORT_DATETIME_FORMAT")
        entry._history_user, entry._change_reason = by, _("Undoes the change of %(when)s.") % {"when": when}
    _save(entry, former, is_new=is_new)
    return entry


def _reverted(noun: Noun, entry: Any, record: Any, former: Any) -> Any:
    """`entry` with the former values of what the change touched; its lists are set when it is saved."""
    if entry is None:
        raise ReviewError(_("This entry has been deleted since."))
    before, after, now = _values(noun, former), _values(noun, record), _values(noun, entry)
    touched = [name for name in after if before[name] != after[name]]
    if not touched:
        raise ReviewError(_("This change left everything as it was."))
    since = [str(capfirst(noun._meta.get_field(name).verbose_name)) for name in touched if now[name] != after[name]]
    if since:
        sentence = _("These fields have been changed since, so nothing was undone: %(fields)s. Please use the form.")
        raise ReviewError(sentence % {"fields": ", ".join(since)})
    for field in plain_fields(noun):
        if field.name in touched:
            setattr(entry, field.attname, before[field.name])
    entry._lists_to_set = [field for field in lists_of(noun) if field.name in touched]
    _check(entry, touched)
    return entry


def _restored(noun: Noun, entry: Any, former: Any) -> Any:
    """The deleted entry as it was before."""
    if entry is not None:
        raise ReviewError(_("This entry is there again already."))
    restored = former.instance
    restored._lists_to_set = lists_of(noun)
    _check(restored, [field.name for field in plain_fields(noun)])
    return restored


def _check(entry: Any, touched: list[str]) -> None:
    """Raise ReviewError unless the entry is valid, with the files that it names."""
    try:
        entry.clean_fields(exclude={field.name for field in entry._meta.fields if field.name not in touched})
        entry.validate_unique()
        entry.validate_constraints()
    except ValidationError as error:
        raise ReviewError(_("It cannot be undone any more: %(reason)s") % {"reason": " ".join(error.messages)}) from error
    for name in touched:
        value = getattr(entry, name, None)
        if isinstance(value, FieldFile) and value.name and not value.storage.exists(value.name):
            raise ReviewError(_("It cannot be undone any more: the former picture is gone."))


def _save(entry: Any, former: Any, *, is_new: bool) -> None:
    """Save the entry and set its lists as `former` has them, as one step of its history."""
    try:
        with transaction.atomic():
            entry.save(force_insert=is_new)
    except IntegrityError as error:
        raise ReviewError(_("It cannot be undone any more: %(reason)s") % {"reason": error}) from error
    for field in entry._lists_to_set:
        keys = keys_of_list(former, field)
        if len(field.related_model._base_manager.in_bulk(keys)) < len(keys):
            sentence = _("It cannot be undone any more: something in “%(list)s” has been deleted since.")
            raise ReviewError(sentence % {"list": capfirst(field.verbose_name)})
        getattr(entry, field.name).set(keys)


def _values(noun: Noun, version: Any) -> Values:
    """The plain values and the keys in each list of a record, or of the entry itself."""
    values = {field.name: plain_value(version, field) for field in plain_fields(noun)}
    for field in lists_of(noun):
        is_record = isinstance(version, history_of(noun))
        keys = keys_of_list(version, field) if is_record else set(getattr(version, field.name).values_list("pk", flat=True))
        values[field.name] = keys
    return values
