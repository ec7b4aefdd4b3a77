"""Patterns over time: low-level concerns about one person that a person is asked to look at together.

Concerns within a window are counted by their weight; at a threshold a review is opened. A review is a question to
somebody, never an answer: nothing else follows from it. How many and how long the school decides; the source of the
defaults is *Keeping children safe in education*, part four, which asks that records are looked through for patterns.

A pattern must not tell anybody of a case that they may not see. So it is counted in the eyes of each person who could
look at it, over the cases that they may see, and a review is open to those alone who may see all that it rests on. Where
nobody sees enough of them, nobody is told: to say that there is more would be to tell it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from safeconduct.web.access.rights import Position, rights
from safeconduct.web.casework.models import Review, Ways
from safeconduct.web.casework.standards import OFFICER, standards
from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.concerns.reaching import PREFETCHED
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people.models import Organisation, Person

_RANKS: Final = (
    Position.HEADTEACHER,
    Position.AGENCY_CONSULTANT,
    Position.CHAIR_OF_GOVERNORS,
    Position.SAFEGUARDING_LEAD,
)
"""Who is asked to look first; the next only where nobody of the one before may see all of it."""


class Counted(NamedTuple):
    """A concern that counts, and how much."""

    case: Case
    weight: float
    own: bool


class Pattern(NamedTuple):
    """Low-level concerns about one person, as somebody sees them: those within the window count."""

    about: Person
    counted: Sequence[Counted]
    earlier: Sequence[Case]
    ways: Ways

    @property
    def sum(self) -> float:
        """What they add up to."""
        return sum(each.weight for each in self.counted)

    @property
    def is_reached(self) -> bool:
        """Whether it is time that somebody looks."""
        return bool(self.counted) and self.sum >= self.ways.threshold


def ways_of(place: Organisation) -> Ways:
    """How an organisation looks for patterns: its own way, else that of the nearest above it, else the standards'."""
    found = {each.organisation_id: each for each in Ways.objects.filter(organisation__in=place.path_of_ids)}
    for number in reversed(place.path_of_ids):
        if number in found:
            return found[number]
    usual, officer = standards().patterns, standards().clocks[OFFICER]
    return Ways(
        organisation=place,
        window_months=usual.window_months,
        threshold=usual.threshold,
        own=usual.own,
        officer_days=officer.working_days,
    )


def window_start(day: date, months: int) -> date:
    """The first day that still counts: the same day so many months ago, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counted(cases: Iterable[Case], about: Person, ways: Ways, day: date) -> Pattern:
    """What some low-level cases about a person add up to on a day: each concern once, those within the window."""
    since = window_start(day, ways.window_months)
    once = {case.concern_id: case for case in sorted(cases, key=lambda case: (case.at, case.pk), reverse=True)}
    within = [case for case in once.values() if timezone.localdate(case.at) >= since]
    earlier = [case for case in once.values() if timezone.localdate(case.at) < since]
    by_day = sorted(within, key=lambda case: (case.at, case.pk))
    return Pattern(about, [_counted(case, about, ways) for case in by_day], earlier, ways)


def _counted(case: Case, about: Person, ways: Ways) -> Counted:
    if is_own(case.concern, about):
        return Counted(case, ways.own, own=True)
    return Counted(case, float(ways.weights.get(case.concern.kind, standards().patterns.weight)), own=False)


def is_own(concern: Concern, about: Person) -> bool:
    """Whether somebody told it of themself."""
    return concern.nature == Concern.Nature.OWN and concern.reporter_id in (None, about.pk)


def low_level(place: Organisation, about: Person) -> QuerySet[Case]:
    """Every low-level case of an organisation about a person, whoever may see it: never for a page."""
    found = Case.objects.filter(organisation=place, level=Case.Level.LOW, concern__subjects__person=about)
    return ready(found.exclude(state=Case.State.DESTROYED))


def ready(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with all that is asked of them to tell who may see them."""
    return cases.select_related("concern", "organisation").prefetch_related(*PREFETCHED)


# --- reviews ------------------------------------------------------------------------------------------------


class Due(NamedTuple):
    """A review to be opened, and who is to be told of it."""

    pattern: Pattern
    tell: Sequence[Person]


