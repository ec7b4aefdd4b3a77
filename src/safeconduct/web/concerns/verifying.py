"""Whether every piece of evidence is what the trail says was handed in: a part of ``safeconduct verify``.

Concerns and cases are compared with it in ``comparing``.

That the sealed bytes are untouched ``sealing.verifying`` tells. Here it is that the row of a piece still points at them, and
says of them what was noted when they came: hash, size, kind, case, from whom, when, and what the malware scanner said. Of a
piece that was destroyed nothing is asked any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.db import Error

from safeconduct.web.access.models import Event
from safeconduct.web.concerns import comparing
from safeconduct.web.concerns.evidence import LAID, SCANNED, TAKEN, noted, original
from safeconduct.web.concerns.models import Evidence
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.ledger import Fault
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Damaged, Destroyed

_CAME: Final = (TAKEN, LAID)  # the entries with which a piece began
_MOST: Final = 500  # rows or entries looked at together
_LABEL: Final = "concerns.evidence"
_UNREADABLE: Final = (Error, ValueError, TypeError)  # what a damaged value makes of reading it


class _Told(NamedTuple):
    """What the trail tells of a piece: the entry, whose the piece is, what was noted, and the ids of its seals."""

    entry: int
    actor: int | None
    facts: Mapping[str, object]
    seals: list[str]


def faults(*, thorough: bool = False) -> Iterator[Fault]:
    """Whatever is not as the trail tells of it; ``thorough`` opens each piece and works out its hash anew."""
    for numbers in _in_batches(Evidence.objects.order_by("pk").values_list("pk", flat=True)):
        told, gone, rows = _told([f"{_LABEL}:{number}" for number in numbers]), _destroyed(numbers), _rows(numbers)
        for number in numbers:
            if number in gone:
                continue
            if says := _wrong(rows.get(number), told.get(f"{_LABEL}:{number}"), thorough=thorough):
                yield Fault(f"evidence {number}", says)
    yield from _missing()
    yield from comparing.faults()


def _in_batches(numbers: object) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in numbers.iterator(chunk_size=_MOST):  # type: ignore[attr-defined] # a list of values
        batch.append(number)
        if len(batch) == _MOST:
            yield batch
            batch = []
    if batch:
        yield batch


def _told(names: Sequence[str]) -> dict[str, _Told]:
    """What the trail tells of some pieces; where one of several entries cannot be read, each piece is asked for by itself."""
    events = Event.objects.filter(about__in=names, verb__in=(*_CAME, SCANNED)).order_by("number")
    try:
        found: dict[str, _Told] = {}
        for event in events:
            if event.verb in _CAME and event.about not in found:
                found[event.about] = _as_taken(event)
            elif event.about in found:
                before = found[event.about]
                found[event.about] = before._replace(facts={**before.facts, **_facts(event)})
    except _UNREADABLE:
        if len(names) == 1:
            return {}
        return {name: told for each in names for name, told in _told([each]).items()}
    return found


def _as_taken(event: Event) -> _Told:
    facts = _facts(event)
    seals = facts.pop("sealed", [])
    ids = [str(each).partition(":")[0] for each in seals] if isinstance(seals, list) else []
    facts.pop("first", None)
    by = facts.pop("by", None) if event.verb == LAID else event.actor_id
    return _Told(event.number, by if isinstance(by, int) else None, facts, ids)


def _facts(event: Event) -> dict[str, object]:
    return dict(event.facts) if isinstance(event.facts, dict) else {}


def _destroyed(numbers: Sequence[int]) -> set[int]:
    gone = Evidence.objects.filter(pk__in=numbers, sealed__destroyed_at__isnull=False)
    return set(gone.values_list("pk", flat=True))


def _rows(numbers: Sequence[int]) -> dict[int, Evidence]:
    """The rows of some pieces; one that cannot be read is left out."""
    try:
        return Evidence.objects.in_bulk(numbers)
    except _UNREADABLE:
        return {} if len(numbers) == 1 else {number: row for each in numbers for number, row in _rows([each]).items()}


def _wrong(piece: Evidence | None, told: _Told | None, *, thorough: bool) -> str:
    if piece is None:
        return "it cannot be read any more: it was changed after it was handed in"
    if told is None:
        return "no entry of the trail that can be read says that it was handed in"
    return _differs(piece, told) or (_closed(piece) if thorough else "")


def _differs(piece: Evidence, told: _Told) -> str:
    says = noted(piece)
    wrong = sorted(key for key in says.keys() | told.facts.keys() if says.get(key) != told.facts.get(key))
    ids = [str(each) for each in (piece.sealed_id, piece.name_id, piece.captured_id) if each is not None]
    wrong += ["seals"] if ids != told.seals else []
    wrong += ["by"] if piece.by_id != told.actor else []
    return f"it is not what entry {told.entry} says was handed in: {', '.join(wrong)}" if wrong else ""


def _closed(piece: Evidence) -> str:
    """Why it does not open as what was handed in, or nothing; one whose bytes were changed ``sealing.verifying`` names too."""
    try:
        original(piece)
    except (NoKey, Damaged, Destroyed) as error:
        return str(error)
    return ""


def _missing() -> Iterator[Fault]:
    """What the trail says was handed in and is not there any more, unless it was destroyed."""
    entries = Event.objects.filter(verb__in=_CAME).order_by("number").values_list("number", flat=True)
    for numbers in _in_batches(entries):
        about = dict(Event.objects.filter(number__in=numbers).values_list("about", "number"))
        there = Evidence.objects.filter(pk__in=[number for name in about if (number := _number(name))])
        known = {f"{_LABEL}:{pk}" for pk in there.values_list("pk", flat=True)}
        for name in sorted(about.keys() - known, key=lambda name: about[name]):
            if not _is_destroyed(name):
                yield Fault(
                    f"evidence {_number(name) or '?'}", f"it is missing: entry {about[name]} says that it was handed in"
                )


def _number(name: str) -> int | None:
    number = name.partition(":")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def _is_destroyed(name: str) -> bool:
    told = _told([name]).get(name)
    return (
        told is not None and bool(told.seals) and Sealed.objects.filter(pk=told.seals[0], destroyed_at__isnull=False).exists()
    )


__all__: Final = ("faults",)
