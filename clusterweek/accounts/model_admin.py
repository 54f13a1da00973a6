"""The base of every admin class: one set of questions decides who sees, changes, adds and deletes what."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.urls import NoReverseMatch, URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.exporting import SpreadsheetExport
from clusterweek.accounts.models import User
from clusterweek.accounts.widgets import NATIVE_INPUTS, SearchPicker, SearchPickers, Unspoken
from clusterweek.common.bilingual import language_of_field, marked


class Frame(RelatedFieldWidgetWrapper):
    """A picker with the link beside it."""

    def use_required_attribute(self, initial: Any) -> bool:
        """As the picker says: a list that begins with a choice cannot be required, because something is always chosen."""
        return self.widget.use_required_attribute(initial)


def german(field: models.Field) -> Callable[[models.Model], str]:
    """A column of a list, or a field to be read, with the German text of `field`, which says so on an English page."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def column(entry: models.Model) -> str:
        return marked(linebreaksbr(getattr(entry, field.name)), "de")

    return column


class AddOnly:
    """Beside a picker there is at most a link that adds an entry of the other noun: the rest has its place in the menu."""

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchPicker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchPickers(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield and formfield.show_hidden_initial:
            formfield.hidden_widget = Unspoken
        if formfield and isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            found = formfield.widget
            may_add = found.can_add_related and db_field.name in self.autocomplete_fields
            formfield.widget = Frame(found.widget, found.rel, found.admin_site, can_add_related=may_add)
        return formfield


class BackOfficeAdmin(SpreadsheetExport, AddOnly, admin.ModelAdmin):
    """Asks `may_enter`, `visible_to`, `may_view`, `may_change` and `may_delete` for every access.

    As they stand here, a noun belongs to the programme office; nouns of the Länder answer otherwise.
    """

    menu: tuple[Section, int] = (Section.OFFICE, 100)
    in_menu = True
    can_add = can_change = can_delete = True
    when_empty = gettext_lazy("There is nothing here yet.")
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = NATIVE_INPUTS
    save_on_top = False

    # The questions

    def may_enter(self, user: User) -> bool:
        """Whether `user` works with this noun at all."""
        return user.is_programme_office

    def may_pick(self, user: User) -> bool:
        """Whether `user` may choose entries of this noun in the forms of another one."""
        return self.may_enter(user)

    def visible_to(self, user: User) -> models.QuerySet:
        """The entries in the list of `user`. Twin of `may_view`."""
        entries = self.model._default_manager.all()
        return entries if user.is_programme_office else entries.none()

    def may_view(self, user: User, entry: models.Model) -> bool:
        """Whether `user` may see `entry`. Twin of `visible_to`."""
        return user.is_programme_office

    def may_change(self, user: User, entry: models.Model) -> bool:
        """Whether `user` may change `entry` now."""
        return self.may_view(user, entry)

    def may_delete(self, user: User, entry: models.Model) -> bool:
        """Whether `user` may delete `entry`."""
        return self.may_change(user, entry)

    def pickable(self, request: HttpRequest) -> models.QuerySet:
        """The entries that the user may choose in the forms of another noun."""
        return self.visible_to(request.user)

    def public_address(self, entry: models.Model) -> str | None:
        """Where the public reads `entry`; None if it does not."""
        return entry.get_absolute_url() if hasattr(entry, "get_absolute_url") else None

    def facts_of(self, entry: models.Model) -> str:
        """What tells `entry` from others of its name in the search over everything; no query."""
        return ""

    # How Django asks them

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses without the former one of the form, which would lead anybody from any number to the present one."""
        return [pattern for pattern in super().get_urls() if pattern.name]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.in_menu and self.may_enter(request.user)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.may_enter(request.user) if obj is None else self.may_view(request.user, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.can_add and self.may_enter(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.can_change and (self.may_enter(request.user) if obj is None else self.may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.can_delete and (self.may_enter(request.user) if obj is None else self.may_delete(request.user, obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Django's without the rows of lists of many, which have no name and go with the entry."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        joining = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        plurals, starts = {str(each.verbose_name_plural) for each in joining}, tuple(f"{capfirst(each.verbose_name)}: " for each in joining)
        counts = {name: count for name, count in counts.items() if name not in plurals}
        return _without(deleted, starts), counts, lacking, protected

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.visible_to(request.user).order_by(*self.get_ordering(request) or self.model._meta.ordering)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns; what there is in English, too, is marked as German."""
        return [self.in_german(name) for name in self.listed_names(request)]

    def in_german(self, name: str) -> Any:
        """The column of a German text with an English twin; of anything else its `name`."""
        found = next((field for field in self.opts.fields if field.name == name), None)
        return german(found) if found and language_of_field(found) == "de" else name

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's, without the button "save as new", which it obeys although it shows none."""
        if "_saveasnew" in request.POST:
            raise BadRequest
        return super().changeform_view(request, *args, **kwargs)

    def view_on_site(self, obj: models.Model) -> str | None:
        """Where the public reads it; nowhere while a refused form holds an address that there cannot be."""
        try:
            return self.public_address(obj)
        except NoReverseMatch:
            return None

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404  # Django would lead to the start page; what one may not see is not found here


class RowsInline(AddOnly, admin.TabularInline):
    """Rows of an entry, each on one line; who may change the entry may change its rows."""

    extra = 1
    formfield_overrides = NATIVE_INPUTS

    def _may_change_entry(self, request: HttpRequest, entry: models.Model | None) -> bool:
        parent = self.admin_site.get_model_admin(self.parent_model)
        return parent.has_add_permission(request) if entry is None else parent.has_change_permission(request, entry)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_change_entry(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_change_entry(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_change_entry(request, obj)


def _without(lines: list[Any], starts: tuple[str, ...]) -> list[Any]:
    """The nested `lines` without those that begin with one of `starts`, and without what becomes empty by that."""
    kept = (_without(each, starts) if isinstance(each, list) else each for each in lines)
    return [each for each in kept if each != [] and not str(each).startswith(starts)]
