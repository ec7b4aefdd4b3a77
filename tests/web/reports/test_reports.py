"""What the reports say: the same as the registers, and never more than their reader may know."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.casework.models import Review
from safeconduct.web.concerns.models import Barred, Case, Concern, Conflict
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.roster import roster
from safeconduct.web.reports import scoping
from safeconduct.web.reports.drawing import drawn
from safeconduct.web.reports.laying import Laid, laid
from safeconduct.web.reports.report import Column, Kind, Picture, Scope, Section, Shape, Sheet, reports
from safeconduct.web.reports.signing import wanted
from safeconduct.web.reports.small import Hidden
from safeconduct.web.reviews.models import Checked
from safeconduct.web.reviews.standing import State, standing
from web.permissions import made as permissions
from web.reports import made

Browser = Callable[[str], Client]
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _in_november() -> object:
    with time_machine.travel("2026-11-21 10:00:00+00:00", tick=False):
        yield


def seen(key: str, viewer: Person, place: Organisation, *, outward: bool = False, since: date = date(2026, 9, 1)) -> Laid:
    """A report as somebody sees it."""
    viewer = Person.objects.get(pk=viewer.pk)
    scope = Scope(place, since, TODAY, viewer, below=place.kind == "trust", outward=outward)
    return laid(reports()[key].build(scope), 5 if outward else 0)


def cells(found: Laid, number: int = 0) -> dict[str, list[object]]:
    table = found.tables[number]
    return {str(row[0]): list(row[1:]) for row in table.rows}


# --- signatures -----------------------------------------------------------------------------------------------------


def test_signatures_are_counted_as_the_list_of_signatures_has_them(world: SimpleNamespace) -> None:
    people = made.staff(world.elm, 12)
    away, back = people[3], people[4]
    Person.objects.filter(pk=away.pk).update(away_from=TODAY - timedelta(40))
    Person.objects.filter(pk=back.pk).update(away_from=date(2026, 9, 2), away_until=date(2026, 11, 19))
    for place in (world.elm, world.harbour, world.trust):
        Placement.objects.create(person=people[5], organisation=place, since=TODAY, until=TODAY)
    Role.objects.create(person=people[6], organisation=world.harbour, position=Position.GOVERNOR, since=date(2025, 1, 1))
    Person.objects.filter(pk=people[7].pk).update(is_active=False)
    made.sign(Adoption.objects.get(organisation=world.elm, policy_id="kevi"), *people[:3], away)
    for place in (world.elm, world.trust, world.agency):
        listed = Counter((each.person.pk, each.place.pk, each.adoption.pk, each.state) for each in roster(place, TODAY))
        below = list(Organisation.objects.filter(path__startswith=place.path))
        counted = Counter((each.person, each.place, each.adoption.pk, each.state) for each in wanted(below, TODAY))

        assert counted == listed
        assert listed


def test_who_is_late_is_named_to_those_who_may_know_and_to_no_governor(world: SimpleNamespace, signed_in: Browser) -> None:
    Person.objects.filter(pk=world.tomasz.pk).update(name="Tomasz Late")
    address = reverse("report", args=[world.elm.pk, "sign-off"])

    for key in ("helen", "daniel", "owen"):
        assert "Tomasz Late" in signed_in(key).get(address).content.decode()
    assert "Tomasz Late" not in signed_in("farah").get(address).content.decode()


def test_how_far_signing_was_at_the_end_of_each_month(world: SimpleNamespace) -> None:
    people = made.staff(world.elm, 30)
    kevi = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    with time_machine.travel("2026-10-20 10:00:00+00:00", tick=False):
        made.sign(kevi, *people[:20])
    found = seen("sign-off", world.helen, world.elm)
    rows = cells(found, 1)

    assert list(rows) == ["Sep 2026", "Oct 2026", "Nov 2026"]
    assert [rows[month][0] for month in rows] == [0, 20, 20]
    assert rows["Nov 2026"][2] == 76  # thirty new and the eight of the cast, under two policies
    assert found.says[0] == "20 of 76 signatures are given."


# --- check-ups ------------------------------------------------------------------------------------------------------


def test_check_ups_are_counted_as_they_stand(world: SimpleNamespace) -> None:
    made.staff(world.elm, 8)
    Checked.objects.create(person=world.priya, checkup=standing(world.elm, TODAY)[0].checkup.id, on=TODAY)
    for place, viewer in ((world.elm, world.helen), (world.trust, world.marcus)):
        listed = Counter(each.state for each in standing(place, TODAY))
        counted = seen("check-ups", viewer, place).tables[0]
        names = ("up to date", "not due yet", "overdue", "due", "on leave")

        assert counted.total is not None
        assert list(counted.total[1:-1]) == [listed[State(name)] for name in names]
        assert listed.total() > 20
    assert list(cells(seen("check-ups", world.marcus, world.trust))) == ["Elm Park Primary", "Harbour High"]


def test_whose_check_ups_are_late_no_governor_reads(world: SimpleNamespace, signed_in: Browser) -> None:
    Person.objects.filter(pk=world.tomasz.pk).update(name="Tomasz Late", joined_at="2026-09-01T08:00:00Z")
    address = reverse("report", args=[world.elm.pk, "check-ups"])

    assert "Tomasz Late" in signed_in("daniel").get(address).content.decode()
    assert "Tomasz Late" not in signed_in("farah").get(address).content.decode()


# --- permissions ----------------------------------------------------------------------------------------------------


def test_permissions_in_force_and_what_became_of_what_was_asked(world: SimpleNamespace) -> None:
    permissions.granted_post(world)
    permissions.camera(world)
    permissions.account(world)
    found = seen("permissions", world.helen, world.elm)

    assert list(cells(found).values()) == [[1]]
    assert sorted(row[:5] for row in cells(found, 1).values()) == [[0, 0, 1, 0, 1], [1, 0, 0, 0, 1]]
    assert cells(found, 2) == {"Elm Park Primary": [1]}
    assert found.says == ["Permissions that hold today: 1."]
    outward = seen("permissions", world.farah, world.elm, outward=True)
    assert list(cells(outward).values()) == [[Hidden.FEW]]


def test_what_is_out_and_what_is_to_be_taken_down_is_counted_with_what_is_late(world: SimpleNamespace) -> None:
    loan = permissions.loan(world)
    wish = permissions.removal(world)
    type(loan).objects.filter(pk=loan.pk).update(taken_on=TODAY - timedelta(9), due_back=TODAY - timedelta(1))
    type(wish).objects.filter(pk=wish.pk).update(due_on=TODAY)
    found, outward = (seen("permissions", world.farah, world.elm, outward=out) for out in (False, True))

    assert (cells(found, 3), cells(found, 4)) == ({"Elm Park Primary": [0, 1, 1]}, {"Elm Park Primary": [1, 0, 1]})
    for number in (3, 4):  # one laptop is late: everybody at a small school would know whose
        assert 1 not in [cell for row in cells(outward, number).values() for cell in row]


# --- concerns -------------------------------------------------------------------------------------------------------


def test_concerns_by_route_with_the_usual_time_until_somebody_looks(world: SimpleNamespace) -> None:
    people = made.staff(world.elm, 12)
    for person, hours in zip(people, (1, 2, 3, 4, 5, 6, 7, 8, 9, 100), strict=False):
        made.case(world.elm, person, looked_at_after=hours)
    made.case(world.elm, people[10])
    found = seen("concerns", world.helen, world.elm)

    assert cells(found) == {"Head teacher": [10, 1, 11, 5.5, 9.0]}
    assert found.says == ["11 told, 10 looked at, 1 waiting.", "Usual time until somebody looked at one: 5.5 hours."]


def test_a_head_cannot_learn_of_a_concern_about_themselves_from_any_report(world: SimpleNamespace) -> None:
    for person in made.staff(world.elm, 6):
        made.case(world.elm, person, looked_at_after=3)
    before = {
        (key, who, outward): seen(key, getattr(world, who), world.elm, outward=outward)
        for key in ("concerns", "designated-officer", "low-level")
        for who, outward in (("helen", False), ("helen", True), ("farah", True))
    }
    about_her = made.case(world.elm, world.helen, looked_at_after=2, level=Case.Level.LOW)
    made.clock(about_her, world.farah, told_after=3)
    made.case(world.elm, held="headteacher", level=Case.Level.LOW)

    for (key, who, outward), found in before.items():
        after = seen(key, getattr(world, who), world.elm, outward=outward)
        assert (after.says, after.tables) == (found.says, found.tables)


def test_the_same_numbers_for_all_who_get_them_as_governors_do(world: SimpleNamespace) -> None:
    """Else the head could lay the chair's report beside their own."""
    people = made.staff(world.elm, 9)
    found = [made.case(world.elm, person, looked_at_after=3) for person in people]
    made.case(world.elm, world.farah)
    made.case(world.elm, world.daniel)
    Barred.objects.create(case=found[0], person=world.helen, why=Barred.Why.STEPPED_BACK)
    Conflict.objects.create(organisation=world.elm, person=world.daniel, about=people[1], by=world.daniel)

    told = [cells(seen("concerns", getattr(world, who), world.elm, outward=True)) for who in ("helen", "farah", "daniel")]

    assert told[0] == told[1] == told[2]
    assert [row[2] for row in told[0].values()] == [7]