def due(place: Organisation, about: Person, day: date) -> Iterator[Due]:
    """The reviews of concerns about a person that are due, each in the eyes of those who would look at it.

    None is due for somebody who has one open, nor where all that they see was looked at before.
    """
    cases = list(low_level(place, about))
    charts, ways, known = Charts([place]), ways_of(place), list(reviews_at(place).filter(about=about))
    asked: list[set[int]] = []
    for person, mine in _lookers(charts, cases):
        pattern = counted(mine, about, ways, day)
        if any(numbers <= {case.pk for case in mine} for numbers in asked) or not pattern.is_reached:
            continue
        if not _was_looked_at(pattern, [each for each in known if positions_by(charts, each, person)]):
            asked.append({each.case.pk for each in pattern.counted})
            yield Due(pattern, _first_told(charts, [each.case for each in pattern.counted]))


class Again(NamedTuple):
    """A review that is opened once more: what the cases add up to today, who is told, and all that it rests on."""

    due: Due
    cases: Sequence[Case]


def again(closed: Review, day: date) -> Again | None:
    """A review that was settled to be looked at again; none where nothing that it rested on is kept any more."""
    found = reviews_at(closed.organisation).get(pk=closed.pk)
    cases = [case for case in found.rests_on.all() if case.state != Case.State.DESTROYED]
    if not cases:
        return None
    pattern = counted(cases, found.about, ways_of(found.organisation), day)
    return Again(Due(pattern, _first_told(Charts([found.organisation]), cases)), cases)


def _lookers(charts: Charts, cases: Sequence[Case]) -> Iterator[tuple[Person, list[Case]]]:
    """Who could look at some of the cases, by rank, and which of them they may see."""
    received = [each for case in cases for each in charts.received(case).people]
    able = dict.fromkeys(each.person for rank in _RANKS for each in received if each.position == rank)
    for person in (charts.people[number] for number in able):
        yield person, [case for case in cases if _may_look(charts, case, person)]


def _may_look(charts: Charts, case: Case, person: Person) -> bool:
    return bool(charts.positions(case, person) & rights()["casework.review"].held_by)


def _first_told(charts: Charts, cases: Sequence[Case]) -> list[Person]:
    """Those of the first rank who may see all of it."""
    by_rank = (
        [
            charts.people[each.person]
            for each in charts.received(cases[0]).people
            if each.position == rank and all(_may_look(charts, case, charts.people[each.person]) for case in cases)
        ]
        for rank in _RANKS
    )
    return next((list(dict.fromkeys(people)) for people in by_rank if people), [])


def _was_looked_at(pattern: Pattern, known: Sequence[Review]) -> bool:
    """Whether one of the reviews that somebody knows of is open, or nothing has come since those that were closed."""
    looked_at = {case.pk for each in known for case in each.rests_on.all()}
    return any(each.closed_at is None for each in known) or {each.case.pk for each in pattern.counted} <= looked_at


def reviews_at(*places: Organisation) -> QuerySet[Review]:
    """The reviews of some organisations, with all that is asked of them to tell who may see them."""
    found = Review.objects.filter(organisation__in=places).select_related("organisation", "about", "closed_by")
    return found.prefetch_related(Prefetch("rests_on", ready(Case.objects.all()))).order_by("-at", "-pk")


def positions_by(charts: Charts, review: Review, person: Person) -> frozenset[Position]:
    """What somebody is on every case that a review rests on; nothing for whoever may not see one of them.

    A case that was destroyed since shuts nobody out but those who were shut out of it.
    """
    held: list[frozenset[Position]] = []
    for case in review.rests_on.all():
        if case.state != Case.State.DESTROYED:
            held.append(charts.positions(case, person))
        elif person.pk in charts.shut_out(case):
            return frozenset()
    return frozenset.intersection(*held) if held else frozenset()


def positions_on(review: Review, person: Person) -> frozenset[Position]:
    """The same of one review today."""
    found = reviews_at(review.organisation).get(pk=review.pk)
    return positions_by(Charts([review.organisation]), found, person)


def reviews_for(person: Person, cases: Iterable[Case]) -> list[Review]:
    """Every review that somebody may look at, by the cases that they may see; the open ones first."""
    found = list(reviews_at(*{case.organisation for case in cases}))
    charts = Charts({each.organisation for each in found})
    mine = [each for each in found if positions_by(charts, each, person) & rights()["casework.review"].held_by]
    return sorted(mine, key=lambda each: each.closed_at is not None)


__all__: Final = (
    "Again", "Counted", "Due", "Pattern", "again", "counted", "due", "is_own", "low_level", "positions_by", "positions_on",
    "ready", "reviews_at", "reviews_for", "ways_of", "window_start",
)  # fmt: skip
