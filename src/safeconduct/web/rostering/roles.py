"""What the roles of other systems are here: a closed list, and what somebody said once of all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from safeconduct.web.access.rights import Position
from safeconduct.web.people.staff_list import titles

LEFT_OUT: Final = ""
_KNOWN: Final[Mapping[str, Position]] = {
    **dict.fromkeys(("teacher", "faculty", "instructor", "lecturer", "professor", "adjunct", "advisor"), Position.TEACHER),
    **dict.fromkeys(("aide", "teacherassistant", "assistant", "paraprofessional", "proctor"), Position.TEACHING_ASSISTANT),
    "substitute": Position.SUPPLY_TEACHER,
    "principal": Position.HEADTEACHER,
}
PROPOSED: Final[Mapping[str, Position]] = {
    **dict.fromkeys(("administrator", "siteadministrator", "officestaff", "staff"), Position.SITE_STAFF),
    "systemadministrator": Position.IT_MANAGER,
    "itadmin": Position.IT_MANAGER,
    "districtadministrator": Position.BUSINESS_MANAGER,
}
"""Words that mean one thing in one school and another in the next: they are asked about, with this as the first choice."""

PLAIN: Final = frozenset(
    {
        Position.TEACHER,
        Position.TEACHING_ASSISTANT,
        Position.SUPPLY_TEACHER,
        Position.SITE_STAFF,
        Position.GOVERNOR,
        Position.VOLUNTEER,
        Position.CONTRACTOR,
    }
)
"""What nobody may do much with: a file alone may make somebody this. For any other position a person looks first."""

FINE: Final = (Position.HEADTEACHER, Position.BUSINESS_MANAGER, Position.IT_MANAGER)
"""Jobs that the words of such files are too coarse for: whoever holds one keeps it, whatever the file calls them."""

GIVEN: Final = tuple(position for position in Position if position is not Position.ADMINISTRATOR)
"""What a file may make somebody at all: never the administrator of this site."""


def position(role: str, remembered: Mapping[str, str]) -> Position | None:
    """What somebody with a role is here; none where they are to be left out.

    Raises:
        KeyError: nobody has said yet.
    """
    if role in remembered:
        return Position(remembered[role]) if remembered[role] else None
    if role in PROPOSED:
        raise KeyError(role)
    found = _KNOWN.get(role) or titles.guess(role, {})
    if found is None:
        raise KeyError(role)
    return found


def unknown(roles: Iterable[str], remembered: Mapping[str, str]) -> list[str]:
    """The roles that must be asked about."""
    found = []
    for role in roles:
        try:
            position(role, remembered)
        except KeyError:
            found.append(role)
    return found


__all__: Final = ("FINE", "GIVEN", "LEFT_OUT", "PLAIN", "PROPOSED", "position", "unknown")
