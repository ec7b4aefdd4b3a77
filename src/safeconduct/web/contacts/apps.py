"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """safeconduct's contacts."""

    name = "safeconduct.web.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
