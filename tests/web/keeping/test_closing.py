"""What closing a case asks for first, and which clock it starts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.actions import Ending
from safeconduct.web.keeping.models import Ended
from safeconduct.web.keeping.standards import standards
from web.casework.made import child, decided, told
from web.keeping.made import REASON


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