def test_who_deals_with_cases_counts_those_that_they_may_see(world: SimpleNamespace) -> None:
    found = [made.case(world.elm, person) for person in made.staff(world.elm, 3)]
    Barred.objects.create(case=found[0], person=world.daniel, why=Barred.Why.STEPPED_BACK)

    assert seen("concerns", world.helen, world.elm).says[0].startswith("3 told")
    assert seen("concerns", world.daniel, world.elm).says[0].startswith("2 told")
    assert seen("concerns", world.marcus, world.harbour).says == ["No concern was told in this time that can be counted here."]


def test_small_numbers_of_concerns_are_kept_from_governors_alone(world: SimpleNamespace, signed_in: Browser) -> None:
    for person in made.staff(world.elm, 3):
        made.case(world.elm, person, looked_at_after=1)
    address = reverse("report", args=[world.elm.pk, "concerns"])

    lead, chair = (signed_in(key).get(address).content.decode() for key in ("daniel", "farah"))

    assert "3 told" in lead
    assert "fewer than 5" not in lead
    assert "3 told" not in chair
    assert "ewer than 5" in chair
    assert "Person" not in chair


def test_the_designated_officers_clock(world: SimpleNamespace) -> None:
    people = made.staff(world.elm, 5)
    found = [made.case(world.elm, person) for person in people]
    made.clock(found[0], world.helen, told_after=2)
    made.clock(found[1], world.helen, told_after=10)
    made.clock(found[2], world.helen, told_after=30)
    made.clock(found[3], world.helen)
    made.clock(found[4], world.helen, due_after=24 * 60)
    said = seen("designated-officer", world.helen, world.elm)

    assert cells(said) == {"Elm Park Primary": [2, 1, 1, 1, 0, 5, 10.0]}
    assert said.says == ["The officer was told in time: 2 of 5.", "Their time is over and nobody has told the officer: 1."]


