"""What the admin form declares about a noun: its fields in their order and groups, as this user may fill them in."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst

from clusterweek.accounts.models import User
from events.models import Event, Stand

NOUNS: dict[str, type[Event] | type[Stand]] = {"event": Event, "stand": Stand}

# What a workbook does not bring: pictures, and what the office alone decides beside the content.
NOT_IN_WORKBOOKS = frozenset({"image", "edition", "deadline_extended_until", "deadline_extension_reason"})


class Declared(NamedTuple):
    """A field of the form: its name, its group, the field of the form and that of the model."""

    name: str
    group: str
    field: forms.Field
    model_field: Any

    @property
    def label(self) -> str:
        """Its name, as a heading says it."""
        return capfirst(str(self.model_field.verbose_name))

    @property
    def help(self) -> str:
        """What the form explains at it."""
        return strip_tags(str(self.field.help_text or ""))


class Declaration:
    """The form of one noun for one user."""

    def __init__(self, noun: str, user: User) -> None:
        self.noun, self.user, self.model = noun, user, NOUNS[noun]
        self.request = HttpRequest()
        self.request.user = user
        self.admin: Any = admin.site.get_model_admin(self.model)

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """The groups of the form with the names of their fields."""
        for group, options in self.admin.get_fieldsets(self.request):
            yield str(group), list(flatten(options["fields"]))

    def names(self) -> list[str]:
        """The fields that a workbook can bring, in the order of the form."""
        return [name for _group, names in self.groups() for name in names if name not in NOT_IN_WORKBOOKS]

    def form_class(self) -> type[forms.ModelForm]:
        """The class of the form, for new entries."""
        return self.admin.get_form(self.request, None, change=False, fields=self.names())

    def fields(self) -> list[Declared]:
        """Every field with what the form says about it, as the form shows it to this user."""
        form = self.form_class()(instance=self.model())
        return [
            Declared(name, group, form.fields[name], self.model._meta.get_field(name))
            for group, names in self.groups()
            for name in names
            if name in form.fields and name not in NOT_IN_WORKBOOKS
        ]

    @property
    def row_model(self) -> type[models.Model]:
        """The model of the rows that belong to an entry."""
        rows: Any = self.model._meta.get_field(self.model.ROWS).related_model
        return rows
