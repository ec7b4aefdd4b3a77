"""A strand opened later has what telling both at once would have put on it: the evidence and messages of whoever told it.

What they handed in stays sealed once, so that it goes with the last case that has it; their messages are sealed anew for each
case, as when they write them. What those on another case put there or wrote stays there.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from safeconduct.web.access.trail import Fact, append
from safeconduct.web.concerns.actions import messages
from safeconduct.web.concerns.evidence import LAID, handed_in, noted, seals_noted
from safeconduct.web.concerns.models import Case, Concern, Evidence, Note
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import fingerprint, seal, words


class Laid(NamedTuple):
    """What was laid on a case: the pieces, and the messages."""

    pieces: list[Evidence]
    notes: list[Note]

    @property
    def facts(self) -> dict[str, Fact]:
        """What the trail keeps of the messages; of each piece it has an entry."""
        return {"notes": [each.pk for each in self.notes], "sealed": [fingerprint(each.words) for each in self.notes]}


def lay_on(by: Person, case: Case) -> Laid:
    """Put on a case what whoever told it handed in and wrote before it was opened. Only inside a transaction.

    Raises:
        NoKey, Damaged: a message cannot be opened: see ``sealing.storing``.
    """
    return Laid([_lay(by, case, each) for each in _kept(case.concern)], _write_anew(case))


def _kept(concern: Concern) -> list[Evidence]:
    """What whoever told it handed in and what was not destroyed since, each file once."""
    there = Evidence.objects.filter(case__concern=concern, sealed__destroyed_at=None)
    kept = set(there.values_list("pk", flat=True))
    found = [each for each in handed_in(concern) if each.pk in kept]
    return list({each.sha256: each for each in reversed(found)}.values())[::-1]


def _lay(by: Person, case: Case, first: Evidence) -> Evidence:
    """The same piece on another case. Its first entry of the trail is named, so that the chain begins when it came."""
    fields = {each.attname: getattr(first, each.attname) for each in Evidence._meta.concrete_fields if not each.primary_key}
    made = Evidence.objects.create(**{**fields, "case_id": case.pk})
    facts: dict[str, Fact] = {**noted(made), "sealed": seals_noted(made), "by": made.by_id, "first": first.pk}
    append(LAID, by=by.pk, about=f"{made._meta.label_lower}:{made.pk}", facts=facts)
    return made


def _write_anew(case: Case) -> list[Note]:
    concern = case.concern
    wrote = {None, concern.reporter_id} if concern.standing == Concern.Standing.NAMED else {None}
    theirs = [each for each in messages(concern) if each.by_id in wrote]
    return [
        Note.objects.create(case=case, by=each.by, audience=Note.For.ALL, words=seal(words(each.words)), at=each.at)
        for each in theirs
    ]


__all__: Final = ("Laid", "lay_on")
