"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """safeconduct's casework."""

    name = "safeconduct.web.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
