"""What a person decides, what starts by it, and what never does."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.casework import actions
from safeconduct.web.casework.actions import Deciding, OfficerTold, WaysGiven, Weighing
from safeconduct.web.casework.models import Decision, Running, Weighed
from safeconduct.web.casework.reminding import remind
from safeconduct.web.concerns import evidence
from safeconduct.web.concerns.actions import messages, write_as_reporter, write_note
from safeconduct.web.concerns.custody import custody
from safeconduct.web.concerns.evidence import Captured
from safeconduct.web.concerns.models import Case, Concern, Note
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.keeping.actions import Ending, ask_to_destroy, close, destroy
from safeconduct.web.people.models import Person
from safeconduct.web.running.looking_after import faults
from safeconduct.web.sealing.storing import words
from web.casework.made import about, child, decided, telling, told
from web.concerns import made

LONDON = ZoneInfo("Europe/London")
FRIDAY_EVENING = datetime(2026, 11, 20, 19, 10, tzinfo=LONDON)
THRESHOLD, LOW = Case.Level.THRESHOLD, Case.Level.LOW


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def written_to() -> list[str]:
    return sorted(Mail.objects.values_list("to__name", flat=True))


def test_a_decision_is_kept_and_a_later_one_does_not_replace_it(world: SimpleNamespace) -> None:
    case = told(world)
    first = decided(world.helen, case)
    second = decided(world.daniel, case, Case.Level.NEITHER)

    case.refresh_from_db()
    assert list(Decision.objects.order_by("pk")) == [first, second]
    assert (case.level, case.state, case.strand) == (Case.Level.NEITHER, Case.State.OPEN, Case.Strand.ADULT)
    assert case.triaged_at is not None
    assert words(first.reason) == "He told me so himself."


def test_what_was_written_stands_neither_in_the_row_nor_in_the_trail(world: SimpleNamespace) -> None:
    decided(world.helen, told(world), context="In the corridor of Tomasz's flat.")

    event = Event.objects.get(verb="casework.triage")
    assert (event.facts["level"], event.facts["before"], event.actor_id) == ("low", "undecided", world.helen.pk)
    assert len(event.facts["sealed"]) == 2
    for said in ("himself", "corridor", "Tomasz"):
        assert said not in str(event.facts)
        assert said not in str(list(Decision.objects.values()))


def test_the_tests_are_kept_as_they_were_weighed_and_decide_nothing(world: SimpleNamespace) -> None:
    weighed = [Weighing(test, Weighed.Answer.MAY, "As told.") for test in ("harmed", "offence", "risk", "unsuitable")]
    decided(world.helen, told(world), LOW, weighed=weighed)

    case = Case.objects.get()
    assert case.level == LOW
    assert not Running.objects.exists()
    assert [words(each.note) for each in Weighed.objects.all() if each.note] == ["As told."] * 4


@pytest.mark.parametrize("level", [LOW, THRESHOLD])
def test_the_childs_strand_is_never_mixed_with_the_question_about_the_adult(world: SimpleNamespace, level: Case.Level) -> None:
    case = child(world)
    calm = Decision.Urgency.CALM

    with pytest.raises(ValidationError, match="kept apart"):
        actions.decide(world.daniel, case, Deciding(Case.Strand.ADULT, level, calm, "…"))
    with pytest.raises(ValidationError, match="about a member of staff"):
        actions.decide(world.daniel, case, Deciding(Case.Strand.CHILD, level, calm, "…"))
    with pytest.raises(ValidationError, match="Choose what it is"):
        actions.decide(world.daniel, case, Deciding(Case.Strand.CHILD, Case.Level.UNDECIDED, calm, "…"))
    assert not Decision.objects.exists()


def test_a_closed_case_is_not_decided_anew(world: SimpleNamespace) -> None:
    case = told(world)
    Case.objects.update(state=Case.State.CLOSED)

    with pytest.raises(ValidationError, match="closed"):
        decided(world.helen, case)


# --- the other strand ---------------------------------------------------------------------------------------


def test_the_other_strand_goes_to_those_whom_it_must_tell(world: SimpleNamespace) -> None:
    case = told(world)
    Mail.objects.all().delete()
    actions.open_strand(world.helen, case, Case.Strand.CHILD)

    opened = Case.objects.get(strand=Case.Strand.CHILD)
    assert opened in visible(anew(world.sian))
    assert opened not in visible(anew(world.tomasz))
    assert "Siân Pritchard" in written_to()
    assert case not in visible(anew(world.sian))


def test_whether_the_other_strand_was_open_already_is_not_told(world: SimpleNamespace) -> None:
    case = told(world, child_protection=True)
    before = Case.objects.count()

    actions.open_strand(world.helen, case, Case.Strand.CHILD)
    assert Case.objects.count() == before
    assert Event.objects.filter(verb="casework.open-strand").count() == 1
    assert not Event.objects.filter(verb="casework.begin-strand").exists()


def test_from_the_childs_strand_the_question_about_the_adult_reaches_the_head(world: SimpleNamespace) -> None:
    actions.open_strand(world.daniel, child(world), Case.Strand.ADULT)

    assert [case.strand for case in visible(anew(world.helen))] == [Case.Strand.ADULT]


def test_what_whoever_told_it_handed_in_and_wrote_lies_on_a_strand_opened_later(world: SimpleNamespace) -> None:
    case, files = with_two_files(world)
    write_as_reporter(case.concern, "He did it again today.")
    write_note(anew(world.helen), case, "Thank you, we look into it.", Note.For.ALL)
    evidence.take(anew(world.helen), case, made.handed("rota.txt", b"rota"))
    actions.open_strand(world.helen, case, Case.Strand.CHILD)
    opened = Case.objects.get(strand=Case.Strand.CHILD)
    pieces = list(opened.evidence.order_by("pk"))

    assert [evidence.original(each) for each in pieces] == files
    assert {each.at for each in pieces} == {each.at for each in case.evidence.filter(from_reporter=True)}
    assert [words(note.words) for note in opened.notes.all()] == ["He did it again today."]
    assert [words(note.words) for note in messages(case.concern)] == ["He did it again today.", "Thank you, we look into it."]
    assert list(faults(thorough=True)) == []


def test_the_chain_of_what_lies_on_a_strand_opened_later_begins_when_it_was_handed_in(world: SimpleNamespace) -> None:
    case, _ = with_two_files(world)
    evidence.see(anew(world.helen), case.evidence.order_by("pk")[0])
    actions.open_strand(world.helen, case, Case.Strand.CHILD)
    piece = Case.objects.get(strand=Case.Strand.CHILD).evidence.order_by("pk")[0]
    chain = [(each.what.partition(".")[0], each.by) for each in custody(piece)]

    assert chain == [("Handed in, hashed and sealed", "Priya Nair"), ("Put on this case when it was opened", "safeconduct")]
    assert Event.objects.filter(verb=evidence.LAID, actor=world.helen).count() == 2


def test_what_lies_on_a_strand_opened_later_outlives_the_case_from_which_it_was_opened(world: SimpleNamespace) -> None:
    case, files = with_two_files(world, standing=Concern.Standing.CONFIDENTIAL)
    actions.open_strand(world.helen, case, Case.Strand.CHILD)
    close(anew(world.helen), case, [Ending("false", "It was somebody else.")])
    Case.objects.filter(pk=case.pk).update(keep_until=timezone.localdate() - timedelta(1))
    ask_to_destroy(anew(world.helen), case)
    destroy(anew(world.daniel), case)
    pieces = Case.objects.get(strand=Case.Strand.CHILD).evidence.order_by("pk")

    assert [evidence.original(each) for each in pieces] == files
    assert {each.by for each in custody(pieces[0])} == {"Whoever told it", "safeconduct"}
    assert list(faults(thorough=True)) == []


def with_two_files(world: SimpleNamespace, **more: Any) -> tuple[Case, list[bytes]]:
    """The adult's case of what Priya tells of Tomasz, with two screenshots."""
    files = [made.screenshot(60), made.screenshot(80)]
    handed = [made.handed(f"{number}.png", data) for number, data in enumerate(files)]
    raised = evidence.raise_with(world.priya, telling(world, about(world.tomasz), **more), handed, Captured("On my phone."))
    return raised.concern.cases.get(), files


