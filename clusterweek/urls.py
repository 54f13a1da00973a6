"""Every address of the portal: German without a prefix, English under /en/."""

from django.contrib import admin
from django.urls import include, path

from clusterweek.common.languages import LANGUAGES, url_patterns
from clusterweek.pages.urls import OPERATIONS
from clusterweek.pages.urls import ROUTES as PAGES
from events.programme.urls import ROUTES as PROGRAMME

urlpatterns = [
    path("verwaltung/", admin.site.urls),
    path("konto/", include("clusterweek.accounts.urls")),
    *OPERATIONS,
    *(
        path("" if language == "de" else "en/", include((url_patterns(language, PROGRAMME, PAGES), language), namespace=language))
        for language in LANGUAGES
    ),
]

handler404 = "clusterweek.pages.errors.not_found"
handler500 = "clusterweek.pages.errors.server_error"
handler403 = "clusterweek.pages.errors.forbidden"
handler400 = "clusterweek.pages.errors.bad_request"
