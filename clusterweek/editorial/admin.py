"""Decisions in the back office, which the office reads and nobody changes, and the text modules with which it returns entries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.editorial import change_pages
from clusterweek.editorial.differences import Told
from clusterweek.editorial.models import Decision, TextModule
from clusterweek.editorial.readable import Names, read_contents, value_told

__all__ = ["DecisionAdmin", "TextModuleAdmin", "change_pages"]


@admin.register(Decision)
class DecisionAdmin(BackOfficeAdmin):
    """Who decided what, when, and on which content."""

    menu = (Section.OFFICE, 20)
    can_add = can_change = can_delete = False
    list_display = ("decided_at", "kind", "entry_title", "decided_by", "submitted_by", "single_handed_reason")
    list_filter = ("kind",)
    list_select_related = ("decided_by", "submitted_by")
    fields = (
        "entry_title",
        "kind",
        "decided_at",
        "decided_by",
        "submitted_by",
        "last_edited_by",
        "edit_revision",
        "note",
        "notes_at_fields",
        "corrected",
        "single_handed_reason",
        "decided_on",
    )

    @admin.display(description=_("entry"))
    def entry_title(self, decision: Decision) -> str:
        """The title at the time of the decision."""
        return decision.content.get("title", "")

    @admin.display(description=_("notes at fields"))
    def notes_at_fields(self, decision: Decision) -> str:
        """What a return says about single fields."""
        return _by_label(decision, decision.field_notes)

    @admin.display(description=_("corrections"))
    def corrected(self, decision: Decision) -> str:
        """What the decider corrected, as it had been submitted."""
        return _by_label(decision, decision.corrections)

    @admin.display(description=_("content"))
    def decided_on(self, decision: Decision) -> str:
        """What was decided on, as people read it; what is empty is left out."""
        told = _told(decision).values()
        return _list((each.label, each.text or "\n".join(each.lines or ())) for each in told if not each.is_empty)


def _told(decision: Decision) -> dict[str, Told]:
    """The content of `decision` as people read it."""
    model: Any = decision.content_type.model_class()
    if hasattr(model, "CONTENT"):
        return read_contents(model, decision.content)[0]
    return {name: value_told(model._meta.get_field(name), value, Names()) for name, value in decision.content.items()}


def _by_label(decision: Decision, texts: Mapping[str, Any]) -> str:
    """Texts by the names of fields, with the labels of the fields."""
    labels = {name: each.label for name, each in _told(decision).items()} if texts else {}
    return _list((labels.get(name, name), text) for name, text in texts.items())


def _list(lines: Iterable[tuple[str, Any]]) -> str:
    """Labels and texts as a list that a form shows."""
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((label, linebreaksbr(text, autoescape=True)) for label, text in lines))
    return format_html('<dl class="version">{}</dl>', rows) if rows else "–"


@admin.register(TextModule)
class TextModuleAdmin(RecordedAdmin):
    """Sentences for returning entries."""

    menu = (Section.OFFICE, 40)
    list_display = ("title", "text", "order")
    search_fields = ("title", "text")
