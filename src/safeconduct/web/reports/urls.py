"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.reports import pack_views, views

urlpatterns = [
    path("", views.front, name="reports"),
    path("of/<int:pk>/", views.of_place, name="reports-of"),
    path("of/<int:pk>/pack/", pack_views.ask, name="reports-pack"),
    path("of/<int:pk>/<slug:key>/", views.report, name="report"),
    path("of/<int:pk>/<slug:key>/<int:number>.csv", views.report_csv, name="report-csv"),
    path("of/<int:pk>/<slug:key>.pdf", views.report_pdf, name="report-pdf"),
    path("packs/<int:pk>/", pack_views.made, name="reports-pack-made"),
    path("packs/<int:pk>/pack.pdf", pack_views.pdf, name="reports-pack-pdf"),
    path("packs/<int:pk>/tables.zip", pack_views.tables, name="reports-pack-tables"),
]
