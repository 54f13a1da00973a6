"""Every address of the portal: German without a prefix, English under /en/."""

from django.contrib import admin
from django.urls import include, path

from clusterweek.common.languages import LANGUAGES, url_patterns
from clusterweek.pages.reporting.urls import ROUTES as REPORTING
from clusterweek.pages.urls import FEEDS, OPERATIONS
from clusterweek.pages.urls import ROUTES as PAGES
from events.collecting.organiser.urls import ROUTES as ORGANISER
from events.programme.api.urls import ROUTES as API_PAGES
from events.programme.api.urls import URLS as API
from events.programme.formats.urls import ROUTES as FORMATS
from events.programme.urls import ROUTES as PROGRAMME

TABLES = (PROGRAMME, FORMATS, API_PAGES, PAGES, FEEDS, REPORTING, ORGANISER)

urlpatterns = [
    path("verwaltung/", admin.site.urls),
    path("konto/", include("clusterweek.accounts.urls")),
    *OPERATIONS,
    *API,
    *(
        path("" if language == "de" else "en/", include((url_patterns(language, *TABLES), language), namespace=language))
        for language in LANGUAGES
    ),
]

handler404 = "clusterweek.pages.errors.not_found"
handler500 = "clusterweek.pages.errors.server_error"
handler403 = "clusterweek.pages.errors.forbidden"
handler400 = "clusterweek.pages.errors.bad_request"
