"""Checking a draft: the answer, under which policies, where to go instead; hostile and bad input; not too often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch
from django.utils import timezone

from safeconduct import walks
from safeconduct.activity import Outcome, Topic
from safeconduct.policy import Library
from safeconduct.walks import MAX_TEXT
from safeconduct.web.checks import channels, limiting, views
from safeconduct.web.people.models import Placement, Role
from safeconduct.web.policies.models import Adoption
from web.checks import made

SignedIn = Callable[[str], Client]
GOING = {"account": "personal", "audience": "public", "kind": "post", "platform": "facebook"}
SWEARING = "This bus is shit"
TYPING = {"HX-Request": "true"}


def post(client: Client, text: str, *, typing: bool = False, **going: Any) -> Any:
    return client.post("/check/", {"text": text, **GOING, **going}, headers=TYPING if typing else {})


@pytest.mark.parametrize(
    ("text", "outcome", "word"),
    [
        ("Lovely walk on the moor today.", "allow", "Fine"),
        (SWEARING, "caution", "Think again"),
        ("Pupils, text me on 07700 900123", "stop", "Do not post"),
        ("Our union branch votes to strike on Tuesday over pay.", "not-covered", "Not a policy matter"),
    ],
)
def test_the_outcome_is_a_large_word_with_a_reason(text: str, outcome: str, word: str, signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), text)
    assert page.status_code == 200
    assert page.context["answer"].outcome == outcome
    assert f"</span> {word}</h2>" in page.content.decode()
    assert page.context["answer"].says
    assert f"<title>{word} – your draft" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "outcome"), [("priya", Outcome.STOP), ("grace", Outcome.STOP), ("marcus", Outcome.ALLOW)], ids=str
)
def test_contempt_of_ones_own_school_is_known_by_its_name(who: str, outcome: Outcome, signed_in: SignedIn) -> None:
    answer = post(signed_in(who), "Elm Park is rubbish").context["answer"]
    assert answer.outcome == outcome


def test_as_one_types_only_the_answer_comes_back(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), SWEARING, typing=True).content.decode()
    assert "<html" not in page
    assert "Think again</h2>" in page
    assert 'id="verdict"' in page
    assert 'hx-swap-oob="true"' in page


def test_an_empty_text_as_one_types_is_no_error(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), "  ", typing=True).content.decode()
    assert "error" not in page
    assert "The answer appears here" in page


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": ""}, "Write or paste what you want to post."),
        ({"text": " \r\n\t "}, "Write or paste what you want to post."),
        ({"text": "a\x00b"}, "The text holds a character that cannot be read."),
        ({"text": "a", "account": "the king’s"}, "the king’s"),
        ({"text": "a", "account": ""}, "Say whose account it is."),
        ({"text": "a", "audience": "martians"}, "martians"),
        ({"text": "a", "kind": "opera"}, "opera"),
        ({"text": "a", "platform": "<b>"}, "&lt;b&gt;"),
    ],
)
def test_bad_input_is_an_error_that_says_what(given: dict[str, str], error: str, signed_in: SignedIn) -> None:
    page = signed_in("priya").post("/check/", {**GOING, **given})
    assert page.status_code == 200
    assert error in page.content.decode()
    assert "There is a problem" in page.content.decode()
    assert "sc-answer__word" not in page.content.decode()


@pytest.mark.parametrize("typing", [False, True])
def test_a_text_longer_than_any_post_is_refused_and_kept(typing: bool, signed_in: SignedIn) -> None:
    text = "walk " * (MAX_TEXT // 5) + "x"
    page = post(signed_in("priya"), text, typing=typing).content.decode()
    assert "The text is 250,001 characters long; at most 250,000 can be checked at once." in page
    assert "--jsonl" not in page
    assert typing or text in page


def test_the_longest_text_is_checked(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), ("walk " * 9 + "shit ") * (MAX_TEXT // 50))
    assert page.context["answer"].outcome == "caution"
    assert page.content.decode().count("<mark>") >= MAX_TEXT // 50


# --- the marked text --------------------------------------------------------------------------------------------


def test_marked_words_lead_to_their_findings_and_those_to_clauses(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), f"Hello. {SWEARING}!").content.decode()
    assert '<mark>shit</mark><a class="sc-mark" href="#found-' in page
    answer = post(signed_in("priya"), f"Hello. {SWEARING}!").context["answer"]
    anchors = {clause.anchor for verdict in answer.verdicts for clause in verdict.clauses}
    for mark in answer.marks:
        assert f'id="found-{mark.number}"' in page
        for _, clauses in mark.clauses:
            assert {clause.anchor for clause in clauses} <= anchors
    assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_one_finding_within_another_that_says_the_same_is_marked_once(signed_in: SignedIn) -> None:
    answer = post(signed_in("priya"), "Year 9 were awful today, Jayden threw a chair again.").context["answer"]
    numbers = [number for piece in answer.pieces for number in piece.numbers]
    assert len(numbers) == len(set(numbers)) == len(answer.marks)
    work = next(mark for mark in answer.marks if mark.about == "Talk about work")
    assert work.quotes == ("Year 9 were awful today, Jayden threw",)
    assert not work.certain


def test_what_somebody_typed_is_escaped_wherever_it_stands(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), "<script>alert(1)</script> shit <b>07700 900123</b>").content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>07700" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_line_ends_and_signs_outside_the_basic_plane_keep_marks_in_place(signed_in: SignedIn) -> None:
    answer = post(signed_in("priya"), "😀😀\r\n\r\nThis is shit\r\n👩‍🏫").context["answer"]
    assert "shit" in [piece.text for piece in answer.pieces if piece.marked]
    assert "".join(piece.text for piece in answer.pieces) == "😀😀\n\nThis is shit\n👩‍🏫"


def test_the_text_without_what_can_go_is_offered_to_copy(signed_in: SignedIn) -> None:
    page = post(signed_in("ruth"), "The new kettle is shit")
    assert page.context["answer"].milder.text == "The new kettle is rubbish"
    assert '<div class="sc-text" id="redacted">The new kettle is rubbish</div>' in page.content.decode()
    assert 'data-copy="#redacted"' in page.content.decode()


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("priya", "Mr Hollis is a fucking idiot and everybody knows it"),
        ("priya", "Fuck off Karen, you useless cow"),
        ("grace", "So fucking tired of Jayden in 9B throwing chairs"),
    ],
)
def test_no_text_is_offered_that_may_not_be_posted_or_insults_somebody(who: str, text: str, signed_in: SignedIn) -> None:
    page = post(signed_in(who), text)
    assert page.context["answer"].milder is None
    assert "Your text without it" not in page.content.decode()


def test_of_a_text_that_is_better_but_not_fine_it_is_said_what_is_left(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), "Parents' evening was fucking awful")
    assert page.context["answer"].milder == ("Parents' evening was awful", "talks about work")
    assert "<strong>This still talks about work.</strong>" in page.content.decode()
    assert "data-copy" not in page.content.decode()
    assert post(signed_in("priya"), "Parents' evening was awful").context["answer"].outcome == "caution"


def test_protected_speech_is_explained(signed_in: SignedIn) -> None:
    page = post(signed_in("priya"), "Our union branch votes to strike on Tuesday over pay.").content.decode()
    assert "School policies do not decide about this part" in page
    assert "not a matter for a social media policy" in page


def test_what_does_not_count_stands_folded_with_its_reason(signed_in: SignedIn) -> None:
    text = "Our union branch has tabled a motion on supply pay. My head voted against it, then asked me to cover on strike day."
    page = post(signed_in("helen"), text)
    assert page.context["answer"].passed
    assert all(each.why in page.content.decode() for each in page.context["answer"].passed)
    assert "What we looked at and let pass" in page.content.decode()


# --- under which policies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "binding"),
    [
        ("priya", {"Elm Park Primary"}),
        ("grace", {"Elm Park Primary", "Northgate Supply"}),
        ("marcus", {"Harbour High"}),
    ],
)
def test_every_policy_that_binds_today_answers(who: str, binding: set[str], signed_in: SignedIn) -> None:
    page = post(signed_in(who), "Lovely walk")
    assert {verdict.by for verdict in page.context["answer"].verdicts} == binding
    assert all(name in page.content.decode() for name in binding)


def test_each_policy_answers_by_itself_and_the_strictest_wins(signed_in: SignedIn) -> None:
    answer = post(signed_in("grace"), "The new kettle is shit").context["answer"]
    outcomes = [verdict.outcome for verdict in answer.verdicts]
    assert outcomes == sorted(outcomes, key=lambda outcome: -outcome.rank)
    assert len(set(outcomes)) > 1
    assert answer.outcome is outcomes[0]


def test_when_the_placement_is_over_the_school_no_longer_binds(world: SimpleNamespace, signed_in: SignedIn) -> None:
    with time_machine.travel(timezone.now() + timedelta(12), tick=True):
        answer = post(signed_in("grace"), "Lovely walk").context["answer"]
    assert {verdict.by for verdict in answer.verdicts} == {"Northgate Supply"}


def test_somebody_whom_no_policy_binds_is_told_and_advised_by_all(world: SimpleNamespace, signed_in: SignedIn) -> None:
    Role.objects.filter(person=world.priya).delete()
    page = post(signed_in("priya"), SWEARING)
    assert page.status_code == 200
    assert "No policy binds you here today" in page.content.decode()
    assert "Under each policy that we know" in page.content.decode()
    shipped = {policy.title for policy in Library.shipped().select((), date(2026, 11, 1))}
    assert {verdict.title for verdict in page.context["answer"].verdicts} == shipped


def test_a_policy_that_two_organisations_adopted_answers_once(world: SimpleNamespace, signed_in: SignedIn) -> None:
    kevi = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    kevi.pk, kevi.organisation = None, world.trust
    kevi.save()
    answer = post(signed_in("priya"), "Lovely walk").context["answer"]
    assert sorted(verdict.by for verdict in answer.verdicts) == ["Elm Park Primary", "Elm Park Primary and Three Rivers Trust"]


def test_two_versions_of_one_policy_both_answer(world: SimpleNamespace, signed_in: SignedIn) -> None:
    policy = Library.shipped().get("kevi", date(2026, 11, 1))
    clauses = tuple(clause for clause in policy.clause if clause.id != "5.1f")
    newer = msgspec.structs.replace(policy, version="2026-09", clause=clauses)
    Adoption.objects.create(
        organisation=world.trust, since=date(2026, 9, 1), adopted_on=date(2026, 7, 9), **Adoption.frozen(newer)
    )
    answer = post(signed_in("priya"), SWEARING).context["answer"]
    assert {"2017-11", "2026-09"} <= {verdict.version for verdict in answer.verdicts}
    anchors = [clause.anchor for verdict in answer.verdicts for clause in verdict.clauses]
    assert len(anchors) == len(set(anchors))


def test_the_role_of_today_is_the_author_s(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    contexts: list[Any] = []
    asked = walks.check_draft

    def noted(text: str, policies: Any, context: Any) -> Any:
        contexts.append(context)
        return asked(text, policies)

    monkeypatch.setattr(views, "check_draft", noted)
    for who in ("tomasz", "daniel", "owen"):
        post(signed_in(who), "Lovely walk", kind="bio", account="official", audience="", permission="on")
    assert [context.role for context in contexts] == ["teaching_assistant", "teacher", "site_staff"]
    assert {(each.kind, each.account, each.audience, each.platform, each.permission) for each in contexts} == {
        ("bio", "official", None, "facebook", True)
    }


def test_where_it_is_going_changes_the_answer(signed_in: SignedIn) -> None:
    text = "Elm Park Primary is such a wonderful school to work at"
    asked = post(signed_in("priya"), text).context["answer"]
    agreed = post(signed_in("priya"), text, permission="on").context["answer"]
    assert "Needs the head teacher’s permission" in [mark.about for mark in asked.marks]
    assert "Needs the head teacher’s permission" not in [mark.about for mark in agreed.marks]


# --- where to go instead ----------------------------------------------------------------------------------------


def test_contact_with_a_pupil_leads_to_the_safeguarding_lead(signed_in: SignedIn) -> None:
    answer = post(signed_in("priya"), "Pupils, text me on 07700 900123").context["answer"]
    assert "Tell the Designated Safeguarding Lead" in [channel.name for channel in answer.channels]


def test_every_channel_leads_to_a_page_that_answers(signed_in: SignedIn) -> None:
    client = signed_in("priya")
    for channel in channels.channels(Outcome.ASK, Topic):
        assert client.get(channel.address, follow=True).status_code == 200


def test_a_channel_whose_page_is_not_built_in_leads_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_home(name: str) -> str:
        if name == "home":
            return "/"
        raise NoReverseMatch(name)

    monkeypatch.setattr(channels, "reverse", only_home)
    found = channels.channels(Outcome.ASK, Topic)
    assert len(found) == 3
    assert {channel.address for channel in found} == {"/"}


def test_a_harmless_text_sends_nobody_anywhere() -> None:
    assert channels.channels(Outcome.ALLOW, [Topic.OWN_DETAILS]) == ()


# --- not too often, not too many queries --------------------------------------------------------------------------


def test_the_sixty_first_check_within_a_minute_is_put_off_with_the_text_kept(signed_in: SignedIn) -> None:
    with time_machine.travel("2026-11-02 09:30:10+00:00", tick=False):
        priya = signed_in("priya")
        assert [post(priya, "Lovely walk", typing=True).status_code for _ in range(limiting.MOST)] == [200] * limiting.MOST
        late = post(priya, "Lovely walk by the sea")
        assert late.status_code == 429
        assert late["Retry-After"] == "60"
        assert "Too many checks at once" in late.content.decode()
        assert "Lovely walk by the sea" in late.content.decode()
        assert post(priya, "Lovely walk", typing=True).status_code == 429
        assert priya.post("/check/picture/", {"do": "look"}).status_code == 429
        assert post(signed_in("tomasz"), "Lovely walk").status_code == 200
    with time_machine.travel("2026-11-02 09:31:10+00:00", tick=False):
        assert post(priya, "Lovely walk").status_code == 200


def test_long_texts_and_pictures_count_as_several_checks(signed_in: SignedIn) -> None:
    with time_machine.travel("2026-11-02 09:30:10+00:00", tick=False):
        priya = signed_in("priya")
        assert [post(priya, "x" * 240_000, typing=True).status_code for _ in range(5)] == [200] * 4 + [429]
        files = [SimpleUploadedFile(f"{number}.jpg", made.telling()) for number in range(4)]
        tomasz = signed_in("tomasz")
        sent = [tomasz.post("/check/picture/", {"do": "look", "pictures": files}).status_code for _ in range(7)]
        assert sent == [200] * 6 + [429]


def test_queries_do_not_grow_with_roles_placements_and_policies(world: SimpleNamespace, signed_in: SignedIn) -> None:
    def queries() -> int:
        grace = signed_in("grace")
        post(grace, "Lovely walk")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert post(grace, SWEARING).status_code == 200
        return len(seen)

    few = queries()
    today = timezone.localdate()
    for place in (world.harbour, world.trust, world.elm):
        Placement.objects.create(person=world.grace, organisation=place, agency=world.agency, since=today, until=today)
        Role.objects.create(person=world.grace, organisation=place, position="volunteer")
    assert queries() == few


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/check/", "/check/picture/"])
def test_other_methods_are_refused(method: str, address: str, signed_in: SignedIn) -> None:
    assert getattr(signed_in("priya"), method)(address).status_code == 405


def test_a_text_in_the_address_is_not_looked_at(signed_in: SignedIn) -> None:
    page = signed_in("priya").get("/check/", {"text": SWEARING}).content.decode()
    assert SWEARING not in page
