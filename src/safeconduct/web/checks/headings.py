"""What stands at the head of an answer: what comes before any post, and no “Fine” where that would say more than is known."""

from __future__ import annotations

from typing import Final

from safeconduct.activity import Outcome
from safeconduct.suggestions.harm import TELL
from safeconduct.suggestions.languages import CAUTIONS
from safeconduct.web.checks.answers import Answer
from safeconduct.web.checks.channels import TELLING, telling
from safeconduct.web.checks.wording import SIGNS

_BEFORE: Final = ("Tell somebody first", "No rule was broken, but a post can wait: the child comes first.")
_NO_CONSENT: Final = (
    "Think again: a consent is missing",
    "No consent is on record for somebody whom this names or shows. Get it first, or leave the picture and the name out.",
)
_IN_PART: Final = ("Nothing found, but it was read only in part", "What could be read does not go against the rules.")


def headed(answer: Answer) -> Answer:
    """The answer with what comes first, under a headline that goes with it."""
    said = {each.text for each in answer.more if not each.where}
    harm = telling(TELL) if TELL in said else None
    in_part = next((each for each in CAUTIONS if each in said), "")
    moved = {TELL, *CAUTIONS} & said
    headline = _headline(answer, harm=harm is not None, in_part=bool(in_part))
    return _under(answer, headline)._replace(
        harm=harm,
        in_part=in_part,
        milder=None if harm else answer.milder,
        more=tuple(each for each in answer.more if each.text not in moved),
        channels=tuple(each for each in answer.channels if harm is None or each.name != TELLING),
    )


def _headline(answer: Answer, *, harm: bool, in_part: bool) -> tuple[str, str] | None:
    """What is said instead of an answer that is all clear; nothing where it is not."""
    if answer.outcome.rank <= Outcome.CAUTION.rank and any(not each.agreed for each in answer.consents):
        return _NO_CONSENT
    if answer.outcome is Outcome.ALLOW and (harm or in_part):
        return _BEFORE if harm else _IN_PART
    return None


def _under(answer: Answer, headline: tuple[str, str] | None) -> Answer:
    if headline is None:
        return answer
    word, says = headline
    return answer._replace(headline=word, says=says, outcome=Outcome.CAUTION, sign=SIGNS[Outcome.CAUTION])


__all__: Final = ("headed",)
