"""Concerns by the route that they took, and how long it was until somebody looked (*Keeping children safe*, part four)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.concerns.models import Case
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.words import said
from safeconduct.web.reports.files import _cases
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_PARTS: Final = ("Looked at", "Waiting")
_USUAL: Final = Column("Usual time", Kind.HOURS, of=("Looked at",))
_MOST: Final = Column("Nine in ten within", Kind.HOURS, of=("Looked at",))


_WORDS: Final = "“Looked at” means that somebody has decided what it is and what to do. The usual time is the median."


def build(scope: Scope) -> Sheet:
    """What was told in the time: by route, by strand, by month; by school first for a trust."""
    cases = sorted(_cases.countable(scope, Q(at__range=_cases.within(scope))), key=lambda case: (case.at, case.pk))
    tables = [
        _counted("By whom it went to first", "Went first to", cases, _route),
        _counted("By strand", "Strand", cases, lambda case: case.get_strand_display()),
    ]
    if scope.below:
        names = {place.pk: place.name for place in scope.places}
        tables.insert(0, _counted("By school", "School", cases, lambda case: names[case.organisation_id]))
    return Sheet(_says(cases), [*tables, _by_month(cases), _by_level(cases)], f"{_WORDS} {_cases.note(scope)}")


def _route(case: Case) -> str:
    """To whom a case went first, by the route as it was decided on the day."""
    if case.organisation.kind == Organisation.Kind.AGENCY:
        return "Agency consultant"
    return next((said(role) for role in case.route.get("roles", ())), "Nobody named")


def _says(cases: Sequence[Case]) -> list[Says]:
    if not cases:
        return [Says("No concern was told in this time that can be counted here.")]
    told = Says("{} told, {} looked at, {} waiting.", tuple(Cell(0, TOTAL, name) for name in ("Told", *_PARTS)))
    if not _cases.hours(cases):
        return [told]
    return [told, Says("Usual time until somebody looked at one: {}.", (Cell(0, TOTAL, _USUAL.name),))]


def _counted(title: str, of: str, cases: Sequence[Case], named: Callable[[Case], str]) -> Section:
    rows = [_row(name, some) for name, some in _cases.grouped(cases, named).items()]
    _, *_, usual, most = _row("", cases)
    return Section(
        title,
        (Column(of), *(Column(name, Kind.FEW) for name in _PARTS), Column("Told", Kind.FEW), _USUAL, _MOST),
        rows,
        Picture(Shape.STACKED, _PARTS),
        total=True,
        totals={_USUAL.name: usual, _MOST.name: most},
        parts=_PARTS,
        whole="Told",
        counts="concerns",
        none="None in this time.",
    )


def _row(name: str, cases: Sequence[Case]) -> tuple[Value, ...]:
    looked_at = sum(1 for case in cases if case.triaged_at)
    times = _cases.hours(cases)
    return name, looked_at, len(cases) - looked_at, len(cases), _cases.middle(times), _cases.ninth_tenth(times)


def _by_month(cases: Sequence[Case]) -> Section:
    """How many were told in each month."""
    by_month = _cases.grouped(cases, lambda case: f"{timezone.localdate(case.at):%Y-%m}")
    rows: list[tuple[Value, ...]] = [(f"{timezone.localdate(some[0].at):%b %Y}", len(some)) for some in by_month.values()]
    columns = (Column("Month"), Column("Told", Kind.FEW))
    return Section("By month", columns, rows, Picture(Shape.LINE, ("Told",)), counts="concerns", none="None in this time.")


def _by_level(cases: Sequence[Case]) -> Section:
    """What they were decided to be. Governors have this from the reports on the designated officer and on patterns."""
    found = _cases.grouped(cases, lambda case: case.get_level_display())
    rows: list[tuple[Value, ...]] = [(name, len(some)) for name, some in found.items()]
    columns = (Column("Decided"), Column("Cases", Kind.FEW))
    return Section("What they were decided to be", columns, rows, total=True, inside=True, none="None in this time.")


REPORT: Final = Report(
    key="concerns",
    order=40,
    name="Concerns, and how soon they are looked at",
    says="What is told, to whom it goes, and how long people wait until somebody looks?",
    verb="reports.concerns",
    build=build,
)
