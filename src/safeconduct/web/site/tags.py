"""Tags and filters that every template may use."""

from __future__ import annotations

from typing import Final

from django import template

from safeconduct.activity import Outcome
from safeconduct.web.access.deciding import may as _may
from safeconduct.web.people.models import Person

register = template.Library()

_SHOWN: Final = {
    Outcome.ALLOW: "Fine",
    Outcome.CAUTION: "Think again",
    Outcome.ASK: "Ask first",
    Outcome.STOP: "Do not post",
    Outcome.NOT_COVERED: "Not a policy matter",
}


@register.simple_tag
def may(person: Person, verb: str, thing: object) -> bool:
    """Whether somebody may do something: ``{% may user "policies.adopt" school as can %}``."""
    return _may(person, verb, thing)


@register.filter
def shown(outcome: str) -> str:
    """An outcome as it is shown to people."""
    return _SHOWN[Outcome(outcome)]


@register.filter
def words(code: str) -> str:
    """A code as words: ``supply_teacher`` → supply teacher."""
    return str(code).replace("_", " ").replace("-", " ")
