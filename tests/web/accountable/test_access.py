"""Asking what is held about oneself: who deals with it, the clock, what is collected, masked, given and wiped."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyrage
import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from safeconduct.web import demo
from safeconduct.web.access.models import Event
from safeconduct.web.access.trail import faults
from safeconduct.web.accountable import asking, complaining, releasing
from safeconduct.web.accountable.access_views import portions_for
from safeconduct.web.accountable.clocks import Numbers, access_clock
from safeconduct.web.accountable.dated import dated
from safeconduct.web.accountable.handlers import handlers
from safeconduct.web.accountable.models import AccessRequest, Pause, Portion, Verdict
from safeconduct.web.accountable.pieces import case_tables, registers
from safeconduct.web.accountable.reading import Masked, Reading
from safeconduct.web.accountable.releasing import Ruling
from safeconduct.web.accountable.reminding import remind
from safeconduct.web.casework.actions import let_in
from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.custody import custody
from safeconduct.web.concerns.evidence import Captured, hand_in, take
from safeconduct.web.concerns.models import Concern, Conflict, Evidence, Note
from safeconduct.web.concerns.verifying import faults as evidence_faults
from safeconduct.web.jobs.models import Mail
from safeconduct.web.permissions import demo_data as permissions_demo
from safeconduct.web.reviews.models import Checked
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.verifying import faults as sealing_faults
from web.accountable import made
from web.casework.made import told
from web.concerns import made as concerns_made

SignedIn = Callable[[str], Client]
GIVE, WITHHOLD = Verdict.Decision.GIVE, Verdict.Decision.WITHHOLD


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def copy_of(portion: Portion, client: Client) -> dict[str, bytes]:
    answer = client.get(f"/registers/mine/copy/{portion.pk}/")
    assert answer.status_code == 200
    return unpacked(answer.content)


def ruled(by: Any, portion: Portion, key: str, decision: Verdict.Decision = GIVE, ground: str = "", **masks: Any) -> None:
    reading = Reading(portion, by)
    piece = next(each for each in reading.pieces if each.key == key)
    names = masks.get("ticked", [name for name, _, _ in reading.proposed(piece)])
    ruling = Ruling(decision, Masked(tuple(names), tuple(masks.get("added", ()))), piece.digest, ground)
    releasing.decide(by, portion, piece, ruling)


# --- the whole way --------------------------------------------------------------------------------------------------


def test_priya_asks_gets_her_copy_and_nobody_else_is_named_in_it(world: SimpleNamespace, signed_in: SignedIn) -> None:
    permissions_demo.build(world)
    priya, sian = signed_in("priya"), signed_in("sian")
    priya.post(f"/registers/mine/{world.elm.pk}/ask/", {"scope": ""})
    request = AccessRequest.objects.get()
    address = f"/registers/access/{request.reference}/"
    assert "Priya Nair asks what is held about them" in text(sian, address)
    sian.post(f"{address}do/take/")
    sian.post(f"{address}do/collect/")
    portion = Portion.objects.get()
    for _ in Reading(portion, world.sian).pieces:
        number = Reading(portion, world.sian).waiting[0].number
        shown = sian.get(f"/registers/access/part/{portion.pk}/{number}/")
        form = shown.context["form"]
        ticked = [name for name, _ in form.fields["ticked"].choices] if "ticked" in form.fields else []
        sent = {"ticked": ticked, "added": "", "decision": "give", "digest": form.initial["digest"]}
        sian.post(f"/registers/access/part/{portion.pk}/{number}/", sent)
    sian.post(f"/registers/access/part/{portion.pk}/", {"searched": "E-mail: asked Helen Marsh, nothing.", "sure": "on"})
    assert "Download my copy" in text(priya, "/registers/mine/")
    files = copy_of(portion, priya)

    told_her = files["copy.json"].decode()
    others = [member.name for member in demo.CAST if member.key != "priya"]
    assert [name for name in others if name in told_her or name.split()[-1] in told_her] == []
    assert "Priya Nair" in told_her
    assert {"Account", "People: roles", "Permissions: requests", "Permissions: loans"} <= {
        each["title"] for each in json.loads(told_her)["pieces"]
    }
    assert files["copy.pdf"].startswith(b"%PDF")
    assert b"StructTreeRoot" in files["copy.pdf"]  # tagged
    listed = {each["file"]: each["sha256"] for each in json.loads(files["manifest.json"])["files"]}
    assert set(listed) == set(files) - {"manifest.json"}
    assert not list(faults())
    assert not list(sealing_faults(thorough=True))


def test_the_masks_are_the_same_person_throughout(world: SimpleNamespace) -> None:
    portion = made.on_a_case(world)
    case = portion.case
    assert case is not None
    write_note(world.helen, case, "Daniel Okafor rang. Mr Okafor thinks Maya Sandhu saw it; Maya cried.", Note.For.INTERNAL)
    write_note(world.daniel, case, "Daniel says that Maya is well.", Note.For.INTERNAL)
    reading = Reading(portion, world.helen)
    names = reading.naming.names

    assert names["daniel okafor"] == names["mr okafor"] == names["daniel"]
    assert names["maya sandhu"] == names["maya"] != names["daniel"]
    assert not [name for name in names if "tomasz" in name or "zielinski" in name]


# --- cases ------------------------------------------------------------------------------------------------------------


def test_a_case_is_a_part_of_its_own_that_the_handler_never_sees(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.on_a_case(world)
    sian = signed_in("sian")  # the handler; the head and the lead are on the case
    registers_part = Portion.objects.get(case=None)
    seen = text(sian, "/registers/access/") + text(sian, f"/registers/access/{portion.request.reference}/")
    pieces = text(sian, f"/registers/access/part/{registers_part.pk}/")

    assert portion.case is not None
    assert portion.case.reference not in seen + pieces
    assert sian.get(f"/registers/access/part/{portion.pk}/").status_code == 404
    assert portion.case.reference in text(signed_in("helen"), "/registers/access/")
    assert signed_in("tomasz").get(f"/registers/access/part/{portion.pk}/").status_code == 404
    with pytest.raises(Http404):
        releasing.release(world.tomasz, portion)


@pytest.mark.parametrize("who", ["priya", "tomasz"])  # whoever told it in confidence, and whom it is about
def test_whoever_was_let_in_does_not_learn_from_a_request_who_told_in_confidence(
    who: str, world: SimpleNamespace, signed_in: SignedIn
) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    made_known = Captured("I, Priya Nair, took it on my own phone.")
    hand_in(case.concern, [concerns_made.handed("Priya's screen.png", concerns_made.screenshot())], made_known, by=world.priya)
    let_in(world.helen, case, world.owen, works=True)
    owen = signed_in("owen")
    assert case.reference in text(owen, "/cases/")
    Mail.objects.all().delete()
    made.collected(world, who)
    portion = Portion.objects.get(case=case)

    pages = text(owen, "/registers/access/") + text(owen, "/")
    assert case.reference not in text(owen, "/registers/access/")
    assert "Priya" not in pages
    assert portions_for(world.owen) == []
    for end in ("", "1/", "2/", "3/"):
        assert owen.get(f"/registers/access/part/{portion.pk}/{end}").status_code == 404
    assert not Mail.objects.filter(to=world.owen).exists()
    assert f"case {case.reference}" in text(signed_in("helen"), "/registers/access/")
    assert text(signed_in("helen"), f"/registers/access/part/{portion.pk}/")
    with pytest.raises(Http404):
        releasing.release(world.owen, portion)


def test_whoever_was_let_in_is_not_reminded_of_a_part_that_is_not_theirs(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        case = told(world, standing=Concern.Standing.CONFIDENTIAL)
        let_in(world.helen, case, world.owen, works=True)
        asking.take(world.sian, made.collected(world, "priya").request)
        Mail.objects.all().delete()
    with time_machine.travel("2026-03-30 12:00:00+01:00"):
        remind()

    assert set(Mail.objects.values_list("to__name", flat=True)) == {"Siân Pritchard", "Helen Marsh", "Daniel Okafor"}


def test_whoever_was_let_in_to_work_prepares_what_was_told_under_a_name(world: SimpleNamespace, signed_in: SignedIn) -> None:
    case = told(world)
    let_in(world.helen, case, world.owen, works=True)
    made.collected(world)

    assert [each.case for each in portions_for(world.owen)] == [case]


def test_the_registers_say_nothing_of_what_was_told(world: SimpleNamespace) -> None:
    told(world, subject="tomasz", by="priya")
    made.complaint(world, "priya")
    portion = made.collected(world, "priya")
    pieces = Reading(portion, world.sian).pieces
    all_of_it = "\n".join(f"{each.title}\n{each.text}" for each in pieces).lower()

    assert "concern" not in all_of_it.replace("concerned", "")
    assert "holiday pictures" not in all_of_it
    assert not {each.key for each in pieces} & {str(table._meta.label_lower) for table in case_tables()}


def test_the_lead_decides_part_by_part_and_says_why(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.on_a_case(world, standing=Concern.Standing.CONFIDENTIAL)
    case = portion.case
    assert case is not None
    note = write_note(world.daniel, case, "Priya Nair was sure that Jayden Brown saw it too.", Note.For.INTERNAL)
    legal = write_note(world.helen, case, "The solicitor advises to wait.", Note.For.INTERNAL)
    ruled(world.helen, portion, "case")
    ruled(world.helen, portion, "told", WITHHOLD, "whistle-blower")
    ruled(world.helen, portion, f"concerns.note:{note.pk}:words", added=["sure"])
    with pytest.raises(ValidationError, match="still wait"):
        releasing.release(world.helen, portion)
    with pytest.raises(ValidationError, match="Choose why"):
        ruled(world.helen, portion, f"concerns.note:{legal.pk}:words", WITHHOLD, "because")
    ruled(world.helen, portion, f"concerns.note:{legal.pk}:words", WITHHOLD, "privilege")
    releasing.release(world.helen, portion)
    copy = json.loads(copy_of(portion, signed_in("tomasz"))["copy.json"])

    said = json.dumps(copy, ensure_ascii=False)
    assert [each["why"][:30] for each in copy["left_out"]] == [
        "It would tell who spoke to us ",
        "It is confidential between us ",
    ]
    assert "was [Somebody] that" not in said
    assert not [name for name in ("Priya", "Nair", "Jayden", "Brown", "Daniel", "Okafor", "sure", "solicitor") if name in said]
    assert "holiday pictures" not in said
    assert "complain" in said


def test_what_must_not_be_known_is_not_told_of_at_all(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.on_a_case(world)
    made.decide_all(world.helen, portion, WITHHOLD, "crime")
    mails = Mail.objects.filter(to=world.tomasz).count()
    releasing.release(world.helen, portion)

    portion.refresh_from_db()
    assert (portion.nothing_given, portion.pack) == (True, None)
    assert Mail.objects.filter(to=world.tomasz).count() == mails
    assert "Download" not in text(signed_in("tomasz"), "/registers/mine/")


def test_whoever_told_gets_what_they_told_and_no_more(world: SimpleNamespace) -> None:
    case = told(world, by="priya")
    write_note(world.helen, case, "Tomasz was asked.", Note.For.INTERNAL)
    write_note(world.helen, case, "Thank you, we look into it.", Note.For.ALL)
    made.collected(world, "priya")
    pieces = Reading(Portion.objects.get(case=case), world.helen).pieces

    assert [each.title for each in pieces] == ["What was told", "Note"]
    assert "Thank you" in pieces[1].text


def test_evidence_goes_as_it_was_received_or_not_at_all(world: SimpleNamespace, signed_in: SignedIn) -> None:
    case = told(world)
    given = concerns_made.screenshot()
    take(world.daniel, case, concerns_made.handed("Jayden.png", given), Captured("On my phone.", None))
    made.collected(world)
    portion = Portion.objects.get(case=case)
    made.decide_all(world.helen, portion)
    releasing.release(world.helen, portion)
    files = copy_of(portion, signed_in("tomasz"))

    assert files["files/001.png"] == given
    assert "Jayden" not in files["copy.json"].decode()
    left = custody(case.evidence.get())[-1]
    assert left.what == "Given in a copy of what is held about a person. To: Tomasz Zieliński"
    assert left.by == "Helen Marsh"


@pytest.mark.parametrize("who", ["priya", "tomasz"])
def test_the_chain_of_a_file_does_not_tell_from_a_copy_who_told_in_confidence(who: str, world: SimpleNamespace) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    hand_in(case.concern, [concerns_made.handed("a.png", concerns_made.screenshot())], by=world.priya)
    made.collected(world, who)
    portion = Portion.objects.get(case=case)
    made.decide_all(world.helen, portion)
    releasing.release(world.helen, portion)
    piece = case.evidence.get()

    assert [each.what.partition(".")[0] for each in custody(piece)] == ["Handed in, hashed and sealed"]
    told_to = {"priya": "To: whoever told it", "tomasz": "To: Tomasz Zieliński"}[who]
    assert custody(piece, tells_who=True)[-1].what.endswith(told_to)
    assert list(evidence_faults(thorough=True)) == []


def test_a_file_that_is_not_what_was_handed_in_is_not_given(world: SimpleNamespace) -> None:
    case = told(world)
    piece = take(world.daniel, case, concerns_made.handed("a.png", concerns_made.screenshot()))
    other = take(world.daniel, told(world), concerns_made.handed("b.png", concerns_made.screenshot(80, 80)))
    made.collected(world)
    portion = Portion.objects.get(case=case)
    made.decide_all(world.helen, portion)
    Evidence.objects.filter(pk=piece.pk).update(sealed=other.sealed)

    with pytest.raises(ValidationError, match="not what was handed in"):
        releasing.release(world.helen, portion)
    assert Portion.objects.get(pk=portion.pk).released_at is None


def test_a_personal_note_of_somebody_else_is_not_shown(world: SimpleNamespace) -> None:
    portion = made.on_a_case(world)
    assert portion.case is not None
    write_note(world.daniel, portion.case, "Between me and myself.", Note.For.PERSONAL)

    assert "Between me and myself." not in "".join(each.text for each in Reading(portion, world.helen).pieces)
    assert "Between me and myself." in "".join(each.text for each in Reading(portion, world.daniel).pieces)


def test_a_case_goes_with_what_was_decided_about_it_for_a_request(world: SimpleNamespace) -> None:
    from web.keeping.made import over

    case = over(world)
    made.collected(world)
    portion = Portion.objects.get(case=case)
    from safeconduct.web.keeping.actions import ask_to_destroy, destroy

    with pytest.raises(ValidationError, match="Answer that first"):
        ask_to_destroy(world.helen, case)
    made.decide_all(world.helen, portion)
    releasing.release(world.helen, portion)
    ask_to_destroy(world.helen, case)
    destroy(world.daniel, case)

    assert not Verdict.objects.filter(case=case).exists()
    assert not Portion.objects.filter(case=case).exists()
    assert not list(sealing_faults(thorough=True))


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_a_piece_that_changed_since_it_was_read_is_read_again(world: SimpleNamespace) -> None:
    portion = made.collected(world)
    made.decide_all(world.sian, portion)
    world.tomasz.name = "Tomasz Nowak"
    world.tomasz.save()

    portion = Portion.objects.get(pk=portion.pk)
    assert [each.piece.key for each in Reading(portion, world.sian).waiting][:1] == ["people.person"]
    with pytest.raises(ValidationError, match="still wait"):
        releasing.release(world.sian, portion)


def test_a_page_that_was_open_too_long_decides_nothing(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.collected(world)
    sent = {"decision": "give", "digest": "0" * 64, "added": "kept"}
    answer = signed_in("sian").post(f"/registers/access/part/{portion.pk}/1/", sent)

    assert "This has changed since the page was opened" in answer.content.decode()
    assert not Verdict.objects.exists()


def test_a_change_of_mind_leaves_one_verdict_and_wipes_the_old_masks(world: SimpleNamespace) -> None:
    portion = made.collected(world)
    ruled(world.sian, portion, "people.person")
    first = Verdict.objects.get().masks_id
    ruled(world.sian, portion, "people.person", WITHHOLD, "others")

    assert Verdict.objects.get().decision == WITHHOLD
    assert Sealed.objects.get(pk=first).destroyed_at is not None
    assert not list(sealing_faults(thorough=True))


def test_a_name_that_somebody_leaves_unticked_stays(world: SimpleNamespace) -> None:
    portion = made.on_a_case(world)
    assert portion.case is not None
    note = write_note(world.helen, portion.case, "Helen Marsh asked him; Priya Nair had told.", Note.For.INTERNAL)
    ruled(world.helen, portion, f"concerns.note:{note.pk}:words", ticked=["priya nair"])
    reading = Reading(portion, world.helen)
    decided = next(each for each in reading.decided if each.verdict)

    assert "Helen Marsh asked him" in reading.told(decided)
    assert "Priya" not in reading.told(decided)


def test_what_is_added_is_masked_wherever_it_stands(world: SimpleNamespace) -> None:
    portion = made.on_a_case(world)
    assert portion.case is not None
    one = write_note(world.helen, portion.case, "the boy with the red cap was there", Note.For.INTERNAL)
    two = write_note(world.helen, portion.case, "the red cap again", Note.For.INTERNAL)
    ruled(world.helen, portion, f"concerns.note:{one.pk}:words", added=["red cap"])
    ruled(world.helen, portion, f"concerns.note:{two.pk}:words")
    reading = Reading(portion, world.helen)

    assert not [each for each in reading.decided if each.is_given and "red cap" in reading.told(each)]


def test_nothing_is_given_twice_or_changed_afterwards(world: SimpleNamespace) -> None:
    portion = made.given_copy(world)

    with pytest.raises(ValidationError, match="given already"):
        releasing.release(world.sian, portion)
    with pytest.raises(ValidationError, match="given already"):
        made.decide_all(world.sian, portion)


# --- the copy -----------------------------------------------------------------------------------------------------------


def test_only_the_person_downloads_it_and_that_is_on_record(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.given_copy(world)
    address = f"/registers/mine/copy/{portion.pk}/"

    for key in ("priya", "sian", "helen", "owen", "ruth"):
        assert signed_in(key).get(address).status_code == 404
    assert copy_of(portion, signed_in("tomasz"))
    portion.refresh_from_db()
    assert portion.taken_at is not None


def test_a_copy_is_wiped_when_its_time_is_over(world: SimpleNamespace, signed_in: SignedIn) -> None:
    portion = made.given_copy(world)
    with time_machine.travel(timezone.now() + timedelta(91)):
        releasing.wipe()
        assert signed_in("tomasz").get(f"/registers/mine/copy/{portion.pk}/").status_code == 404

    assert portion.pack is not None
    assert bytes(Sealed.objects.only("ciphertext").get(pk=portion.pack.pk).ciphertext) == b""
    assert Event.objects.filter(verb="accountable.wipe").count() == 1
    assert not list(faults())
    assert not list(sealing_faults(thorough=True))


def test_a_guest_without_an_account_is_found_by_name_and_the_file_opens_with_the_passphrase_alone(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    from web.permissions.made import agreement

    agreement(world, guest="Ann Brown")
    portion = releasing.collect(world.sian, made.by_letter(world, identity_known=True))
    assert [each.key for each in Reading(portion, world.sian).pieces] == ["permissions.agreement"]
    made.decide_all(world.sian, portion)
    sian = signed_in("sian")
    shown = sian.get(f"/registers/access/part/{portion.pk}/")
    sent = {"searched": "", "sure": "on", "lock": shown.context["form"]["lock"].value()}
    answer = sian.post(f"/registers/access/part/{portion.pk}/", sent)
    files = unpacked(pyrage.passphrase.decrypt(answer.content, shown.context["passphrase"]))

    assert "Ann Brown" in files["copy.json"].decode()
    assert "Priya" not in files["copy.json"].decode()
    assert Portion.objects.get(pk=portion.pk).pack is None


def test_nothing_of_it_lies_in_temporary_files(
    world: SimpleNamespace, signed_in: SignedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    portion = made.on_a_case(world)
    made.decide_all(world.helen, portion)
    monkeypatch.setattr(tempfile, "_mkstemp_inner", _nothing_may_be_made)  # what all of Python's own come from
    releasing.release(world.helen, portion)
    copy_of(portion, signed_in("tomasz"))

    assert list(tmp_path.rglob("*")) == []


def _nothing_may_be_made(*_: object) -> None:
    raise AssertionError("a temporary file was made")


def test_another_school_is_not_searched(world: SimpleNamespace) -> None:
    from safeconduct.web.people.models import Role

    Role.objects.create(person=world.tomasz, organisation=world.harbour, position="governor", since=date(2026, 1, 1))
    portion = made.collected(world)

    assert "Harbour High" not in "".join(each.text for each in Reading(portion, world.sian).pieces)


def test_every_table_that_points_to_people_is_looked_at(world: SimpleNamespace) -> None:
    request = made.request(world)
    permissions_demo.build(world)
    found = {each.key for each in registers(request, "Tomasz Zieliński", world.sian)}

    assert {"people.person", "people.role", "permissions.removal", "access.event"} <= found
    assert "accountable.accessrequest" not in found  # the request itself tells nothing new


def test_what_is_theirs_alone_is_listed_by_its_days_and_never_by_its_content(world: SimpleNamespace) -> None:
    Checked.objects.create(person=world.tomasz, checkup="old-posts-of-mine", on=date(2026, 10, 5))
    UserSession.objects.create(user=world.tomasz, session_key="k" * 32, ip="10.1.2.3", user_agent="Firefox on a phone")
    pieces = {each.key: each.text for each in Reading(made.collected(world), world.sian).pieces}

    assert "5 October 2026" in pieces["reviews.checked"]
    assert "usersessions.usersession" in pieces
    assert not [word for word in ("old-posts", "10.1.2.3", "Firefox", "kkkk") if word in "".join(pieces.values())]


def test_a_complaint_about_them_is_not_told_to_who_must_not_know_of_it(world: SimpleNamespace) -> None:
    made.complaint(world, "priya", about=(world.tomasz, world.sian))
    portion = made.collected(world)

    assert "accountable.keptout" not in {each.key for each in Reading(portion, world.sian).pieces}
    assert "accountable.keptout" in {each.key for each in Reading(portion, world.helen).pieces}


def test_the_whole_text_of_a_policy_is_not_somebodys_data(world: SimpleNamespace) -> None:
    pieces = {each.key: each.text for each in Reading(made.collected(world, "helen"), world.sian).pieces}

    assert "2026/7, item 4" in pieces["policies.adoption"]
    assert "[[clause]]" not in pieces["policies.adoption"]


# --- who deals with it -------------------------------------------------------------------------------------------------


def test_nobody_deals_with_their_own_request(world: SimpleNamespace) -> None:
    assert handlers(world.elm) == [world.helen, world.sian]
    assert handlers(world.elm, {world.helen.pk}) == [world.sian]
    assert handlers(world.elm, {world.helen.pk, world.sian.pk}) == [world.farah]
    complaining.choose(world.helen, world.elm, [world.owen])
    assert handlers(world.elm) == [world.owen]
    request = made.request(world, "owen")
    with pytest.raises(PermissionDenied):
        asking.take(world.owen, request)
    assert request.positions_of(world.owen) == frozenset()
    assert request.positions_of(world.sian)


def test_whoever_cannot_be_impartial_does_not_deal_with_it_but_somebody_always_does(world: SimpleNamespace) -> None:
    for each in (world.helen, world.sian, world.farah):
        Conflict.objects.create(organisation=world.elm, person=each, about=world.tomasz, by=each)
        if each == world.helen:
            assert handlers(world.elm, {world.tomasz.pk}) == [world.sian]
    assert handlers(world.elm, {world.tomasz.pk}) == [world.owen]  # the administrator, before nobody
    Conflict.objects.create(organisation=world.elm, person=world.owen, about=world.tomasz, by=world.owen)
    assert handlers(world.elm, {world.tomasz.pk}) == [world.helen, world.sian]
    with pytest.raises(ValidationError, match="Nobody at Northgate Supply but you"):
        asking.ask(world.ruth, world.ruth, world.agency)


def test_asking_twice_sends_nothing_a_second_time(world: SimpleNamespace) -> None:
    made.request(world)
    with pytest.raises(ValidationError, match="asked this already"):
        made.request(world)


# --- the clock ------------------------------------------------------------------------------------------------------------


def due(world: SimpleNamespace, request: AccessRequest) -> date | None:
    request = AccessRequest.objects.get(pk=request.pk)
    return access_clock(request, Numbers([world.elm]), timezone.localdate(), request.pauses.all()).due


@time_machine.travel("2026-01-31 12:00:00+00:00", tick=False)
def test_a_month_from_the_last_of_january_ends_on_the_last_of_february(world: SimpleNamespace) -> None:
    assert due(world, made.request(world)) == date(2026, 2, 28)


def test_the_clock_begins_when_it_is_clear_who_asks(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request = made.by_letter(world)
        assert due(world, request) is None
        with pytest.raises(ValidationError, match="who asks first"):
            releasing.collect(world.sian, request)
    with time_machine.travel("2026-03-09 12:00:00+00:00"):
        asking.confirm_identity(world.sian, request, "Showed her passport")
        assert due(world, request) == date(2026, 4, 9)


def test_the_clock_stands_still_while_they_are_asked_what_they_look_for(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request = made.request(world)
    with time_machine.travel("2026-03-10 12:00:00+00:00"):
        asking.clarify(world.sian, request, "Which years?")
        assert due(world, request) is None
        with pytest.raises(ValidationError, match="asked already"):
            asking.clarify(world.sian, request, "Which?")
    with time_machine.travel("2026-03-15 12:00:00+00:00"):
        asking.clarified(world.sian, request)
        assert due(world, request) == date(2026, 4, 7)
    assert Pause.objects.get().until == date(2026, 3, 15)


def test_two_more_months_if_they_are_told_within_the_first(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request, late = made.request(world), made.request(world, "priya")
    with time_machine.travel("2026-04-02 12:00:00+00:00"):
        asking.extend(world.sian, request, "Nine years of e-mail", date(2026, 4, 2))
        assert due(world, request) == date(2026, 6, 2)
        with pytest.raises(ValidationError, match="once"):
            asking.extend(world.sian, request, "More", date(2026, 4, 2))
    with time_machine.travel("2026-04-03 12:00:00+00:00"), pytest.raises(ValidationError, match="had to be told by 2 April"):
        asking.extend(world.sian, late, "Much", date(2026, 4, 3))


def test_the_first_month_begins_when_it_is_clear_who_asks(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request, late = made.by_letter(world), made.by_letter(world)
    with time_machine.travel("2026-03-20 12:00:00+00:00"):
        asking.confirm_identity(world.sian, request, "Showed her passport")
        asking.confirm_identity(world.sian, late, "Showed his badge")
    with time_machine.travel("2026-04-20 12:00:00+01:00"):
        asking.extend(world.sian, request, "Nine years of e-mail", date(2026, 4, 20))
        assert due(world, request) == date(2026, 6, 20)
    with time_machine.travel("2026-04-21 12:00:00+01:00"), pytest.raises(ValidationError, match="had to be told by 20 April"):
        asking.extend(world.sian, late, "Much", date(2026, 4, 21))


def test_the_first_month_waits_while_they_are_asked_what_they_look_for(world: SimpleNamespace, signed_in: SignedIn) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request = made.request(world)
    with time_machine.travel("2026-03-10 12:00:00+00:00"):
        asking.clarify(world.sian, request, "Which years?")
        page = signed_in("sian").get(f"/registers/access/{request.reference}/").content.decode()
        assert "Take longer" in page
        assert "tell them by" not in page
    with time_machine.travel("2026-03-15 12:00:00+00:00"):
        asking.clarified(world.sian, request)
    with time_machine.travel("2026-04-07 12:00:00+01:00"):
        asking.extend(world.sian, request, "Nine years of e-mail", date(2026, 4, 7))
        assert due(world, request) == date(2026, 6, 7)


def test_a_question_asked_once_the_month_is_over_does_not_bring_it_back(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        request = made.request(world)
    with time_machine.travel("2026-04-10 12:00:00+01:00"):
        asking.clarify(world.sian, request, "Which years?")
        with pytest.raises(ValidationError, match="had to be told by 2 April"):
            asking.extend(world.sian, request, "Much", date(2026, 4, 10))


def test_an_organisation_may_be_quicker_than_the_law_not_slower(world: SimpleNamespace) -> None:
    complaining.set_clock(world.helen, world.elm, "complaint", 10, "Our policy")
    assert Numbers([world.elm]).of(world.elm, "complaint") == 10
    with pytest.raises(ValidationError, match="at most"):
        complaining.set_clock(world.helen, world.elm, "access", 2, "Our wish")


def test_reminders_go_to_whoever_took_it_and_to_those_on_the_case(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        portion = made.on_a_case(world)
        asking.take(world.sian, portion.request)
        Mail.objects.all().delete()
    with time_machine.travel("2026-03-30 12:00:00+01:00"):
        remind()
        assert set(Mail.objects.values_list("to__name", flat=True)) == {"Siân Pritchard", "Helen Marsh", "Daniel Okafor"}
        Mail.objects.all().delete()
    with time_machine.travel("2026-03-29 12:00:00+01:00"):
        remind()
        assert not Mail.objects.exists()


def test_a_request_ends_with_a_reason_or_an_answer(world: SimpleNamespace, signed_in: SignedIn) -> None:
    request = made.request(world)
    end = f"/registers/access/{request.reference}/end/"
    sian = signed_in("sian")
    assert "Write why. They have a right" in sian.post(end, {"outcome": "refused", "why": ""}).content.decode()
    assert "Give them their copy first" in sian.post(end, {"outcome": "answered", "why": ""}).content.decode()
    sian.post(end, {"outcome": "refused", "why": "The fifth this week"})

    assert "The fifth this week" in text(signed_in("tomasz"), "/registers/mine/")
    with pytest.raises(ValidationError, match="is closed"):
        asking.take(world.sian, request)


def test_lists_take_the_same_queries_however_long_they_are(
    world: SimpleNamespace, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for key in ("priya", "tomasz", "daniel", "owen", "farah"):
        made.request(world, key)
        made.complaint(world, key)
    sian = signed_in("sian")
    with django_assert_max_num_queries(25):
        text(sian, "/registers/access/")
    with django_assert_max_num_queries(20):
        text(sian, "/registers/complaints/")


def test_calendars_hold_the_days_and_nobodys_name(world: SimpleNamespace) -> None:
    portion = made.on_a_case(world)
    made.complaint(world, "grace")
    made.to_do(world)
    entries = {key: list(dated(getattr(world, key))) for key in ("sian", "daniel", "owen", "tomasz")}

    assert {each.uid.split("-")[1] for each in entries["sian"]} == {"review", "request", "complaint"}
    assert f"accountable-request-{portion.request_id}" in {each.uid for each in entries["daniel"]}  # the case's part is his
    assert {each.uid.split("-")[1] for each in entries["owen"]} == {"review", "action"}
    assert not entries["tomasz"]
    assert not [each for found in entries.values() for each in found if "Tomasz" in each.says]
