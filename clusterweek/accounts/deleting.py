"""What other entries refer to is not deleted: it would silently be missing from them."""

from django.db import models
from simple_history.models import HistoricalChanges


def is_referred_to(entry: models.Model) -> bool:
    """Whether any entry of another noun, public copies included, names `entry`."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: entry}).exists()
        for relation in entry._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and _is_foreign(relation, type(entry))
    )


def _is_foreign(relation: models.ForeignObjectRel, noun: type[models.Model]) -> bool:
    """Rows of the noun's own many-to-many tables and its history are no reference from elsewhere."""
    model = relation.related_model
    return model is not noun and model._meta.auto_created is not noun and not issubclass(model, HistoricalChanges)
