"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """safeconduct's access."""

    name = "safeconduct.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
