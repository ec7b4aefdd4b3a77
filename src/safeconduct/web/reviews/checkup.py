"""What is looked over now and then: one file a check-up in ``reviews/checkups``, found by listing the folder.

What somebody answers is theirs: it is worked with while the page is made, and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from safeconduct.plugins import discover
from safeconduct.policy import Clause, LooksAt
from safeconduct.web.permissions.kind import Cite


class Question(msgspec.Struct, frozen=True):
    """Something to look at, asked so that “yes” is well; ``otherwise`` is what to do if it is not."""

    id: str
    asks: str
    otherwise: str
    hint: str = ""


class Checkup(msgspec.Struct, frozen=True):
    """A short check-up. ``cites`` are the clauses of shipped policies that want it, by policy and id.

    A clause of a policy that a school wrote itself is met by what it says it looks at (``looks_at``). One that is
    ``of_platforms`` shows the steps of each platform that the person uses, one ``of_equipment`` what the register says they
    have at home.
    """

    id: str
    order: int
    name: str
    says: str
    questions: tuple[Question, ...]
    cites: tuple[Cite, ...]
    looks_at: frozenset[LooksAt] = frozenset()
    of_platforms: bool = False
    of_equipment: bool = False


@cache
def checkups() -> Mapping[str, Checkup]:
    """Every check-up by its id, in the order in which they are shown."""
    found = discover("safeconduct.web.reviews.checkups", Checkup)
    return {checkup.id: checkup for checkup in sorted(found, key=lambda checkup: checkup.order)}


@cache
def _cited() -> Mapping[Cite, tuple[Checkup, ...]]:
    cites = {cite for checkup in checkups().values() for cite in checkup.cites}
    return {cite: tuple(each for each in checkups().values() if cite in each.cites) for cite in cites}


def asked_by(policy: str, clause: Clause) -> tuple[Checkup, ...]:
    """The check-ups that a clause asks for: those that name it, or else those that look at what it looks at."""
    if clause.review is None:
        return ()
    named = _cited().get(Cite(policy, clause.id), ())
    looks_at = frozenset(clause.review.looks_at)
    return named or tuple(each for each in checkups().values() if looks_at & each.looks_at)


__all__: Final = ("Checkup", "Question", "asked_by", "checkups")
