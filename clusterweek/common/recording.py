"""The history of what has no second copy: one record for one step, with the lists that belong to it."""

from typing import Any

from django.db import models, transaction
from simple_history.models import HistoricalRecords

# On an entry: the key of the record of the step that is under way.
_STEP = "_record_of_step"


class StepHistory(HistoricalRecords):
    """Saving an entry and setting its lists within one transaction is one record of who did it; saving it unchanged is none."""

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        """Record the step, or bring the record of the step that is under way up to date."""
        record = self._of_step(instance) if history_type == "~" else None
        user = self.get_history_user(instance)
        if record is not None and record.history_user_id == (user and user.pk):
            for field in self.fields_included(instance):
                setattr(record, field.attname, getattr(instance, field.attname))
            record.save()
        elif history_type != "~" or self._differs(instance):
            super().create_historical_record(instance, history_type, using=using)
            self._begin_step(instance)

    def m2m_changed(self, instance: models.Model, action: str, attr: str, pk_set: Any, reverse: bool, **kwargs: Any) -> None:
        """Record that a list was set."""
        if reverse or hasattr(instance, "skip_history_when_saving") or action not in {"post_add", "post_remove", "post_clear"}:
            return
        record = self._of_step(instance)
        if record is None:
            self.create_historical_record(instance, "~")
        else:
            getattr(record, attr).all().delete()
            self._copy_list(record, instance, attr)

    def _copy_list(self, record: Any, instance: models.Model, attr: str) -> None:
        field: Any = instance._meta.get_field(attr)
        names = [each.attname for each in field.remote_field.through._meta.fields]
        rows = field.remote_field.through.objects.filter(**{field.m2m_field_name(): instance})
        model = self.m2m_models[field]
        model.objects.bulk_create(model(history=record, **{name: getattr(row, name) for name in names}) for row in rows)

    def _begin_step(self, instance: models.Model) -> None:
        """Remember the record just made until the transaction ends; outside of one, nothing is remembered."""
        setattr(instance, _STEP, self._records(instance).values_list("pk", flat=True).order_by("-pk").first())
        transaction.on_commit(lambda: setattr(instance, _STEP, None))

    def _of_step(self, instance: models.Model) -> Any:
        """The record of the step under way; None if there is none, or if it was rolled back."""
        number = getattr(instance, _STEP, None)
        return self._records(instance).filter(pk=number).first() if number else None

    def _records(self, instance: models.Model) -> Any:
        return getattr(instance, self.manager_name)

    def _differs(self, instance: models.Model) -> bool:
        """Whether the entry says something else than its latest record, in what people enter."""
        latest = self._records(instance).order_by("-pk").first()
        if latest is None:
            return True
        fields = [field for field in self.fields_included(instance) if field.editable]
        if any(_plain(field, getattr(latest, field.attname)) != _plain(field, getattr(instance, field.attname)) for field in fields):
            return True
        return any(keys_of_list(latest, field) != _keys(instance, field) for field in latest._history_m2m_fields)


def keys_of_list(record: Any, field: models.ManyToManyField) -> set[Any]:
    """The keys that the list `field` had in a historical `record`."""
    return set(getattr(record, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))


def _keys(instance: models.Model, field: models.ManyToManyField) -> set[Any]:
    return set(getattr(instance, field.name).values_list("pk", flat=True))


def _plain(field: models.Field, value: Any) -> Any:
    """A value in the type of its field; a file is its name."""
    return str(value or "") if isinstance(field, models.FileField) else field.to_python(value)
