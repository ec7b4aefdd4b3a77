"""Which statement of which policy does what, and which tests show it.

The tests name the clauses they show with ``@pytest.mark.clause("kevi:5.2i")``. The list of those names is written
by ``make index`` into ``data/clause_tests.json``, so that an installed safeconduct can answer too; a test
fails when the list is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import msgspec

from safeconduct.activity import Mechanism
from safeconduct.policy import Clause, Policy


class Covered(msgspec.Struct, frozen=True):
    """One statement: what makes it work, what it does in one sentence, and the tests that name it."""

    id: str
    mechanisms: tuple[Mechanism, ...]
    does: str
    tests: tuple[str, ...]


def coverage(policies: Iterable[Policy], tests: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Covered, ...]:
    """One entry for each clause of the policies, in their order."""
    named = clause_tests() if tests is None else tests
    return tuple(
        Covered(f"{policy.id}:{clause.id}", clause.mechanisms, does(clause), tuple(named.get(f"{policy.id}:{clause.id}", ())))
        for policy in policies
        for clause in policy.clause
    )


def clause_tests() -> Mapping[str, tuple[str, ...]]:
    """The tests that name each clause, as last written down."""
    data = (resources.files("safeconduct.data") / "clause_tests.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, tuple[str, ...]])


def does(clause: Clause) -> str:
    """What a clause does, in one sentence."""
    sentence = "; ".join(_deeds(clause))
    return sentence[:1].upper() + sentence[1:] + "."


def _deeds(clause: Clause) -> Iterator[str]:
    for rule in clause.screen:
        aspects = f" ({' or '.join(rule.aspects)})" if rule.aspects else ""
        yield f"answers {rule.outcome} to a text with {', '.join(rule.topics)}{aspects}"
    if clause.decide:
        yield f"decides on {_settled(clause)}"
    if clause.route:
        told = dict.fromkeys(told.replace("_", " ") for rule in clause.route for told in rule.to)
        kinds = dict.fromkeys(kind for rule in clause.route for kind in rule.kinds)
        yield f"routes {', '.join(kinds)} to {', '.join(told) or 'nobody named'}"
    yield from _standing(clause)


def _settled(clause: Clause) -> str:
    kinds: dict[str, None] = {}
    for rule in clause.decide:
        kind = rule.when.get("kind")
        named = kind if isinstance(kind, list) else [kind] if isinstance(kind, str) else ["contacts"]
        kinds |= dict.fromkeys(name.replace("_", " ") for name in named)
    return ", ".join(kinds)


def _standing(clause: Clause) -> Iterator[str]:
    """What a clause does without being asked."""
    if clause.permit:
        yield f"holds a register: “{clause.permit}”"
    if clause.review:
        yield f"schedules every {clause.review.months} months: “{clause.review.task}”"
    if clause.restrict:
        yield f"restricts {clause.restrict.sites} on {', '.join(clause.restrict.on)}, {clause.restrict.hours}"
    if clause.sign:
        yield f"asks to be signed: “{clause.sign.point}”"
    if clause.govern:
        yield f"puts on record, as {clause.govern.what.value}: “{clause.govern.text}”"
    if clause.guide:
        yield "gives guidance where it matters"
