"""Asking for a permission, and deciding: who may, what is kept, what ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safeconduct.policy import Library
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Role
from safeconduct.web.permissions import actions, deciding, doors, schedule
from safeconduct.web.permissions.kind import REGISTERS, cites, kinds
from safeconduct.web.permissions.models import OPEN_FOR, Request
from web.concerns.telling import hidden
from web.conftest import BACKEND
from web.permissions import made

Browser = Callable[[str], Client]


def given(**more: Any) -> dict[str, Any]:
    return {"about": made.CAMERA, "since": made.days(0), "until": made.days(5), "ask": "yes", **more}


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


# --- kinds ----------------------------------------------------------------------------------------------------------


def test_every_clause_that_somebody_can_satisfy_has_a_kind_or_a_register() -> None:
    policies = Library.shipped().select((), timezone.localdate())
    wanted = {
        (policy.id, clause.id) for policy in policies for clause in policy.clause if clause.permit and clause.permit.given_by
    }

    assert wanted <= {(cite.policy, cite.clause) for cite in cites()}


def test_every_cited_clause_stands_in_its_policy() -> None:
    policies = {policy.id: policy for policy in Library.shipped().select((), timezone.localdate())}

    assert [cite for cite in cites() if cite.clause not in policies[cite.policy].clauses] == []
    assert all(kind.cites for kind in kinds().values())
    assert all(REGISTERS.values())


def test_kinds_are_shown_in_their_order_and_lead_to_a_form(world: SimpleNamespace, signed_in: Browser) -> None:
    assert [kind.order for kind in kinds().values()] == sorted({kind.order for kind in kinds().values()})
    client = signed_in("priya")
    for kind in kinds().values():
        page = said(client.get(reverse("permission-ask", args=[kind.id]), follow=True))
        assert kind.name in page
        assert "Helen Marsh at Elm Park Primary decides" in page


def test_a_page_cites_the_clause_of_the_policy_that_binds(signed_in: Browser) -> None:
    elm = said(signed_in("priya").get("/permissions/ask/post/"))
    harbour = said(signed_in("marcus").get("/permissions/ask/camera/"))

    assert Library.shipped().get("kevi", timezone.localdate()).clauses["5.2h"].says in elm
    assert Library.shipped().get("tapton", timezone.localdate()).clauses["N5c"].says in harbour
    assert "what your policies say" not in said(signed_in("priya").get("/permissions/ask/camera/"))


def test_where_there_are_several_places_each_says_who_decides_there(world: SimpleNamespace, signed_in: Browser) -> None:
    page = said(signed_in("grace").get("/permissions/ask/post/"))

    assert "Elm Park Primary: Helen Marsh decides" in page
    assert page.count('type="radio" name="organisation"') == world.grace.organisations().count() > 1
    assert "Northgate Supply: " in page
    assert "Helen Marsh at Elm Park Primary decides" not in page


# --- asking ---------------------------------------------------------------------------------------------------------


def test_priya_asks_and_helen_is_told_that_there_is_something_to_read(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("priya").post("/permissions/ask/camera/", given(organisation=world.elm.pk), follow=True)
    asked = Request.objects.get()

    assert made.CAMERA in said(answer)
    assert (asked.person, asked.organisation, asked.kind, asked.state) == (world.priya, world.elm, "camera", "open")
    sent = Mail.objects.get()
    assert (sent.to, sent.context["step"]) == (world.helen, "asked")
    assert "zinnia" not in str(sent.context)


@pytest.mark.parametrize("kind", [kind.id for kind in kinds().values() if not kind.of_text])
def test_whoever_was_signed_out_while_asking_keeps_all_that_they_wrote(
    kind: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    address, filled = f"/permissions/ask/{kind}/", given(organisation=str(world.elm.pk))
    out = said(signed_in("nobody").post(address, filled))
    assert "You were signed out, so nothing was sent" in out
    assert f'id="id_words" rows="8">{made.CAMERA}</textarea>' in out
    assert kinds()[kind].asks in out
    carried = {name: value for name, value in filled.items() if f'type="hidden" name="{name}" value="{value}"' in out}
    assert carried == {name: value for name, value in filled.items() if name != "about"}

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.priya, backend=BACKEND)
    client.get(address)
    back = said(client.post(address, {**carried, "about": made.CAMERA, "go": "on", "csrfmiddlewaretoken": "x" * 64}))
    assert "nothing was sent yet" in back
    assert made.CAMERA in back
    assert f'value="{filled["until"]}"' in back
    assert Request.objects.count() == 0

    token = hidden(back, "csrfmiddlewaretoken")
    answer = client.post(address, {**filled, "csrfmiddlewaretoken": token}, follow=True)
    assert "Asked." in said(answer)
    assert (Request.objects.get().kind, Request.objects.get().about) == (kind, made.CAMERA)


def test_whoever_is_signed_out_and_wrote_nothing_signs_in_first(signed_in: Browser) -> None:
    assert signed_in("nobody").get("/permissions/ask/phone/")["Location"].startswith("/accounts/login/")
    assert signed_in("nobody").get("/permissions/ask/post/")["Location"].startswith("/accounts/login/")
    assert signed_in("nobody").get("/permissions/ask/nothing/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_e_mails_name_nobody_and_tell_nothing(world: SimpleNamespace) -> None:
    from web.jobs.working import work

    asked = made.post(world, "Zinnia and quince at Elm Park")
    actions.ask_back(world.helen, asked, "Which quince?")
    actions.reply(world.priya, asked, "The yellow one")
    actions.decide(world.helen, asked, granted=True, words="Not before noon")
    work()

    assert len(mail.outbox) == 4
    for sent in mail.outbox:
        parts = [part.get_payload(decode=True) for part in sent.message().walk() if not part.is_multipart()]
        text = f"{sent.subject} {b' '.join(map(bytes, parts)).decode()}".lower()
        assert not [word for word in ("zinnia", "quince", "noon", "yellow", "facebook") if word in text]
        assert not [name for name in ("priya", "helen") if name in text.replace(f"hello {name}", "")]
        assert "/permissions/" in text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"about": ""}, "Fill in “What do you want to photograph"),
        ({"about": "x" * 1001}, "at most 1000 characters"),
        ({"until": "2026-02-30"}, "Write the day as"),
        ({"until": ""}, "Say which day"),
        ({"since": "2027-01-05", "until": "2027-01-04"}, "before the first"),
        ({"since": "2020-01-01", "until": "2020-01-02"}, "This day is past"),
        ({"until": "2035-01-01"}, "holds 92 days at most"),
        ({"organisation": "999999"}, "Choose one of your schools"),
        ({"organisation": "x"}, "Choose one of your schools"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    answer = signed_in("priya").post("/permissions/ask/camera/", given(organisation=world.elm.pk) | wrong)

    assert answer.status_code == 200
    assert says in said(answer)
    assert "There is a problem" in said(answer)
    assert wrong.get("about", made.CAMERA)[:900] in said(answer)
    assert not Request.objects.exists()


def test_supply_staff_ask_the_head_of_the_school_or_their_consultant(world: SimpleNamespace, signed_in: Browser) -> None:
    page = said(signed_in("grace").get("/permissions/ask/camera/"))
    assert page.index("Elm Park Primary: Helen Marsh decides") < page.index("Northgate Supply: ")

    made.camera(world, "grace")
    made.camera(world, "grace", organisation=world.agency)

    assert [sent.to for sent in Mail.objects.order_by("queued_at")] == [world.helen, world.ruth]


def test_one_cannot_ask_where_one_does_not_work_nor_for_somebody_else(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        made.camera(world, organisation=world.harbour)
    asked = actions.Asked(world.elm, "camera", made.days(0), made.days(1), "x")
    with pytest.raises(PermissionDenied):
        actions.ask(world.helen, world.priya, asked)
    with pytest.raises(Http404):
        actions.ask(world.marcus, world.priya, asked)


def test_somebody_who_works_nowhere_is_told_so(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.priya).update(until=made.days(-1))
    client = signed_in("priya")

    assert "You work nowhere today" in said(client.get("/permissions/"))
    assert client.get("/permissions/ask/camera/").status_code == 302
    assert client.get("/permissions/ask/no-such-kind/").status_code == 404


def test_where_nobody_can_decide_that_is_said_and_nothing_is_kept(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.helen).delete()
    answer = signed_in("priya").post("/permissions/ask/camera/", given(organisation=world.elm.pk))

    assert "Nobody who could decide is entered at Elm Park Primary" in said(answer)
    assert not Request.objects.exists()


# --- who decides ----------------------------------------------------------------------------------------------------


def test_the_head_decides_and_for_the_head_the_chair(world: SimpleNamespace) -> None:
    by_priya, by_helen = made.camera(world), made.camera(world, "helen")

    for key in ("priya", "helen", "farah", "daniel", "marcus"):
        person = getattr(world, key)
        may = {asked.pk for asked in (by_priya, by_helen) if deciding.may_decide(person, asked)}
        assert may == set(deciding.to_decide(person).values_list("pk", flat=True)), key
        assert may == {"helen": {by_priya.pk}, "farah": {by_helen.pk}}.get(key, set()), key
    with pytest.raises(PermissionDenied):
        actions.decide(world.helen, by_helen, granted=True, words="")
    with pytest.raises(PermissionDenied):
        actions.decide(world.farah, by_priya, granted=True, words="")
    assert actions.decide(world.farah, by_helen, granted=True, words="").decided_by == world.farah


def test_a_head_elsewhere_is_no_head_here(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.marcus, organisation=world.elm, position=Position.TEACHER)
    world.marcus = Person.objects.get(pk=world.marcus.pk)
    asked = made.camera(world, "marcus", organisation=world.elm)

    assert list(deciding.to_decide(world.helen)) == [asked]
    assert not deciding.to_decide(world.farah).exists()
    assert not deciding.may_decide(world.farah, asked)


def test_the_head_of_a_trust_decides_at_its_schools_too(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.ruth, organisation=world.trust, position=Position.HEADTEACHER)
    asked = made.camera(world)
    ruth = Person.objects.get(pk=world.ruth.pk)

    assert list(deciding.to_decide(ruth)) == [asked]
    assert actions.decide(ruth, asked, granted=True, words="").decided_by == ruth


def test_a_line_manager_decides_on_open_records_and_on_nothing_else(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.daniel, organisation=world.elm, position=Position.LINE_MANAGER)
    daniel = Person.objects.get(pk=world.daniel.pk)
    record, camera = made.camera(world, kind="open-record"), made.camera(world)

    assert [each for each in (record, camera) if deciding.may_decide(daniel, each)] == [record]
    assert list(deciding.to_decide(daniel)) == [record]


def test_nobody_can_do_anything_with_what_is_not_theirs(world: SimpleNamespace) -> None:
    asked = made.camera(world)

    for key, error in (("tomasz", PermissionDenied), ("farah", PermissionDenied), ("marcus", Http404), ("ruth", Http404)):
        by = getattr(world, key)
        with pytest.raises(error):
            actions.decide(by, asked, granted=True, words="")
        with pytest.raises(error):
            actions.ask_back(by, asked, "Why?")
        with pytest.raises(error):
            actions.withdraw(by, asked)
        with pytest.raises(error):
            actions.take_back(by, asked, "No")
    assert Request.objects.get().state == "open"


# --- deciding -------------------------------------------------------------------------------------------------------


def test_helen_says_yes_with_a_condition_and_priya_reads_it(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.camera(world)
    helen = signed_in("helen")
    assert "Priya Nair: My own phone’s camera at work" in said(helen.get("/permissions/desk/"))

    answer = helen.post(f"/permissions/{asked.pk}/decide/", {"do": "grant", "words": "Only the plants"}, follow=True)

    assert "Nothing waits for you" in said(answer)
    page = said(signed_in("priya").get(f"/permissions/{asked.pk}/"))
    assert "Only the plants" in page
    assert "Granted" in page
    assert Request.objects.held().get() == asked


def test_a_no_needs_its_reason_and_what_was_typed_stays(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.camera(world)
    helen = signed_in("helen")

    assert "Say why not" in said(helen.post(f"/permissions/{asked.pk}/decide/", {"do": "refuse", "words": ""}))
    missing = said(helen.post(f"/permissions/{asked.pk}/decide/", {"words": "Ask IT for a tablet"}))
    assert "Choose your answer" in missing
    assert "Ask IT for a tablet" in missing
    helen.post(f"/permissions/{asked.pk}/decide/", {"do": "refuse", "words": "Ask IT for a tablet"})

    assert Request.objects.get().state == "refused"
    assert not Request.objects.held().exists()
    assert "Ask IT for a tablet" in said(signed_in("priya").get(f"/permissions/{asked.pk}/"))


def test_a_question_goes_back_and_forth_before_the_answer(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.camera(world)
    helen, priya = signed_in("helen"), signed_in("priya")
    assert "Write what you want to know" in said(helen.post(f"/permissions/{asked.pk}/decide/", {"do": "ask"}))
    helen.post(f"/permissions/{asked.pk}/decide/", {"do": "ask", "words": "Which plants?"})

    assert "Nothing waits for you" in said(helen.get("/permissions/desk/"))
    assert "A question about what you asked" in said(priya.get("/permissions/"))
    assert doors.due(world.priya) == {"permission": "1 waits for you"}
    assert "Write your answer" in said(priya.post(f"/permissions/{asked.pk}/reply/", {"words": ""}))
    priya.post(f"/permissions/{asked.pk}/reply/", {"words": "The beans"})

    assert "The beans" in said(helen.get(f"/permissions/{asked.pk}/"))
    assert doors.due(world.helen) == {"desk": "1 to decide"}
    with pytest.raises(ValidationError):
        actions.reply(world.priya, asked, "And the peas")
    assert actions.decide(world.helen, asked, granted=True, words="").state == "granted"


def test_it_is_decided_once_and_the_first_answer_stays(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.camera(world)
    actions.decide(world.helen, asked, granted=False, words="No")

    answer = signed_in("helen").post(f"/permissions/{asked.pk}/decide/", {"do": "grant", "words": ""})

    assert "Nothing was changed" in said(answer)
    assert Request.objects.get().granted is False
    with pytest.raises(ValidationError):
        actions.ask_back(world.helen, asked, "Why?")


def test_it_can_be_withdrawn_while_open_given_back_when_held_and_never_twice(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    asked = made.camera(world)
    priya = signed_in("priya")
    assert "Withdraw this?" in said(priya.get(f"/permissions/{asked.pk}/withdraw/"))
    priya.post(f"/permissions/{asked.pk}/withdraw/")

    assert Request.objects.get().state == "withdrawn"
    assert "Nothing was changed" in said(priya.post(f"/permissions/{asked.pk}/withdraw/", follow=True))
    with pytest.raises(ValidationError):
        actions.decide(world.helen, asked, granted=True, words="")
    held = actions.decide(world.helen, made.camera(world), granted=True, words="")
    assert Request.objects.held().get() == held
    actions.withdraw(world.priya, held)
    assert not Request.objects.held().exists()


def test_the_head_takes_a_yes_back_with_the_reason(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = actions.decide(world.helen, made.camera(world), granted=True, words="")
    helen = signed_in("helen")

    assert "Say why" in said(helen.post(f"/permissions/{asked.pk}/take-back/", {"words": ""}))
    assert Request.objects.held().exists()
    helen.post(f"/permissions/{asked.pk}/take-back/", {"words": "A parent objected"})

    assert not Request.objects.held().exists()
    assert "A parent objected" in said(signed_in("priya").get(f"/permissions/{asked.pk}/"))
    with pytest.raises(ValidationError):
        actions.take_back(world.helen, made.camera(world), "It is no yes yet")


# --- days -----------------------------------------------------------------------------------------------------------


def test_a_permission_begins_and_ends_by_its_days_and_nothing_need_run(world: SimpleNamespace) -> None:
    asked = actions.decide(world.helen, made.camera(world, since=made.days(2), until=made.days(4)), granted=True, words="")
    told = []
    for ahead in range(7):
        with time_machine.travel(timezone.now() + timedelta(ahead), tick=False):
            told.append((asked.state, Request.objects.held().exists()))

    assert told == [("granted, to come", False)] * 2 + [("granted", True)] * 3 + [("run out", False)] * 2


def test_a_request_that_nobody_decides_lapses_after_four_weeks_or_its_last_day(world: SimpleNamespace) -> None:
    long, short = made.post(world, until=made.days(60)), made.post(world, until=made.days(2))
    with time_machine.travel(timezone.now() + timedelta(3), tick=False):
        assert (long.state, short.state) == ("open", "lapsed")
        assert list(Request.objects.waiting()) == [long]
    with time_machine.travel(timezone.now() + OPEN_FOR, tick=False):
        assert long.state == "lapsed"
        assert not Request.objects.waiting().exists()
        with pytest.raises(ValidationError):
            actions.decide(world.helen, long, granted=True, words="")


@pytest.mark.django_db
def test_the_texts_of_lapsed_requests_are_wiped_and_of_open_ones_kept(world: SimpleNamespace) -> None:
    made.post(world, "Gone", until=made.days(2))
    made.post(world, "Here", until=made.days(20))
    with time_machine.travel(timezone.now() + timedelta(3), tick=False):
        schedule.forget()
        schedule.forget()

    assert sorted(Request.objects.values_list("text", flat=True)) == ["", "Here"]
    assert Event.objects.filter(verb="permissions.wipe").count() == 1


# --- the trail, the database, the lists -----------------------------------------------------------------------------


def test_the_trail_tells_each_step_by_codes_and_days_alone(world: SimpleNamespace) -> None:
    asked = made.camera(world)
    actions.ask_back(world.helen, asked, "Which quince?")
    actions.reply(world.priya, asked, "The zinnia one")
    actions.decide(world.helen, asked, granted=True, words="Not before noon")
    actions.take_back(world.helen, asked, "A mistake")
    events = list(Event.objects.filter(verb__startswith="permissions.").order_by("number"))

    assert [event.facts["step"] for event in events] == ["asked", "asked back", "answered", "granted", "taken back"]
    assert {event.about for event in events} == {f"permissions.request:{asked.pk}"}
    assert events[0].facts == {
        "step": "asked",
        "kind": "camera",
        "organisation": world.elm.pk,
        "since": made.days(0).isoformat(),
        "until": made.days(6).isoformat(),
    }
    told = str([event.facts for event in events]).lower()
    assert not [word for word in ("quince", "zinnia", "noon", "mistake", "priya") if word in told]


def test_the_database_refuses_what_contradicts_itself(world: SimpleNamespace) -> None:
    asked = made.post(world)
    for wrong in ({"until": made.days(-1)}, {"granted": True}, {"withdrawn_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.filter(pk=asked.pk).update(**wrong)


def test_the_oldest_waits_first_and_long_lists_have_pages(world: SimpleNamespace, signed_in: Browser) -> None:
    for number in range(30):
        made.camera(world, until=made.days(number))
    helen = signed_in("helen")
    first, second = (said(helen.get(f"/permissions/desk/?page={page}")) for page in (1, 2))

    assert first.count("Priya Nair: My own") == 25
    assert second.count("Priya Nair: My own") == 5
    assert helen.get("/permissions/desk/?page=x").status_code == 200
    assert "Page 1 of 6" in said(signed_in("priya").get("/permissions/"))


@pytest.mark.parametrize(
    ("who", "name"), [("priya", "permissions"), ("helen", "permissions-desk"), ("helen", "home"), ("priya", "home")]
)
def test_what_the_lists_ask_of_the_database_does_not_grow(
    who: str, name: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    def asked() -> int:
        client = signed_in(who)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for _ in range(count):
            made.camera(world)
            actions.ask_back(world.helen, made.camera(world), "Why?")
            actions.decide(world.helen, made.camera(world), granted=True, words="")
            made.agreement(world)
            made.agreement(world, guest="Ann Guest")
            made.loan(world)
            made.removal(world)

    more(1)
    few = asked()
    more(8)

    assert asked() == few


def test_priya_finds_who_decides(world: SimpleNamespace, signed_in: Browser) -> None:
    page = said(signed_in("priya").get("/permissions/"))
    assert "Helen Marsh, head teacher" in page
    assert "Marcus Bell" not in page

    page = said(signed_in("grace").get("/permissions/"))
    assert "Helen Marsh, head teacher" in page
    assert "Ruth Goldberg, agency consultant" in page

    page = said(signed_in("helen").get("/permissions/"))
    assert "Farah Siddiqui, chair of governors" in page
    assert "Helen Marsh, head teacher" not in page
