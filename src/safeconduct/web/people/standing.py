"""Who is above whom, as plain computation: by the route of the concerns about them, not by what they earn.

The whole school answers to the head, the head to the chair of governors, every school to those above it in its trust,
deputies to the lead. Who receives a case (``concerns.chart``) and who may change whose sign-in and roles (``guarding``) both
follow from this.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from safeconduct.activity import Told
from safeconduct.web.access.rights import Position

_HEAD, _CHAIR, _LEAD, _DEPUTY = (
    Position.HEADTEACHER,
    Position.CHAIR_OF_GOVERNORS,
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
)
POSITION_OF: Final[Mapping[Told, Position]] = {
    Told.DESIGNATED_SAFEGUARDING_LEAD: _LEAD,
    Told.DEPUTY_SAFEGUARDING_LEAD: _DEPUTY,
    Told.CHILD_PROTECTION_LIAISON_OFFICER: _LEAD,
    Told.HEADTEACHER: _HEAD,
    Told.CHAIR_OF_GOVERNORS: _CHAIR,
    Told.LINE_MANAGER: Position.LINE_MANAGER,
    Told.ONLINE_SAFETY_MANAGER: Position.ONLINE_SAFETY_MANAGER,
    Told.IT_MANAGER: Position.IT_MANAGER,
    Told.ICT_STRATEGY_MANAGER: Position.IT_MANAGER,
    Told.AGENCY_CONSULTANT: Position.AGENCY_CONSULTANT,
    Told.EMPLOYER: _HEAD,  # who speaks for it, and with whom its procedures begin
    Told.INTERNAL_CHANNELS: _HEAD,
    Told.PROPER_PROCESS: _HEAD,
    Told.WHISTLEBLOWING_PROCEDURE: _HEAD,
    Told.GRIEVANCE_PROCEDURE: _HEAD,
    Told.BULLYING_AND_HARASSMENT_PROCEDURE: _HEAD,
}
RECEIVES: Final = frozenset(POSITION_OF.values())
"""Every position as which somebody can receive a case."""

_BESIDE: Final = frozenset({_HEAD, _CHAIR, _LEAD, _DEPUTY, Position.GOVERNOR})


class Seat(NamedTuple):
    """A position and where it is held: 0 at the organisation itself, 1 at the one above it, and so on."""

    level: int
    position: Position


def answers_to(seat: Seat, other: Seat, *, alone: bool = False) -> bool:
    """Whether whoever holds one seat answers to whoever holds the other; ``alone``: there, a sole proprietor is the head."""
    if seat.level > other.level:
        return False
    below = seat.level < other.level
    match other.position:
        case Position.CHAIR_OF_GOVERNORS if alone:
            return seat.position is Position.GOVERNOR
        case Position.CHAIR_OF_GOVERNORS:
            return below or seat.position is not _CHAIR
        case Position.HEADTEACHER if alone:
            return seat.position is not _HEAD
        case Position.HEADTEACHER:
            return below or seat.position not in {_HEAD, _CHAIR, Position.GOVERNOR}
        case Position.SAFEGUARDING_LEAD:
            return seat.position is _DEPUTY or (below and seat.position is _LEAD)
    return False


def is_above(seat: Seat, mine: Collection[Seat]) -> bool:
    """Whether whoever holds a seat is above somebody, so that their sign-in and roles are not theirs to change.

    Leads and deputies are above those who look after people and machines too: they receive the concerns about them.
    """
    theirs = seat in mine or any(_below(seat, each) for each in mine)
    return not theirs and any(_below(each, seat) for each in mine)


def _below(seat: Seat, other: Seat) -> bool:
    receives = other.position in {_LEAD, _DEPUTY} and seat.position not in _BESIDE and seat.level <= other.level
    return receives or answers_to(seat, other)


__all__: Final = ("POSITION_OF", "RECEIVES", "Seat", "answers_to", "is_above")
