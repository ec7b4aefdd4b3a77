"""What the demo's people have declared."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from safeconduct.web.contacts.actions import Declaration, acknowledge, declare
from safeconduct.web.contacts.models import Relationship

_NIECE: Final = (Relationship.Who.PUPIL, Relationship.Relation.NIECE_NEPHEW, "Maya")
_FRIEND: Final = (Relationship.Who.PARENT, Relationship.Relation.FRIEND, "J.")


def build(world: SimpleNamespace) -> None:
    """Priya's niece is a pupil, and the head knows; Tomasz's friend is a parent, and nobody has acknowledged it yet."""
    acknowledge(world.helen, declare(world.priya, world.priya, Declaration(world.elm, *_NIECE)))
    declare(world.tomasz, world.tomasz, Declaration(world.elm, *_FRIEND))


__all__: Final = ("build",)
