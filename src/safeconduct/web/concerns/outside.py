"""Whom to turn to outside: the contact that the organisation has entered, or how to find the right one.

No number is made up here: those that hold for the whole country are in everybody's memory, all others are local.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from safeconduct.web.concerns.models import Outside
from safeconduct.web.people.models import Organisation

_What = Outside.What
_FIND: Final[Mapping[Outside.What, str]] = {
    _What.DESIGNATED_OFFICER: (
        "Ring the council of the place where the school is, and ask for its designated officer for allegations against people "
        "who work with children. Councils also write LADO. The local safeguarding partnership's website has the number."
    ),
    _What.LOCAL_AUTHORITY: (
        "Ring the council of the place where the school is, and ask who deals with complaints about a chair of governors. If a "
        "child may have been harmed, ask for its designated officer (LADO) instead."
    ),
    _What.SOCIAL_CARE: "Ring the council of the place where the child lives, and ask for children's social care.",
    _What.POLICE: "Ring 999 if somebody is in danger now, and 101 if not.",
    _What.OTHER: "Ask your union, or the council of the place where the school is.",
}


class Turn(NamedTuple):
    """Whom to turn to: what they are, who that is here, and how to find them where nobody has entered it."""

    what: Outside.What
    contacts: Sequence[Outside]

    @property
    def says(self) -> str:
        """What they are."""
        return str(self.what.label)

    @property
    def find(self) -> str:
        """How to find them."""
        return _FIND[self.what]


def turn_to(place: Organisation, what: Outside.What) -> Turn:
    """Whom to turn to outside of an organisation; its own contact goes before that of those above it."""
    return turns([place])[place.pk, what]


def turns(places: Iterable[Organisation]) -> Mapping[tuple[int, Outside.What], Turn]:
    """The same for several organisations and everybody there is, asked of the database once."""
    places = list(places)
    entered = list(
        Outside.objects.filter(organisation__in={pk for place in places for pk in place.path_of_ids}).order_by("name", "pk")
    )
    return {(place.pk, what): Turn(what, _nearest(place, what, entered)) for place in places for what in _What}


def _nearest(place: Organisation, what: Outside.What, entered: Iterable[Outside]) -> list[Outside]:
    fits = [each for each in entered if each.what == what and each.organisation_id in place.path_of_ids]
    nearest = next((number for number in reversed(place.path_of_ids) if any(one.organisation_id == number for one in fits)), 0)
    return [each for each in fits if each.organisation_id == nearest]


__all__: Final = ("Turn", "turn_to", "turns")
