"""Who has signed and who has not: states, leave, filters, exports, and as many queries for many people as for few."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Person, Role
from safeconduct.web.policies import actions
from safeconduct.web.policies.exporting import safe
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.progress import due_on, engagements, reading
from safeconduct.web.policies.roster import Entry, State, roster, tally
from web.policies.made import again, agree, ask, days, kevi, sign

Browser = Callable[[str], Client]


def states(world: SimpleNamespace, name: str, policy: str = "kevi") -> list[State]:
    found = roster(world.elm, timezone.localdate())
    return [entry.state for entry in found if entry.person.name == name and entry.adoption.policy_id == policy]


def of_elm(world: SimpleNamespace) -> list[Entry]:
    return roster(world.elm, timezone.localdate())


def test_everybody_whom_a_policy_binds_here_is_listed_once_a_policy(world: SimpleNamespace) -> None:
    found = of_elm(world)

    assert {entry.person.name for entry in found} == {
        "Priya Nair", "Tomasz Zieliński", "Grace Adeyemi", "Helen Marsh", "Daniel Okafor", "Siân Pritchard",
        "Farah Siddiqui", "Owen Clarke",
    }  # fmt: skip
    assert len(found) == 16
    assert {entry.adoption.policy_id for entry in found} == {"kevi", "safe-use"}


def test_an_agency_sees_its_own_policies_only_and_only_those_they_bind(world: SimpleNamespace) -> None:
    found = roster(world.agency, timezone.localdate())

    assert {(entry.person.name, entry.adoption.policy_id) for entry in found} == {
        ("Grace Adeyemi", "key"),
        ("Grace Adeyemi", "vision"),
    }


def test_a_trust_sees_its_schools(world: SimpleNamespace) -> None:
    assert {entry.place.name for entry in roster(world.trust, timezone.localdate())} == {"Elm Park Primary", "Harbour High"}


def test_each_state_is_told(world: SimpleNamespace) -> None:
    adoption, today = kevi(), timezone.localdate()
    Adoption.objects.filter(pk=adoption.pk).update(since=today - days(30))
    Role.objects.filter(person=world.tomasz).update(since=today - days(2))
    agree(world.daniel, adoption)
    sign(world.daniel, adoption)
    ask(world.sian, adoption, "5.1a")
    Person.objects.filter(pk=world.owen.pk).update(away_from=today - days(9), away_until=today)

    assert states(world, "Priya Nair") == [State.OVERDUE]
    assert states(world, "Tomasz Zieliński") == [State.DUE]
    assert states(world, "Daniel Okafor") == [State.SIGNED]
    assert states(world, "Siân Pritchard") == [State.WAITING]
    assert states(world, "Owen Clarke") == [State.AWAY]


@pytest.mark.parametrize(
    ("away_from", "away_until", "due"),
    [
        (None, None, date(2026, 9, 15)),
        (date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 15)),
        (date(2026, 9, 16), date(2026, 9, 20), date(2026, 9, 15)),
        (date(2026, 9, 3), date(2026, 9, 7), date(2026, 9, 20)),
        (date(2026, 8, 1), date(2026, 9, 5), date(2026, 9, 20)),
        (date(2026, 9, 15), date(2026, 9, 15), date(2026, 9, 16)),
        (date(2026, 9, 3), None, None),
        (date(2026, 10, 3), None, date(2026, 9, 15)),
    ],
)
def test_leave_puts_the_last_day_off(
    world: SimpleNamespace, away_from: date | None, away_until: date | None, due: date | None
) -> None:
    world.priya.away_from, world.priya.away_until = away_from, away_until
    why = engagements([world.priya], timezone.localdate())[world.priya.pk]

    assert due_on(kevi(), world.priya, why) == due


def test_who_begins_later_has_as_long_as_the_others(world: SimpleNamespace) -> None:
    begun = timezone.localdate() - days(3)
    why = engagements([world.grace], timezone.localdate())[world.grace.pk]

    assert due_on(kevi(), world.grace, [each for each in why if each.organisation == world.elm]) == begun + days(14)


def test_those_who_left_or_were_closed_are_not_listed(world: SimpleNamespace) -> None:
    Role.objects.filter(person=world.priya).update(until=timezone.localdate() - days(1))
    Person.objects.filter(pk=world.tomasz.pk).update(is_active=False)

    assert {"Priya Nair", "Tomasz Zieliński"}.isdisjoint(entry.person.name for entry in of_elm(world))


def test_the_numbers_add_up_and_fill_the_picture(world: SimpleNamespace) -> None:
    agree(world.daniel, kevi())
    sign(world.daniel, kevi())
    lines = tally(roster(world.trust, timezone.localdate()))

    assert [(line.name, line.total) for line in lines] == [("Elm Park Primary", 16), ("Harbour High", 1)]
    assert lines[0].counts[State.SIGNED] == 1
    for line in lines:
        assert sum(number for _, number in line.cells) == line.total
        assert abs(sum(bar.width for bar in line.bars) - 1000) <= len(State)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"position": "teacher"}, {"Priya Nair", "Daniel Okafor"}),
        ({"state": "signed"}, {"Daniel Okafor"}),
        ({"position": "teacher", "state": "overdue"}, {"Priya Nair", "Daniel Okafor"}),
        ({"position": "astronaut"}, 8),
        ({"state": "' OR 1=1"}, 8),
        ({"place": "999999999999999999999"}, 8),
        ({"page": "x"}, 8),
        ({"page": "-1"}, 8),
    ],
)
def test_the_list_shows_what_was_asked_for(
    world: SimpleNamespace, signed_in: Browser, asked: dict[str, str], names: set[str] | int
) -> None:
    agree(world.daniel, kevi())
    sign(world.daniel, kevi())
    Adoption.objects.filter(policy_id__in=["kevi", "safe-use"]).update(since=date(2026, 1, 1))
    answer = signed_in("helen").get(reverse("signatures", args=[world.elm.pk]), asked)
    shown = {entry.person.name for entry in answer.context["page"]}

    assert answer.status_code == 200
    assert shown == names or len(shown) == names


def test_who_saw_the_notice_and_when_is_shown(world: SimpleNamespace, signed_in: Browser) -> None:
    actions.see_notice(again(world.priya), reading(again(world.priya), kevi()))
    page = signed_in("daniel").get(reverse("signatures", args=[world.elm.pk]), {"policy": kevi().pk}).content.decode()

    assert page.count("not seen") == 7
    assert page.count(f"seen {timezone.localdate():%-d %B %Y}, ") == 1


# --- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Priya Nair", "Priya Nair"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 1", "'+44 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\x00=1", "'=1"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_no_cell_starts_a_formula(cell: str, kept: str) -> None:
    assert safe(cell) == kept


def test_the_files_hold_what_the_page_shows(world: SimpleNamespace, signed_in: Browser) -> None:
    Person.objects.filter(pk=world.priya.pk).update(name="=cmd|' /C calc'!A0")
    browser = signed_in("helen")
    asked = {"position": "teacher"}
    text = browser.get(reverse("signatures-csv", args=[world.elm.pk]), asked)
    book = browser.get(reverse("signatures-xlsx", args=[world.elm.pk]), asked)
    rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None

    assert text.content.startswith(b"\xef\xbb\xbf")
    assert len(rows) == 1 + 4
    assert {row[0] for row in rows[1:]} == {"'=cmd|' /C calc'!A0", "Daniel Okafor"}
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == rows
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "attachment" in text["Content-Disposition"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_whoever_takes_the_list_away_leaves_an_entry_of_the_trail_without_a_name(
    kind: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    signed_in("daniel").get(reverse(f"signatures-{kind}", args=[world.elm.pk]), {"position": "teacher"})
    event = Event.objects.get(verb="policies.export")

    assert (event.actor_id, event.about) == (world.daniel.pk, f"people.organisation:{world.elm.pk}")
    assert event.facts == {"format": kind, "rows": 4}


def test_looking_at_the_list_leaves_none_and_neither_does_a_refusal(world: SimpleNamespace, signed_in: Browser) -> None:
    signed_in("daniel").get(reverse("signatures", args=[world.elm.pk]))
    assert signed_in("priya").get(reverse("signatures-csv", args=[world.elm.pk])).status_code == 403

    assert not Event.objects.exists()


# --- as many queries for many as for few --------------------------------------------------------------------


def crowd(world: SimpleNamespace, size: int) -> None:
    """More staff at Elm Park, of whom some have signed, asked, or seen the notice."""
    adoption = kevi()
    for number in range(size):
        person = Person.objects.create(email=f"extra{size}.{number}@demo.example", name=f"Extra {size} {number}")
        Role.objects.create(person=person, organisation=world.elm, position=Position.TEACHER, since=date(2026, 9, 1))
        at = reading(person, adoption)
        actions.see_notice(person, at)
        ask(person, adoption, "5.1a", "Why?")
        if number % 2:
            agree(person, adoption)
            sign(person, adoption)


def count(browser: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("page", ["signatures", "signatures-csv", "signatures-xlsx", "questions", "policies"])
def test_pages_ask_the_database_no_more_for_many_people(world: SimpleNamespace, signed_in: Browser, page: str) -> None:
    address = reverse(page, args=[world.elm.pk] if page.startswith("signatures") else [])
    browser = signed_in("helen")
    crowd(world, 2)
    few = count(browser, address)
    crowd(world, 12)

    assert count(browser, address) == few
    assert few <= 25


def test_the_library_asks_no_more_for_many_policies(world: SimpleNamespace, signed_in: Browser) -> None:
    browser, address = signed_in("priya"), reverse("policies")
    few = count(browser, address)
    template = kevi()
    for number in range(6):
        fields = {**Adoption.frozen(template.policy), "policy_id": f"other-{number}"}
        Adoption.objects.create(
            organisation=world.elm, since=template.since, adopted_on=template.since, owner=world.helen, **fields
        )

    assert count(browser, address) == few
