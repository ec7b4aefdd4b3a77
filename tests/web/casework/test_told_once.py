"""Whoever comes to receive a case by what somebody decides is told once, then and not again by the clock."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from safeconduct.web.casework.actions import Deciding, decide, open_strand
from safeconduct.web.casework.models import Decision
from safeconduct.web.concerns.actions import raise_concern
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.passing_on import pass_on
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person
from web.casework.made import child, telling


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def mails(world: SimpleNamespace) -> dict[str, int]:
    """How many e-mails each of those who deal with cases got."""
    names = {getattr(world, key).pk: key for key in ("helen", "daniel", "sian", "farah")}
    return dict(Counter(names[mail.to.pk] for mail in Mail.objects.select_related("to") if mail.to and mail.to.pk in names))


def test_those_of_a_strand_that_is_opened_later_are_told_once(world: SimpleNamespace) -> None:
    case = child(world)
    Mail.objects.all().delete()
    open_strand(anew(world.daniel), case, Case.Strand.ADULT)
    pass_on()

    assert mails(world) == {"helen": 1}


def test_those_whom_another_strand_must_tell_are_told_once(world: SimpleNamespace) -> None:
    raised = raise_concern(world.priya, world.elm, telling(world))
    case = raised.concern.cases.get()
    before = {each.person_id for each in case.alerted.all()}
    Mail.objects.all().delete()
    by = anew(world.daniel if world.daniel.pk in before else world.helen)
    decide(by, case, Deciding(Case.Strand.ADULT, Case.Level.NEITHER, Decision.Urgency.CALM, "It is about a colleague."))
    pass_on()

    assert all(number == 1 for number in mails(world).values())
