"""The content of an entry, kept as JSON, as people read it: labels, names instead of keys, days and choices in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.common.bilingual import language_of_field
from clusterweek.editorial.differences import Told

Content = Mapping[str, Any]

# What stands beside the content fields in `content_as_json`.
PARTNERS = "partner_states"


class Names:
    """Names of what contents refer to by key; looked up with one query for each noun."""

    def __init__(self) -> None:
        self.found: dict[type[models.Model], dict[Any, models.Model]] = {}

    def load(self, wanted: Mapping[type[models.Model], set[Any]]) -> None:
        """Look up the rows with the `wanted` keys."""
        for model, keys in wanted.items():
            self.found[model] = model._default_manager.in_bulk(keys) if keys else {}

    def row(self, model: type[models.Model], key: Any) -> models.Model | None:
        """The row with that key; None if there is none any more."""
        return self.found.get(model, {}).get(key)

    def of(self, model: type[models.Model], key: Any) -> str:
        """Its name, or that it has been deleted."""
        row = self.row(model, key)
        return str(row) if row is not None else _("deleted (%(key)s)") % {"key": key}


def read_contents(entries: type[models.Model], *contents: Content) -> list[dict[str, Told]]:
    """Each of `contents`, kept by `content_as_json` of the model `entries`, as people read it: field name → what it says.

    Takes one query for each noun that they refer to, however many contents there are. Fields that nobody fills in
    (sizes of pictures and the like) are left out; those of the working copy alone are there if the content has them.
    """
    reader = _Reader(entries)
    names = Names()
    names.load(reader.keys(contents))
    return [reader.read(content, names) for content in contents]


class _Reader:
    """Reads the contents of one model."""

    def __init__(self, entries: Any) -> None:
        options = entries.CONTENT._meta
        self.fields = [entries._meta.get_field(field.name) for field in options.local_fields if field.editable]
        self.own_fields = [entries._meta.get_field(name) for name in entries.OWN_FIELDS]
        self.lists = [entries._meta.get_field(field.name) for field in options.local_many_to_many]
        self.rows_name = entries.ROWS
        self.row_model = entries._meta.get_field(entries.ROWS).related_model
        partners = entries._meta.get_field("partners").related_model
        self.partners_label = capfirst(partners._meta.verbose_name_plural)
        self.state_model = partners._meta.get_field("state").related_model

    def keys(self, contents: Iterable[Content]) -> dict[type[models.Model], set[Any]]:
        """What the contents refer to, by noun."""
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        foreign_in_rows = [field for field in self.row_model._meta.local_fields if field.many_to_one]
        for content in contents:
            for field in self.fields:
                if field.many_to_one and content.get(field.attname) is not None:
                    wanted[field.related_model].add(content[field.attname])
            for field in self.lists:
                wanted[field.related_model].update(content.get(field.name) or ())
            for row in content.get(self.rows_name) or ():
                for field in foreign_in_rows:
                    if row.get(field.attname) is not None:
                        wanted[field.related_model].add(row[field.attname])
            wanted[self.state_model].update(row["state_id"] for row in content.get(PARTNERS) or ())
        return wanted

    def read(self, content: Content, names: Names) -> dict[str, Told]:
        """One content as people read it."""
        told = {field.name: value_told(field, content.get(field.attname), names) for field in self.fields}
        for field in self.lists:
            told[field.name] = list_told(field, content.get(field.name) or (), names)
        rows = tuple(self._row(row, names) for row in content.get(self.rows_name) or ())
        told[self.rows_name] = Told(capfirst(self.row_model._meta.verbose_name_plural), lines=rows)
        partners = tuple(sorted(names.of(self.state_model, row["state_id"]) for row in content.get(PARTNERS) or ()))
        told[PARTNERS] = Told(self.partners_label, lines=partners)
        told |= {field.name: value_told(field, content[field.name], names) for field in self.own_fields if field.name in content}
        return told

    def _row(self, values: Content, names: Names) -> str:
        """A row in the words of its model."""
        row = self.row_model()
        for field in self.row_model._meta.local_fields:
            if field.attname in values:
                setattr(row, field.attname, field.to_python(values[field.attname]))
                if field.many_to_one:
                    setattr(row, field.name, names.row(field.related_model, values[field.attname]))
        return str(row)


def value_told(field: Any, value: Any, names: Names) -> Told:
    """A plain value, or the key of another row, of `field` as people read it."""
    label = capfirst(field.verbose_name)
    if value is None or value == "":
        return Told(label)
    if field.many_to_one:
        return Told(label, names.of(field.related_model, value))
    if isinstance(field, models.ImageField):
        return Told(label, _("a picture"), key=value)
    return Told(label, _in_words(field, value), language=language_of_field(field))


def list_told(field: Any, keys: Iterable[Any], names: Names) -> Told:
    """The rows that the list `field` names, by name."""
    return Told(capfirst(field.verbose_name), lines=tuple(sorted(names.of(field.related_model, key) for key in keys)))


def _in_words(field: models.Field, value: Any) -> str:
    """A plain value: text as it is, yes and no, days, choices by their label."""
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, str) and not field.choices and not isinstance(field, models.DateField):
        return value
    return str(display_for_field(field.to_python(value), field, "–"))
