"""Decisions in the back office, which the office reads and nobody changes, and the text modules with which it returns entries."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.editorial import change_pages
from clusterweek.editorial.models import Decision, TextModule

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
        "field_notes",
        "corrections",
        "single_handed_reason",
        "content",
    )

    @admin.display(description=_("entry"))
    def entry_title(self, decision: Decision) -> str:
        """The title at the time of the decision."""
        return decision.content.get("title", "")


@admin.register(TextModule)
class TextModuleAdmin(RecordedAdmin):
    """Sentences for returning entries."""

    menu = (Section.OFFICE, 40)
    list_display = ("title", "text", "order")
    search_fields = ("title", "text")
