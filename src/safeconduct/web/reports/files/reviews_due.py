"""Check-ups that the policies ask of people: how many are up to date, by check-up and school."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.web.access.deciding import may
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value
from safeconduct.web.reviews.checkup import Checkup
from safeconduct.web.reviews.standing import State, standing

_NAMES: Final = {
    State.UP_TO_DATE: "Up to date",
    State.NOT_YET: "Not due yet",
    State.DUE: "Due soon",
    State.OVERDUE: "Overdue",
    State.AWAY: "On leave",
}
_OUTWARD: Final = {**dict.fromkeys(State, "Not due yet"), State.UP_TO_DATE: "Up to date", State.OVERDUE: "Overdue"}
"""The same for governors: fewer parts, so that fewer numbers are too small to be shown."""
_ORDER: Final = ("Up to date", "Not due yet", "Overdue", "Due soon", "On leave")
_NAMED: Final = 200  # names on the page
_NOTE: Final = (
    "Nobody’s answers are kept, only that a check-up was done and when. The first one is due six weeks after a policy begins "
    "to bind somebody; whoever is on leave is not late."
)


class Stands(NamedTuple):
    """A check-up that one person is to do, and how it stands today."""

    person: Person
    checkup: Checkup
    state: State


def build(scope: Scope) -> Sheet:
    """How the check-ups stand today."""
    today, parts = timezone.localdate(), _OUTWARD if scope.outward else _NAMES
    found = [Stands(each.person, each.checkup, each.state_on(today)) for each in standing(scope.organisation, today)]
    by_checkup = _counted("By check-up", "Check-up", _by_checkup(found), parts)
    by_school = [_counted("By school", "School", _by_school(scope, found), parts)] if scope.below else []
    return Sheet(_says(found), [*by_school, by_checkup, *_late(scope, found)], _NOTE)


def _by_checkup(found: Sequence[Stands]) -> Mapping[str, Sequence[Stands]]:
    by_checkup: dict[tuple[int, str], list[Stands]] = defaultdict(list)
    for each in found:
        by_checkup[each.checkup.order, each.checkup.name].append(each)
    return {name: by_checkup[order, name] for order, name in sorted(by_checkup)}


def _by_school(scope: Scope, found: Sequence[Stands]) -> Mapping[str, Sequence[Stands]]:
    """By where each person works; whoever works at several schools counts at the first by name."""
    names = {place.pk: place.name for place in scope.places}
    at: dict[int, str] = {}
    for model in (Role, Placement):
        held = model.objects.on().filter(organisation__in=list(names)).values_list("person", "organisation")
        for person, place in held:
            at[person] = min(at.get(person, names[place]), names[place])
    by_school: dict[str, list[Stands]] = defaultdict(list)
    for each in found:
        by_school[at[each.person.pk]].append(each)
    return {name: by_school[name] for name in sorted(by_school)}


def _counted(title: str, of: str, found: Mapping[str, Sequence[Stands]], parts: Mapping[State, str]) -> Section:
    names = tuple(name for name in _ORDER if name in parts.values())
    rows: list[tuple[Value, ...]] = []
    for name, some in found.items():
        counts = Counter(parts[each.state] for each in some)
        rows.append((name, *(counts[part] for part in names), len(some)))
    return Section(
        title,
        (Column(of), *(Column(name, Kind.FEW) for name in names), Column("Asked for", Kind.FEW)),
        rows,
        Picture(Shape.STACKED, names),
        total=True,
        parts=names,
        whole="Asked for",
        counts="check-ups",
        none="No policy in force here asks for a check-up.",
    )


def _says(found: Sequence[Stands]) -> list[Says]:
    if not found:
        return []
    cells = (Cell(0, TOTAL, "Overdue"), Cell(0, TOTAL, "Asked for"))
    if any(each.state is State.OVERDUE for each in found):
        return [Says("Overdue: {} of {} check-ups.", cells)]
    return [Says("None of {} check-ups is overdue.", cells[1:])]


def _late(scope: Scope, found: Sequence[Stands]) -> Iterator[Section]:
    """Who is late, by name: for those who may see that, and who look at their own school."""
    if scope.outward or not may(scope.viewer, "reviews.watch", scope.organisation):
        return
    late: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in found:
        if each.state is State.OVERDUE:
            late[each.person.name, each.person.pk].append(each.checkup.name)
    rows = [(name, ", ".join(names)) for (name, _), names in sorted(late.items())]
    note = f"The first {_NAMED} by name." if len(rows) > _NAMED else ""
    columns = (Column("Name", personal=True), Column("Check-ups"))
    yield Section("Overdue", columns, rows[:_NAMED], note=note, none="Nobody is late.")


REPORT: Final = Report(
    key="check-ups",
    order=20,
    name="Check-ups due",
    says="Do people look after their accounts as often as the policies ask?",
    verb="reports.see",
    build=build,
    timed=False,
)
