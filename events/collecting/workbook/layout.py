"""All columns of a workbook of one noun, as one user may fill them in, and how headings find them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from clusterweek.accounts.models import User
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.collecting.workbook.cells import folded
from events.collecting.workbook.columns import (
    ChoiceColumn,
    Column,
    Content,
    DayColumn,
    DegreesColumn,
    LandColumn,
    NumberColumn,
    PartnersColumn,
    PlainTruthColumn,
    TruthColumn,
)
from events.collecting.workbook.dates import FIRST, LAST, MORE, DatePartColumn, DatePartDay, DatePartTime
from events.collecting.workbook.declaration import Declaration, Declared
from events.collecting.workbook.lists import CoExhibitorsColumn, ListColumn, ManyColumn
from events.collecting.workbook.synonyms import CHOICES, COLUMNS, LAENDER
from events.collecting.workbook.synonyms import NATIONWIDE as NATIONWIDE_WORDS
from events.collecting.workbook.words import Choice, Choices, of_options
from events.programme.models import Edition

REFERENCE, REVISION = "reference", "revision"
LONG_TEXT = 100
LANGUAGES = ("de", "en")


class Layout:
    """The columns in their order; `land` is the code of the Land of which rows are that name none."""

    def __init__(self, noun: str, user: User, edition: Edition, *, land: str = "") -> None:
        self.noun, self.user, self.edition = noun, user, edition
        self.declaration = Declaration(noun, user)
        self.land = land or (next(iter(user.state_codes)) if len(user.state_codes) == 1 and not user.is_programme_office else "")
        self.columns: dict[str, Column] = {column.name: column for column in self._columns()}
        self.headings = self._headings()

    def load(self, contents: Iterable[Content], *, names: Iterable[str] | None = None) -> None:
        """Look up the lists of the columns `names` (all, if it is None), for entries with these `contents`."""
        known = list(contents)
        for name in self.columns if names is None else names:
            self.columns[name].load(known)

    # Finding columns

    def find(self, heading: str) -> Column | None:
        """The column with that heading, its translation or a synonym of it."""
        for words in (heading, heading.split("\n", maxsplit=1)[0], re.sub(r"\(.*?\)|\[.*?\]", "", heading)):
            name = self.headings.get(folded(words))
            if name:
                return self.columns[name]
        return None

    def alike(self, heading: str) -> str:
        """The label of the column that `heading` might mean; empty if there is none."""
        labels = {name: folded(column.label) for name, column in self.columns.items() if not column.is_hidden}
        found = process.extractOne(folded(heading), labels, scorer=fuzz.WRatio, score_cutoff=85)
        return self.columns[found[2]].label if found else ""

    def _headings(self) -> dict[str, str]:
        headings: dict[str, str] = {}
        for name in self.columns:
            for words in COLUMNS.get(name, ()):
                headings.setdefault(words, name)
        for language in reversed(LANGUAGES):
            with translation.override(language):
                headings |= {folded(column.label): column.name for column in self._columns()}
        return headings

    # Making columns

    def _columns(self) -> Iterator[Column]:
        yield Column(REFERENCE, _("Reference"), is_hidden=True)
        yield Column(REVISION, _("Edit revision"), is_hidden=True)
        group = ""
        for declared in self.declaration.fields():
            if declared.group != group:
                if self.noun == "event" and declared.name == "opening_hours":
                    yield from self._date_columns(declared.group)
                if group and self._who == group:
                    yield self._partners(group)
                group = declared.group
            if declared.name != "is_nationwide":
                yield self._column(declared)
            if declared.name == "main_exhibitor_text":
                yield self._co_exhibitors(declared.group)

    @property
    def _who(self) -> str:
        """The group in which the contacts stand: behind it come the partner Länder."""
        return next(group for group, names in self.declaration.groups() if "contact_persons" in names)

    def _column(self, declared: Declared) -> Column:  # noqa: PLR0911  one line for each kind of field
        field: Any = declared.model_field
        common: dict[str, Any] = {"name": declared.name, "label": declared.label, "help": declared.help, "group": declared.group}
        common["is_needed"] = declared.name in (*self.declaration.model.NEEDED, "state")
        if declared.name == "state":
            return LandColumn(**common, choices=_laender(), own=self._own_laender(), default=self.land)
        if field.many_to_many:
            return ManyColumn(**common, width=32, queryset=self._pickable(declared))
        if field.many_to_one:
            return ListColumn(**common, key=field.attname, queryset=self._pickable(declared))
        if field.choices:
            choices = of_options(field.flatchoices, CHOICES.get(field.name, {}))
            return ChoiceColumn(**common, choices=choices, default=field.get_default() or "")
        if isinstance(field, models.BooleanField):
            return (TruthColumn if field.null else PlainTruthColumn)(**common)
        if isinstance(field, models.DateField):
            return DayColumn(**common, width=14, around=self.edition.first_day)
        if isinstance(field, models.DecimalField):
            return DegreesColumn(**common, width=14)
        if isinstance(field, models.IntegerField):
            return NumberColumn(**common, width=12)
        is_long = isinstance(field, models.TextField) or (field.max_length or 0) > LONG_TEXT
        return Column(**common, width=44 if is_long else 20, wraps=is_long)

    def _date_columns(self, group: str) -> Iterator[Column]:
        rows = self.declaration.row_model._meta
        for name in (FIRST, LAST, "from_time", "to_time"):
            made = DatePartDay if name in (FIRST, LAST) else DatePartTime
            field: Any = rows.get_field(name)
            yield made(name, capfirst(str(field.verbose_name)), str(field.help_text), group, 14, is_needed=name == FIRST, key="dates")
        hint = _("Further dates, separated by semicolons, such as “03.04.2019, 10:00–12:00; 04.04.2019–05.04.2019”.")
        yield DatePartColumn(MORE, _("Further dates"), hint, group, 32, key="dates", wraps=True)

    def _partners(self, group: str) -> Column:
        label = capfirst(str(self.declaration.model._meta.get_field("partners").related_model._meta.verbose_name_plural))
        return PartnersColumn(
            "partner_states", label, _("Länder that are asked to be partners; each confirms by itself."), group, choices=_laender()
        )

    def _co_exhibitors(self, group: str) -> Column:
        rows = self.declaration.row_model
        label = capfirst(str(rows._meta.verbose_name_plural))
        hint = _("Clusters or companies, separated by semicolons; a website in angle brackets: “Muster GmbH <https://example.org>”.")
        clusters: Any = rows._meta.get_field("cluster").related_model
        return CoExhibitorsColumn("co_exhibitors", label, hint, group, 44, queryset=clusters.objects.pickable_by(self.user))

    def _pickable(self, declared: Declared) -> models.QuerySet:
        """What the form offers; of events those of the edition."""
        picker: Any = declared.field
        return picker.queryset.filter(edition=self.edition) if declared.name == "events_at_stand" else picker.queryset

    def _own_laender(self) -> frozenset[str]:
        if self.user.is_programme_office:
            return frozenset({*FederalState.objects.values_list("pk", flat=True), NATIONWIDE})
        return self.user.state_codes


def _laender() -> Choices:
    """The Länder by name, code and what else people call them, and that something is nationwide."""
    with translation.override(settings.LANGUAGE_CODE):
        lands = [
            Choice(land.pk, land.name, (land.name_en, land.pk, f"DE-{land.pk}", *LAENDER.get(land.pk, ())))
            for land in FederalState.objects.all()
        ]
        return Choices([*lands, Choice(NATIONWIDE, "bundesweit", NATIONWIDE_WORDS)])
