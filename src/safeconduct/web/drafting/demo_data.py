"""A draft with one change in the demo's school, so that there is something to look at."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

import msgspec

from safeconduct.activity import Outcome
from safeconduct.web.drafting import actions, editing
from safeconduct.web.drafting.actions import Edit
from safeconduct.web.drafting.beginning import start
from safeconduct.web.policies.models import Adoption

_POINT: Final = "5.1g"
_SAYS: Final = "Keep parents at a distance on your own accounts: answer them over the school's channels only."


def build(world: SimpleNamespace) -> None:
    """Helen has begun the next version of the school's policy: parents are no longer answered on one's own accounts."""
    adoption = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    given = start(world.elm, f"own-{adoption.pk}")
    assert given is not None
    draft = actions.start(world.helen, world.elm, given)
    clause = draft.policy.clauses[_POINT]
    rules = tuple(
        msgspec.structs.replace(rule, outcome=Outcome.STOP) if "school_channel" in rule.when else rule for rule in clause.decide
    )
    changed = msgspec.structs.replace(clause, says=_SAYS, decide=rules)
    edit = Edit(
        "point",
        lambda policy: policy.clauses[_POINT],
        editing.digest(clause),
        lambda policy: editing.with_clause(policy, _POINT, changed),
    )
    actions.save(world.helen, draft, edit)


__all__: Final = ("build",)
