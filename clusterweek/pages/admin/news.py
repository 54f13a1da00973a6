"""News in the back office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.pages.models import News


@admin.register(News)
class NewsAdmin(RecordedAdmin):
    """Short news, on the page for the press and on the home page."""

    menu = (Section.MASTER_DATA, 40)
    list_display = ("title", "day", "is_public")
    list_filter = ("is_public",)
    search_fields = ("title", "title_en", "text")
    fieldsets = (
        (None, {"fields": ("day", "title", "text", "is_public")}),
        (_("English"), {"fields": ("title_en", "text_en"), "classes": ("collapse",)}),
    )
