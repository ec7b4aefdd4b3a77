"""Addresses of audits."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.audits import result_views, views

urlpatterns = [
    path("", views.audits, name="audits"),
    path("begin/", views.begin, name="audit-begin"),
    path("how/", views.how, name="audit-how"),
    path("<int:pk>/", views.audit, name="audit"),
    path("<int:pk>/send/", views.send, name="audit-send"),
    path("<int:pk>/start/", views.start, name="audit-start"),
    path("<int:pk>/progress/", views.progress, name="audit-progress"),
    path("<int:pk>/stop/", views.stop, name="audit-stop"),
    path("<int:pk>/delete/", views.delete, name="audit-delete"),
    path("<int:pk>/done/", result_views.settle, name="audit-settle"),
    path("<int:pk>/summary/", result_views.clean_summary, name="audit-summary"),
    path("<int:pk>/summary.pdf", result_views.summary_pdf, name="audit-summary-pdf"),
]
