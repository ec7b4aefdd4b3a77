"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """safeconduct's keeping."""

    name = "safeconduct.web.keeping"
    label = "keeping"
    default_auto_field = "django.db.models.BigAutoField"
