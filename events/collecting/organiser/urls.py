"""Addresses of the pages behind an organiser's link."""

from clusterweek.common.languages import Route
from events.collecting.organiser import views

ROUTES = [
    Route("organiser_form", "mitmachen/formular/<str:token>/", "take-part/form/<str:token>/", views.LinkPage.as_view()),
    Route("organiser_entry", "mitmachen/eintrag/<str:token>/", "take-part/entry/<str:token>/", views.EntryPage.as_view()),
    Route(
        "organiser_preview",
        "mitmachen/eintrag/<str:token>/vorschau/",
        "take-part/entry/<str:token>/preview/",
        views.EntryPreviewPage.as_view(),
    ),
    Route("organiser_picture", "mitmachen/eintrag/<str:token>/bild/", "take-part/entry/<str:token>/picture/", views.EntryPicture.as_view()),
]
