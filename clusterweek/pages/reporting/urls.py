"""Addresses of the forms with which the public reports something."""

from clusterweek.common.languages import Route
from clusterweek.pages.reporting import views
from events.programme.models import PublishedEvent, PublishedStand

event = views.EntryErrorPage.as_view(model=PublishedEvent, section="programme")
stand = views.EntryErrorPage.as_view(model=PublishedStand, section="stands")

ROUTES = [
    Route("report_barrier", "barriere-melden/", "report-barrier/", views.BarrierPage.as_view()),
    Route(
        "report_event",
        "<edition:edition>/programm/<slug:slug>/fehler-melden/",
        "<edition:edition>/programme/<slug:slug>/report-error/",
        event,
    ),
    Route(
        "report_stand",
        "<edition:edition>/messestaende/<slug:slug>/fehler-melden/",
        "<edition:edition>/stands/<slug:slug>/report-error/",
        stand,
    ),
    Route("report_cluster", "cluster/<slug:slug>/fehler-melden/", "clusters/<slug:slug>/report-error/", views.ClusterErrorPage.as_view()),
]
