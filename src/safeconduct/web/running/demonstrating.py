"""The demo site: two schools, an agency and ten people, and what each of them might try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db import transaction

from safeconduct.web import demo
from safeconduct.web.people.models import Person
from safeconduct.web.running.upgrading import upgrade

TRY: Final = {
    "priya": "check a post before she puts it online; read and sign the policy",
    "tomasz": "a pupil's friend request has come: what now?",
    "grace": "is bound by her agency's policies and, while she is placed there, by Elm Park's: check a post under all of them",
    "helen": "look who has not signed yet; adopt a policy",
    "daniel": "look at declared relationships, and what to do about a message from a pupil",
    "sian": "import a staff list; show the code at the gate for somebody who comes for a day",
    "farah": "look at what the governing body has adopted, and when it is due for review",
    "owen": "look after people and their roles; set up another school of the trust",
    "ruth": "place a supply teacher at a school for some days",
    "marcus": "is head of the other school, and finds nothing of Elm Park's",
}


def furnish() -> None:
    """Make the tables, and the school and its people unless they are there from last time."""
    for _ in upgrade(backup=False):
        pass  # what it says is for those who run a real site
    if not Person.objects.exists():
        with transaction.atomic():
            demo.furnish(demo.build())


def welcome() -> Iterator[str]:
    """How to sign in as each of the ten."""
    yield f"The demo: open {settings.BASE_URL} and sign in as one of these. The password of all is {demo.PASSWORD}"
    for member in demo.CAST:
        roles = ", ".join(position.value.replace("_", " ").replace("it m", "IT m") for _, position in member.roles)
        yield f"  {member.email:<22} {member.name}, {roles} at {member.roles[0][0]}"
        yield f"  {'':<22} → {TRY[member.key]}"
    yield ""


__all__: Final = ("TRY", "furnish", "welcome")
