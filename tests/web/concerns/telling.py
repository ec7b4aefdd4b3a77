"""Telling something through the pages, as a browser without a script does: look who would get it, then send."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.test import Client

from safeconduct.activity import ConcernKind
from safeconduct.web.concerns.actions import Raised, Telling, raise_concern
from safeconduct.web.concerns.models import Case, Concern, Door
from safeconduct.web.people.models import Person

NEW = "/tell/new/"
TOLD = "A pupil in year 9 sent me a friend request on Instagram last night. I did not answer."
CAST = ("priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen", "ruth", "marcus")


def hidden(page: str, name: str) -> str:
    """A hidden field's value on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def looked(client: Client, address: str = NEW, do: str = "check", **given: Any) -> Any:
    """The page after the button under what happened."""
    sent = {"words": TOLD, "standing": "named", **given, "do": do}
    return client.post(address, {name: value for name, value in sent.items() if value is not None})


def sent(client: Client, address: str = NEW, **given: Any) -> Any:
    """Look, then send with what the page showed."""
    given = {"child": "yes", "kind": "pupil-contact", **given}
    page = looked(client, address, "look", **{**given, "evidence": None}).content.decode()  # a file is read once only
    return looked(client, address, "send", **given, token=hidden(page, "token"), shown=hidden(page, "shown"))


def code_on(answer: Any) -> str:
    """The code of a receipt."""
    found = re.search(r'id="code">([0-9 ]{19})<', answer.content.decode())
    assert found, answer.content.decode()
    return found.group(1)


def names_on(answer: Any) -> list[str]:
    """Who would get it, by the page."""
    return re.findall(r'class="sc-person__name">([^<]+)<', answer.content.decode())


def told(world: SimpleNamespace, by: str = "priya", **given: Any) -> Raised:
    """A concern of somebody at Elm Park, told without the pages."""
    telling = Telling(world.elm, ConcernKind.PUPIL_CONTACT, TOLD, child_protection=True)._replace(**given)
    return raise_concern(getattr(world, by), world.elm, telling)


def door(world: SimpleNamespace) -> Door:
    """Elm Park's page without a name, with a code that tests know."""
    return Door.objects.update_or_create(organisation=world.elm, defaults={"code": "BCDF-GHJK-MNPQ"})[0]


def the_case() -> Case:
    """The one case there is."""
    return Case.objects.select_related("concern", "organisation").get()


def the_concern() -> Concern:
    """The one concern there is."""
    return Concern.objects.get()


def again(person: Person) -> Person:
    """The same person as a later request finds them."""
    return Person.objects.get(pk=person.pk)
