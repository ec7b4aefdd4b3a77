"""An administrator lets programs in and shuts them out; a token is shown once and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.api import tokens
from safeconduct.web.api.models import MODEST, Token
from web.api.made import Program, token

SignedIn = Callable[[str], Client]


def given(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    last = timezone.localdate() + timedelta(90)
    said = {"name": "Website", "organisation": world.elm.pk, "scopes": ["check", "policies"], "expires_on": last.isoformat()}
    return {**said, **more}


def made(client: Client, world: SimpleNamespace, **more: Any) -> str:
    """The token as the page shows it."""
    page = client.post("/programs/new/", given(world, **more)).content.decode()
    return page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]


def test_a_token_is_made_shown_once_and_opens_what_was_ticked(signed_in: SignedIn, world: SimpleNamespace) -> None:
    owen = signed_in("owen")
    secret = made(owen, world)

    program = Program(secret)
    assert program.post("/api/v1/check", {"text": "Hello"}).status_code == 200
    assert program.post("/api/v1/route", {"kind": "grievance"}).status_code == 403
    page = owen.get("/programs/").content.decode()
    assert ("Website" in page, "Check texts" in page, secret in page) == (True, True, False)


def test_the_token_stands_nowhere_in_the_database_nor_in_the_trail(signed_in: SignedIn, world: SimpleNamespace) -> None:
    secret = made(signed_in("owen"), world)
    Program(secret).get("/api/v1/policies")

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert not [row for row in cursor.fetchall() if secret.removeprefix(tokens.PREFIX) in str(row)], table
    event = Event.objects.get(verb="api.manage")
    assert (event.actor_id, event.facts["scopes"], "Website" in str(event.facts)) == (
        world.owen.pk,
        ["check", "policies"],
        False,
    )
    assert len(secret) >= 50


def test_another_key_of_the_server_makes_another_hash(settings: Any, world: SimpleNamespace) -> None:
    secret = token(world)
    settings.SECRET_KEY = "another"

    assert Program(secret).get("/api/v1/policies").status_code == 401


def test_a_program_that_is_shut_out_is_out_at_once(signed_in: SignedIn, world: SimpleNamespace) -> None:
    program, owen = Program(token(world)), signed_in("owen")
    pk = Token.objects.get().pk
    assert program.get("/api/v1/policies").status_code == 200

    assert owen.post(f"/programs/{pk}/revoke/").status_code == 302
    assert program.get("/api/v1/policies").status_code == 401
    assert "revoked already" in owen.post(f"/programs/{pk}/revoke/").content.decode()
    assert [event.facts["step"] for event in Event.objects.filter(verb="api.manage").order_by("number")] == ["made", "revoked"]


def test_the_day_of_the_last_use_is_noted(world: SimpleNamespace) -> None:
    secret = token(world)
    assert Token.objects.get().last_used_on is None

    Program(secret).get("/api/v1/policies")
    assert Token.objects.get().last_used_on == timezone.localdate()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Say which program it is for."),
        ({"scopes": []}, "Tick what it may do"),
        ({"scopes": ["everything"]}, "everything"),
        ({"expires_on": "2020-01-01"}, "This day is over."),
        ({"expires_on": date(2040, 1, 1).isoformat()}, "more than two years away"),
        ({"position": "headteacher"}, "headteacher"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(
    wrong: dict[str, Any], words: str, signed_in: SignedIn, world: SimpleNamespace
) -> None:
    page = signed_in("owen").post("/programs/new/", given(world, **wrong)).content.decode()

    assert words in page
    assert "name" in wrong or 'value="Website"' in page
    assert Token.objects.count() == 0


def test_nobody_makes_a_token_for_an_organisation_of_others(signed_in: SignedIn, world: SimpleNamespace) -> None:
    answer = signed_in("owen").post("/programs/new/", given(world, organisation=world.agency.pk))

    assert ("Choose one that you look after." in answer.content.decode(), Token.objects.count()) == (True, 0)


def test_a_directory_can_give_nobody_power_over_others() -> None:
    from safeconduct.web.access.rights import rights

    held = {right.verb for right in rights().values() if set(MODEST) & right.held_by}
    of_all = {right.verb for right in rights().values() if right.held_by >= set(MODEST)}
    assert held <= of_all | {"permissions.see-pupils"}  # whoever teaches sees who may be shown; it is power over nobody
    assert not held & {"people.manage", "people.place", "policies.adopt", "api.manage"}
