"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """safeconduct's people."""

    name = "safeconduct.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
