"""The addresses of the bare view."""

from django.urls import path

from bench.bare import views

urlpatterns = [
    path("one", views.one),
    path("groups", views.groups),
    path("calendar", views.calendar),
    path("check", views.check),
]
