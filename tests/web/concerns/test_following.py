"""What became of it: one's own concerns, messages to and fro, the evidence pack, and what the door says is waiting."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.concerns import actions
from safeconduct.web.concerns.custody import custody, file_name
from safeconduct.web.concerns.doors import due
from safeconduct.web.concerns.evidence import Captured, hand_in, original
from safeconduct.web.concerns.models import Case, Concern, Evidence, LetIn, Note, Subject
from safeconduct.web.concerns.naming import name_subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.sealing.storing import words
from web.concerns.made import handed, screenshot, upload
from web.concerns.telling import TOLD, again, told

Browser = Callable[[str], Client]


def answered(world: SimpleNamespace, concern: Concern, text: str = "Thank you. Which account was it?") -> Note:
    case = concern.cases.get()
    return actions.write_note(again(world.daniel), case, text, Note.For.ALL)


def test_the_reporter_reads_an_answer_and_writes_back(world: SimpleNamespace, signed_in: Browser) -> None:
    concern, client = told(world).concern, signed_in("priya")
    answered(world, concern)
    assert due(world.priya) == {"tell": "1 answer for you to read"}
    assert "1 answer for you to read" in client.get("/").content.decode()
    assert "1 answer to read" in client.get("/tell/mine/").content.decode()
    page = client.get(reverse("concern-follow", args=[concern.pk])).content.decode()

    assert "Which account was it?" in page
    assert TOLD in page
    assert due(world.priya) == {}
    client.post(reverse("concern-follow", args=[concern.pk]), {"words": "sunny_dolphin_11", "do": "write"})
    assert [words(note.words) for note in actions.messages(concern)] == ["Thank you. Which account was it?", "sunny_dolphin_11"]
    assert Note.objects.get(by=world.priya).audience == "all"
    steps = [event.facts.get("step") for event in Event.objects.filter(verb="concerns.follow").order_by("number")]
    assert steps == ["read", "wrote"]
    assert "dolphin" not in str([event.facts for event in Event.objects.all()])


def test_mails_about_answers_say_nothing(world: SimpleNamespace) -> None:
    named = told(world).concern
    hushed = told(world, standing=Concern.Standing.CONFIDENTIAL).concern
    Mail.objects.all().delete()
    answered(world, named, "Jayden Brown told us.")
    answered(world, hushed, "Jayden Brown told us.")
    actions.write_as_reporter(named, "Jayden Brown again.")

    sent = [mail for mail in Mail.objects.select_related("to") if mail.to is not None]
    found = sorted((mail.to.name, mail.template, mail.context["path"]) for mail in sent if mail.to)
    assert found == [
        ("Daniel Okafor", "concerns/alert", "/cases/"),
        ("Priya Nair", "concerns/alert", "/"),
        ("Priya Nair", "concerns/answer", "/tell/mine/"),
        ("Siân Pritchard", "concerns/alert", "/cases/"),
    ]
    assert all(set(mail.context) == {"path"} for mail in Mail.objects.all())


def test_an_answer_needs_the_right_to_deal_with_the_case(world: SimpleNamespace) -> None:
    case = told(world).concern.cases.get()
    LetIn.objects.create(case=case, person=world.owen, by=world.daniel)
    owen = again(world.owen)
    assert actions.write_note(owen, case, "Seen in the log.", Note.For.INTERNAL)

    with pytest.raises(PermissionDenied):
        actions.write_note(owen, case, "Hello", Note.For.ALL)
    for key in ("helen", "tomasz", "priya", "farah", "marcus"):
        with pytest.raises(Http404):
            actions.write_note(again(getattr(world, key)), case, "Hello", Note.For.INTERNAL)
    with pytest.raises(ValidationError):
        actions.write_note(again(world.daniel), case, "  \n", Note.For.ALL)


def test_notes_that_are_not_for_all_never_reach_the_reporter(world: SimpleNamespace, signed_in: Browser) -> None:
    raised = told(world)
    case = raised.concern.cases.get()
    for audience in (Note.For.INTERNAL, Note.For.PERSONAL):
        actions.write_note(again(world.daniel), case, f"a {audience.value} thought", audience)

    pages = [
        signed_in("priya").get(reverse("concern-follow", args=[raised.concern.pk])).content.decode(),
        signed_in("nobody").post("/tell/receipt/", {"code": raised.code, "do": "read"}).content.decode(),
    ]
    assert not any("thought" in page for page in pages)
    assert due(world.priya) == {}


def test_what_is_added_reaches_every_part_once_and_is_not_kept_twice(world: SimpleNamespace, signed_in: Browser) -> None:
    about = [actions.About(Subject.Who.STAFF, world.grace)]
    raised = told(world, about=about, kind=ConcernKind.MISUSE_BY_ADULT)
    assert raised.concern.cases.count() == 3, "the child's strand, the adult's, and the agency's part"
    client, address = signed_in("priya"), reverse("concern-follow", args=[raised.concern.pk])
    for _ in range(2):
        client.post(address, {"words": "It was on Monday.", "do": "write"})

    assert Note.objects.count() == 3
    assert client.get(address).content.decode().count("It was on Monday.") == 1


def test_told_in_confidence_what_is_added_names_nobody(world: SimpleNamespace) -> None:
    concern = told(world, standing=Concern.Standing.CONFIDENTIAL).concern
    actions.write_as_reporter(concern, "More.")
    answered(world, concern)
    actions.mark_read(concern, actions.messages(concern))

    assert Note.objects.get(by=None).audience == "all"
    assert {event.actor_id for event in Event.objects.exclude(verb="concerns.note")} == {None}
    assert [actions.is_reporters(concern, note) for note in actions.messages(concern)] == [True, False]


def test_somebody_elses_concern_is_not_there(world: SimpleNamespace, signed_in: Browser) -> None:
    concern = told(world).concern

    for key in ("daniel", "helen", "tomasz", "marcus"):
        client = signed_in(key)
        assert client.get(reverse("concern-follow", args=[concern.pk])).status_code == 404
        assert str(concern.pk) not in client.get("/tell/mine/").content.decode()


def test_words_that_could_not_be_sent_stay(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("concern-follow", args=[told(world).concern.pk])
    assert "It was Monday." in signed_in("nobody").post(address, {"words": "It was Monday."}).content.decode()

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(address, {"words": "It was Monday.", "do": "write"}).content.decode()
    assert "nothing was sent yet" in page
    assert "It was Monday." in page
    assert Note.objects.count() == 0


# --- files later ----------------------------------------------------------------------------------------------------


def added(client: Client, concern: Concern, **given: Any) -> str:
    """The page after something was added on one's own page of a concern."""
    return client.post(reverse("concern-follow", args=[concern.pk]), {"do": "write", **given}, follow=True).content.decode()


