"""Later deadlines for single Länder, set by the office."""

from django.contrib import admin

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from events.models import DeadlineExtension


@admin.register(DeadlineExtension)
class DeadlineExtensionAdmin(RecordedAdmin):
    """A later submission deadline for one Land."""

    menu = (Section.OFFICE, 30)
    list_display = ("edition", "state", "until", "reason")
    list_filter = ("edition",)
    list_select_related = ("edition", "state")
