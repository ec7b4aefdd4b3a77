"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """safeconduct's policies."""

    name = "safeconduct.web.policies"
    label = "policies"
    default_auto_field = "django.db.models.BigAutoField"
