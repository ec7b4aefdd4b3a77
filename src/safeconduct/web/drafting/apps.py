"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """safeconduct's editor of policies."""

    name = "safeconduct.web.drafting"
    label = "drafting"
    default_auto_field = "django.db.models.BigAutoField"