def test_low_level_concerns_and_how_often_they_are_looked_at_together(world: SimpleNamespace) -> None:
    people = made.staff(world.elm, 3)
    low = [made.case(world.elm, person, level=Case.Level.LOW) for person in people]
    made.case(world.elm, people[0], level=Case.Level.LOW, nature=Concern.Nature.OWN)
    made.case(world.elm, people[0], level=Case.Level.THRESHOLD)
    review = Review.objects.create(
        organisation=world.elm, about=people[0], counted=3, threshold=3, window_months=12, closed_at=timezone.now()
    )
    review.rests_on.set(low[:1])
    hers = Review.objects.create(organisation=world.elm, about=world.helen, counted=3, threshold=3, window_months=12)
    hers.rests_on.set([made.case(world.elm, world.helen, level=Case.Level.LOW)])

    found = seen("low-level", world.helen, world.elm)

    assert cells(found) == {"Inappropriate content": [3, 1, 4]}
    assert cells(found, 1) == {"Elm Park Primary": [1, 0, 1]}
    assert "Person" not in repr(found)


# --- policies -------------------------------------------------------------------------------------------------------


def test_the_calendar_of_reviews(world: SimpleNamespace) -> None:
    Adoption.objects.filter(organisation=world.elm, policy_id="kevi").update(review_due=date(2026, 10, 1))
    Adoption.objects.filter(organisation=world.elm, policy_id="safe-use").update(review_due=None)
    found = seen("policy-reviews", world.helen, world.elm)

    assert [row[4:] for row in found.tables[0].rows] == [
        [date(2026, 10, 1), "The day is past"],
        [None, "No day is set"],
    ]
    assert found.says == ["Past the day of their review: 1.", "To be reviewed within twelve months: 0."]


