"""The home page and the plain addresses."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.site import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
]
