"""What the core's loader finds wrong with a draft, in the words of those who write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.policy import Fault, Policy, faults

_SAYS: Final = {
    "idle": "It does nothing yet. Add what should happen.",
    "no-case": "It has no example yet. Add one that shows what it does.",
    "twice": "Two points have this number. Give one of them another.",
    "silent": "One of its rules neither answers nor tells anybody. Choose an answer, or whom to tell.",
    "unscoped": "One of its rules does not say what it is about. Add the condition “What is it?”.",
    "months": "The number of months must be at least 1.",
    "condition": "One of its rules has a condition that no situation knows. Open the rule, and choose again.",
    "concern": "One of its rules for those who tell of something has a condition that nobody can be asked. Take it away.",
}
RULE_SAYS: Final = {
    "silent": "Choose an answer, or say whom to tell.",
    "unscoped": "Say what it is about: add the condition “What is it?”, “Is it a contact with another person?” or one like it.",
    "months": "Enter a number of months, at least 1.",
    "condition": "One of the conditions is none that a situation knows. Remove it, and choose again.",
    "concern": "What is shown to those who tell of something can have no condition. Remove the condition, or use two rules.",
}
"""The same where the rule itself is on the page."""


_MOST: Final = {"title": ("title", 200), "version": ("version", 40), "id": ("short name", 60)}
"""How long what stands on the cover may be."""


class Gap(NamedTuple):
    """What is still missing, and at which point; none where it is about the cover or an example."""

    says: str
    clause: str = ""
    case: str = ""


def gaps(policy: Policy) -> list[Gap]:
    """Everything that keeps a draft from being adopted."""
    found = [*_cover(policy), *(_said(fault) for fault in faults(policy))]
    return found if policy.clause else [*found, Gap("It has no points yet. Add the first one.")]


def _cover(policy: Policy) -> Iterator[Gap]:
    for name, (says, most) in _MOST.items():
        given = getattr(policy, name)
        if not given.strip():
            yield Gap(f"Its {says} is empty. Fill it in on the cover.")
        elif len(given) > most:
            yield Gap(f"Its {says} is too long: at most {most} letters. Change it on the cover.")


def _said(fault: Fault) -> Gap:
    if fault.what == "id":
        return Gap("Its short name may hold small letters, digits and hyphens only. Change it on the cover.")
    if fault.what == "unknown":
        return Gap("The example names a point that is not there. Open it and save it again, or delete it.", case=fault.case)
    if fault.what == "question":
        return Gap("The example asks nothing. Delete it and write it anew.", case=fault.case)
    return Gap(_SAYS.get(fault.what, f"{fault.key}: {fault.says}"), fault.clause)


__all__: Final = ("RULE_SAYS", "Gap", "gaps")
