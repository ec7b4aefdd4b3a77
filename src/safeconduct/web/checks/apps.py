"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """safeconduct's checks."""

    name = "safeconduct.web.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"
