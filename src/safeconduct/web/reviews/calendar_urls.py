"""Addresses of one's own calendar."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.reviews import calendar_views

urlpatterns = [
    path("", calendar_views.calendar, name="calendar"),
    path("make/", calendar_views.make, name="calendar-make"),
    path("stop/", calendar_views.stop, name="calendar-stop"),
    path("<str:token>.ics", calendar_views.feed, name="calendar-feed"),
]
