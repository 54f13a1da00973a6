"""The history of an entry, for reading alone: nothing is restored or changed here."""

from typing import Any, NamedTuple

from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.accounts.models import User
from clusterweek.common.recording import keys_of_list

EMPTY = "–"


class Line(NamedTuple):
    """A field's name and its value at that time, as people read them."""

    label: str
    value: str


class RecordedAdmin(BackOfficeAdmin, SimpleHistoryAdmin):
    """Shows the history to those who may read that of the entry as it is today, whosever it was earlier."""

    object_history_template = "simple_history/object_history.html"
    object_history_form_template = "simple_history/object_version.html"

    def may_read_history(self, user: User, entry: models.Model) -> bool:
        """Whether `user` may read the history of `entry`."""
        return self.may_view(user, entry)

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        """What the window is called."""
        return _("History of %(entry)s") % {"entry": obj}

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The versions of an entry that exists and is within the user's reach."""
        self._require(request, unquote(object_id))
        return super().history_view(request, object_id, extra_context)

    @method_decorator(require_safe)
    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One version of an entry, field by field."""
        entry = self._require(request, unquote(object_id))
        if not version_id.isdigit():
            raise Http404
        record = get_object_or_404(entry.history.model.objects.select_related("history_user"), id=entry.pk, history_id=version_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version of %(entry)s") % {"entry": entry},
            "opts": self.opts,
            "original": entry,
            "record": record,
            "lines": _lines(record),
            **(extra_context or {}),
        }
        return render(request, self.object_history_form_template, context)

    def _require(self, request: HttpRequest, object_id: str) -> models.Model:
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        if not self.may_read_history(request.user, entry):
            raise PermissionDenied
        return entry


def _lines(record: models.Model) -> list[Line]:
    """Every field and list of a historical `record` with its value in words; a field without a label is for the software alone."""
    fields = [
        Line(str(field.verbose_name), _value(record, field))
        for field in record.tracked_fields
        if field._verbose_name and not field.primary_key
    ]
    return fields + [Line(str(field.verbose_name), _list(record, field)) for field in record._history_m2m_fields]


def _list(record: models.Model, field: models.ManyToManyField) -> str:
    found = field.related_model._default_manager.filter(pk__in=keys_of_list(record, field))
    return ", ".join(sorted(str(entry) for entry in found)) or EMPTY


def _value(record: models.Model, field: models.Field) -> str:
    if isinstance(field, models.FileField):
        return str(getattr(record, field.name)) or EMPTY
    if isinstance(field, models.ForeignKey):
        try:
            return str(getattr(record, field.name) or EMPTY)
        except ObjectDoesNotExist:
            return str(getattr(record, field.attname))
    value = getattr(record, field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(display_for_field(value, field, EMPTY)) or EMPTY