# --- where, when, and as files --------------------------------------------------------------------------------------


def test_governors_choose_among_times_that_do_not_overlap_and_are_over() -> None:
    for day in (date(2026, 9, 1) + timedelta(number) for number in range(0, 730, 3)):
        found = sorted(scoping.periods(day, outward=True), key=lambda each: each.since)

        assert all(one.until < two.since for one, two in pairwise(found))
        assert all((each.until + timedelta(1)).day == 1 and each.until < day for each in found)


def test_who_gets_numbers_as_governors_do(world: SimpleNamespace) -> None:
    head = made.staff(world.trust, 1, Position.HEADTEACHER)[0]

    see, concerns = "reports.see", "reports.concerns"
    Role.objects.create(person=world.owen, organisation=world.elm, position=Position.GOVERNOR, since=date(2025, 9, 1))

    assert [scoping.is_outward(each, world.elm, see) for each in (world.helen, world.daniel, world.owen)] == [False] * 3
    assert [scoping.is_outward(each, world.elm, see) for each in (world.farah, head)] == [True] * 2
    assert [scoping.is_outward(each, world.elm, concerns) for each in (world.helen, world.owen)] == [False, True]
    assert scoping.is_outward(head, world.trust, see)


def test_a_trust_sees_its_schools_and_chooses_one(world: SimpleNamespace, signed_in: Browser) -> None:
    world.terri = made.staff(world.trust, 1, Position.CHAIR_OF_GOVERNORS)[0]
    client = signed_in("terri")

    offered = client.get(reverse("reports")).content.decode()
    assert offered.index("Three Rivers Trust") < offered.index("Elm Park Primary") < offered.index("Harbour High")
    assert client.get(reverse("reports"), {"place": world.elm.pk})["Location"] == reverse("reports-of", args=[world.elm.pk])
    assert "By school" in client.get(reverse("report", args=[world.trust.pk, "sign-off"])).content.decode()


