"""What has a day: each app says in its own ``dated.py`` what concerns somebody, and a calendar shows it all.

    def dated(person: Person) -> Iterable[Dated]:
        ...

What is said is read on other people's servers and on locked phones: it names no pupil, no colleague and no matter, only
what there is to do and where to read more, signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from django.apps import apps

if TYPE_CHECKING:
    from safeconduct.web.people.models import Person


class Dated(NamedTuple):
    """Something on a day, for as long as that day lasts, or due ``at`` a moment of it.

    ``uid`` is the same whenever it is told, and no other thing of the site has it; ``address`` is a path of the site.
    """

    uid: str
    says: str
    on: date
    at: datetime | None = None
    address: str = ""


def dates_of(person: Person) -> Iterator[Dated]:
    """Whatever any app has for somebody, the lower apps last."""
    for config in apps.get_app_configs():
        name = f"{config.name}.dated"
        if config.name.startswith("safeconduct.web.") and find_spec(name) is not None:
            yield from import_module(name).dated(person)


__all__: Final = ("Dated", "dates_of")
