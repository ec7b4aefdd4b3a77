"""The app's place in the project."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from safeconduct.web.people.searching import teach


class PeopleConfig(AppConfig):
    """safeconduct's people."""

    name = "safeconduct.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach every new connection how names are searched; write down who signs in and out."""
        from safeconduct.web.people.coming_and_going import listen  # noqa: PLC0415 it needs the apps to be there

        connection_created.connect(teach, dispatch_uid="people.searching")
        listen()
