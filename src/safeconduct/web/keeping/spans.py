"""How long each kind of case is kept at an organisation: by its own span, else the nearest above it, else the usual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from safeconduct.web.keeping.models import Span
from safeconduct.web.keeping.standards import ClockRule, standards
from safeconduct.web.people.models import Organisation


class Holding(NamedTuple):
    """A clock as it holds somewhere: its rule with the years and the age that hold, and whose they are, if they were set."""

    rule: ClockRule
    set_by: Organisation | None = None


def holding(place: Organisation) -> Mapping[str, Holding]:
    """Every clock as it holds at an organisation, by its id."""
    found = (
        Span.objects.filter(organisation__in=place.path_of_ids).select_related("organisation").order_by("organisation__path")
    )
    own = {each.clock: each for each in found}  # the nearest is the last, and stays
    return {rule.id: _held(rule, own.get(rule.id)) for rule in standards().clock}


def _held(rule: ClockRule, own: Span | None) -> Holding:
    if own is None:
        return Holding(rule)
    age = rule.until_age if own.until_age is None else own.until_age
    changed = msgspec.structs.replace(rule, years=own.years, until_age=age, source=own.source, certain=True)
    return Holding(changed, own.organisation)


__all__: Final = ("Holding", "holding")
