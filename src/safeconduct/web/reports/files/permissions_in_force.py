"""Permissions that hold today, what was asked for and what became of it, and the registers beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.permissions.kind import kinds
from safeconduct.web.permissions.models import Loan, OfficialAccount, Removal, Request
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_DAY: Final = timedelta(1)
_ANSWERS: Final = ("Granted", "Refused", "Waiting", "Withdrawn or lapsed")


def build(scope: Scope) -> Sheet:
    """What holds today; what was asked for in the time; the registers as they stand."""
    places = scope.places
    here = Request.objects.filter(organisation__in=places)
    today = timezone.localdate()
    holding = here.filter(granted=True, withdrawn_at=None, since__lte=today, until__gte=today)
    asked = list(here.filter(Q(asked_at__date__gte=scope.since) & Q(asked_at__date__lte=scope.until)))
    in_force = _in_force(holding.values_list("kind", flat=True))
    says = [Says("Permissions that hold today: {}.", (Cell(0, TOTAL, "In force"),))] if in_force.rows else []
    by_school = _by_school(scope, holding.values_list("organisation", flat=True))
    return Sheet(says, [in_force, *by_school, _asked(asked), *_registers(scope)])


def _name(kind: str) -> str:
    return kinds()[kind].name if kind in kinds() else kind


def _in_force(found: Iterable[str]) -> Section:
    counts = Counter(map(_name, found))
    rows: list[tuple[Value, ...]] = [(name, counts[name]) for name in sorted(counts)]
    return Section(
        "In force today",
        (Column("Permission"), Column("In force", Kind.FEW)),
        rows,
        Picture(Shape.BARS, ("In force",)),
        total=True,
        counts="in force",
        none="No permission holds today.",
    )


def _by_school(scope: Scope, found: Iterable[int]) -> Sequence[Section]:
    """For a trust: how many hold at each school."""
    if not scope.below:
        return ()
    counts = Counter(found)
    rows: list[tuple[Value, ...]] = [(place.name, counts[place.pk]) for place in scope.places if counts[place.pk]]
    columns = (Column("School"), Column("In force", Kind.FEW))
    return (Section("In force today, by school", columns, rows, total=True, counts="in force", none="None."),)


def _asked(found: Sequence[Request]) -> Section:
    """What was asked for in the time, and what became of it."""
    by_kind: dict[str, list[Request]] = defaultdict(list)
    for each in found:
        by_kind[_name(each.kind)].append(each)
    rows = [_answers(name, by_kind[name]) for name in sorted(by_kind)]
    counted = (Column(name, Kind.FEW) for name in _ANSWERS)
    return Section(
        "Asked for in this time",
        (Column("Permission"), *counted, Column("Asked for", Kind.FEW), _WAIT),
        rows,
        Picture(Shape.STACKED, _ANSWERS),
        total=True,
        totals={_WAIT.name: _days(found)},
        parts=_ANSWERS,
        whole="Asked for",
        none="Nobody asked for a permission in this time.",
    )


_WAIT: Final = Column("Usual time to an answer", Kind.DAYS, of=("Granted", "Refused"))


def _answers(name: str, found: Sequence[Request]) -> tuple[Value, ...]:
    counts = Counter(map(_became, found))
    return (name, *(counts[each] for each in _ANSWERS), len(found), _days(found))


def _became(asked: Request) -> str:
    if asked.granted is not None:
        return "Granted" if asked.granted else "Refused"
    return "Waiting" if asked.is_undecided else "Withdrawn or lapsed"


def _days(found: Iterable[Request]) -> float | None:
    """The median of days from the wish to the answer."""
    waited = [(each.decided_at - each.asked_at) / _DAY for each in found if each.decided_at]
    return round(median(waited), 1) if waited else None


def _registers(scope: Scope) -> Sequence[Section]:
    """How the registers stand today. Accounts are nobody; equipment is somebody's to bring back, a wish somebody's own."""
    places, today = scope.places, timezone.localdate()
    accounts = OfficialAccount.objects.filter(organisation__in=places, closed_at=None)
    loans = Loan.objects.out().filter(organisation__in=places).values_list("organisation", "due_back", "returned_on")
    out = [(place, _AT_HOME[0] if back or due >= today else _AT_HOME[1]) for place, due, back in loans]
    wishes = Removal.objects.filter(organisation__in=places, done_on=None).values_list("organisation", "due_on")
    open_ = [(place, _TO_DO[0] if due >= today else _TO_DO[1]) for place, due in wishes]
    return (
        _accounts(scope, Counter(accounts.values_list("organisation", flat=True))),
        _by_place(scope, "Equipment at home, today", _AT_HOME, "Out", out, "No equipment is out."),
        _by_place(
            scope, "Posts and pictures to be taken down, today", _TO_DO, "Asked for", open_, "Nothing is to be taken down."
        ),
    )


_AT_HOME: Final = ("In time, or back and not wiped yet", "Should be back")
_TO_DO: Final = ("In time", "Late")


def _accounts(scope: Scope, counts: Mapping[int, int]) -> Section:
    rows: list[tuple[Value, ...]] = [(place.name, counts[place.pk]) for place in scope.places if counts[place.pk]]
    columns = (Column("School"), Column("Accounts", Kind.COUNT))
    return Section("Official accounts, today", columns, rows, none="No official account is entered.")


def _by_place(
    scope: Scope, title: str, parts: tuple[str, str], whole: str, found: Sequence[tuple[int, str]], none: str
) -> Section:
    """How many entries of a register there are at each place, in time and late."""
    counts = Counter(found)
    rows: list[tuple[Value, ...]] = []
    for place in scope.places:
        here = [counts[place.pk, part] for part in parts]
        if any(here):
            rows.append((place.name, *here, sum(here)))
    columns = (Column("School"), *(Column(part, Kind.FEW) for part in parts), Column(whole, Kind.FEW))
    return Section(title, columns, rows, total=True, parts=parts, whole=whole, none=none)


REPORT: Final = Report(
    key="permissions",
    order=30,
    name="Permissions in force",
    says="What has been allowed, how long do people wait for an answer, and what is out?",
    verb="reports.see",
    build=build,
)
