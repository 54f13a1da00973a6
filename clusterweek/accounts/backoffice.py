"""The admin site and the base of every admin class: whose an entry is decides what one sees."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class BackOfficeSite(admin.AdminSite):
    """The back office at /verwaltung/."""

    site_header = _("Clusterwoche Deutschland")
    site_title = _("Back office")
    index_title = _("Desk")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Coordinators, the programme office and administrators may enter."""
        return request.user.is_authenticated and request.user.has_back_office_access
