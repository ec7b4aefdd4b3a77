"""Concerns as the tests of casework raise them, and what is decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from safeconduct.activity import ConcernKind
from safeconduct.web.casework.actions import Deciding, decide
from safeconduct.web.casework.models import Decision
from safeconduct.web.concerns.actions import About, Telling, raise_concern, raise_without_a_name
from safeconduct.web.concerns.models import Case, Concern, Subject
from safeconduct.web.people.models import Person

TOLD = "At break he showed two pupils his own holiday pictures on his telephone."


def about(*people: Person) -> list[About]:
    """Members of staff whom a concern is about."""
    return [About(Subject.Who.STAFF, person) for person in people]


def telling(
    world: SimpleNamespace,
    subjects: Sequence[About] = (),
    kind: ConcernKind = ConcernKind.INAPPROPRIATE_CONTENT,
    **more: Any,
) -> Telling:
    """What somebody tells at Elm Park."""
    return Telling(world.elm, kind, TOLD, about=subjects, **more)


def told(world: SimpleNamespace, subject: str = "tomasz", by: str = "priya", **more: Any) -> Case:
    """The adult's case of a concern about one of the staff of Elm Park."""
    subjects = about(getattr(world, subject))
    if by == "nobody":
        raised = raise_without_a_name(telling(world, subjects, **more))
    else:
        raised = raise_concern(getattr(world, by), world.elm, telling(world, subjects, **more))
    return raised.concern.cases.get(organisation=world.elm, strand=Case.Strand.ADULT)


def told_by_oneself(world: SimpleNamespace, who: str = "tomasz") -> Case:
    """The case of a self-report."""
    return told(world, who, by=who, nature=Concern.Nature.OWN)


def child(world: SimpleNamespace, by: str = "priya") -> Case:
    """A child protection case about nobody of the staff."""
    given = telling(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)
    return raise_concern(getattr(world, by), world.elm, given).concern.cases.get()


def decided(by: Person, case: Case, level: Case.Level = Case.Level.LOW, **more: Any) -> Decision:
    """What somebody decides an adult's case to be."""
    return decide(by, case, Deciding(Case.Strand.ADULT, level, Decision.Urgency.CALM, "He told me so himself.", **more))


def about_tomasz_three_times(world: SimpleNamespace) -> list[Case]:
    """Three low-level concerns about Tomasz, each decided by the head: the third asks for a review."""
    cases = [told(world) for _ in range(3)]
    for case in cases:
        decided(Person.objects.get(pk=world.helen.pk), case)
    return cases