def test_a_table_as_csv_opens_in_excel_starts_no_formula_and_stands_in_the_trail(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    Adoption.objects.filter(organisation=world.elm).update(title="=HYPERLINK(1)")
    answer = signed_in("helen").get(reverse("report-csv", args=[world.elm.pk, "policy-reviews", 0]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][0] == "Policy"
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][4] == "2027-07-01"
    assert Event.objects.filter(verb="reports.take", facts={"report": "policy-reviews", "format": "csv"}).count() == 1


def test_what_is_left_out_of_a_report_cannot_be_had_as_a_file(world: SimpleNamespace, signed_in: Browser) -> None:
    late = len(seen("sign-off", world.helen, world.elm).tables) - 1
    for person in made.staff(world.elm, 3):
        made.case(world.elm, person)
    by_level = reverse("report-csv", args=[world.elm.pk, "concerns", 3])

    assert "Priya" in signed_in("helen").get(reverse("report-csv", args=[world.elm.pk, "sign-off", late])).content.decode()
    assert signed_in("farah").get(reverse("report-csv", args=[world.elm.pk, "sign-off", late])).status_code == 404
    assert signed_in("helen").get(by_level).status_code == 200
    assert signed_in("farah").get(by_level).status_code == 404


def test_a_report_as_a_tagged_pdf(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("helen").get(reverse("report-pdf", args=[world.elm.pk, "sign-off"]))

    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    assert b"/Alt" in answer.content
    assert answer["Content-Disposition"] == 'attachment; filename="sign-off-year-2026.pdf"'


# --- pictures -------------------------------------------------------------------------------------------------------


def picture(section: Section, fewest: int = 0) -> str:
    """A section's picture as it stands on a page."""
    found = laid(Sheet([], [section]), fewest)
    return "".join(each.svg for each in drawn(found.tables[0], fewest))


def test_a_picture_shows_what_its_table_shows_and_nothing_that_is_kept_back() -> None:
    columns = (Column("Where"), Column("A", Kind.FEW), Column("B", Kind.FEW), Column("All", Kind.FEW))
    rows = [("Elm <i>", 30, 10, 40), ("Ash", 17, 3, 20), ("Oak", 0, 0, 0)]
    both = Section("T", columns, rows, Picture(Shape.STACKED, ("A", "B")), parts=("A", "B"), whole="All")

    whole, kept = picture(both), picture(both, 5)

    assert "Elm &lt;i&gt;" in whole
    assert ("Ash" in whole, "Ash" in kept) == (True, False)
    assert "kept back: 1." in kept
    assert 'role="img" aria-label="Picture of “T”: A, B.' in whole
    assert "style=" not in whole


def test_a_line_breaks_where_there_is_no_number() -> None:
    columns = (Column("Month"), Column("Told", Kind.COUNT), Column("Rate", Kind.HOURS))
    rows = [("Sep", 4, 1.0), ("Oct", 2, 2.0), ("Nov", 8, None), ("Dec", 1, 3.0)]

    lines = picture(Section("T", columns, rows, Picture(Shape.LINE, ("Rate",))))

    assert lines.count("<line") == 1
    assert lines.count("<circle") == 3


def test_long_pictures_come_in_pieces_that_fit_on_paper() -> None:
    rows = [(f"School {number}", number) for number in range(30)]
    section = Section("T", (Column("School"), Column("Entries", Kind.COUNT)), rows, Picture(Shape.BARS, ("Entries",)))
    table = laid(Sheet([], [section])).tables[0]
    pieces = drawn(table, 0)

    assert len(pieces) == 3
    assert ["School 0 to School 13" in pieces[0].says, "School 28 to School 29" in pieces[2].says] == [True, True]
    assert "class=" not in "".join(each.svg for each in drawn(table, 0, paper=True))


def test_a_line_of_time_looks_ahead_and_back_only_where_nothing_is_to_come() -> None:
    def line(*days: date | None) -> str:
        rows = [(f"Row {number}", day) for number, day in enumerate(days)]
        return picture(Section("T", (Column("What"), Column("Day", Kind.DAY)), rows, Picture(Shape.TIMELINE, ("Day",))))

    ahead, back = line(date(2026, 10, 1), date(2027, 7, 1), None), line(date(2026, 10, 1), date(2026, 3, 1))

    assert ("1 October 2026: past" in ahead, "1 July 2027<" in ahead, "No day is set" in ahead) == (True, True, True)
    assert ("past" in back, "1 October 2026<" in back) == (False, True)
