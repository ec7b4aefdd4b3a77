"""What differs between two versions of a policy, clause by clause, with the words that changed marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from safeconduct.policy import Clause, Policy
from safeconduct.web.policies.explaining import effects
from safeconduct.web.policies.points import content


class Change(StrEnum):
    """What happened to a clause."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    EFFECT = "does something else"
    MOVED = "moved"
    SAME = "unchanged"


class Piece(NamedTuple):
    """A stretch of wording: ``same`` in both, ``gone`` from the old, or ``new``."""

    kind: str
    text: str


class Difference(NamedTuple):
    """One clause in both versions: how it changed, its wording with marks, and what it does, before and now."""

    change: Change
    old: Clause | None
    new: Clause | None
    pieces: Sequence[Piece]
    stopped: Sequence[str] = ()
    started: Sequence[str] = ()

    @property
    def clause(self) -> Clause:
        """The clause as it reads now, or as it last read."""
        clause = self.new or self.old
        assert clause is not None
        return clause

    @property
    def matters(self) -> bool:
        """Whether text or effect changed, so that people are asked again."""
        return self.change not in {Change.SAME, Change.MOVED}


def differences(old: Policy, new: Policy) -> list[Difference]:
    """Every clause of either version, in the order of the new one; what was removed stands last."""
    before = _partners(old, new)
    found = [_compared(before.get(clause.id), clause) for clause in new.clause]
    kept = {clause.id for clause in before.values()}
    return [*found, *(_compared(clause, None) for clause in old.clause if clause.id not in kept)]


def _partners(old: Policy, new: Policy) -> dict[str, Clause]:
    """The old clause for each new one: the one that says and does the same, wherever it stood; else that with its number."""
    left = dict(old.clauses)
    found: dict[str, Clause] = {}
    for clause in sorted(new.clause, key=lambda clause: clause.id not in old.clauses):
        same = [each for each in left.values() if content(each) == content(clause)]
        partner = next((each for each in same if each.id == clause.id), same[0] if same else None)
        if partner is not None:
            found[clause.id] = left.pop(partner.id)
    return found | {clause.id: left.pop(clause.id) for clause in new.clause if clause.id not in found and clause.id in left}


def _compared(old: Clause | None, new: Clause | None) -> Difference:
    if old is None or new is None:
        only = new or old
        assert only is not None
        change, kind = (Change.ADDED, "new") if old is None else (Change.REMOVED, "gone")
        return Difference(change, old, new, [Piece(kind, only.says)])
    does, did = effects(new), effects(old)
    stopped, started = [each for each in did if each not in does], [each for each in does if each not in did]
    return Difference(_change(old, new), old, new, list(marked(old.says, new.says)), stopped, started)


def _change(old: Clause, new: Clause) -> Change:
    if content(old) == content(new):
        return Change.SAME if old.id == new.id else Change.MOVED
    return Change.REWORDED if old.says != new.says else Change.EFFECT


def marked(old: str, new: str) -> Iterator[Piece]:
    """A wording word by word: what stayed, what went, what came."""
    before, after = _words(old), _words(new)
    for tag, start, end, to, till in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(after[to:till]))
            continue
        if start < end:
            yield Piece("gone", "".join(before[start:end]))
        if to < till:
            yield Piece("new", "".join(after[to:till]))


def _words(text: str) -> list[str]:
    """Words, the spaces between them, and the signs, each as a piece."""
    return ["".join(run) for _, run in groupby(text, lambda char: (char.isalnum(), char.isspace()))]


__all__: Final = ("Change", "Difference", "Piece", "differences", "marked")
