"""What became of it: one's own concerns, messages to and fro, the evidence pack, and what the door says is waiting."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.concerns import actions
from safeconduct.web.concerns.doors import due
from safeconduct.web.concerns.evidence import Captured, hand_in
from safeconduct.web.concerns.models import Case, Concern, LetIn, Note, Subject
from safeconduct.web.concerns.naming import name_subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.sealing.storing import words
from web.concerns.made import handed, screenshot
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
