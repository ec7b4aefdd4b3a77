"""Whether every concern and every case is there, and is what the trail says: a part of ``safeconduct verify``.

The entry of a concern tells what was sealed for it, of what kind it is and which cases were opened. Held against it is
that its row points at just these words, and that each of its cases is there, belongs to it, and is only said to be
destroyed if two people destroyed it. What looks wrong is looked at once more, since the site may go on working meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import Error
from django.db.models import Model, QuerySet

from safeconduct.web.access.models import Event
from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.sealing.ledger import Fault

RAISED: Final = "concerns.raise"
_DESTROYED: Final = "keeping.destroy"
_CONCERN: Final = "concerns.concern:"
_CASE: Final = "concerns.case:"
_MOST: Final = 500  # rows or entries looked at together
_DIGITS: Final = 19  # more than any number has
_UNREADABLE: Final = (Error, ValueError, TypeError, ValidationError)  # what a damaged value makes of reading it
T = TypeVar("T", bound=Model)


def faults() -> Iterator[Fault]:
    """Whatever is not as the trail tells of it."""
    yield from _concerns()
    yield from _cases()


def _batches(rows: QuerySet[T]) -> Iterator[list[T]]:
    """Rows, so many at a time; where one of several cannot be read, the others are."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(numbers), _MOST):
        yield _read(rows, numbers[begin : begin + _MOST])


def _read(rows: QuerySet[T], numbers: Sequence[object]) -> list[T]:
    try:
        return list(rows.filter(pk__in=numbers).order_by("pk"))
    except _UNREADABLE:
        return [] if len(numbers) == 1 else [row for each in numbers for row in _read(rows, [each])]


# --- concerns -----------------------------------------------------------------------------------------------------------


def _concerns() -> Iterator[Fault]:
    there, told = [str(number) for number in Concern.objects.values_list("pk", flat=True)], set[str]()
    for events in _batches(Event.objects.filter(verb=RAISED)):
        by_number = {event.about.removeprefix(_CONCERN): event for event in events}
        rows = _rows(list(by_number))
        told |= set(by_number)
        for number, event in by_number.items():
            if _concern_wrong(rows.get(number), event) and (says := _concern_wrong(_rows([number]).get(number), event)):
                yield Fault(f"concern {number}", says)
    for number in there:
        if number not in told:
            yield Fault(f"concern {number}", "no entry of the trail that can be read says that it was told")


def _rows(numbers: Sequence[str]) -> dict[str, Concern]:
    return {str(each.pk): each for each in _read(Concern.objects.prefetch_related("subjects", "cases"), numbers)}


def _concern_wrong(concern: Concern | None, told: Event) -> str:
    if concern is None:
        return f"it is missing, or cannot be read any more: entry {told.number} says that it was told"
    wrong = _differing(concern, told)
    return f"it is not what entry {told.number} says was told: {', '.join(wrong)}" if wrong else ""


def _differing(concern: Concern, told: Event) -> list[str]:
    facts = told.facts if isinstance(told.facts, dict) else {}
    says = {
        "kind": concern.kind,
        "standing": concern.standing,
        "nature": concern.nature,
        "organisation": concern.organisation_id,
    }
    wrong = [name for name, value in says.items() if facts.get(name) != value]
    if not _seals_fit(concern, facts.get("sealed")):
        wrong.append("words")
    if concern.reporter_id is not None and told.actor_id is not None and concern.reporter_id != told.actor_id:
        wrong.append("reporter")
    return wrong


def _seals_fit(concern: Concern, sealed: object) -> bool:
    """Whether its words are those that were sealed with it; those on whom it is about go once nothing rests on it."""
    told = [str(each).partition(":")[0] for each in sealed] if isinstance(sealed, list) else []
    about = [each.words_id for each in sorted(concern.subjects.all(), key=lambda each: each.pk) if each.words_id]
    kept = [str(number) for number in (concern.words_id, *about)]
    return kept == told or (kept == told[:1] and all(each.state == Case.State.DESTROYED for each in concern.cases.all()))


# --- cases --------------------------------------------------------------------------------------------------------------


def _cases() -> Iterator[Fault]:
    opened, ended = _opened(), _ended()
    numbers = sorted({*opened, *Case.objects.values_list("pk", flat=True)})
    for begin in range(0, len(numbers), _MOST):
        batch = numbers[begin : begin + _MOST]
        rows = {case.pk: case for case in _read(Case.objects.all(), batch)}
        for number in batch:
            told = opened.get(number, _UNTOLD)
            if _case_wrong(rows.get(number), told, ended.get(number, 0)) and (says := _case_wrong_still(number, told)):
                yield Fault(f"case {number}", says)


class _Opened(NamedTuple):
    """The entry that tells of a case, and of which concern it is, as far as the entry says so."""

    entry: int = 0
    concern: str = ""


_UNTOLD: Final = _Opened()


def _opened() -> dict[int, _Opened]:
    """Every case that the trail tells of. Where an old entry does not list those that it opened, they are known once somebody
    has worked on them.
    """
    found: dict[int, _Opened] = {}
    for event in (each for events in _batches(Event.objects.filter(verb=RAISED)) for each in events):
        cases = event.facts.get("cases", []) if isinstance(event.facts, dict) else []
        for number in cases if isinstance(cases, list) else []:
            found[int(number)] = _Opened(event.number, event.about.removeprefix(_CONCERN))
    for entry, about in Event.objects.filter(about__startswith=_CASE).order_by("number").values_list("number", "about"):
        number = about.removeprefix(_CASE)
        if number.isascii() and number.isdigit() and len(number) < _DIGITS:
            found.setdefault(int(number), _Opened(entry))
    return found


def _ended() -> dict[int, int]:
    """The cases that two people destroyed, and the entry that says so."""
    ended = Event.objects.filter(verb=_DESTROYED, facts__step="destroyed").order_by("-number")
    return {event.facts["case"]: event.number for events in _batches(ended) for event in events if "case" in event.facts}


def _case_wrong_still(number: int, told: _Opened) -> str:
    """The same with everything read anew."""
    return _case_wrong(next(iter(_read(Case.objects.all(), [number])), None), told, _ended().get(number, 0))


def _case_wrong(case: Case | None, told: _Opened, ended: int) -> str:
    if case is None:
        return f"it is missing, or cannot be read any more{f': entry {told.entry} tells of it' if told.entry else ''}"
    if told.concern and str(case.concern_id) != told.concern:
        return f"it is not of the concern with which entry {told.entry} says that it was opened"
    if case.state == Case.State.DESTROYED:
        return "" if ended else "it is set down as destroyed, and no entry of the trail says that two people did so"
    if ended:
        return f"entry {ended} says that it was destroyed, and it was not"
    return "" if case.route.get("roles") else "nobody stands on its route: it was changed after it was opened"


__all__: Final = ("RAISED", "faults")
