"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class SealingConfig(AppConfig):
    """safeconduct's sealing."""

    name = "safeconduct.web.sealing"
    label = "sealing"
    default_auto_field = "django.db.models.BigAutoField"
