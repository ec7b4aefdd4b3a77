"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """safeconduct's reports."""

    name = "safeconduct.web.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
