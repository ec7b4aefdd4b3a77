"""How many have signed the policies that bind them: by policy and school, and how it went over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.access.deciding import may
from safeconduct.web.people.models import Person
from safeconduct.web.policies.roster import State
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value
from safeconduct.web.reports.signing import Wanted, wanted

_PARTS: Final = {
    State.SIGNED: "Signed",
    State.DUE: "To be signed",
    State.OVERDUE: "Overdue",
    State.WAITING: "Waits for an answer",
    State.AWAY: "On leave",
}
_OUTWARD: Final = {**dict.fromkeys(State, "Not due yet"), State.SIGNED: "Signed", State.OVERDUE: "Overdue"}
"""The same for governors: fewer parts, so that fewer numbers are too small to be shown."""
_RATE: Final = Column("Rate", Kind.RATE, of=("Signed", "Wanted"))
_MONTHS: Final = 24  # at most
_NAMED: Final = 200  # names on the page; the list of signatures holds all


def build(scope: Scope) -> Sheet:
    """What is wanted today, and how much of it had been signed at the end of each month."""
    places = scope.places
    found = wanted(places, timezone.localdate())
    names = {place.pk: place.name for place in places}
    parts = _OUTWARD if scope.outward else _PARTS
    by_policy = _counted("By policy, today", "Policy", found, lambda each: each.adoption.title, parts)
    by_school = _counted("By school, today", "School", found, lambda each: names[each.place], parts)
    tables = [by_school, by_policy] if scope.below else [by_policy]
    return Sheet(_says(found), [*tables, *_over_time(found, scope), *_late(found, scope, names)], _NOTE)


_NOTE: Final = (
    "A signature is wanted of each person under each policy that binds them today. Whoever is on leave is not late, "
    "nor is whoever waits for an answer to a question about it."
)


def _says(found: Sequence[Wanted]) -> list[Says]:
    if not found:
        return []
    given = Says("{} of {} signatures are given.", (Cell(0, TOTAL, "Signed"), Cell(0, TOTAL, "Wanted")))
    late = any(each.state is State.OVERDUE for each in found)
    return [given, Says("Overdue: {}.", (Cell(0, TOTAL, "Overdue"),))] if late else [given]


def _counted(
    title: str, of: str, found: Sequence[Wanted], named: Callable[[Wanted], str], parts: Mapping[State, str]
) -> Section:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        counts[named(each)][parts[each.state]] += 1
    names = tuple(dict.fromkeys(parts[state] for state in (State.SIGNED, State.DUE, State.OVERDUE, *State)))
    rows: list[tuple[Value, ...]] = [
        (name, *(counts[name][part] for part in names), counts[name].total(), None) for name in sorted(counts)
    ]
    return Section(
        title,
        (Column(of), *(Column(name, Kind.FEW) for name in names), Column("Wanted", Kind.FEW), _RATE),
        rows,
        Picture(Shape.STACKED, names),
        total=True,
        parts=names,
        whole="Wanted",
        counts="signatures",
        none="Nobody has to sign anything here today.",
    )


# --- over time ------------------------------------------------------------------------------------------------------


def _over_time(found: Sequence[Wanted], scope: Scope) -> Iterator[Section]:
    """How far it was at the end of each month, of what is wanted of those who are here today."""
    rows: list[tuple[Value, ...]] = []
    for day in _month_ends(scope):
        here = [each for each in found if each.since <= day]
        signed = sum(1 for each in here if each.signed_on and each.signed_on <= day)
        if here:
            rows.append((f"{day:%b %Y}", signed, len(here) - signed, len(here), None))
    columns = (
        Column("At the end of"),
        Column("Signed", Kind.FEW),
        Column("Not yet", Kind.FEW),
        Column("Wanted", Kind.FEW),
        _RATE,
    )
    if rows:
        yield Section(
            "Over time",
            columns,
            rows,
            Picture(Shape.LINE, ("Rate",)),
            "Of what is wanted today of those who are here today.",
            parts=("Signed", "Not yet"),
            whole="Wanted",
            counts="signatures",
        )


def _month_ends(scope: Scope) -> list[date]:
    """The last day of each month of the time that is over, and the last day itself."""
    found, day = [], scope.since
    while (end := _month_end(day)) < scope.until:
        found.append(end)
        day = end + timedelta(1)
    return [*found, scope.until][-_MONTHS:]


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)


# --- who ------------------------------------------------------------------------------------------------------------


def _late(found: Sequence[Wanted], scope: Scope, names: dict[int, str]) -> Iterator[Section]:
    """Who is late, by name: for those who may see that, and who look at their own school."""
    if scope.outward or not may(scope.viewer, "policies.watch", scope.organisation):
        return
    late = [each for each in found if each.state is State.OVERDUE]
    people = dict(Person.objects.filter(pk__in={each.person for each in late}).values_list("pk", "name"))
    titles: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for each in late:
        titles[people[each.person], each.person, names[each.place]].append(each.adoption.title)
    rows = [(name, ", ".join(sorted(titles[name, number, place])), place) for name, number, place in sorted(titles)]
    yield Section(
        "Overdue",
        (Column("Name", personal=True), Column("Policies"), Column("Where")),
        rows[:_NAMED],
        note="The list of signatures has all of them." if len(rows) > _NAMED else "",
        none="Nobody is late.",
    )


REPORT: Final = Report(
    key="sign-off",
    order=10,
    name="Who has signed",
    says="Has everybody signed the policies that bind them, and where is it slow?",
    verb="reports.see",
    build=build,
)