@pytest.mark.parametrize("standing", [Concern.Standing.NAMED, Concern.Standing.CONFIDENTIAL])
def test_files_and_addresses_can_be_added_later_as_at_first(
    standing: Concern.Standing, world: SimpleNamespace, signed_in: Browser
) -> None:
    concern = told(world, standing=standing).concern
    Mail.objects.all().delete()
    files = [upload("Jayden.png", screenshot()), upload("chat.txt", b"are you awake")]
    page = added(signed_in("priya"), concern, evidence=files, links="x.com/a/1", captured="On my phone.")

    assert "Jayden.png" in page
    kept = list(Evidence.objects.order_by("pk"))
    assert [(each.mime, each.from_reporter, each.size) for each in kept][:2] == [
        ("image/png", True, len(screenshot())), ("text/plain", True, 13),
    ]  # fmt: skip
    assert original(kept[0]) == screenshot()
    assert all(each.captured and words(each.captured) == "On my phone." for each in kept)
    assert {each.by for each in kept} == ({world.priya} if standing == Concern.Standing.NAMED else {None})
    assert custody(kept[0])[0].sha256 == kept[0].sha256
    told_of_it = Mail.objects.filter(template="concerns/alert").values_list("to__email", flat=True)
    assert sorted(told_of_it) == sorted([world.daniel.email, world.sian.email]), "each once, not once a file"
    assert Note.objects.count() == 0


