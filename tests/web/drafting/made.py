"""Drafts for the tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec

from safeconduct.activity import Outcome
from safeconduct.policy import Clause, DecideRule, Policy
from safeconduct.web.drafting import actions, editing
from safeconduct.web.drafting.actions import Edit
from safeconduct.web.drafting.beginning import start
from safeconduct.web.drafting.models import Draft
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import Adoption

POINT = "5.2f"


def begun(by: Person, place: Organisation, key: str) -> Draft:
    given = start(place, key)
    assert given is not None
    return actions.start(by, place, given)


def draft(world: SimpleNamespace) -> Draft:
    """The next version of the policy that is in force at Elm Park."""
    adoption = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    return begun(world.helen, world.elm, f"own-{adoption.pk}")


def scratch(world: SimpleNamespace) -> Draft:
    return begun(world.helen, world.elm, "scratch")


def now(found: Draft) -> Draft:
    """The draft as the next request finds it."""
    return Draft.objects.get(pk=found.pk)


def saved(by: Person, found: Draft, clause: Clause) -> Draft:
    """A clause in the place of the one with its number, or one more."""
    was = now(found).policy.clauses.get(clause.id)

    def change(policy: Policy) -> Policy:
        return editing.with_clause(policy, clause.id, clause) if was else editing.with_new(policy, clause)

    edit = Edit("point", lambda policy: policy.clauses.get(clause.id), editing.digest(was), change)
    return actions.save(by, found, edit)


def softened(world: SimpleNamespace, found: Draft, name: str = POINT, outcome: Outcome = Outcome.ALLOW) -> Draft:
    """A draft in which one point answers something else."""
    clause = now(found).policy.clauses[name]
    rules = tuple(msgspec.structs.replace(rule, outcome=outcome) for rule in clause.decide)
    return saved(world.helen, found, msgspec.structs.replace(clause, decide=rules))


def clashing(world: SimpleNamespace) -> Draft:
    """A draft that says yes and no to the same."""
    found = scratch(world)
    yes = DecideRule({"kind": "friend_request", "person": "pupil"}, Outcome.ALLOW)
    no = DecideRule({"connecting": True}, Outcome.STOP)
    for name, rule in (("4", yes), ("5", no)):
        base: dict[str, Any] = {"id": name, "source": f"section {name}", "force": "must", "about": "connect"}
        found = saved(
            world.helen,
            found,
            msgspec.convert({**base, "says": f"Clause {name}.", "decide": [rule]}, Clause, from_attributes=True),
        )
    return found


def fields(page: Any) -> dict[str, Any]:
    """What a form holds as it was shown, to be sent again."""
    form = page.context["form"]
    held: dict[str, Any] = {"seen": page.context["seen"], "do": "save"}
    for bound in form:
        value = bound.value()
        if value not in (None, "", False, []):
            held[bound.html_name] = [str(each) for each in value] if isinstance(value, list | tuple) else value
    for group in getattr(form, "shown_groups", []):
        held[group.name] = [row.fact for row in group.rows]
    return held


def deleted(world: SimpleNamespace) -> Draft:
    """A draft from which a point was deleted."""
    found = draft(world)
    gone, seen = editing.deleted_clause(found.policy, POINT), editing.digest(found.policy.clauses[POINT])
    edit = Edit("x", lambda policy: policy.clauses.get(POINT), seen, lambda policy: editing.without_clause(policy, POINT), gone)
    return actions.save(world.helen, found, edit)
