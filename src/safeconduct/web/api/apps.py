"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """safeconduct's programming interface."""

    name = "safeconduct.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
