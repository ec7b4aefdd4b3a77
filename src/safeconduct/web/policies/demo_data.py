"""What the demo's people have already done with their policies, so that every page has something to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Final

from django.utils import timezone

from safeconduct.web.people.models import Person
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import PointGiven
from safeconduct.web.policies.models import Adoption, Answer
from safeconduct.web.policies.progress import reading

_QUESTION: Final = "Does this hold for my own daughter, who is in year 9 here?"
_AWAY: Final = timedelta(days=30)


def build(world: SimpleNamespace) -> None:
    """Daniel has signed, Helen has signed one policy, Tomasz is half-way, Siân waits for an answer, Farah is away."""
    kevi = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    safe_use = Adoption.objects.get(organisation=world.elm, policy_id="safe-use")
    for person, adoption in ((world.daniel, kevi), (world.daniel, safe_use), (world.helen, kevi)):
        _sign(person, adoption)
    _agree(world.tomasz, kevi, 20)
    _agree(world.sian, kevi, 60)
    asked = [PointGiven("5.2i", Answer.Said.ASK, _QUESTION)]
    actions.answer(world.sian, reading(world.sian, kevi), asked)
    today = timezone.localdate()
    Person.objects.filter(pk=world.farah.pk).update(away_from=today - _AWAY, away_until=today + _AWAY)


def _agree(person: Person, adoption: Adoption, most: int) -> None:
    at = reading(person, adoption)
    actions.answer(person, at, [PointGiven(clause.id, Answer.Said.AGREE) for clause in at.points[:most]])


def _sign(person: Person, adoption: Adoption) -> datetime:
    _agree(person, adoption, len(adoption.policy.clause))
    actions.see_notice(person, reading(person, adoption))
    return actions.sign(person, reading(person, adoption), adoption.digest, declared=True).at


__all__: Final = ("build",)
