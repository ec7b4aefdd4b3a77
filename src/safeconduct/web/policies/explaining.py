"""What a clause does, in words for those who are bound by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from safeconduct.activity import About, Force, Outcome
from safeconduct.policy import Clause, DecideRule

_ANSWERS: Final = {
    Outcome.ALLOW: "fine",
    Outcome.CAUTION: "think again",
    Outcome.ASK: "ask first",
    Outcome.STOP: "do not",
    Outcome.NOT_COVERED: "not a policy matter",
}
_FORCES: Final = {
    Force.MUST: "You must",
    Force.MUST_NOT: "You must not",
    Force.SHOULD: "You should",
    Force.SHOULD_NOT: "You should not",
    Force.MAY: "You may",
    Force.INFORMS: "Good to know",
}
_OF_ITSELF: Final = "About the policy"
_UNDATED: Final = "undated"


def effects(clause: Clause) -> list[str]:
    """What a clause does, a sentence for each part, each sentence once."""
    return list(dict.fromkeys(_effects(clause)))


def in_words(outcome: Outcome) -> str:
    """An answer in words that fit posts, contacts and all else."""
    return _ANSWERS[outcome]


def force(clause: Clause) -> str:
    """How strongly it speaks; of what a policy says about itself, or about what the organisation does, only that it does."""
    return _OF_ITSELF if clause.about is About.GOVERN else _FORCES[clause.force]


def edition(version: str) -> str:
    """Which version it is, as part of a sentence."""
    return "no date" if version == _UNDATED else f"version {version}"


def _effects(clause: Clause) -> Iterator[str]:
    for rule in clause.screen:
        only = f" ({_list(rule.aspects)} only)" if rule.aspects else ""
        yield f"A draft with {_list(rule.topics)}{only}: {_ANSWERS[rule.outcome]}.{_if(rule.when)}"
    yield from map(_decides, clause.decide)
    for route in clause.route:
        pace = ", at once" if route.immediate else ""
        yield f"A report of {_list(route.kinds)} goes to {_list(route.to) or 'nobody named'}{pace}.{_if(route.when)}"
        if route.must_not:
            yield f"Until then, do not: {_list(route.must_not)}."
    yield from _standing(clause)


def _decides(rule: DecideRule) -> str:
    asked = {name: wanted for name, wanted in rule.when.items() if name != "kind"}
    about = _value(rule.when["kind"]) if "kind" in rule.when else "contact"
    answer = f": {_ANSWERS[rule.outcome]}" if rule.outcome else ""
    told = f" Tell: {_list(rule.report_to)}." if rule.report_to else ""
    bar = " No reply." if rule.no_reply else ""
    unless = f" Not if {_facts(rule.unless)}." if rule.unless else ""
    return f"Asked about {about}{answer}.{_if(asked)}{unless}{told}{bar}"


def _if(when: dict[str, bool | str | list[str]]) -> str:
    return f" If {_facts(when)}." if when else ""


def _facts(when: dict[str, bool | str | list[str]]) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {_value(wanted)}" for name, wanted in when.items())


def _value(wanted: bool | str | list[str]) -> str:  # noqa: FBT001 what a rule may hold
    if isinstance(wanted, bool):
        return "yes" if wanted else "no"
    return _list(wanted if isinstance(wanted, list) else [wanted])


def _list(codes: Iterable[str]) -> str:
    words = [str(code).replace("_", " ").replace("-", " ") for code in codes]
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _standing(clause: Clause) -> Iterator[str]:
    if clause.permit:
        yield f"{clause.permit}."
    if clause.review:
        yield f"Every {clause.review.months} months: {clause.review.task}"
    if clause.restrict:
        yield f"The network is asked to bar {clause.restrict.sites} on {_list(clause.restrict.on)}, {clause.restrict.hours}."
    if clause.sign:
        yield f"Signed as: “{clause.sign.point}”"
    if clause.govern:
        yield f"On record: {clause.govern.text}"
    yield from (f"Shown where it matters: {guide.text}" for guide in clause.guide)


__all__: Final = ("edition", "effects", "force", "in_words")
