"""Whether the designated officer was told in time (*Keeping children safe*, part four: within one working day)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.casework.models import Running
from safeconduct.web.casework.standards import OFFICER
from safeconduct.web.reports.files import _cases
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_PARTS: Final = ("Told in time", "Told late", "Time is over, not told", "Still running", "Not needed")
_USUAL: Final = Column("Usual time until told", Kind.HOURS, of=("Told in time", "Told late"))


def build(scope: Scope) -> Sheet:
    """The clocks that began in the time, and how each of them ended."""
    clocks = Running.objects.filter(rule=OFFICER, at__range=_cases.within(scope))
    cases = {case.pk: case for case in _cases.countable(scope, Q(pk__in=clocks.values("case")))}
    found = list(clocks.filter(case__in=list(cases)).order_by("at", "pk"))
    rows = []
    for place in scope.places:
        here = [clock for clock in found if cases[clock.case_id].organisation_id == place.pk]
        if here:
            rows.append(_row(place.name, here))
    return Sheet(_says(found), [_section(found, rows)], _cases.note(scope))


def _section(found: Sequence[Running], rows: list[tuple[Value, ...]]) -> Section:
    return Section(
        "Clocks that began in this time",
        (Column("School"), *(Column(name, Kind.FEW) for name in _PARTS), Column("Clocks", Kind.FEW), _USUAL),
        rows,
        Picture(Shape.STACKED, _PARTS),
        "A clock begins when somebody decides that a concern may meet the harm threshold. How long it runs the school has set.",
        total=True,
        totals={_USUAL.name: _usual(found)},
        parts=_PARTS,
        whole="Clocks",
        none="No clock began in this time.",
    )


def _row(name: str, found: Sequence[Running]) -> tuple[Value, ...]:
    counts = Counter(map(_ended, found))
    return (name, *(counts[part] for part in _PARTS), len(found), _usual(found))


def _ended(clock: Running) -> str:
    if clock.ending == Running.Ending.NOT_NEEDED:
        return "Not needed"
    if clock.ended_at is None:
        return "Time is over, not told" if clock.is_over(timezone.now()) else "Still running"
    return "Told in time" if (clock.done_at or clock.ended_at) <= clock.due_at else "Told late"


def _usual(found: Sequence[Running]) -> float | None:
    done = [clock for clock in found if clock.ending == Running.Ending.DONE and clock.done_at]
    return _cases.middle([(clock.done_at - clock.at).total_seconds() / 3600 for clock in done if clock.done_at])


def _says(found: Sequence[Running]) -> list[Says]:
    if not found:
        return []
    cells = tuple(Cell(0, TOTAL, name) for name in ("Told in time", "Clocks"))
    said = [Says("The officer was told in time: {} of {}.", cells)]
    if any(_ended(clock) == "Time is over, not told" for clock in found):
        said.append(
            Says("Their time is over and nobody has told the officer: {}.", (Cell(0, TOTAL, "Time is over, not told"),))
        )
    return said


REPORT: Final = Report(
    key="designated-officer",
    order=50,
    name="Telling the designated officer",
    says="Was the local authority’s designated officer told within a working day?",
    verb="reports.concerns",
    build=build,
)
