"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class RosteringConfig(AppConfig):
    """safeconduct's rosters."""

    name = "safeconduct.web.rostering"
    label = "rostering"
    default_auto_field = "django.db.models.BigAutoField"
