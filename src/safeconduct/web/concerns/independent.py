"""Roles that somebody complained of gave after it was told: by them nobody receives it, as plain computation.

Else the head complained of could fill the vacant chair with somebody of their own. Nor does it help to go round by another:
whoever may give roles only since then, and only by the word of those complained of, counts as one with them. Somebody else's
confirmation makes such a role like any other. What is told after a role was given, it receives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from safeconduct.web.access.rights import Position


class Given(NamedTuple):
    """A role: where, as what, to whom, by whom and when it was given, by whom it was confirmed, its last day."""

    place: int
    position: Position
    person: int
    by: int | None
    when: datetime
    confirmed: int | None
    until: date | None


class ToldOf(NamedTuple):
    """When a concern was told, and about whom."""

    at: datetime
    about: Collection[int]


def is_late(role: Given, told: ToldOf) -> bool:
    """Whether somebody gave a role after a concern was told, so that it matters who it was."""
    return role.by is not None and role.when > told.at


def left_out(told: ToldOf, roles: Iterable[Given], giving: Sequence[Given]) -> frozenset[tuple[int, Position, int]]:
    """What nobody receives a concern by: places, positions, people; ``giving``: all roles, past ones too, that give others."""
    under = _under(told, giving)
    held = list(roles)
    theirs = {role[:3] for role in held if _depends(role, told, under)}
    return frozenset(theirs - {role[:3] for role in held if not _depends(role, told, under)})


def _under(told: ToldOf, giving: Sequence[Given]) -> frozenset[int]:
    """Those complained of, and whoever may give roles by their word alone."""
    found = set(told.about)
    while True:
        since = [role for role in giving if role.until is None or role.until >= told.at.date()]
        new = {role.person for role in giving if _depends(role, told, found)} - found
        new -= {role.person for role in since if not _depends(role, told, found)}
        if not new:
            return frozenset(found)
        found |= new


def _depends(role: Given, told: ToldOf, under: Collection[int]) -> bool:
    confirmed = role.confirmed is not None and role.confirmed not in under
    return role.by in under and is_late(role, told) and not confirmed


__all__: Final = ("Given", "ToldOf", "is_late", "left_out")
