"""Whatever is done to a concern or a case behind the site's back: ``safeconduct verify`` names it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from safeconduct.web.casework.actions import let_in, open_strand
from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.models import Case, Concern, Note, Subject
from safeconduct.web.keeping.actions import destroy
from safeconduct.web.people.models import Person
from safeconduct.web.running.looking_after import faults
from web.casework.made import decided, told
from web.concerns import made
from web.keeping.made import asked

Change = Callable[[Case, Case], Any]


def named() -> str:
    return "\n".join(faults())


def test_what_is_told_worked_on_and_destroyed_by_two_is_whole(world: SimpleNamespace) -> None:
    made.raised(world)
    case = told(world)
    helen = Person.objects.get(pk=world.helen.pk)
    decided(helen, case)
    let_in(helen, case, world.owen, works=True)
    open_strand(helen, case, Case.Strand.CHILD)
    write_note(helen, case, "Seen.", Note.For.INTERNAL)
    destroy(world.daniel, asked(world))

    assert list(faults(thorough=True)) == []


def swapped(one: Case, other: Case) -> None:
    first, second = one.concern.words_id, other.concern.words_id
    Concern.objects.filter(pk=one.concern_id).update(words=second)
    Concern.objects.filter(pk=other.concern_id).update(words=first)


def of(case: Case) -> Any:
    return Case.objects.filter(pk=case.pk)


DONE: dict[str, tuple[Change, str]] = {
    "words swapped": (swapped, "is not what entry"),
    "another kind": (
        lambda one, other: Concern.objects.filter(pk=one.concern_id).update(kind="malpractice"),
        "says was told: kind",
    ),
    "another reporter": (
        lambda one, other: Concern.objects.filter(pk=one.concern_id).update(reporter=(other.concern.reporter_id or 0) + 1),
        "says was told: reporter",
    ),
    "no more in confidence": (
        lambda one, other: Concern.objects.filter(pk=one.concern_id).update(standing="confidential"),
        "says was told: standing",
    ),
    "words on whom it is about": (
        lambda one, other: Subject.objects.filter(concern=one.concern).update(words=other.concern.words_id),
        "says was told: words",
    ),
    "set down as destroyed": (
        lambda one, other: of(one).update(state=Case.State.DESTROYED, route={}),
        "no entry of the trail says that two people did so",
    ),
    "an empty route": (lambda one, other: of(one).update(route={}), "nobody stands on its route"),
    "no case": (lambda one, other: of(one).delete(), "it is missing"),
    "under another concern": (
        lambda one, other: of(one).update(concern=other.concern, strand="child"),
        "is not of the concern",
    ),
}


@pytest.mark.parametrize("what", DONE)
def test_what_was_changed_by_hand_is_named(what: str, world: SimpleNamespace) -> None:
    one, other = told(world), told(world)
    change, says = DONE[what]
    assert named() == ""
    change(one, other)

    found = named()
    assert says in found
    number = f"concern {one.concern_id}" if "told" in says or what == "words swapped" else f"case {one.pk}"
    assert number in found
    if what == "words swapped":
        assert f"concern {other.concern_id}" in found


def test_a_case_that_was_destroyed_and_is_there_again_is_named(world: SimpleNamespace) -> None:
    case = asked(world)
    destroy(world.daniel, case)
    assert named() == ""
    of(case).update(state=Case.State.OPEN, route={"roles": ["headteacher"]})

    assert f"case {case.pk}: entry" in named()


def test_a_concern_of_which_the_trail_knows_nothing_is_named(world: SimpleNamespace) -> None:
    concern = told(world).concern
    other = Concern.objects.create(organisation=concern.organisation, kind=concern.kind, words=concern.words)

    assert f"concern {other.pk}: no entry of the trail" in named()


def test_a_concern_that_is_gone_is_named(world: SimpleNamespace) -> None:
    concern = told(world).concern
    concern.cases.all().delete()
    Concern.objects.filter(pk=concern.pk).delete()

    assert f"concern {concern.pk}: it is missing" in named()
