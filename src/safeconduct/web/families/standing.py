"""How far a round is: who has signed and who has not, and the numbers of it, for pages and for reports.

Whoever has signed counts as invited, also when the invitation is long gone. A signature by the link for all counts once the
office has said that it knows them; until then it waits, and if it does not know them it never counts.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.web.families.models import Invitation, Question, Signature
from safeconduct.web.families.roles import LINKED
from safeconduct.web.families.rounds import Round
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.exporting import safe


class State(StrEnum):
    """Where somebody stands."""

    SIGNED = "signed"
    CONFIRM = "to be confirmed"
    ASKED = "waits for our answer"
    UNSIGNED = "not signed"
    RUN_OUT = "link has run out"


class Entry(NamedTuple):
    """Somebody on the list of a round."""

    who: str
    child: str
    group: str
    state: State
    email: bool
    sent_on: object
    signed_at: datetime | None
    invitation: int | None
    signature: int | None


class Standing(NamedTuple):
    """Numbers of one round and one class; the class is empty where none was given."""

    organisation: int
    adoption: int
    role: Role
    group: str
    invited: int
    signed: int


def standing(places: Iterable[Organisation]) -> list[Standing]:
    """Invited and signed at some schools, for each policy, role and class, in two queries; whoever stands in two classes
    counts in both."""
    schools = [place.pk for place in places]
    fields = ("organisation", "adoption", "role", "group")
    given = Signature.objects.filter(organisation__in=schools).exclude(by_open_link=True, confirmation=None)
    given = given.exclude(confirmation__known=False)
    waiting = Invitation.objects.unsigned().filter(organisation__in=schools, by_open_link=False)
    signed = _counted(given.values_list(*fields))
    invited = signed + _counted(waiting.values_list(*fields))
    found = [Standing(*key[:2], Role(key[2]), key[3], number, signed[key]) for key, number in invited.items()]
    return sorted(found)


def _counted(rows: Iterable[tuple[int, int, str, str]]) -> Counter[tuple[int, int, str, str]]:
    return Counter((place, adoption, role, group) for place, adoption, role, groups in rows for group in groups_of(groups))


def groups_of(said: str) -> list[str]:
    """The classes that somebody belongs to: a family with two children to two."""
    return [group.strip() for group in said.split(",")]


def roster(at: Round) -> list[Entry]:
    """Everybody of a round by class and name, in three queries however many they are."""
    asked = set(Question.objects.filter(invitation__in=at.invited, replied_at=None).values_list("invitation", flat=True))
    found = [_waits(each, asked) for each in at.waiting]
    signed = at.signed.exclude(confirmation__known=False).select_related("confirmation", "invitation")
    found += [_signed(each) for each in signed]
    return sorted(found, key=lambda entry: (entry.group, entry.who, entry.child))


def _waits(one: Invitation, asked: set[int]) -> Entry:
    state = State.ASKED if one.pk in asked else State.RUN_OUT if one.is_over else State.UNSIGNED
    return Entry(one.who, one.child, one.group, state, bool(one.email), one.sent_on, None, one.pk, None)


def _signed(one: Signature) -> Entry:
    state = State.CONFIRM if one.by_open_link and not hasattr(one, "confirmation") else State.SIGNED
    mine = one.invitation.pk if hasattr(one, "invitation") else None
    who = f"{one.name} with {one.parent}" if one.parent else one.name
    return Entry(
        who, one.child, one.group, state, email=True, sent_on=None, signed_at=one.at, invitation=mine, signature=one.pk
    )


class Tally(NamedTuple):
    """How many of a class stand where."""

    group: str
    total: int
    signed: int
    confirm: int
    asked: int
    left: int


def tally(entries: Sequence[Entry]) -> list[Tally]:
    """A line for each class, by its name."""
    by_group: dict[str, Counter[State]] = {}
    for entry in entries:
        for group in groups_of(entry.group):
            by_group.setdefault(group, Counter())[entry.state] += 1
    return [_tallied(group, found) for group, found in sorted(by_group.items())]


def _tallied(group: str, found: Counter[State]) -> Tally:
    left = found[State.UNSIGNED] + found[State.RUN_OUT]
    return Tally(group, found.total(), found[State.SIGNED], found[State.CONFIRM], found[State.ASKED], left)


HEADINGS: Final = ("Name", "Child", "Class", "As", "Policy", "Version", "State", "Signed on", "E-mail")


def as_csv(at: Round, entries: Iterable[Entry]) -> bytes:
    """Who has signed and who has not, for a spreadsheet; no cell can start a formula."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(HEADINGS)
    as_what = LINKED[at.role].one
    for entry in entries:
        told = (entry.who, entry.child, entry.group, as_what, at.adoption.title, at.adoption.version, entry.state.value)
        day = timezone.localtime(entry.signed_at).date().isoformat() if entry.signed_at else ""
        writer.writerow([*map(safe, told), day, "yes" if entry.email else "no"])
    return made.getvalue().encode("utf-8-sig")


__all__: Final = ("HEADINGS", "Entry", "Standing", "State", "Tally", "as_csv", "groups_of", "roster", "standing", "tally")
