"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """safeconduct's audits."""

    name = "safeconduct.web.audits"
    label = "audits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whatever ends a session takes the person's audit with it."""
        from safeconduct.web.audits import ending  # noqa: PLC0415 it needs the models, which are not there before

        ending.listen()
