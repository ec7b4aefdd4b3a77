"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """safeconduct's families and others who sign by link."""

    name = "safeconduct.web.families"
    label = "families"
    default_auto_field = "django.db.models.BigAutoField"
