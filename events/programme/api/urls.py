"""Addresses of the API, which has one for both languages."""

from django.urls import path

from clusterweek.common.languages import Route
from events.programme.api import views
from events.programme.api.documentation import DocumentationView

URLS = [
    path("api/v1/", views.RootView.as_view(), name="api_root"),
    path("api/v1/openapi.json", views.SchemaView.as_view(), name="api_openapi"),
    path("api/v1/events", views.EventsView.as_view(), name="api_events"),
    path("api/v1/events/<str:key>", views.EventView.as_view(), name="api_event"),
    path("api/v1/stands", views.StandsView.as_view(), name="api_stands"),
    path("api/v1/stands/<str:key>", views.StandView.as_view(), name="api_stand"),
    path("api/v1/clusters", views.ClustersView.as_view(), name="api_clusters"),
    path("api/v1/clusters/<str:slug>", views.ClusterView.as_view(), name="api_cluster"),
    path("api/v1/editions", views.EditionsView.as_view(), name="api_editions"),
    path("api/v1/vocabularies", views.VocabulariesView.as_view(), name="api_vocabularies"),
    path("katalog.jsonld", views.CatalogueView.as_view(), name="catalogue"),
    path("api/<path:rest>", views.ApiView.as_view(), name="api_nothing"),
]
ROUTES = [Route("api_documentation", "schnittstelle/", "api-documentation/", DocumentationView.as_view())]
