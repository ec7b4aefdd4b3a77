"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """safeconduct's jobs."""

    name = "safeconduct.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
