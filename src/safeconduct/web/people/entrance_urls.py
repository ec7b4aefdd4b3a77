"""The short addresses by which people come in: typed at a gate, or on the first run."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.people import entrance_views

urlpatterns = [
    path("join/", entrance_views.join, name="join"),
    path("join/details/", entrance_views.join_details, name="join-details"),
    path("join/here/", entrance_views.join_here, name="join-here"),
    path("setup/", entrance_views.setup, name="setup"),
]
