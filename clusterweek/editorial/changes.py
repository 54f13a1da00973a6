"""The feed of changes to master data: who changed which fields of which entry from what to what, the latest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from clusterweek.accounts.models import User
from clusterweek.editorial.differences import Difference, Told, differences
from clusterweek.editorial.models import UndoneChange
from clusterweek.editorial.models.revision import MASTER_DATA
from clusterweek.editorial.readable import Names, list_told, value_told

Noun = type[models.Model]


class Kind(models.TextChoices):
    """What became of an entry, as the history notes it."""

    CREATED = "+"
    CHANGED = "~"
    DELETED = "-"


@dataclass(frozen=True)
class Change:
    """One step: the record of the history that it left, with what it changed."""

    noun: Noun
    record: Any
    title: str
    differences: list[Difference]
    is_there: bool
    undone: UndoneChange | None

    @property
    def kind(self) -> Kind:
        """Whether the entry was created, changed or deleted."""
        return Kind(self.record.history_type)

    @property
    def may_be_undone(self) -> bool:
        """Whether to offer it; whether it is still possible, the undoing finds out."""
        if self.undone:
            return False
        return not self.is_there if self.kind == Kind.DELETED else self.kind == Kind.CHANGED and self.is_there and bool(self.differences)


def noun_named(name: str) -> Noun | None:
    """The noun of master data with that label, such as "clusters.cluster"."""
    return next((noun for noun in MASTER_DATA if noun._meta.label_lower == name), None)


def history_of(noun: Noun) -> Any:
    """The model of the records of the history of `noun`."""
    return noun.history.model  # type: ignore[attr-defined]


def records_of(noun: Noun) -> QuerySet:
    """The history of all entries of `noun`, each record with the key of the one before it as `former`."""
    model = history_of(noun)
    earlier = model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    return model.objects.annotate(former=Subquery(earlier.values("history_id")[:1]))


def plain_fields(noun: Noun) -> list[Any]:
    """The fields that people fill in, without lists."""
    return [field for field in noun._meta.local_fields if field.editable and not field.primary_key]


def lists_of(noun: Noun) -> list[Any]:
    """The lists of an entry of `noun` that its history keeps."""
    return list(history_of(noun)._history_m2m_fields)


def plain_value(record: Any, field: Any) -> Any:
    """What a record, or the entry itself, has in `field`; a file is its name."""
    value = getattr(record, field.attname)
    return str(value or "") if isinstance(field, models.FileField) else value


class Changes:
    """The changes narrowed to a noun (its label) and a person (their key); empty strings mean all. Reads like a list for a paginator."""

    def __init__(self, *, noun: str = "", person: str = "") -> None:
        self.noun, self.person = noun, person

    def __len__(self) -> int:
        return self._places().count()

    def __getitem__(self, part: slice) -> list[Change]:
        """The changes of one part; the number of queries depends on the nouns in it alone."""
        places: list[tuple[datetime, str, int]] = list(self._places()[part])
        wanted: dict[str, list[int]] = defaultdict(list)
        for _at, noun, number in places:
            wanted[noun].append(number)
        loaded = load({noun_named(name): numbers for name, numbers in wanted.items()})
        return [loaded[noun, number] for _at, noun, number in places]

    def _places(self) -> QuerySet:
        """(when, noun, number of the record) of every change, the latest first."""
        parts = []
        for noun in MASTER_DATA:
            label = noun._meta.label_lower
            rows = history_of(noun).objects.order_by()
            if self.noun and self.noun != label:
                rows = rows.none()
            if self.person:
                rows = rows.filter(history_user=self.person)
            named = rows.annotate(noun=Value(label, output_field=models.CharField()))
            parts.append(named.values_list("history_date", "noun", "history_id"))
        return parts[0].union(*parts[1:], all=True).order_by("-history_date", "noun", "-history_id")


def latest(count: int) -> list[Change]:
    """The `count` latest changes that people made, without what changed in them; one query, whatever nouns they are about."""
    parts = []
    for noun in MASTER_DATA:
        told = (
            history_of(noun)
            .objects.filter(history_user__isnull=False)
            .order_by()
            .annotate(
                noun=Value(noun._meta.label_lower, output_field=models.CharField()),
                title_then=_title_column(noun),
                is_there=Exists(noun._base_manager.filter(pk=OuterRef("id"))),
            )
        )
        by = ("history_user__email", "history_user__full_name")
        parts.append(told.values_list("history_date", "noun", "history_id", "id", "history_type", "title_then", "is_there", *by))
    nouns = {noun._meta.label_lower: noun for noun in MASTER_DATA}
    found = []
    for at, name, number, key, kind, title, is_there, email, full_name in (
        parts[0].union(*parts[1:], all=True).order_by("-history_date", "noun", "-history_id")[:count]
    ):
        person = User(email=email, full_name=full_name) if email else None
        record = history_of(nouns[name])(history_id=number, id=key, history_date=at, history_type=kind, history_user=person)
        found.append(Change(nouns[name], record, title, [], bool(is_there), None))
    return found


def _title_column(noun: Noun) -> Any:
    """What an entry is called, from its own columns: its name, its title or its first text; one without any, after its edition."""
    names = {field.name for field in noun._meta.local_fields}
    if "last_name" in names:
        return Concat("first_name", Value(" "), "last_name", output_field=models.TextField())
    texts = [field.name for field in noun._meta.local_fields if isinstance(field, models.CharField | models.TextField)]
    own = next((name for name in ("name", "title", *texts) if name in names), "edition__title")
    return Cast(own, models.TextField())


def people() -> list[User]:
    """Everybody who has changed anything, by name."""
    parts = [history_of(noun).objects.order_by().values_list("history_user") for noun in MASTER_DATA]
    keys = {key for (key,) in parts[0].union(*parts[1:]) if key}
    return sorted(User.objects.filter(pk__in=keys), key=str)


def load(wanted: dict[Any, list[int]]) -> dict[tuple[str, int], Change]:
    """The changes with the keys `wanted` for each noun, by the label of the noun and that key."""
    found: dict[Noun, list[tuple[Any, Any]]] = {noun: _pairs(noun, numbers) for noun, numbers in wanted.items()}
    numbers = {number for of_noun in wanted.values() for number in of_noun}
    undone = {(row.noun, row.record): row for row in UndoneChange.objects.filter(record__in=numbers).select_related("undone_by")}
    lists = {noun: _lists_by_record(noun, pairs) for noun, pairs in found.items()}
    names = _names(found, lists)
    changes = {}
    for noun, pairs in found.items():
        there = set(noun._base_manager.filter(pk__in={record.id for record, _former in pairs}).values_list("pk", flat=True))
        for record, former in pairs:
            key = (noun._meta.label_lower, record.history_id)
            after = {} if record.history_type == Kind.DELETED else _told(noun, record, lists[noun], names)
            before = {} if former is None else _told(noun, former, lists[noun], names)
            title = _title(record, names)
            changes[key] = Change(noun, record, title, differences(before, after), record.id in there, undone.get(key))
    return changes


def _pairs(noun: Noun, numbers: Iterable[int]) -> list[tuple[Any, Any]]:
    """Each record with the one before it, or None."""
    records = list(records_of(noun).filter(history_id__in=numbers).select_related("history_user"))
    formers = history_of(noun).objects.in_bulk([record.former for record in records if record.former])
    return [(record, formers.get(record.former)) for record in records]


def _lists_by_record(noun: Noun, pairs: list[tuple[Any, Any]]) -> dict[tuple[int, str], set[Any]]:
    """The keys in each list of each record; one query for each list."""
    numbers = {record.history_id for pair in pairs for record in pair if record is not None}
    found: dict[tuple[int, str], set[Any]] = defaultdict(set)
    for field in lists_of(noun):
        rows = getattr(history_of(noun), field.name).filter(history__in=numbers)
        for number, key in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
            found[number, field.name].add(key)
    return found


def _names(found: dict[Noun, list[tuple[Any, Any]]], lists: dict[Noun, dict[tuple[int, str], set[Any]]]) -> Names:
    """The names of everything that the records refer to; one query for each noun referred to."""
    wanted: dict[Noun, set[Any]] = defaultdict(set)
    for noun, pairs in found.items():
        for field in plain_fields(noun):
            if field.many_to_one:
                values = {getattr(record, field.attname) for pair in pairs for record in pair if record is not None}
                wanted[field.related_model] |= values - {None}
        for field in lists_of(noun):
            wanted[field.related_model] |= {key for (_number, name), keys in lists[noun].items() if name == field.name for key in keys}
    names = Names()
    names.load(wanted)
    return names


def _told(noun: Noun, record: Any, lists: dict[tuple[int, str], set[Any]], names: Names) -> dict[str, Told]:
    told = {field.name: value_told(field, plain_value(record, field), names) for field in plain_fields(noun)}
    told.update({field.name: list_told(field, lists[record.history_id, field.name], names) for field in lists_of(noun)})
    return told


def _title(record: Any, names: Names) -> str:
    """What the entry was called, without asking for the rows that its name is made of one by one."""
    entry = record.instance
    for field in entry._meta.local_fields:
        if field.many_to_one and (row := names.row(field.related_model, getattr(entry, field.attname))):
            setattr(entry, field.name, row)
    return str(entry)
