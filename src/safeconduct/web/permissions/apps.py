"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class PermissionsConfig(AppConfig):
    """safeconduct's permissions."""

    name = "safeconduct.web.permissions"
    label = "permissions"
    default_auto_field = "django.db.models.BigAutoField"
