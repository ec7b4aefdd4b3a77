"""Whether every signature by link is what the trail says was signed: a part of ``safeconduct verify``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import Error

from safeconduct.web.access.models import Event
from safeconduct.web.families.models import Signature
from safeconduct.web.policies.models import Adoption
from safeconduct.web.sealing.ledger import Fault

SIGNED: Final = "families.sign"
_LABEL: Final = "families.signature"
_MOST: Final = 500  # rows or entries looked at together
_UNREADABLE: Final = (Error, ValueError, TypeError)  # what a damaged value makes of reading it


def faults(*, thorough: bool = False) -> Iterator[Fault]:
    """Whatever is not as the trail tells of it, and every text that was signed and is not the one that was adopted."""
    yield from _texts()
    numbers = list(Signature.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(numbers), _MOST):
        batch = numbers[begin : begin + _MOST]
        told = _told([f"{_LABEL}:{number}" for number in batch])
        for number in batch:
            if says := _wrong(number, told.get(f"{_LABEL}:{number}")):
                yield Fault(f"signature by link {number}", says)
    yield from _missing(set(numbers))


def _texts() -> Iterator[Fault]:
    signed = Signature.objects.order_by().values_list("adoption", "digest").distinct()
    texts = {adoption.pk: adoption for adoption in Adoption.objects.filter(family_signatures__isnull=False).distinct()}
    for number, digest in sorted(signed):
        if not texts[number].is_genuine or texts[number].digest != digest:
            yield Fault(f"policy {number}", "its text is not the one that was signed by link")


def _told(names: Sequence[str]) -> dict[str, Event]:
    """The entry of each of some signatures, as far as it can be read."""
    try:
        return {event.about: event for event in Event.objects.filter(verb=SIGNED, about__in=names)}
    except _UNREADABLE:
        if len(names) == 1:
            return {}
        return {name: event for each in names for name, event in _told([each]).items()}


def _wrong(number: int, told: Event | None) -> str:
    if told is None or not isinstance(told.facts, dict):
        return "no entry of the trail that can be read says that it was given"
    try:
        seal = Signature.objects.get(pk=number).seal
    except (*_UNREADABLE, AttributeError, Signature.DoesNotExist):
        return "it cannot be read any more: it was changed after it was given"
    return "" if told.facts.get("seal") == seal else f"it is not what entry {told.number} says was signed"


def _missing(there: set[int]) -> Iterator[Fault]:
    """What the trail says was signed and is not there any more."""
    for number, about in Event.objects.filter(verb=SIGNED).order_by("number").values_list("number", "about"):
        given = about.partition(":")[2]
        if not given.isdecimal() or int(given) not in there:
            yield Fault(f"signature by link {given[:20]}", f"it is missing: entry {number} says that it was given")


__all__: Final = ("faults",)
