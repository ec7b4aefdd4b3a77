"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class AccountableConfig(AppConfig):
    """safeconduct's accountable."""

    name = "safeconduct.web.accountable"
    label = "accountable"
    default_auto_field = "django.db.models.BigAutoField"
