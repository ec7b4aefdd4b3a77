"""What closing a case asks for first, and which clock it starts."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from safeconduct.web.casework.actions import officer_not_needed
from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.actions import Ending
from safeconduct.web.keeping.models import Ended, Span
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.models import Person
from web.casework.made import child, decided, told
from web.keeping.made import BORN, REASON

Browser = Callable[[str], Client]


@pytest.mark.parametrize(
    ("level", "clock"),
    [(Case.Level.UNDECIDED, "staff-matter"), (Case.Level.LOW, "low-level"), (Case.Level.NEITHER, "staff-matter")],
)
def test_a_staff_matter_that_is_passed_on_is_kept_as_one_and_not_as_a_child_s_record(
    level: Case.Level, clock: str, world: SimpleNamespace
) -> None:
    case = told(world)
    if level != Case.Level.UNDECIDED:
        decided(world.helen, case, level)
    actions.close(world.helen, case, [Ending("passed-on", REASON)])

    assert Ended.objects.get().clock == clock


def test_a_child_s_case_is_kept_by_the_child_s_clock_however_it_ended() -> None:
    assert {each.clock["child"] for each in standards().of("child")} == {"child"}
    assert "low-level" not in {each.clock["other"] for each in standards().of("other")}


def test_a_child_s_case_that_was_put_right_is_kept_until_the_child_is_grown(world: SimpleNamespace) -> None:
    case = actions.close(world.daniel, child(world), [Ending("settled", REASON)])

    assert Ended.objects.get().clock == "child"
    assert case.keep_until is not None
    assert case.keep_until.year - Concern.objects.get().at.year == standards().clocks["child"].years


def test_no_case_is_closed_while_the_time_to_tell_the_designated_officer_runs(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case, helen = told(world), Person.objects.get(pk=world.helen.pk)
    decided(helen, case, Case.Level.THRESHOLD)
    sent = {"outcome_0": "unfounded", "reason": REASON}
    page = signed_in("helen").post(reverse("case-close", args=[case.reference]), sent).content.decode()
    case.refresh_from_db()
    assert "put on record that they were told" in page
    assert REASON in page
    assert case.state == Case.State.OPEN
    with pytest.raises(ValidationError, match="designated officer"):
        actions.close(helen, case, [Ending("unfounded", REASON)])

    officer_not_needed(helen, case, "They said that it is not for them.")
    assert actions.close(helen, case, [Ending("unfounded", REASON)]).state == Case.State.CLOSED


def test_an_age_that_a_school_sets_holds_and_names_its_source(world: SimpleNamespace, signed_in: Browser) -> None:
    client, address = signed_in("helen"), reverse("retention", args=[world.elm.pk])
    sent = {"clock": "staff-matter", "years": "10", "until_age": "67", "source": "The Pensions Act as it stands"}
    assert client.post(address, sent).status_code == 302
    page = client.get(address).content.decode()
    assert "until the person is 67 if that is later" in page
    case = actions.close(world.helen, told(world), [Ending("substantiated", REASON, born=BORN)])

    assert case.keep_until is not None
    assert case.keep_until.year == BORN.year + 67
    assert "The Pensions Act as it stands" in client.get(reverse("case", args=[case.reference])).content.decode()
    refused = client.post(address, {**sent, "clock": "low-level"}).content.decode()
    assert "does not run until an age" in refused


def test_a_school_sees_the_span_of_its_trust_where_that_one_holds(world: SimpleNamespace, signed_in: Browser) -> None:
    Span.objects.create(organisation=world.trust, clock="other", years=8, source="The trust's schedule")
    page = signed_in("helen").get(reverse("retention", args=[world.elm.pk])).content.decode()

    assert "Set by Three Rivers Trust: The trust&#x27;s schedule." in page
    assert "8 years from the day it was closed" in page
