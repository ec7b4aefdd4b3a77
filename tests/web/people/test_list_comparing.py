"""What a list says beside the people we know, without a database: joiners, changes, leavers, faults."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from safeconduct.web.access.rights import Position
from safeconduct.web.people.staff_list import titles
from safeconduct.web.people.staff_list.columns import Field, normal
from safeconduct.web.people.staff_list.comparing import Known, Plan, compare, day_of
from safeconduct.web.people.staff_list.reading import Row

TODAY = date(2026, 11, 21)
FIELDS = [Field.FULL_NAME, Field.EMAIL, Field.TITLE, Field.STARTS, Field.ENDS, Field.CODE]
TITLES = {"teacher": "teacher", "ta": "teaching_assistant", "dsl": "designated_safeguarding_lead", "head": "headteacher"}
PRIYA = Known(1, "Priya Nair", "priya@x.org", "PN", {11: (Position.TEACHER, None)})
DANIEL = Known(2, "Daniel Okafor", "daniel@x.org", "", {21: (Position.SAFEGUARDING_LEAD, None), 22: (Position.TEACHER, None)})
FARAH = Known(3, "Farah Siddiqui", "farah@x.org", "", {31: (Position.CHAIR_OF_GOVERNORS, None), 32: (Position.GOVERNOR, None)})
MARCUS = Known(4, "Marcus Bell", "marcus@x.org", "", {}, elsewhere=True)
EVERYBODY = [PRIYA, DANIEL, FARAH, MARCUS]


def plan(*rows: Sequence[str], known: Sequence[Known] = EVERYBODY, keep: int | None = None) -> Plan:
    numbered = [Row(number, [*row, *[""] * (6 - len(row))]) for number, row in enumerate(rows, start=2)]
    return compare(numbered, FIELDS, TITLES, known, today=TODAY, keep=keep)


STAY = (("Priya Nair", "priya@x.org", "Teacher"), ("Daniel Okafor", "DANIEL@x.org", "Teacher"))


def test_whoever_is_on_the_list_as_they_are_stays_so_and_governors_are_no_matter_of_it() -> None:
    assert (plan(*STAY).empty, plan(*STAY).unchanged, plan(*STAY).staff) == (True, 2, 2)


def test_a_new_address_joins_and_a_known_one_is_joined_not_doubled() -> None:
    joiners = plan(*STAY, ("Anna K", "anna@x.org", "TA"), ("M Bell", "Marcus@x.org", "Teacher", "1/1/2027")).joiners
    assert [(one.name, one.position, one.since, one.pk) for one in joiners] == [
        ("Anna K", Position.TEACHING_ASSISTANT, TODAY, None),
        ("M Bell", Position.TEACHER, date(2027, 1, 1), 4),
    ]


def test_whoever_is_missing_leaves_with_all_staff_roles() -> None:
    found = plan(STAY[0]).leavers
    assert [(one.pk, one.last_day, [*one.end]) for one in found] == [(2, date(2026, 11, 20), [21, 22])]


def test_a_governor_who_teaches_stays_a_governor_when_they_leave() -> None:
    both = Known(5, "Gwen", "gwen@x.org", "", {51: (Position.TEACHER, None), 52: (Position.GOVERNOR, None)})
    assert [*plan(*STAY, known=[*EVERYBODY, both]).leavers[0].end] == [51]


def test_whoever_takes_the_list_over_is_never_a_leaver_by_it() -> None:
    assert plan(STAY[0], keep=2).leavers == []


def test_an_end_date_that_is_past_is_a_last_day() -> None:
    left = plan(STAY[1], ("Priya Nair", "priya@x.org", "Teacher", "", "31/10/2026")).leavers
    assert [(one.pk, one.last_day) for one in left] == [(1, date(2026, 10, 31))]


def test_an_end_date_to_come_is_noted() -> None:
    change = plan(STAY[1], ("Priya Nair", "priya@x.org", "Teacher", "", "31/12/2026")).changes[0]
    assert (change.pk, change.until, [*change.says]) == (1, (11, date(2026, 12, 31)), ["last day 31 December 2026"])


def test_somebody_who_left_long_ago_and_is_still_listed_is_nobody_new() -> None:
    assert plan(*STAY, ("Old Hand", "old@x.org", "Teacher", "2001-09-01", "2019-07-31")).joiners == []


def test_a_new_job_takes_the_place_of_the_old_but_a_duty_stands_beside_it() -> None:
    job = plan(STAY[1], ("Priya Nair", "priya@x.org", "TA")).changes[0]
    assert (job.begin, [*job.end]) == (Position.TEACHING_ASSISTANT, [11])
    duty = plan(STAY[1], ("Priya Nair", "priya@x.org", "DSL")).changes[0]
    assert (duty.begin, [*duty.end]) == (Position.SAFEGUARDING_LEAD, [])
    head = plan(STAY[0], ("Daniel Okafor", "daniel@x.org", "Head")).changes[0]
    assert (head.begin, [*head.end]) == (Position.HEADTEACHER, [22])


def test_a_new_name_is_taken_over_unless_they_work_elsewhere_too() -> None:
    row = ("Priya Nair-Jones", "priya@x.org", "Teacher")
    assert plan(STAY[1], row).changes[0].rename == "Priya Nair-Jones"
    elsewhere = Known(1, "Priya Nair", "priya@x.org", "", {11: (Position.TEACHER, None)}, elsewhere=True)
    assert plan(STAY[1], row, known=[DANIEL, elsewhere]).empty


def test_a_surname_first_is_put_in_order() -> None:
    assert plan(*STAY, ("Kowalska, Anna", "anna@x.org", "TA")).joiners[0].name == "Anna Kowalska"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (("", "anna@x.org", "TA"), "Full name", "no name"),
        (("Anna K", "", "TA"), "Work e-mail", "no e-mail address"),
        (("Anna K", "anna at x", "TA"), "Work e-mail", "no e-mail address"),
        (("Anna K", "anna@x.org", "Wizard"), "Job title or role", "nobody has said yet"),
        (("Anna K", "anna@x.org", "TA", "31/02/2026"), "Start date", "no date that can be read"),
        (("Anna K", "anna@x.org", "TA", "1/9/1026"), "Start date", "no date that can be read|cannot be right"),
        (("Anna K", "anna@x.org", "TA", "1/9/2096"), "Start date", "cannot be right"),
        (("Anna K", "anna@x.org", "TA", "1/9/2026", "1/8/2026"), "End date", "before the start date"),
        (("Anna\u202eK", "anna@x.org", "TA"), "Full name", "turns the text around"),
        (("A" * 201, "anna@x.org", "TA"), "Full name", "far too long"),
        (
            ("Priya Jones", "priya.jones@x.org", "Teacher", "", "", "PN"),
            "Work e-mail",
            "not the one that belongs to this staff code",
        ),
        (("Priya Nair", "PRIYA@x.org", "TA"), "Work e-mail", "the same address as in row 2"),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_the_rest_goes_in(row: Sequence[str], column: str, says: str) -> None:
    found = plan(STAY[0], row, STAY[1], ("Good One", "good@x.org", "Teacher"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, column)]
    assert any(each in found.faults[0].says for each in says.split("|"))
    assert found.faults[0].todo
    assert [one.name for one in found.joiners] == ["Good One"]
    assert found.leavers == []


def test_nobody_leaves_because_their_row_is_bad() -> None:
    found = plan(STAY[1], ("Priya Nair", "priya@x.org", "Wizard"))
    assert (len(found.faults), found.leavers) == (1, [])


def test_a_row_without_an_address_is_matched_by_a_name_that_only_one_has() -> None:
    assert (
        plan(STAY[1], ("PRIYA  NAIR", "", "Teacher")).unchanged + len(plan(STAY[1], ("PRIYA  NAIR", "", "Teacher")).changes)
        == 2
    )
    twin = Known(6, "Priya Nair", "p2@x.org", "", {61: (Position.TEACHER, None)})
    assert plan(STAY[1], ("Priya Nair", "", "Teacher"), known=[*EVERYBODY, twin]).faults[0].says == "no e-mail address"


def test_two_rows_with_one_name_and_no_address_are_told() -> None:
    found = plan(STAY[1], ("Priya Nair", "", "Teacher"), ("Priya Nair", "", "Teacher"))
    assert "the same name as in row 3" in found.faults[0].says


def test_somebody_whose_sign_in_was_closed_is_not_let_in_by_a_list() -> None:
    closed = Known(7, "Zed", "zed@x.org", "", {}, active=False)
    assert "closed" in plan(*STAY, ("Zed", "zed@x.org", "TA"), known=[*EVERYBODY, closed]).faults[0].says


@pytest.mark.parametrize(
    ("staff", "listed", "many"),
    [(30, 25, False), (30, 24, False), (29, 23, True), (100, 80, False), (100, 79, True), (6, 0, True)],
)
def test_more_than_five_and_more_than_a_fifth_look_like_half_a_list(staff: int, listed: int, many: bool) -> None:
    known = [Known(n, f"P {n}", f"p{n}@x.org", "", {n: (Position.TEACHER, None)}) for n in range(1, staff + 1)]
    rows = [(f"P {n}", f"p{n}@x.org", "Teacher") for n in range(1, listed + 1)]
    found = plan(*rows, known=known)
    assert (len(found.leavers), found.many_leave) == (staff - listed, many)


def test_a_plan_is_known_again_only_while_it_says_the_same() -> None:
    assert plan(*STAY).mark == plan(*STAY).mark
    assert plan(*STAY).mark != plan(STAY[0]).mark


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/09/2026", date(2026, 9, 1)),
        ("1/9/26", date(2026, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
        ("1 September 2026", date(2026, 9, 1)),
        ("1-Sep-2026", date(2026, 9, 1)),
        ("01.09.2026", date(2026, 9, 1)),
        ("46266", date(2026, 9, 1)),
        ("2026-09-01 00:00", date(2026, 9, 1)),
        ("13/13/2026", None),
        ("09/31/2026", None),
        ("soon", None),
        ("999999", None),
        ("०१/०९/२०२६", None),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("title", "position"),
    [
        ("Class Teacher", "teacher"),
        ("Head of Year 7", "teacher"),
        ("Deputy Headteacher", "teacher"),
        ("Assistant Head", "teacher"),
        ("Headteacher", "headteacher"),
        ("Executive Head", "headteacher"),
        ("HEAD", "headteacher"),
        ("Principal", "headteacher"),
        ("Vice Principal", "teacher"),
        ("HLTA", "teaching_assistant"),
        ("Learning Support Assistant (1:1)", "teaching_assistant"),
        ("School Business Manager", "school_business_manager"),
        ("Designated Safeguarding Lead", "designated_safeguarding_lead"),
        ("Deputy DSL", "deputy_safeguarding_lead"),
        ("Network Manager", "it_manager"),
        ("Caretaker", "site_staff"),
        ("Midday Supervisor", "site_staff"),
        ("Supply Teacher", "supply_teacher"),
        ("Chair of Governors", "chair_of_governors"),
        ("Parent Governor", "governor"),
        ("Office Administrator", None),
        ("Wizard", None),
        ("", None),
    ],
)
def test_job_titles_are_guessed_by_their_words(title: str, position: str | None) -> None:
    assert titles.guess(title, {}) == position


def test_what_was_said_of_a_title_before_counts() -> None:
    assert titles.guess("  Class-Teacher ", {normal("class teacher"): "volunteer"}) is Position.VOLUNTEER


def test_no_title_ever_makes_an_administrator() -> None:
    assert titles.guess("Administrator", {}) is None
