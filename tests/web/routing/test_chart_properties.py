"""What holds of who receives a case at every school: tried on thousands of made-up ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from safeconduct.activity import Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import Held, Receiving, Seat, Taken, next_above, passed_over, receivers
from safeconduct.web.concerns.models import Outside
from web.routing.charts import PEOPLE, Situation, people, situations

THOUSANDS = settings(max_examples=4_000, deadline=None)
MANY = settings(max_examples=700, deadline=None)
HEAD, CHAIR, LEAD, DEPUTY = (
    Position.HEADTEACHER,
    Position.CHAIR_OF_GOVERNORS,
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
)


def level_of(it: Situation, position: Position) -> int | None:
    """The highest level at which somebody complained of holds a position."""
    return max((seat.level for seat in it.complained if seat.position is position), default=None)


def seats(it: Situation, one: int) -> frozenset[Seat]:
    return it.chart.seats[one]


# --- what must hold of whoever receives it ---------------------------------------------------------------------------


def nobody_excluded_receives(it: Situation, who: Iterable[int]) -> None:
    assert not set(who) & it.shut_out


def nobody_is_told_who_is_not_here(it: Situation, who: Iterable[int]) -> None:
    assert set(who) <= set(it.chart.seats)


def of_a_chair_only_those_above_the_school_hear(it: Situation, who: Iterable[int]) -> None:
    level = level_of(it, CHAIR)
    if level is not None and not (it.chart.sole_proprietor and level == 0):
        assert all(any(seat.level > level for seat in seats(it, one)) for one in who)


def of_a_head_nobody_hears_who_answers_to_the_head(it: Situation, who: Iterable[int]) -> None:
    level = level_of(it, HEAD)
    if level is None:
        return
    for one in who:
        over = any(each.level > level or each == Seat(level, CHAIR) for each in seats(it, one))
        assert over or seats(it, one) <= {Seat(level, Position.GOVERNOR)}, seats(it, one)


def of_a_lead_no_deputy_hears_but_the_head_does(it: Situation, who: Iterable[int]) -> None:
    level = level_of(it, LEAD)
    if level is None or {CHAIR, HEAD} & {seat.position for seat in it.complained}:
        return
    for one in who:
        over = any(each.level > level or each in {Seat(level, HEAD), Seat(level, CHAIR)} for each in seats(it, one))
        assert over or not any(seat.position is DEPUTY for seat in seats(it, one))
    if level == 0:
        assert set(it.chart.at(Seat(0, HEAD))) - it.shut_out <= set(who)


def nobody_hears_by_the_same_seat_as_somebody_complained_of(it: Situation, who: Iterable[int]) -> None:
    for one in it.received().people:
        level = level_of(it, one.position)
        if level is not None and one.position is not Position.AGENCY_CONSULTANT:
            assert any(each.position is one.position and each.level > level for each in seats(it, one.person))


def nobody_is_over_a_sole_proprietor(it: Situation, who: Iterable[int]) -> None:
    if it.chart.sole_proprietor and Seat(0, HEAD) in it.complained:
        assert not who
    elif it.chart.sole_proprietor and Told.CHAIR_OF_GOVERNORS not in it.route and not it.alerted:
        assert not any(one.position is CHAIR for one in it.received().people)


# --- and of who is told where that leaves nobody ---------------------------------------------------------------------


def somebody_is_there_or_somebody_outside_is_named(it: Situation, who: Iterable[int]) -> None:
    assert it.received().outside or set(who) - it.chart.away


def the_right_one_outside_is_named(it: Situation, who: Iterable[int]) -> None:
    outside = it.received().outside
    if level_of(it, CHAIR) is not None and not it.chart.agency:
        assert outside is Outside.What.LOCAL_AUTHORITY
    elif it.chart.sole_proprietor and level_of(it, HEAD) is not None:
        assert outside is Outside.What.DESIGNATED_OFFICER
    else:
        assert outside in (None, Outside.What.DESIGNATED_OFFICER)


def a_head_or_chair_with_nothing_to_do_with_it_is_never_passed_over(it: Situation, who: Iterable[int]) -> None:
    if it.chart.sole_proprietor or any(seat.position in {HEAD, CHAIR, LEAD} for seat in it.complained):
        return
    able = {one for position in (HEAD, CHAIR) for one in it.chart.at(Seat(0, position))} - it.shut_out - it.chart.away
    assert not able or set(who) - it.chart.away


HOLD = (
    nobody_excluded_receives,
    nobody_is_told_who_is_not_here,
    of_a_chair_only_those_above_the_school_hear,
    of_a_head_nobody_hears_who_answers_to_the_head,
    of_a_lead_no_deputy_hears_but_the_head_does,
    nobody_hears_by_the_same_seat_as_somebody_complained_of,
    nobody_is_over_a_sole_proprietor,
    somebody_is_there_or_somebody_outside_is_named,
    the_right_one_outside_is_named,
    a_head_or_chair_with_nothing_to_do_with_it_is_never_passed_over,
)


@THOUSANDS
@given(situations)
def test_at_every_school_the_right_person_hears_and_never_the_wrong_one(it: Situation) -> None:
    for holds in HOLD:
        holds(it, it.who)


@MANY
@given(situations, some.data())
def test_who_was_appointed_by_those_concerned_is_passed_over_only_for_others_who_are_there(
    it: Situation, draw: some.DataObject
) -> None:
    seats = sorted({Taken(seat, one) for one in PEOPLE for seat in it.chart.seats_of(one)})
    theirs = draw.draw(some.sets(some.sampled_from(seats))) if seats else set()
    asked = it.chart, it.route, it.complained, it.shut_out, it.alerted
    passed = passed_over(*asked, theirs)
    received = receivers(*asked, passed)
    who = {one.person for one in received.people}

    for holds in HOLD[:4]:
        holds(it, who)
    for one in received.people:
        named = one.person in {*it.chart.stand_ins.get(one.position, ()), *it.chart.stood_in.get(one.position, ())}
        held = {Taken(seat, one.person) for seat in seats_like(it, one)}
        assert named or not held <= passed, one
    assert bool(who - it.chart.away) >= bool(it.who - it.chart.away)


def seats_like(it: Situation, one: Receiving) -> set[Seat]:
    return {seat for seat in seats(it, one.person) if seat.position is one.position}


@MANY
@given(situations, some.lists(some.sampled_from(list(Told)), max_size=8))
def test_no_order_that_a_school_sets_lets_the_excluded_in(it: Situation, route: list[Told]) -> None:
    other = replace(it, route=tuple(route))

    for holds in HOLD:
        holds(other, other.who)
    if level_of(it, HEAD) is not None:
        assert other.received() == it.received()


def shuffled(held: Held, draw: some.DataObject) -> Held:
    order = draw.draw(some.permutations(list(held)))
    return {position: draw.draw(some.permutations([*held[position], *held[position][:1]])) for position in order}


@MANY
@given(situations, some.data())
def test_the_order_in_which_a_chart_names_people_changes_nothing(it: Situation, draw: some.DataObject) -> None:
    chart = replace(
        it.chart,
        levels=[shuffled(held, draw) for held in it.chart.levels],
        stand_ins=shuffled(it.chart.stand_ins, draw),
        stood_in=shuffled(it.chart.stood_in, draw),
    )
    alerted = draw.draw(some.permutations(it.alerted))

    assert it.received(chart=chart, alerted=alerted) == it.received()


@MANY
@given(situations, people)
def test_to_bar_one_person_takes_the_case_from_that_person_alone(it: Situation, one: int) -> None:
    assert replace(it, others=it.others | {one}).who >= it.who - {one}


@MANY
@given(situations)
def test_those_called_in_go_on_when_those_who_were_away_are_back(it: Situation) -> None:
    called_in = it.received().people
    back = replace(it, chart=replace(it.chart, away=frozenset()), then=it.complained, alerted=tuple(called_in))

    holding = {one.person for one in called_in if Seat(0, one.position) in seats(it, one.person)}
    assert holding <= back.who


@MANY
@given(situations)
def test_the_next_above_is_new_is_there_and_may_hear_of_it(it: Situation) -> None:
    knowing = set(it.who)
    for _ in PEOPLE:
        told = {one.person for one in next_above(it.chart, it.complained, it.shut_out, knowing)}

        assert not told & (knowing | it.chart.away)
        for holds in HOLD[:4]:
            holds(it, told)
        knowing |= told

    assert not next_above(it.chart, it.complained, it.shut_out, knowing)
