"""Roles that somebody complained of gave after it was told, and stand-ins they named: by them nobody receives it. Nor does
anybody lose it because such a one took them off the list of stand-ins.

Else the head complained of could fill the vacant chair with somebody of their own. Nor does it help to go round by another:
whoever may give roles only since then, and only by the word of those complained of, counts as one with them. Somebody else's
confirmation makes such a role like any other; a stand-in counts once somebody else has named them too.

What is told after a role was given does not reach who has it by the word of those complained of alone either, as long as
somebody else is there to receive it (``by_their_word``, ``chart.passed_over``). That hangs on appointments alone, not on what
was told before: else the page before sending would show to everybody who looks that there was something. Where nobody else is
there it reaches them, and that page says whose word they have it by (``by_their_word_alone``). After a stand-in was taken
off, what is told does not reach that one. This is plain computation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from safeconduct.web.access.rights import Position


class Given(NamedTuple):
    """A role, or a place to stand in: where, as what, to whom, by whom and when, by whom confirmed, its last day.

    Of a place to stand in also by whom and when it was taken off the list.
    """

    place: int
    position: Position
    person: int
    by: int | None
    when: datetime
    confirmed: int | None
    until: date | None
    ended_by: int | None = None
    ended: datetime | None = None


class ToldOf(NamedTuple):
    """When a concern was told, and about whom."""

    at: datetime
    about: Collection[int]


def is_late(role: Given, told: ToldOf) -> bool:
    """Whether somebody gave a role, or ended it, after a concern was told, so that it matters who it was."""
    return _is_given_late(role, told) or _is_ended_late(role, told)


def _is_given_late(role: Given, told: ToldOf) -> bool:
    return role.by is not None and role.when > told.at


def _is_ended_late(role: Given, told: ToldOf) -> bool:
    return role.ended is not None and role.ended > told.at


def left_out(told: ToldOf, roles: Iterable[Given], giving: Sequence[Given]) -> frozenset[tuple[int, Position, int]]:
    """What nobody receives a concern by: places, positions, people; ``giving``: all roles, past ones too, that give others."""
    under = _under(told, giving)
    held = list(roles)
    theirs = {role[:3] for role in held if _depends(role, told, under)}
    return frozenset(theirs - {role[:3] for role in held if not _depends(role, told, under)})


def independent(told: ToldOf, stand_ins: Iterable[Given], giving: Sequence[Given], naming: Sequence[Given]) -> list[Given]:
    """The stand-ins by which somebody may receive a concern; ``naming``: all roles, past ones too, that name stand-ins.

    Whom somebody complained of has taken off since is there as if nobody had.
    """
    under = _under(told, giving)
    under |= _by_their_word(told, naming, under)
    theirs = [each for each in stand_ins if not _depends(each, told, under)]
    return [each._replace(ended=None) if each.ended_by in under and _is_ended_late(each, told) else each for each in theirs]


def by_their_word_alone(held: Sequence[Given], about: Collection[int]) -> int | None:
    """Who of those complained of gave somebody what they receive a concern by, whenever, and nobody else confirmed it."""
    theirs = [each.by for each in held if _is_theirs(each, about)]
    return theirs[0] if held and len(theirs) == len(held) else None


def by_their_word(held: Iterable[Given], about: Collection[int], day: date) -> frozenset[tuple[int, Position, int]]:
    """What people hold or stand in for by the word of those complained of alone, whenever: places, positions, people.

    Somebody else's word counts as long as it holds: not that of who named them for days that are over.
    """
    given = list(held)
    theirs = {each[:3] for each in given if _is_theirs(each, about)}
    others = (each for each in given if not _is_theirs(each, about))
    return frozenset(theirs - {each[:3] for each in others if each.until is None or each.until >= day})


def _is_theirs(given: Given, about: Collection[int]) -> bool:
    return given.by in about and (given.confirmed is None or given.confirmed in about)


def _under(told: ToldOf, giving: Sequence[Given]) -> frozenset[int]:
    """Those complained of, and whoever may give roles by their word alone."""
    found = frozenset(told.about)
    while new := _by_their_word(told, giving, found) - found:
        found |= new
    return found


def _by_their_word(told: ToldOf, roles: Sequence[Given], under: Collection[int]) -> frozenset[int]:
    """Who has some of these roles only since it was told, and only by the word of some people."""
    since = [role for role in roles if role.until is None or role.until >= told.at.date()]
    found = {role.person for role in roles if _depends(role, told, under)}
    return frozenset(found - {role.person for role in since if not _depends(role, told, under)})


def _depends(role: Given, told: ToldOf, under: Collection[int]) -> bool:
    confirmed = role.confirmed is not None and role.confirmed not in under
    return role.by in under and _is_given_late(role, told) and not confirmed


__all__: Final = ("Given", "ToldOf", "by_their_word", "by_their_word_alone", "independent", "is_late", "left_out")
