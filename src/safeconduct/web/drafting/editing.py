"""Changes to a policy, as plain functions: a policy in, a policy out. What is deleted can be put back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from safeconduct.activity import Role
from safeconduct.policy import Case, Clause, DecideRule, GuideRule, Permit, Policy, Restriction, Review, RouteRule, Sign
from safeconduct.policy import Govern as Notice
from safeconduct.policy import ScreenRule as TextRule
from safeconduct.web.drafting.aloud import Rule, aloud

LISTS: Final[Mapping[str, type[Any]]] = {"screen": TextRule, "decide": DecideRule, "route": RouteRule, "guide": GuideRule}
SINGLE: Final[Mapping[str, type[Any]]] = {
    "permit": Permit, "review": Review, "restrict": Restriction, "sign": Sign, "govern": Notice,
}  # fmt: skip
COVER: Final = (
    "id", "title", "organisation", "version", "source", "binds", "binds_text", "approver", "review_months", "related",
)  # fmt: skip


def digest(thing: object) -> str:
    """What stands for a part of a policy as somebody saw it."""
    return hashlib.sha256(msgspec.json.encode(thing, order="sorted")).hexdigest()[:20]


def cover(policy: Policy) -> dict[str, Any]:
    """What stands on a policy's cover."""
    return {name: getattr(policy, name) for name in COVER}


# --- clauses ------------------------------------------------------------------------------------------------


def with_clause(policy: Policy, old: str, clause: Clause) -> Policy:
    """One clause in the place of another; under a new number its cases go with it."""
    clauses = tuple(clause if each.id == old else each for each in policy.clause)
    cases = policy.case if clause.id == old else tuple(_renamed(case, old, clause.id) for case in policy.case)
    return msgspec.structs.replace(policy, clause=clauses, case=cases)


def _renamed(case: Case, old: str, new: str) -> Case:
    return msgspec.structs.replace(case, clause=tuple(new if name == old else name for name in case.clause))


def with_new(policy: Policy, clause: Clause) -> Policy:
    """A clause more, behind the last one of its topic."""
    same = [index for index, each in enumerate(policy.clause) if each.about is clause.about]
    at = same[-1] + 1 if same else len(policy.clause)
    return msgspec.structs.replace(policy, clause=(*policy.clause[:at], clause, *policy.clause[at:]))


def moved(policy: Policy, name: str, by: int) -> Policy:
    """A clause one place up (-1) or down (1) among those of its topic; at the end nothing moves."""
    about = policy.clauses[name].about
    same = [index for index, each in enumerate(policy.clause) if each.about is about]
    here = next(place for place, index in enumerate(same) if policy.clause[index].id == name)
    there = here + by
    if not 0 <= there < len(same):
        return policy
    clauses = list(policy.clause)
    clauses[same[here]], clauses[same[there]] = clauses[same[there]], clauses[same[here]]
    return msgspec.structs.replace(policy, clause=tuple(clauses))


def without_clause(policy: Policy, name: str) -> Policy:
    """Without a clause and the cases that show nothing else; a case that shows others too stays for them."""
    clauses = tuple(each for each in policy.clause if each.id != name)
    left = (msgspec.structs.replace(case, clause=tuple(each for each in case.clause if each != name)) for case in policy.case)
    return msgspec.structs.replace(policy, clause=clauses, case=tuple(case for case in left if case.clause))


def roles_of(clause: Clause) -> list[str] | None:
    """For whom all of a clause's rules are; empty for everybody, nothing where they differ or there is none."""
    rules: list[TextRule | DecideRule | GuideRule] = [*clause.screen, *clause.decide, *clause.guide]
    named = [rule.when.get("author_role") for rule in rules]
    wanted = {tuple([each] if isinstance(each, str) else each or []) for each in named if not isinstance(each, bool)}
    return list(wanted.pop()) if len(wanted) == 1 else None


def for_roles(clause: Clause, roles: Sequence[str]) -> Clause:
    """A clause whose rules are all for some roles, or for everybody."""
    ordered = [role.value for role in Role if role.value in roles]
    return msgspec.structs.replace(
        clause,
        screen=tuple(_for(rule, ordered) for rule in clause.screen),
        decide=tuple(_for(rule, ordered) for rule in clause.decide),
        guide=tuple(_for(rule, ordered) for rule in clause.guide),
    )


def _for(rule: Any, roles: list[str]) -> Any:
    when = {name: wanted for name, wanted in rule.when.items() if name != "author_role"}
    return msgspec.structs.replace(rule, when={**when, "author_role": roles} if roles else when)


# --- rules --------------------------------------------------------------------------------------------------


def rule_at(clause: Clause, key: str, number: int) -> Rule | None:
    """A rule of a clause; nothing if it is not there."""
    held = getattr(clause, key)
    if key in SINGLE:
        return held if number == 0 else None
    return held[number] if number < len(held) else None


