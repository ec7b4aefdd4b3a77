"""Other programs get the same answers as the command line, under the policies of the token's organisation."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.cli import app
from safeconduct.web.api import asking
from safeconduct.web.api.models import Scope, Token
from safeconduct.web.people.models import Person, Role
from safeconduct.web.policies.models import Adoption
from web.api.made import ALL, Program, token

TEXT = "Jayden in 9B was a nightmare again 😤, text me on 07700 900123"
FACTS = {"id": 7, "kind": "friend_request", "direction": "incoming", "person": "pupil", "author_role": "teacher"}
CONCERN = {"id": "c", "kind": "suspect-media", "subject": "headteacher"}


def on_the_command_line(command: str, question: dict[str, Any]) -> Any:
    done = CliRunner().invoke(app, [command, "--jsonl", "-"], input=json.dumps(question) + "\n")
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("check", {"id": "a", "text": TEXT, "account": "personal", "author_role": "teacher", "audience": "friends"}),
        ("check", {"id": None, "text": ""}),
        ("check", {"text": "Union meeting on Thursday about pay, come along", "platform": "x", "kind": "comment"}),
        ("decide", FACTS),
        ("decide", {"kind": "browse", "site": "facebook.com", "device": "school", "network": "school", "on_break": True}),
        ("route", CONCERN),
        ("route", {"situation": "A pupil sent me a friend request last night and now keeps messaging me"}),
    ],
    ids=["marked", "empty", "protected", "contact", "visit", "concern", "situation"],
)
def test_the_answer_is_the_command_line_s(command: str, question: dict[str, Any], world: SimpleNamespace) -> None:
    asked = {**question, "policies": ["kevi", "tapton", "key"]}
    answer = Program(token(world)).post(f"/api/v1/{command}", asked)

    assert answer.status_code == 200, answer.content
    assert answer.json() == on_the_command_line(command, asked)


def test_the_policies_are_those_in_force_at_the_token_s_organisation(world: SimpleNamespace) -> None:
    of_elm, of_agency = (Program(token(world, place=place)) for place in (world.elm, world.agency))

    assert set(of_elm.post("/api/v1/check", {"text": TEXT}).json()["policies"]) == {"kevi", "safe-use"}
    assert set(of_elm.post("/api/v1/decide", FACTS).json()["policies"]) == {"kevi", "safe-use"}
    assert set(of_agency.post("/api/v1/route", CONCERN).json()["policies"]) == {"key", "vision"}
    assert [each["id"] for each in of_agency.get("/api/v1/policies").json()] == ["key", "vision"]


def test_an_organisation_without_policies_is_answered_by_the_shipped_ones(world: SimpleNamespace) -> None:
    Adoption.objects.all().delete()

    assert len(Program(token(world)).post("/api/v1/check", {"text": TEXT}).json()["policies"]) == 5


def test_a_policy_is_given_with_its_clauses_as_it_was_adopted(world: SimpleNamespace) -> None:
    found = Program(token(world)).get("/api/v1/policies/kevi").json()

    kevi = Adoption.objects.get(policy_id="kevi")
    assert (found["digest"], found["since"], found["adopted_by"]) == (kevi.digest, "2026-09-01", "Elm Park Primary")
    assert [clause["id"] for clause in found["clauses"]] == [clause.id for clause in kevi.policy.clause]
    assert Program(token(world)).get("/api/v1/policies/tapton").status_code == 404  # in force at Harbour, not here


def test_sign_offs_are_counted_without_names_and_listed_with_the_scope_for_it(world: SimpleNamespace) -> None:
    counts = Program(token(world, "sign-offs")).get("/api/v1/sign-offs")
    people = Program(token(world, "sign-offs-by-person")).get("/api/v1/sign-offs/people", limit="3").json()

    kevi = next(each for each in counts.json() if each["policy"] == "kevi")
    assert kevi["organisation"] == "Elm Park Primary"
    assert kevi["total"] == kevi["signed"] + kevi["due"] + kevi["waiting"] + kevi["away"] + kevi["overdue"] > 0
    assert "Nair" not in counts.content.decode()
    assert people["total"] == sum(each["total"] for each in counts.json())
    assert len(people["people"]) == 3
    assert {each["organisation"] for each in people["people"]} == {"Elm Park Primary"}


@pytest.mark.parametrize("address", ["/api/v1/sign-offs", "/api/v1/sign-offs/people", "/api/v1/policies", "/programs/"])
def test_a_list_costs_the_same_for_few_and_for_many(address: str, world: SimpleNamespace) -> None:
    program = Program(token(world))
    program.client.force_login(world.owen, backend="allauth.account.auth_backends.AuthenticationBackend")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert program.get(address).status_code == 200
        return len(queries)

    def more(start: int, count: int) -> None:
        names = [f"p{number}@demo.example" for number in range(start, start + count)]
        people = Person.objects.bulk_create(Person(email=name, name=name, password="!") for name in names)
        Role.objects.bulk_create(Role(person=one, organisation=world.elm, position="teacher") for one in people)
        for _ in range(count):
            token(world)

    more(0, 2)
    cost()
    few = cost()
    more(10, 20)
    assert cost() == few


# --- who may ---------------------------------------------------------------------------------------------------------

QUESTIONS = {
    "check": ("POST", "/api/v1/check", {"text": "Hello"}),
    "decide": ("POST", "/api/v1/decide", FACTS),
    "route": ("POST", "/api/v1/route", CONCERN),
    "policies": ("GET", "/api/v1/policies", None),
    "sign-offs": ("GET", "/api/v1/sign-offs", None),
    "sign-offs-by-person": ("GET", "/api/v1/sign-offs/people", None),
    "scim": ("GET", "/scim/v2/Users", None),
}


@pytest.mark.parametrize("scope", ALL)
def test_each_scope_opens_its_own_question_and_no_other(scope: str, world: SimpleNamespace) -> None:
    assert set(QUESTIONS) == {each.value for each in Scope}
    program = Program(token(world, scope))

    for name, (method, address, body) in QUESTIONS.items():
        assert program.ask(method, address, body).status_code == (200 if name == scope else 403), name


@pytest.mark.parametrize("kind", ["none", "wrong", "basic", "expired", "revoked", "too long"])
def test_without_a_token_in_use_nothing_opens_and_it_is_said_what_to_do(kind: str, world: SimpleNamespace) -> None:
    secret = token(world)
    if kind == "expired":
        Token.objects.update(expires_on=timezone.localdate() - timedelta(1))
    if kind == "revoked":
        Token.objects.update(revoked_at=timezone.now())
    sent = {"none": None, "wrong": secret[:-1] + "~", "too long": secret + "x" * 5_000}.get(kind, secret)
    program = Program(sent)
    if kind == "basic":
        program.headers = {"authorization": f"Basic {secret}"}

    for method, address, body in QUESTIONS.values():
        answer = program.ask(method, address, body)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert "administrator" in answer.json()["detail"]


def test_a_session_opens_nothing_and_a_token_sets_no_cookie(world: SimpleNamespace) -> None:
    program = Program(None)
    program.client.force_login(world.owen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert program.post("/api/v1/check", {"text": "Hello"}).status_code == 401

    answer = Program(token(world)).post("/api/v1/check", {"text": "Hello"})
    assert dict(answer.cookies) == {}
    assert answer["Cache-Control"] == "no-store"


def test_a_token_that_asks_too_often_waits_and_others_do_not(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 3)
    busy, other = Program(token(world)), Program(token(world))
    answers = [busy.get("/api/v1/policies") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[-1]["Retry-After"], "Wait a minute" in answers[-1].json()["detail"]) == ("60", True)
    assert other.get("/api/v1/policies").status_code == 200


# --- what cannot be right --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "body", "status", "words"),
    [
        ("check", {}, 422, "“text” does not fit: it is missing"),
        ("check", {"text": 7}, 422, "“text” does not fit: it must be a text"),
        ("check", {"text": "Hi", "account": "Jayden"}, 422, "“account” does not fit"),
        ("check", {"text": "Hi", "permission": "yes"}, 422, "true or false"),
        ("check", {"text": "Hi", "policies": ["Jayden"]}, 404, "The policies are:"),
        ("check", {"text": "x" * 250_001}, 422, "“text” does not fit"),
        ("check", [1], 400, "not a JSON object"),
        ("decide", None, 422, "The body does not fit: it is missing"),
        ("route", 7, 400, "not a JSON object"),
        ("check", b"{Jayden", 400, "not valid JSON"),
        ("check", b"\xff", 400, "UTF-8"),
        ("check", b"[" * 100_000, 400, ""),
        ("check", b'{"text": "' + b"x" * 3_500_000 + b'"}', 413, "3 MB"),
        ("decide", {"kind": "friend_reqest"}, 422, "did you mean “friend_request”?"),
        ("decide", {"kind": "draft"}, 422, ""),
        ("decide", {**FACTS, "person": "parent", "person_age": 5}, 409, "contradict"),
        ("route", {"kind": "fire"}, 422, "Use one of"),
        ("route", {}, 409, "Say what happened"),
        ("route", {"situation": "asdf"}, 409, "not clear"),
        ("decide", {**FACTS, "person_age": 11.5}, 422, "whole number"),
    ],
)
def test_what_cannot_be_right_is_told_with_what_to_do(
    address: str, body: Any, status: int, words: str, world: SimpleNamespace
) -> None:
    answer = Program(token(world)).post(f"/api/v1/{address}", body)

    said = answer.json()
    assert (answer.status_code, said["status"], answer["Content-Type"]) == (status, status, "application/problem+json")
    assert words in said["detail"]


def test_a_body_of_another_kind_is_refused(world: SimpleNamespace) -> None:
    program = Program(token(world), "text/plain")

    assert program.post("/api/v1/check", {"text": "Hi"}).status_code == 415
    assert program.ask("PUT", "/api/v1/check").status_code == 405


def test_half_a_character_is_mended_and_every_place_stays(world: SimpleNamespace) -> None:
    answer = Program(token(world)).post("/api/v1/check", b'{"text": "\\ud83d text me on 07700 900123"}').json()

    assert [found["quote"] for found in answer["findings"] if "07700" in found["quote"]]
