"""Every list of the back office as a spreadsheet: the entries that the list shows, with its columns and the fields of the form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, cast

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters, ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field, quote
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusterweek.accounts.models import User
from clusterweek.common.aggregates import gathered
from clusterweek.common.spreadsheet import Heading, Link, Sheet, spreadsheet_answer

# Rows are fetched in parts of so many.
PART = 1_000

# Fields whose values no list of people needs: files and what programs keep.
LEFT_OUT = (models.FileField, models.JSONField)


@dataclass(frozen=True)
class Column:
    """A column of the spreadsheet: its head, what a row shows, and what the query must bring along for it."""

    name: str
    label: str
    value: Callable[[Any], Any]
    width: int = 18
    related: str = ""
    annotations: dict[str, Any] = field(default_factory=dict)


class BackOfficeChangeList(ChangeList):
    """Django's, which knows the query of its spreadsheet."""

    @property
    def export_query(self) -> str:
        """The search and the filters as they are, without the page."""
        return self.get_query_string(remove=[PAGE_VAR])


class SpreadsheetExport:
    """The part of every admin class with the spreadsheet of its list.

    `export_instead` maps columns of the list that have no value of their own to the field, or the function of an entry,
    that has; `internal_fields` stay empty in the rows that `may_see_internal` refuses.
    """

    export_instead: dict[str, str | Callable[[Any], Any]] = {}
    internal_fields: tuple[str, ...] = ()

    def may_see_internal(self, user: User, entry: Any) -> bool:
        """Whether `user` reads the `internal_fields` of `entry`; no query."""
        return True

    def export_fields(self, request: HttpRequest) -> list[str]:
        """The names of the fields beside the columns of the list: those of the form, in its order."""
        return flatten_fieldsets(self.get_fieldsets(request))

    def more_columns(self, request: HttpRequest) -> list[Column]:
        """Further columns, such as the rows of an entry; they stand after those of the list."""
        return []

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BackOfficeChangeList

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", self.admin_site.admin_view(self.export_view), name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as a spreadsheet; search, filters and order are those of the query."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        query = request.GET.copy()
        query.pop(PAGE_VAR, None)
        request.GET = query
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        columns = self.export_columns(request)
        related = [column.related for column in columns if column.related]
        annotations = {name: value for column in columns for name, value in column.annotations.items()}
        entries = entries.prefetch_related(None).annotate(**annotations)
        entries = entries.select_related(*related) if related else entries
        title = capfirst(str(self.opts.verbose_name_plural))
        headings = [Heading(column.label, column.width) for column in columns]
        return spreadsheet_answer(title, Sheet(title, headings, self._rows(entries, columns)))

    def _rows(self, entries: models.QuerySet, columns: list[Column]) -> Iterator[list[Any]]:
        above = settings.BASE_URL + reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        values = [column.value for column in columns]
        for entry in entries.iterator(chunk_size=PART):
            first, *others = [value(entry) for value in values]
            yield [Link(_as_text(first) or "–", f"{above}{quote(entry.pk)}/change/"), *others]

    def export_columns(self, request: HttpRequest) -> list[Column]:
        """The columns of the list, then `more_columns`, then the other fields of the form; none stands twice."""
        listed = [self._listed(name) for name in self.listed_names(request)]
        columns = {column.label: column for column in [*listed, *self.more_columns(request)]}
        for name in self.export_fields(request):
            column = self._column(name)
            if column is not None:
                columns.setdefault(column.label, column)
        return [self._guarded(column, request.user) for column in columns.values()]

    def listed_names(self, request: HttpRequest) -> Sequence[str]:
        """The names of the columns of the list that `request` sees."""
        return self.list_display

    def _listed(self, name: str) -> Column:
        """A column of the list."""
        label = capfirst(str(label_for_field(name, self.model, cast("ModelAdmin", self))))
        instead = self.export_instead.get(name, name)
        if callable(instead):
            return Column(name, label, instead)
        column = self._column(instead)
        if column is not None:
            return Column(name, label, column.value, column.width, column.related, column.annotations)
        shown = getattr(self, instead, None)
        if shown is None:
            return Column(name, label, lambda entry: getattr(entry, instead))
        return Column(name, label, lambda entry: _plain(shown(entry)))

    def _column(self, name: str) -> Column | None:
        """A field of the model as a column; None if it is none that people read."""
        try:
            found = self.opts.get_field(name)
        except FieldDoesNotExist:
            return None
        return None if isinstance(found, LEFT_OUT) else _of_field(found, capfirst(str(found.verbose_name)))

    def _guarded(self, column: Column, user: User) -> Column:
        """The column, empty where it is internal and not this user's to read."""
        if column.name not in self.internal_fields:
            return column
        value = column.value
        return Column(
            column.name,
            column.label,
            lambda entry: value(entry) if self.may_see_internal(user, entry) else None,
            column.width,
            column.related,
        )


def _of_field(found: Any, label: str) -> Column:
    """A field: names instead of keys, choices and truth in words, all else typed."""
    name = found.name
    if found.many_to_many:
        return _of_list(found, label)
    if found.many_to_one:
        return Column(name, label, _named_once(found), 24, related=name)
    if found.choices:
        return Column(name, label, _in_words(found, {key: str(words) for key, words in found.flatchoices}))
    if isinstance(found, models.BooleanField):
        return Column(name, label, _in_words(found, {True: _("yes"), False: _("no")}), 12)
    is_long = isinstance(found, models.TextField) or (found.max_length or 0) > 100
    return Column(name, label, attrgetter(name), 44 if is_long else 18)


def _in_words(found: Any, words: dict[Any, str]) -> Callable[[Any], Any]:
    """The value of a field in `words`, which are looked up once for all rows."""
    value_of = attrgetter(found.attname)
    return lambda entry: words.get(value := value_of(entry), value)


def _named_once(found: Any) -> Callable[[Any], str]:
    """The name of what a field leads to, asked once for each of those."""
    names: dict[Any, str] = {None: ""}
    key_of, target_of = attrgetter(found.attname), attrgetter(found.name)

    def value(entry: Any) -> str:
        key = key_of(entry)
        if key not in names:
            names[key] = str(target_of(entry))
        return names[key]

    return value


def _of_list(relation: Any, label: str) -> Column:
    """The names in a list, which are looked up once for all rows."""
    through, model = relation.remote_field.through, relation.related_model
    link, target = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    names: dict[Any, str] = {}

    def value(entry: Any) -> str:
        keys = getattr(entry, f"keys_of_{relation.name}") or ()
        if keys and not names:
            linked = model._default_manager.filter(pk__in=through.objects.values(target))
            names.update({row.pk: str(row) for row in linked})
        return ", ".join(sorted(names[key] for key in keys))

    told = gathered(through.objects.all(), link, target)
    return Column(relation.name, label, value, 32, annotations={f"keys_of_{relation.name}": told})


def _plain(value: Any) -> Any:
    """A value as it is; markup without its tags."""
    return strip_tags(value) if isinstance(value, str) else _yes_or_no(value) if isinstance(value, bool) else value


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else _("yes") if value else _("no")


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)
