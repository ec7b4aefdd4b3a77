"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """safeconduct's site."""

    name = "safeconduct.web.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
