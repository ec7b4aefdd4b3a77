"""What the page of a case shows of keeping: ``{% keeping case as kept %}``."""

from __future__ import annotations

from typing import Any, Final

from django import template

from safeconduct.web.concerns.models import Case
from safeconduct.web.keeping.models import Ended
from safeconduct.web.keeping.spans import holding
from safeconduct.web.keeping.standards import ClockRule, standards
from safeconduct.web.keeping.views import missing
from safeconduct.web.sealing.storing import words

register = template.Library()


@register.simple_tag
def keeping(case: Case) -> dict[str, Any]:
    """How a case ended, until when it is kept and by what rule, holds, replies, and what was handed over."""
    ended = case.endings.filter(reopened_at__isnull=True).select_related("about", "by", "reason")
    holds = case.holds.filter(lifted_at__isnull=True).select_related("by", "why")
    replies = case.replies.select_related("person", "summary", "words").order_by("at")
    return {
        "endings": [(each, standards().outcomes.get(each.outcome), words(each.reason)) for each in ended],
        "rules": _rules(case, ended),
        "missing": missing(case),
        "hold": next(((each, words(each.why)) for each in holds), None),
        "replies": [(each, words(each.summary), words(each.words) if each.words else "") for each in replies],
        "handed": list(case.hand_overs.select_related("by").order_by("at")),
        "asked": case.destructions.filter(agreed_at__isnull=True, dropped_at__isnull=True).select_related("asked_by").first(),
    }


def _rules(case: Case, ended: Any) -> list[ClockRule]:
    """The rules as they hold there, each once."""
    found: list[Ended] = list(ended)
    rules = holding(case.organisation) if found else {}
    return [rules[each].rule for each in dict.fromkeys(each.clock for each in found)]


__all__: Final = ("keeping", "register")
