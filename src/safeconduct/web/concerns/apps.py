"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """safeconduct's concerns."""

    name = "safeconduct.web.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"
