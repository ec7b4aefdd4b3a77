"""A clause and its rules as they would be explained to a teacher."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from safeconduct.activity import Outcome
from safeconduct.policy import Clause, Condition, DecideRule, Govern, GuideRule, Permit, Restriction, Review, RouteRule, Sign
from safeconduct.policy import ScreenRule as TextRule
from safeconduct.web.drafting import wording

Rule = TextRule | DecideRule | RouteRule | GuideRule | Permit | Review | Restriction | Sign | Govern
_ANSWER: Final = {
    Outcome.ALLOW: "that is fine",
    Outcome.CAUTION: "think again",
    Outcome.ASK: "ask first",
    Outcome.STOP: "do not",
    Outcome.NOT_COVERED: "the policy leaves it to you",
}


def aloud(rule: Rule) -> str:
    """One rule in a sentence or two."""
    if isinstance(rule, TextRule):
        return _text(rule)
    if isinstance(rule, DecideRule):
        return _decides(rule)
    if isinstance(rule, RouteRule):
        return _routes(rule)
    if isinstance(rule, GuideRule):
        return _guides(rule)
    return _standing(rule)


def rules(clause: Clause) -> Iterator[tuple[str, int, Rule]]:
    """Every rule of a clause: under which key it stands, as which, and the rule."""
    for name in ("screen", "decide", "route", "guide"):
        for number, rule in enumerate(getattr(clause, name)):
            yield name, number, rule
    for name in ("permit", "review", "restrict", "sign", "govern"):
        if (rule := getattr(clause, name)) is not None:
            yield name, 0, rule


def conditions(when: Condition) -> str:
    """Conditions joined by “and”."""
    return ", and ".join(wording.condition(name, wanted) for name, wanted in when.items())


def _sentence(*parts: str) -> str:
    text = "".join(parts)
    return text[:1].upper() + text[1:]


def _text(rule: TextRule) -> str:
    found = wording.either(wording.TOPICS[topic] for topic in rule.topics)
    only = f" (only as {wording.either(wording.ASPECTS[each] for each in rule.aspects)})" if rule.aspects else ""
    never = f" (not as {wording.either(wording.ASPECTS[each] for each in rule.not_aspects)})" if rule.not_aspects else ""
    when = f", and {conditions(rule.when)}" if rule.when else ""
    return _sentence(f"if a post holds {found}{only}{never}{when}: {_ANSWER[rule.outcome]}.")


def _decides(rule: DecideRule) -> str:
    start = "if nothing else in the policy speaks, and " if rule.otherwise else "if "
    when = conditions(rule.when) or "anything at all happens"
    unless = f" – but not if {conditions(rule.unless)}" if rule.unless else ""
    answer = f": {_ANSWER[rule.outcome]}" if rule.outcome else ""
    asks = "Ask" if rule.outcome is Outcome.ASK else "Tell"
    told = f" {asks} the {wording.both(wording.TOLD[each] for each in rule.report_to)}." if rule.report_to else ""
    more = [told, " Do not answer the person." if rule.no_reply else "", f" {rule.guide}" if rule.guide else ""]
    say = f" You may say: “{rule.say}”" if rule.say else ""
    return _sentence(f"{start}{when}{unless}{answer}.", *more, say)


# Of a concern a rule asks these alone; each as it is said of no, and of yes.
_ROUTED: Final = {
    "child_protection": (" where no child is at risk", " where a child may be at risk"),
    "grown_up": (" that is not about a former pupil who is an adult", " that is about a former pupil who is an adult"),
}


def _routes(rule: RouteRule) -> str:
    kinds = wording.either(wording.CONCERNS[kind] for kind in rule.kinds)
    when = "".join(said[wanted is True] for name, said in _ROUTED.items() if (wanted := rule.when.get(name)) is not None)
    if not rule.to:
        goes = f"when somebody tells of {kinds}{when}"
        rest = ""
    else:
        pace = " at once" if rule.immediate else ""
        step = {1: ""}.get(rule.step, f", as step {rule.step},")
        told = wording.both(wording.TOLD[each] for each in rule.to)
        goes = f"when somebody tells of {kinds}{when},{step} tell the {told}{pace}"
        rest = f" If it is about them: the {wording.both(wording.TOLD[each] for each in rule.or_to)}." if rule.or_to else ""
    meanwhile = "".join(f" {wording.NOT_MEANWHILE[each]}" for each in rule.must_not)
    kept = " Keep the evidence." if rule.evidence else ""
    outside = " Somebody outside the school may have to know." if rule.external else ""
    return _sentence(f"{goes}.{rest}{meanwhile}{kept}{outside}{f' {rule.guide}' if rule.guide else ''}")


def _guides(rule: GuideRule) -> str:
    named = () if rule.aspects is msgspec.UNSET else rule.aspects
    only = f" (only as {wording.either(wording.ASPECTS[each] for each in named)})" if named else ""
    shown = [
        *(f"a post that holds {wording.TOPICS[topic]}{only}" for topic in rule.topics),
        *(wording.KINDS[kind] for kind in rule.kinds),
        *(f"a worry about {wording.CONCERNS[kind]}" for kind in rule.concerns),
    ]
    when = f", if {conditions(rule.when)}" if rule.when else ""
    return _sentence(f"with the answer to {wording.either(shown) or 'nothing yet'}{when}, this is shown: “{rule.text}”")


def _standing(rule: Permit | Review | Restriction | Sign | Govern) -> str:
    if isinstance(rule, Permit):
        return f"{rule}."
    if isinstance(rule, Review):
        span = "month" if rule.months == 1 else f"{rule.months} months"
        return f"Every {span} people are asked: {rule.task}"
    if isinstance(rule, Restriction):
        exempt = f" Exempt: {rule.exempt}." if rule.exempt else ""
        return f"The network is asked to bar {rule.sites} on {wording.both(rule.on)}, {rule.hours}.{exempt}"
    if isinstance(rule, Sign):
        return f"People are asked to sign: “{rule.point}”"
    return f"On record is {wording.DUTIES[rule.what]}: {rule.text}"


__all__: Final = ("Rule", "aloud", "conditions", "rules")