# --- the designated officer's clock -------------------------------------------------------------------------


def test_the_clock_starts_with_the_decision_and_counts_working_time_only(world: SimpleNamespace) -> None:
    case = told(world)
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        decided(world.helen, case, THRESHOLD)

    running = Running.objects.get()
    assert running.due_at == datetime(2026, 11, 23, 17, tzinfo=LONDON)
    assert running.remind_at == datetime(2026, 11, 23, 14, tzinfo=LONDON)


def test_a_second_decision_starts_no_second_clock_and_stops_none(world: SimpleNamespace) -> None:
    case = told(world)
    for level in (THRESHOLD, THRESHOLD, LOW, THRESHOLD):
        decided(world.helen, case, level)

    assert Running.objects.get().ended_at is None


def test_those_on_the_case_are_reminded_once_before_and_once_after(world: SimpleNamespace) -> None:
    case = told(world)
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        decided(world.helen, case, THRESHOLD)
    Mail.objects.all().delete()

    assert remind(datetime(2026, 11, 23, 13, 59, tzinfo=LONDON)) == 0
    assert remind(datetime(2026, 11, 23, 14, tzinfo=LONDON)) == 1
    assert remind(datetime(2026, 11, 23, 16, tzinfo=LONDON)) == 0
    assert written_to() == ["Daniel Okafor", "Helen Marsh"]
    assert remind(datetime(2026, 11, 23, 17, tzinfo=LONDON)) == 1
    assert remind(datetime(2026, 11, 24, 9, tzinfo=LONDON)) == 0
    assert written_to() == ["Daniel Okafor"] * 2 + ["Helen Marsh"] * 2
    assert [event.facts["stage"] for event in Event.objects.filter(verb="casework.remind").order_by("number")] == [
        "soon",
        "late",
    ]
    assert Running.objects.get().ended_at is None


