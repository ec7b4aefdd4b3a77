"""What the demo's families have already done: one has signed, one asks something, one has no e-mail address, one came by."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from safeconduct.activity import Role
from safeconduct.web.families import given, inviting
from safeconduct.web.families.given import Came, Names
from safeconduct.web.families.lists import Invited
from safeconduct.web.families.models import Invitation
from safeconduct.web.families.rounds import Round
from safeconduct.web.policies.models import Adoption

_PARENTS: Final = (
    Invited("Anna Brown", "Ella Brown", "3B", "anna.brown@demo.example"),
    Invited("Yusuf Khan", "Amina Khan", "5A", "yusuf.khan@demo.example"),
    Invited("", "Ben Osei", "3B"),
    Invited("Maria Rossi", "Luca Rossi", "4C", "maria.rossi@demo.example"),
)
_QUESTION: Final = "Does this mean that I have to read what she writes to her friends?"


def build(world: SimpleNamespace) -> None:
    """Four families of Elm Park are invited, and a fifth came by the link for all."""
    at = Round(world.elm, Adoption.objects.get(organisation=world.elm, policy_id="safe-use"), Role.PARENT)
    inviting.invite(world.owen, at, _PARENTS)
    anna, yusuf = (at.invited.get(name=name) for name in ("Anna Brown", "Yusuf Khan"))
    _sign(anna, "Anna Brown")
    given.say(yusuf, {clause.id for clause in yusuf.points} - {"S7"}, {"S7": _QUESTION})
    link = inviting.open_link(world.owen, at, "")
    _sign(given.come(link, Came("Maja Nowak", "Zofia Nowak", "5A")), "Maja Nowak")


def _sign(invitation: Invitation, name: str) -> None:
    given.say(invitation, {clause.id for clause in invitation.points}, {})
    given.sign(invitation, invitation.adoption.digest, Names(name))


__all__: Final = ("build",)
