"""Rounds, invitations, links and signatures for the tests of families."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db import transaction

from safeconduct.activity import Role
from safeconduct.web.families import given, inviting, links
from safeconduct.web.families.given import Came, Names
from safeconduct.web.families.lists import Invited
from safeconduct.web.families.models import Invitation, Question, Signature
from safeconduct.web.families.rounds import Round
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption

HABITS = {"alone_from": 14, "link_days": 30, "remind_after": 5, "most_reminders": 1, "keep_days": 60}
ANNA = Invited("Anna Brown", "Ella Brown", "3B", "anna@example.org")
BEN = Invited("", "Ben Osei", "3B", "")
YUSUF = Invited("Yusuf Khan", "Amina Khan", "5A", "yusuf@example.org")


def adoption() -> Adoption:
    return Adoption.objects.select_related("organisation").get(policy_id="safe-use")


def parents(world: SimpleNamespace, role: Role = Role.PARENT) -> Round:
    return Round(world.elm, adoption(), role)


def again(person: Person) -> Person:
    """The person as the next request finds them: nothing remembered."""
    return Person.objects.get(pk=person.pk)


def invite(world: SimpleNamespace, *rows: Invited, role: Role = Role.PARENT) -> list[Invitation]:
    inviting.invite(again(world.owen), parents(world, role), rows)
    return list(Invitation.objects.order_by("-pk")[: len(rows)])[::-1]


def ella(world: SimpleNamespace) -> Invitation:
    """Ella's mother is invited."""
    return invite(world, ANNA)[0]


@transaction.atomic
def token(invitation: Invitation) -> str:
    return links.new(invitation).rstrip("/").rpartition("/")[2]


def path(invitation: Invitation) -> str:
    return f"/sign/{token(invitation)}/"


def tick(invitation: Invitation, *but: str) -> None:
    given.say(invitation, {clause.id for clause in invitation.points} - set(but), {})


def sign(invitation: Invitation, name: str = "Anna Brown", parent: str = "") -> Signature:
    tick(invitation)
    return given.sign(invitation, invitation.adoption.digest, Names(name, parent))


def signed(world: SimpleNamespace) -> Signature:
    return sign(ella(world))


def asked(world: SimpleNamespace) -> Question:
    given.say(ella(world), set(), {"S7": "At her father's, too?"})
    return Question.objects.latest("pk")


def for_all(world: SimpleNamespace) -> Invitation:
    return inviting.open_link(again(world.owen), parents(world), "")


def came(world: SimpleNamespace, name: str = "Anna Brown", child: str = "Ella Brown") -> Signature:
    return sign(given.come(for_all(world), Came(name, child, "3B")), name)


def several(world: SimpleNamespace) -> None:
    """One has signed, one asked, one came by the link for all, one has no e-mail address."""
    one, other, _ = invite(world, ANNA, YUSUF, BEN)
    sign(one)
    given.say(other, {"O1"}, {"S7": "What does that mean?"})
    came(world, "Maja Nowak", "Zofia Nowak")


def filled(invitation: Invitation, **more: Any) -> dict[str, Any]:
    """What the form behind the link sends with every box ticked."""
    ticks = {f"tick_{number}": "on" for number in range(len(invitation.points))}
    return {"digest": invitation.adoption.digest, "name": "Anna Brown", **ticks, **more}
