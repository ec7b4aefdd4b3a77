"""Closing, holding and destroying a case, the reply of the person concerned, and handing over."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pyrage
import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.casework.actions import close_review, let_in
from safeconduct.web.casework.models import Review
from safeconduct.web.concerns.custody import custody
from safeconduct.web.concerns.evidence import Captured, raise_with, take
from safeconduct.web.concerns.models import Case, Concern, Evidence, Outside, Subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.actions import Ending, HandedTo, OwnDays
from safeconduct.web.keeping.belonging import belongings, parts
from safeconduct.web.keeping.bundle import Choice, new_passphrase, record
from safeconduct.web.keeping.models import Destruction, Ended, HandOver
from safeconduct.web.keeping.reminding import remind
from safeconduct.web.people.models import Person
from safeconduct.web.running.looking_after import faults
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Destroyed, unsealed, words
from web.casework.made import TOLD, about, about_tomasz_three_times, child, decided, telling, told
from web.concerns import made
from web.keeping.made import BORN, REASON, asked, closed, over

Browser = Callable[[str], Client]


def wrong() -> list[str]:
    return list(faults(thorough=True))


def test_a_case_ends_in_words_of_its_strand_and_its_clock_begins(world: SimpleNamespace) -> None:
    case = told(world)
    with pytest.raises(ValidationError):
        actions.close(world.helen, case, [Ending("safe", REASON)])
    actions.close(world.helen, case, [Ending("substantiated", REASON, born=BORN)])
    case.refresh_from_db()

    assert case.state == Case.State.CLOSED
    assert case.keep_until == date(2048, 2, 29)
    assert words(Ended.objects.get().reason) == REASON


def test_a_day_that_is_not_known_keeps_the_case_until_somebody_enters_it(world: SimpleNamespace) -> None:
    case = closed(world, "substantiated")
    assert case.keep_until is None
    assert "not known" in " ".join(actions.obstacles(case))
    actions.complete(world.helen, case, {Ended.objects.get().pk: OwnDays(born=BORN)})
    case.refresh_from_db()

    assert case.keep_until == date(2048, 2, 29)


def test_each_member_of_staff_has_days_of_their_own_and_the_case_is_kept_until_the_latest(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    given = telling(world, about(world.tomasz, world.priya))
    case = raise_with(world.grace, given).concern.cases.get(organisation=world.elm, strand=Case.Strand.ADULT)
    client, form = signed_in("helen"), reverse("case-close", args=[case.reference])
    assert "Their date of birth (Priya Nair)" in client.get(form).content.decode()
    words_ = {"outcome_0": "low-level", "outcome_1": "low-level", "reason": REASON}
    client.post(form, {**words_, "left_0": "2025-06-30"})
    tomasz, priya = Ended.objects.get(about=world.tomasz), Ended.objects.get(about=world.priya)
    case.refresh_from_db()

    assert (tomasz.left, priya.left) == (date(2025, 6, 30), None)
    assert case.keep_until is None
    assert "not known" in " ".join(actions.obstacles(case))

    clock = reverse("case-complete", args=[case.reference])
    client.post(clock, {f"left_{tomasz.pk}": "2025-06-30", f"left_{priya.pk}": "2025-09-30"})
    case.refresh_from_db()
    assert case.keep_until == date(2026, 9, 30)


def test_a_wrong_day_is_put_right_with_a_reason_while_the_record_is_there(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    actions.close(world.helen, case, [Ending("low-level", REASON, left=date(2020, 6, 30))])
    ended, client, clock = Ended.objects.get(), signed_in("helen"), reverse("case-complete", args=[case.reference])
    assert clock in client.get(reverse("case", args=[case.reference])).content.decode()
    assert 'value="2020-06-30"' in client.get(clock).content.decode()

    for wrong_day in ("2026-06-30", ""):
        page = client.post(clock, {f"left_{ended.pk}": wrong_day, f"born_{ended.pk}": "1980-02-29"}).content.decode()
        assert "Write why the day that stood there was wrong" in page
    with pytest.raises(ValidationError):
        actions.complete(world.helen, case, {ended.pk: OwnDays(date(2026, 6, 30))})
    client.post(clock, {f"left_{ended.pk}": "2026-06-30", "why": "She came back."})
    case.refresh_from_db()

    assert case.keep_until == date(2027, 6, 30)
    assert "She came back." in words(case.notes.get().words)
    assert wrong() == []


def test_a_school_sets_its_own_span_and_must_say_where_it_comes_from(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        actions.set_span(world.helen, world.elm, "not-kept", 2, " ")
    actions.set_span(world.helen, world.elm, "not-kept", 2, "Our retention schedule")
    today = timezone.localdate()

    assert closed(world).keep_until == date(today.year + 2, today.month, today.day)


def test_the_deputy_reads_and_works_but_does_not_say_how_it_ended(world: SimpleNamespace) -> None:
    with pytest.raises((PermissionDenied, Http404)):
        actions.close(world.sian, child(world), [Ending("safe", REASON)])


def test_a_hold_wins_over_any_clock_and_somebody_else_lifts_it(world: SimpleNamespace) -> None:
    case = over(world)
    actions.hold(world.helen, case, "A claim may come.")
    with pytest.raises(ValidationError, match="hold"):
        actions.ask_to_destroy(world.helen, case)
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.lift(world.helen, case)
    actions.lift(world.daniel, case)

    assert actions.ask_to_destroy(world.helen, case)


def test_a_hold_stops_what_was_asked_before(world: SimpleNamespace) -> None:
    case = asked(world)
    actions.hold(world.daniel, case, "A claim may come.")

    with pytest.raises(ValidationError):
        actions.destroy(world.daniel, case)
    assert Destruction.objects.get().dropped_at is not None


def test_nobody_destroys_alone_or_before_the_time(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="kept until"):
        actions.ask_to_destroy(world.helen, closed(world))
    case = Case.objects.get()
    Case.objects.update(keep_until=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="Nobody has asked"):
        actions.destroy(world.helen, case)
    actions.ask_to_destroy(world.helen, case)
    with pytest.raises(ValidationError, match="You asked"):
        actions.destroy(world.helen, case)


def test_a_destroyed_case_leaves_its_certificate_and_a_whole_trail(world: SimpleNamespace) -> None:
    case = asked(world)
    before = [part.sealed for part in parts(case)]
    done = actions.destroy(world.daniel, case)

    assert before
    for sealed in (*before, case.concern.words):
        with pytest.raises(Destroyed):
            unsealed(Sealed.objects.get(pk=sealed.pk))
    assert wrong() == []
    assert all(not rows.exists() for rows in belongings(case))
    assert not Subject.objects.exists()
    assert Concern.objects.get().reporter is None
    assert visible(Person.objects.get(pk=world.helen.pk)) == []
    assert len(done.says["hashes"]) == len(before) + 1
    assert "Tomasz" not in json.dumps(done.says)


def test_what_was_told_stays_while_another_case_rests_on_it(world: SimpleNamespace) -> None:
    case = told(world, "grace")  # the school's part; the agency has its own
    actions.close(world.helen, case, [Ending("false", REASON)])
    Case.objects.filter(pk=case.pk).update(keep_until=date(2020, 1, 1))
    actions.ask_to_destroy(world.helen, case)
    actions.destroy(world.daniel, case)

    assert words(Concern.objects.get().words) == TOLD
    assert Subject.objects.get().person == world.grace
    assert wrong() == []


def test_what_the_reporter_handed_in_goes_with_the_last_case_that_has_it(world: SimpleNamespace) -> None:
    file = made.handed("a.pdf", made.PDF)
    raised = raise_with(world.priya, telling(world, about(world.grace)), [file], Captured("Found it."))
    cases = list(raised.concern.cases.order_by("pk"))
    piece = cases[0].evidence.get()
    Case.objects.update(state=Case.State.CLOSED, keep_until=date(2020, 1, 1))
    actions.ask_to_destroy(world.helen, cases[0])
    actions.destroy(world.daniel, cases[0])

    assert unsealed(Sealed.objects.get(pk=piece.sealed_id)) == made.PDF
    assert wrong() == []


def test_a_review_goes_with_the_last_case_that_it_rests_on(world: SimpleNamespace) -> None:
    cases = about_tomasz_three_times(world)
    review = Review.objects.get()
    close_review(Person.objects.get(pk=world.helen.pk), review, "We spoke.")
    for number, case in enumerate(cases, 1):
        actions.close(world.helen, case, [Ending("low-level", REASON)])
        Case.objects.filter(pk=case.pk).update(keep_until=date(2020, 1, 1))
        actions.ask_to_destroy(world.helen, case)
        actions.destroy(world.daniel, case)
        assert Review.objects.exists() == (number < len(cases))

    assert wrong() == []


def test_everything_sealed_that_points_to_a_case_is_among_what_goes() -> None:
    tables = {rows.model for rows in belongings(Case(pk=1))}
    fields = {table: [field.related_model for field in table._meta.concrete_fields] for table in apps.get_models()}
    pointing = {table for table, to in fields.items() if Sealed in to and Case in to}

    assert pointing
    assert pointing <= tables


def test_the_person_concerned_reads_what_was_written_for_them_and_replies_once(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case = told(world)
    done = actions.ask_reply(world.helen, case, world.tomasz, "You were seen showing pictures. What do you say?")
    page = reverse("reply", args=[done.pk])
    read = signed_in("tomasz").get(page).content.decode()

    assert "You were seen showing pictures" in read
    assert TOLD not in read
    assert "Priya" not in read
    assert case.reference not in read
    assert signed_in("priya").get(page).status_code == 404
    assert signed_in("helen").get(page).status_code == 404
    signed_in("tomasz").post(page, {"words": "It was my dog."})
    again = signed_in("tomasz").post(page, {"words": "And a cat."}, follow=True)
    done.refresh_from_db()
    assert done.words is not None
    assert words(done.words) == "It was my dog."
    assert "replied already" in again.content.decode()
    assert done.opened_at is not None


def test_what_waits_for_a_reply_is_behind_a_door_of_its_own(world: SimpleNamespace, signed_in: Browser) -> None:
    door = "Something for you to read"
    assert door not in signed_in("tomasz").get(reverse("home")).content.decode()
    done = actions.ask_reply(world.helen, told(world), world.tomasz, "What do you say?")

    assert door in signed_in("tomasz").get(reverse("home")).content.decode()
    assert door not in signed_in("helen").get(reverse("home")).content.decode()
    assert reverse("reply", args=[done.pk]) in signed_in("tomasz").get(reverse("replies")).content.decode()


def test_the_child_s_strand_is_never_shown_to_the_person_concerned(world: SimpleNamespace) -> None:
    raised = told(world, child_protection=True)
    strand = raised.concern.cases.get(strand=Case.Strand.CHILD)

    with pytest.raises(ValidationError, match="never shown"):
        actions.ask_reply(world.daniel, strand, world.tomasz, "What do you say?")


def test_a_bundle_opens_with_its_passphrase_and_every_hash_is_right(world: SimpleNamespace) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    decided(world.helen, case)
    choice = Choice(new_passphrase())
    handed, done = actions.hand_over(world.helen, case, HandedTo(Outside.What.POLICE, "PC 42", "They asked.", choice))
    packed = zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(done.content, choice.passphrase)))
    manifest = packed.read("manifest.json")
    listed = json.loads(manifest)

    assert hashlib.sha256(manifest).hexdigest() == handed.manifest
    assert {each["file"] for each in listed["files"]} | {"manifest.json"} == set(packed.namelist())
    for each in listed["files"]:
        assert hashlib.sha256(packed.read(each["file"])).hexdigest() == each["sha256"]
    assert packed.read("record.pdf").startswith(b"%PDF")
    assert wrong() == []
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(done.content, new_passphrase())


def test_the_chronology_tells_the_reply_holds_hand_overs_and_how_it_ended(world: SimpleNamespace) -> None:
    case = lived_through(world)
    told_in_order = [(each["what"], each["by"], each["words"]) for each in entries(case, world.helen)]

    assert told_in_order[-8:] == [
        ("Tomasz Zieliński was asked for a reply", "Helen Marsh", ["What do you say?"]),
        ("Reply", "Tomasz Zieliński", ["It was a picture of my dog."]),
        ("Put on legal hold", "Helen Marsh", ["An inquiry needs it."]),
        ("The legal hold was lifted", "Daniel Okafor", []),
        ("Handed over, 2 files: Police", "Helen Marsh", ["PC 42", "They asked."]),
        ("Ended for Tomasz Zieliński: false", "Helen Marsh", [REASON]),
        ("Ended for Grace Adeyemi: unsubstantiated", "Helen Marsh", [REASON]),
        ("Opened again", "", []),
    ]


def test_the_page_tells_everybody_on_a_case_that_it_was_handed_over_and_those_alone_who_may_do_so_to_whom(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case = lived_through(world)
    let_in(Person.objects.get(pk=world.helen.pk), case, world.owen, works=True)
    page = reverse("case", args=[case.reference])
    helens, owens = (signed_in(who).get(page).content.decode() for who in ("helen", "owen"))

    for shown in (helens, owens):
        assert "It was a picture of my dog." in shown.partition("What happened, in order")[2].partition("</ol>")[0]
        assert "Handed over, 2 files: Police" in shown
    assert "PC 42" in helens
    assert "PC 42" not in owens


def entries(case: Case, by: Person) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = record(case, by, Choice("x"), timezone.now())["entries"]
    return listed


def lived_through(world: SimpleNamespace) -> Case:
    """Tomasz replied, it was held and let go, handed to the police, ended for him and for Grace, and opened again."""
    case = told(world)
    Subject.objects.create(concern=case.concern, who=Subject.Who.STAFF, person=world.grace)
    reply = actions.ask_reply(world.helen, case, world.tomasz, "What do you say?")
    actions.reply(world.tomasz, reply, "It was a picture of my dog.")
    actions.hold(world.helen, case, "An inquiry needs it.")
    actions.lift(world.daniel, case)
    given = HandedTo(Outside.What.POLICE, "PC 42", "They asked.", Choice(new_passphrase()))
    actions.hand_over(world.helen, case, given)
    endings = [Ending("false", REASON, world.tomasz), Ending("unsubstantiated", REASON, world.grace)]
    actions.close(world.helen, case, endings)
    return actions.reopen(world.helen, case)


def test_whoever_told_in_confidence_is_not_named_in_what_is_handed_over(world: SimpleNamespace) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    named = json.dumps(record(case, world.helen, Choice("x"), timezone.now()), ensure_ascii=False)

    assert "Priya" not in named
    assert TOLD in named


@pytest.mark.parametrize(("standing", "named"), [("confidential", False), ("anonymous", False), ("named", True)])
def test_no_file_handed_over_says_who_told_in_confidence(standing: str, named: bool, world: SimpleNamespace) -> None:
    files = [made.handed("Priya Nair's screen.png", made.screenshot())]
    given = telling(world, about(world.tomasz), standing=Concern.Standing(standing))
    by = None if standing == "anonymous" else world.priya
    raised = raise_with(by, given, files, Captured("I, Priya Nair, took it."))
    case = raised.concern.cases.get()
    take(world.daniel, case, made.handed("Lab.png", made.screenshot(80, 80)), Captured("I took it in the lab."))
    choice = Choice(new_passphrase())
    done = actions.hand_over(world.helen, case, HandedTo(Outside.What.POLICE, "PC 42", "They asked.", choice))[1]
    packed = zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(done.content, choice.passphrase)))
    manifest = packed.read("manifest.json").decode()

    assert ("Priya" in manifest) is named
    assert ("I, Priya Nair, took it." in manifest) is named
    assert (f"{case.reference}-evidence-" in manifest) is not named
    assert "I took it in the lab." in manifest
    assert "Lab.png" in manifest


def test_each_original_that_is_handed_over_has_an_entry_in_its_chain(world: SimpleNamespace) -> None:
    case, piece = with_a_file(world)
    given = HandedTo(Outside.What.POLICE, "PC 42", "They asked.", Choice(new_passphrase(), evidence=False))
    actions.hand_over(world.helen, case, given)
    assert len(custody(piece)) == 1

    actions.hand_over(world.helen, case, given._replace(choice=Choice(new_passphrase())))
    left = custody(piece)[-1]
    assert (left.what, left.by, left.sha256) == (
        "Put into a bundle to be handed over. To: Police", "Helen Marsh", piece.sha256
    )  # fmt: skip
    assert wrong() == []


def test_an_original_that_is_not_what_was_handed_in_is_never_handed_over(world: SimpleNamespace, signed_in: Browser) -> None:
    case, piece = with_a_file(world)
    other = with_a_file(world, b"something else")[1]
    Evidence.objects.filter(pk=piece.pk).update(sealed=other.sealed)
    helen, page = signed_in("helen"), reverse("case-hand-over", args=[case.reference])
    lock = helen.get(page).context["form"]["lock"].value()
    sent = {"what": "police", "to": "PC 42", "why": "They asked.", "evidence": "on", "lock": lock}
    answer = helen.post(page, sent)

    assert answer["Content-Type"].startswith("text/html")
    assert f"Evidence {piece.pk} is not what was handed in any more" in answer.content.decode()
    assert not HandOver.objects.exists()
    assert len(custody(piece)) == 1


def with_a_file(world: SimpleNamespace, data: bytes = made.PDF) -> tuple[Case, Evidence]:
    case = told(world)
    return case, take(world.daniel, case, made.handed("a.pdf" if data == made.PDF else "a.txt", data))


def test_the_page_makes_the_bundle_with_the_passphrase_that_it_showed(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    helen = signed_in("helen")
    page = reverse("case-hand-over", args=[case.reference])
    form = helen.get(page).context["form"]
    sent = {"what": "police", "to": "PC 42", "why": "They asked.", "evidence": "on", "lock": form["lock"].value()}
    answer = helen.post(page, sent)

    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.zip.age"'
    assert pyrage.passphrase.decrypt(answer.content, form.passphrase())[:2] == b"PK"
    assert helen.post(page, {**sent, "lock": "a weak one"}).status_code == 200


def test_once_a_month_those_who_may_are_told_that_something_is_due(world: SimpleNamespace) -> None:
    over(world)
    Mail.objects.all().delete()
    with time_machine.travel("2027-03-01T08:00:00Z", tick=False):
        remind()

    assert {mail.to for mail in Mail.objects.select_related("to")} == {world.helen, world.daniel}
    Mail.objects.all().delete()
    with time_machine.travel("2027-03-08T08:00:00Z", tick=False):
        remind()
    assert not Mail.objects.exists()


def test_a_case_can_be_opened_again(world: SimpleNamespace, signed_in: Browser) -> None:
    case = closed(world)
    signed_in("helen").post(reverse("case-reopen", args=[case.reference]))
    case.refresh_from_db()

    assert case.state == Case.State.OPEN
    assert case.keep_until is None
    assert Ended.objects.get().reopened_at is not None


def test_two_people_concerned_each_have_their_own_ending(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    Subject.objects.create(concern=case.concern, who=Subject.Who.STAFF, person=world.grace)
    sent = {"outcome_0": "false", "outcome_1": "unsubstantiated", "reason": REASON}
    signed_in("helen").post(reverse("case-close", args=[case.reference]), sent)

    assert {each.about.name: each.outcome for each in Ended.objects.select_related("about") if each.about} == {
        "Tomasz Zieliński": "false",
        "Grace Adeyemi": "unsubstantiated",
    }