def with_rule(clause: Clause, key: str, number: int | None, rule: Rule) -> Clause:
    """A clause with a rule in the place of another, or with one more."""
    if key in SINGLE:
        return msgspec.structs.replace(clause, **{key: rule})
    held = list(getattr(clause, key))
    if number is None or number >= len(held):
        held.append(rule)
    else:
        held[number] = rule
    return msgspec.structs.replace(clause, **{key: tuple(held)})


def without_rule(clause: Clause, key: str, number: int) -> Clause:
    """A clause without one of its rules."""
    if key in SINGLE:
        return msgspec.structs.replace(clause, **{key: None})
    held = getattr(clause, key)
    return msgspec.structs.replace(clause, **{key: (*held[:number], *held[number + 1 :])})


# --- cases --------------------------------------------------------------------------------------------------


def cases_of(policy: Policy, name: str) -> list[tuple[str, Case]]:
    """The cases that show a clause, each with the key by which it is known."""
    return [(digest(case), case) for case in policy.case if name in case.clause]


def case_at(policy: Policy, key: str) -> Case | None:
    """The case with a key; nothing if it was changed or deleted."""
    return next((case for case in policy.case if digest(case) == key), None)


def with_case(policy: Policy, key: str, case: Case) -> Policy:
    """A case in the place of another, or one more where there is none with that key."""
    if case_at(policy, key) is None:
        return msgspec.structs.replace(policy, case=(*policy.case, case))
    return msgspec.structs.replace(policy, case=tuple(case if digest(each) == key else each for each in policy.case))


def without_case(policy: Policy, key: str) -> Policy:
    """A policy without one of its cases."""
    return msgspec.structs.replace(policy, case=tuple(each for each in policy.case if digest(each) != key))


# --- putting back -------------------------------------------------------------------------------------------


class Deleted(msgspec.Struct, frozen=True):
    """What was deleted, and where it stood: a clause with its cases, a rule of a clause, or a case."""

    what: str
    says: str
    clause: str = ""
    key: str = ""
    at: int = 0
    text: str = ""
    cases: tuple[Case, ...] = ()


def deleted_clause(policy: Policy, name: str) -> Deleted:
    """What is needed to put a clause back."""
    clause = policy.clauses[name]
    cases = tuple(case for case in policy.case if name in case.clause)
    text = msgspec.json.encode(clause).decode()
    return Deleted("clause", f"Point {name}: {clause.says}", name, at=policy.clause.index(clause), text=text, cases=cases)


def deleted_rule(clause: Clause, key: str, number: int, rule: Rule) -> Deleted:
    """What is needed to put a rule back."""
    text = msgspec.json.encode(rule).decode()
    return Deleted("rule", f"A rule of point {clause.id}: {aloud(rule)}", clause.id, key, number, text)


def deleted_case(case: Case) -> Deleted:
    """What is needed to put a case back."""
    return Deleted("case", f"An example: {case.situation}", cases=(case,))


def put_back(policy: Policy, gone: Deleted) -> Policy | None:
    """A policy with something that was deleted from it; nothing where there is no place for it any more."""
    if gone.what == "clause":
        return _clause_back(policy, gone)
    if gone.what == "rule":
        clause = policy.clauses.get(gone.clause)
        return with_clause(policy, clause.id, _rule_back(clause, gone)) if clause else None
    known = [case for case in gone.cases if set(case.clause) <= policy.clauses.keys()]
    return msgspec.structs.replace(policy, case=(*policy.case, *known)) if known else None


def _clause_back(policy: Policy, gone: Deleted) -> Policy | None:
    if gone.clause in policy.clauses:
        return None
    clause = msgspec.json.decode(gone.text, type=Clause)
    clauses = (*policy.clause[: gone.at], clause, *policy.clause[gone.at :])
    names = {each.id for each in clauses}
    cases, there = list(policy.case), {case.situation: index for index, case in enumerate(policy.case)}
    for case in gone.cases:
        if case.situation in there:
            left = cases[there[case.situation]]
            both = tuple(name for name in case.clause if name in left.clause or name == gone.clause)
            cases[there[case.situation]] = msgspec.structs.replace(left, clause=both or (gone.clause,))
        else:
            cases.append(msgspec.structs.replace(case, clause=tuple(name for name in case.clause if name in names)))
    return msgspec.structs.replace(policy, clause=clauses, case=tuple(cases))


def _rule_back(clause: Clause, gone: Deleted) -> Clause:
    if gone.key in SINGLE:
        return with_rule(clause, gone.key, None, msgspec.json.decode(gone.text, type=SINGLE[gone.key]))
    rule, held = msgspec.json.decode(gone.text, type=LISTS[gone.key]), getattr(clause, gone.key)
    return msgspec.structs.replace(clause, **{gone.key: (*held[: gone.at], rule, *held[gone.at :])})


__all__: Final = (
    "COVER", "LISTS", "SINGLE", "Deleted", "case_at", "cases_of", "cover", "deleted_case", "deleted_clause", "deleted_rule",
    "digest", "for_roles", "moved", "put_back", "roles_of", "rule_at", "with_case", "with_clause", "with_new", "with_rule",
    "without_case", "without_clause", "without_rule",
)  # fmt: skip