def test_a_worker_that_was_off_reminds_once_that_it_is_late(world: SimpleNamespace) -> None:
    case = told(world)
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        decided(world.helen, case, THRESHOLD)

    assert [remind(datetime(2026, 11, 25, hour, tzinfo=LONDON)) for hour in (9, 10)] == [1, 0]


def test_the_mail_says_only_that_there_is_something_to_read(world: SimpleNamespace) -> None:
    case = told(world)
    decided(world.helen, case, THRESHOLD)

    contexts = {str(mail.context) for mail in Mail.objects.all()}
    assert contexts == {"{'path': '/cases/'}", "{'path': '/tell/mine/'}"}  # to those on it, to the one who told it


def test_telling_the_officer_ends_the_clock(world: SimpleNamespace) -> None:
    case = told(world)
    decided(world.helen, case, THRESHOLD)
    at = timezone.now() - timedelta(minutes=20)
    ended = actions.told_officer(world.daniel, case, OfficerTold(at, "LA/2026/17", "Ms Okoro: do not investigate yet."))

    assert (ended.ending, ended.done_at, ended.ended_by) == (Running.Ending.DONE, at, world.daniel)
    assert ended.reference is not None
    assert words(ended.reference) == "LA/2026/17"
    assert "LA/2026" not in str(list(Event.objects.values_list("facts", flat=True)))
    with pytest.raises(ValidationError, match="No clock runs"):
        actions.told_officer(world.daniel, case, OfficerTold(at))


def test_what_is_still_to_come_was_not_told(world: SimpleNamespace) -> None:
    case = told(world)
    decided(world.helen, case, THRESHOLD)

    with pytest.raises(ValidationError, match="still to come"):
        actions.told_officer(world.helen, case, OfficerTold(timezone.now() + timedelta(hours=1)))


def test_ending_the_clock_otherwise_needs_a_reason_that_stays(world: SimpleNamespace) -> None:
    case = told(world)
    decided(world.helen, case, THRESHOLD)
    ended = actions.officer_not_needed(world.helen, case, "It was somebody of another school.")

    assert ended.ending == Running.Ending.NOT_NEEDED
    assert ended.words is not None
    assert words(ended.words) == "It was somebody of another school."


def test_a_school_may_give_itself_other_days(world: SimpleNamespace) -> None:
    actions.set_ways(world.helen, world.elm, WaysGiven(6, 2.0, 0.5, {"malpractice": 2.0}, 2, "Our policy"))
    case = told(world)
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        decided(world.helen, case, THRESHOLD)

    assert Running.objects.get().due_at == datetime(2026, 11, 24, 17, tzinfo=LONDON)


def test_the_person_complained_of_gets_no_mail_whatever_happens(world: SimpleNamespace) -> None:
    case = told(world, "daniel")
    decided(world.helen, case, THRESHOLD)
    remind(timezone.now() + timedelta(days=30))
    actions.open_strand(world.helen, case, Case.Strand.CHILD)

    assert not {"Daniel Okafor", "Siân Pritchard"} & set(written_to())
