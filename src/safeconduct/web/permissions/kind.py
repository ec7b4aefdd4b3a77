"""What may be asked for: one file a kind in ``permissions/kinds``, found by listing the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import msgspec

from safeconduct.plugins import discover
from safeconduct.web.access.rights import Position
from safeconduct.web.permissions.rights import HEADS

YEAR: Final = 366  # days


class Cite(msgspec.Struct, frozen=True):
    """A clause that wants something on record, by policy and id; what it says stands in the policy as adopted."""

    policy: str
    clause: str


class PermissionKind(msgspec.Struct, frozen=True):
    """Something that somebody may ask for.

    ``asks`` is the question that the asker answers in their own words; ``longest`` how many days a yes may hold. One that
    is ``of_text`` holds for one exact text on one account. ``cites`` are the clauses that ask for it.
    """

    id: str
    order: int
    name: str
    says: str
    asks: str
    cites: tuple[Cite, ...]
    hint: str = ""
    decided_by: frozenset[Position] = HEADS
    longest: int = YEAR
    of_text: bool = False


@cache
def kinds() -> Mapping[str, PermissionKind]:
    """Every kind by its id, in the order in which they are shown."""
    found = discover("safeconduct.web.permissions.kinds", PermissionKind)
    return {kind.id: kind for kind in sorted(found, key=lambda kind: kind.order)}


# What the registers are for, in the same way: the clauses that ask for them.
REGISTERS: Final[Mapping[str, tuple[Cite, ...]]] = {
    "consents": (Cite("tapton", "N5b"),),
    "agreements": (Cite("tapton", "D5a"), Cite("tapton", "D6"), Cite("kevi", "5.3h"), Cite("vision", "14")),
    "equipment": (Cite("tapton", "P14"),),
    "removals": (Cite("tapton", "D5b"), Cite("key", "8b"), Cite("vision", "4b")),
    "accounts": (Cite("kevi", "5.1i"), Cite("key", "2a"), Cite("tapton", "N3")),
}


def cites() -> Iterable[Cite]:
    """Every clause for which there is a kind or a register."""
    for kind in kinds().values():
        yield from kind.cites
    for register in REGISTERS.values():
        yield from register


__all__: Final = ("REGISTERS", "YEAR", "Cite", "PermissionKind", "cites", "kinds")
