"""Addresses of rosters."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.rostering import views

urlpatterns = [
    path("", views.front, name="rosters"),
    path("of/<int:pk>/", views.place, name="roster"),
    path("of/<int:pk>/nightly/", views.nightly, name="roster-nightly"),
    path("<int:pk>/", views.preview, name="roster-preview"),
    path("<int:pk>/schools/", views.schools, name="roster-schools"),
    path("<int:pk>/roles/", views.roles, name="roster-roles"),
    path("<int:pk>/done/", views.result, name="roster-done"),
    path("<int:pk>/rows-to-mend.csv", views.faults, name="roster-faults"),
]