def test_by_the_code_of_a_receipt_files_can_be_added_too_and_say_nothing_of_who_it_was(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    about = [actions.About(Subject.Who.STAFF, world.tomasz)]
    telling = actions.Telling(world.elm, ConcernKind.MISUSE_BY_ADULT, TOLD, child_protection=True, about=about)
    raised = actions.raise_without_a_name(telling)
    given: dict[str, Any] = {"code": raised.code, "do": "write", "evidence": upload("Priya Nair.png", screenshot())}
    page = signed_in("nobody").post("/tell/receipt/", given).content.decode()

    assert "They have what you sent." in page
    pieces = list(Evidence.objects.order_by("case"))
    assert [each.case.strand for each in pieces] == ["child", "adult"]
    assert {each.by_id for each in pieces} == {None}
    assert "Priya" not in file_name(pieces[0])
    assert {event.actor_id for event in Event.objects.filter(verb="concerns.evidence-take")} == {None}


def test_words_and_files_are_added_together_or_not_at_all(world: SimpleNamespace, signed_in: Browser) -> None:
    concern, client = told(world).concern, signed_in("priya")
    Mail.objects.all().delete()
    page = added(client, concern, words="It was Monday.", evidence=[upload("a.png", screenshot()), upload("b.txt", b"")])

    assert "File 2:" in page
    assert "choose your files again" in page
    assert "It was Monday." in page
    assert (Note.objects.count(), Evidence.objects.count(), Mail.objects.count()) == (0, 0, 0)

    for _ in range(2):  # the answer to the first may have been lost on the way
        added(client, concern, words="It was Monday.", evidence=upload("a.png", screenshot()))
    assert (Note.objects.count(), Evidence.objects.count(), Mail.objects.count()) == (1, 1, 2)


def test_a_case_holds_no_more_than_it_may_of_what_is_added(
    world: SimpleNamespace, signed_in: Browser, settings: Settings
) -> None:
    concern, settings.EVIDENCE_OF_A_CASE = told(world).concern, 10
    page = added(signed_in("priya"), concern, words="It was Monday.", evidence=upload("a.png", screenshot()))

    assert "There is no room for it" in page
    assert "It was Monday." in page
    assert (Note.objects.count(), Evidence.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Write something first, or choose a file."),
        ({"captured": "On my phone."}, "Choose the files that you say this of"),
        ({"links": "not an address"}, "Line 1 is not the address of a page"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    page = added(signed_in("priya"), told(world).concern, **given)
    assert says in page
    assert '<details class="govuk-details" open>' in page or not given


def test_to_what_is_no_longer_kept_no_file_is_added(world: SimpleNamespace, signed_in: Browser) -> None:
    concern = told(world).concern
    Case.objects.update(state=Case.State.DESTROYED)
    assert "deleted, so nothing can be added" in added(signed_in("priya"), concern, evidence=upload("a.png", screenshot()))
    assert Evidence.objects.count() == 0


def test_whoever_was_signed_out_while_adding_goes_on_with_all_of_it(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("concern-follow", args=[told(world).concern.pk])
    given: dict[str, Any] = {"words": "It was Monday.", "links": "x.com/a/1", "captured": "On my phone.", "do": "write"}
    page = signed_in("nobody").post(address, {**given, "evidence": upload("a.png", screenshot())}).content.decode()
    assert "Choose your files again on the next page." in page
    assert 'name="do" value="check"' in page

    page = signed_in("priya").post(address, {**given, "do": "check"}).content.decode()
    assert "There is a problem" not in page
    assert all(each in page for each in ("It was Monday.", "x.com/a/1", "On my phone."))
    assert Note.objects.count() == 0


def test_a_wrong_code_takes_nothing_of_what_was_typed_beside_it(world: SimpleNamespace, signed_in: Browser) -> None:
    raised, client = told(world), signed_in("nobody")
    given: dict[str, Any] = {"words": "It was Monday.", "links": "x.com/a/1", "captured": "On my phone.", "do": "write"}
    wrong = {**given, "code": "1234", "evidence": upload("a.png", screenshot())}
    page = client.post("/tell/receipt/", wrong).content.decode()
    assert "Choose your files again on the next page." in page
    assert 'value="check"' in page

    page = client.post("/tell/receipt/", {**given, "code": raised.code, "do": "check"}).content.decode()
    assert all(each in page for each in ("It was Monday.", "x.com/a/1", "On my phone."))
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    ("states", "says"),
    [(["new"], "Received"), (["open"], "Being dealt with"), (["closed"], "Closed"), (["destroyed"], "No longer kept")],
)
def test_the_reporter_learns_how_far_it_has_come(
    states: list[str], says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    told(world)
    Case.objects.update(state=states[0])

    assert says in signed_in("priya").get("/tell/mine/").content.decode()


def test_lists_and_threads_cost_no_more_queries_as_they_grow(world: SimpleNamespace, signed_in: Browser) -> None:
    client, concern = signed_in("priya"), told(world).concern
    address = reverse("concern-follow", args=[concern.pk])
    answered(world, concern)
    actions.write_as_reporter(concern, "0")

    def count(at: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(at)
        return len(caught)

    count(address)
    few = count("/tell/mine/"), count("/")
    for number in range(6):
        told(world)
        answered(world, concern)
        actions.write_as_reporter(concern, f"number {number}")
    count(address)
    assert (count("/tell/mine/"), count("/")) == few


def test_naming_somebody_later_shuts_them_out_and_alerts_the_next(world: SimpleNamespace) -> None:
    case = told(world).concern.cases.get()
    assert visible(again(world.sian))
    Mail.objects.all().delete()
    name_subject(again(world.daniel), case, world.sian)

    assert not visible(again(world.sian))
    assert visible(again(world.daniel))
    assert not Mail.objects.filter(to=world.sian).exists()
    with pytest.raises(ValidationError):
        name_subject(again(world.daniel), case, world.sian)
    with pytest.raises(ValidationError):
        name_subject(again(world.daniel), case, world.priya)


def test_the_evidence_pack_holds_the_words_and_the_hashes(world: SimpleNamespace, signed_in: Browser) -> None:
    concern = told(world, nature=Concern.Nature.DONE_TO_ME).concern
    hand_in(concern, [handed("Ségolène – screen.png", screenshot())], Captured("on my phone"), by=world.priya)
    answer = signed_in("priya").get(reverse("concern-pack", args=[concern.pk]))

    assert answer.content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in answer.content
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-pack.pdf"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert len(io.BytesIO(answer.content).read()) > 5_000
