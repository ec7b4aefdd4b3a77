"""Addresses of checks."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.checks import views

urlpatterns = [
    path("", views.check, name="check"),
    path("picture/", views.picture, name="check-picture"),
]
