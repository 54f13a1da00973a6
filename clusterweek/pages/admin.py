"""Pages of plain text in the back office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.pages.models import Page


@admin.register(Page)
class PageAdmin(RecordedAdmin):
    """The office writes the texts; which pages there are is fixed."""

    menu = (Section.MASTER_DATA, 30)
    can_add = can_delete = False
    readonly_fields = ("key",)
    list_display = ("title", "key", "updated_at")
    search_fields = ("title", "title_en")
    fieldsets = (
        (None, {"fields": ("key", "title", "text")}),
        (_("English"), {"fields": ("title_en", "text_en"), "classes": ("collapse",)}),
    )
