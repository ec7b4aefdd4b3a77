"""Where nobody on the site may change a sign-in or a role, whoever looks after the site can: seen, told and on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from safeconduct.errors import SiteError
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import by_command
from safeconduct.web.people.models import Person, Role
from web.people.made import RECEIVERS, Sent, told

CHAIR = Position.CHAIR_OF_GOVERNORS


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def last() -> tuple[str, int | None, object]:
    event = Event.objects.latest("number")
    return event.verb, event.actor_id, event.facts["step"]


def test_a_chair_who_is_gone_is_followed_by_another(world: SimpleNamespace, sent: Sent) -> None:
    by_command.dismiss(world.elm, "FARAH@demo.example", CHAIR)
    assert CHAIR not in again(world.farah).positions_at(world.elm)
    assert last() == ("people.command-line", None, "ended")
    said = by_command.appoint(world.elm, "chair@demo.example", "New Chair", CHAIR)

    new = Person.objects.get(email="chair@demo.example")
    assert new.positions_at(world.elm) == {CHAIR}
    assert said.startswith("New Chair is chair of governors at Elm Park")
    assert last() == ("people.command-line", None, "appointed")
    assert [mail.to for mail in sent if mail.template == "people/invitation"] == [new]
    assert set(told(sent, "people/roles")) == {*RECEIVERS, "chair"}
    assert "New Chair" not in str(Event.objects.latest("number").facts)


def test_an_address_is_given_back_and_both_are_told(world: SimpleNamespace, sent: Sent) -> None:
    by_command.move("farah@demo.example", "F.Siddiqui@demo.example")
    assert again(world.farah).email == "f.siddiqui@demo.example"
    assert set(told(sent, "people/address")) == {*RECEIVERS, "f.siddiqui"}
    assert last() == ("people.command-line", None, "address")


def test_a_sign_in_is_closed_and_opened_without_the_lost_second_step(world: SimpleNamespace, sent: Sent) -> None:
    TOTP.activate(world.farah, generate_totp_secret())
    by_command.shut_or_open("farah@demo.example", active=False)
    assert not again(world.farah).is_active
    assert Authenticator.objects.filter(user=world.farah).exists()
    by_command.shut_or_open("farah@demo.example", active=True, second_step_lost=True)
    assert again(world.farah).is_active
    assert not Authenticator.objects.filter(user=world.farah).exists()
    assert told(sent, "people/invitation") == ["farah"]


def test_what_cannot_be_done_is_said_and_nothing_is_changed(world: SimpleNamespace) -> None:
    Role.objects.filter(person__in=[world.helen, world.sian, world.farah]).update(until=timezone.localdate() - timedelta(1))
    before = list(Role.objects.order_by("pk").values())
    refused: dict[str, Callable[[], object]] = {
        "Nobody signs in by x@demo.example": lambda: by_command.move("x@demo.example", "y@demo.example"),
        "is no e-mail address": lambda: by_command.move("owen@demo.example", "y"),
        "Somebody else has this address": lambda: by_command.move("owen@demo.example", "priya@demo.example"),
        "Give their full name too": lambda: by_command.appoint(world.elm, "y@demo.example", "", CHAIR),
        "has this role here already": lambda: by_command.appoint(world.elm, "priya@demo.example", "", Position.TEACHER),
        "is not chair of governors at": lambda: by_command.dismiss(world.elm, "owen@demo.example", CHAIR),
        "Nobody else could manage people": lambda: by_command.dismiss(world.elm, "owen@demo.example", Position.ADMINISTRATOR),
        "“king” is no role": lambda: by_command.position_of("king"),
    }
    for says, doing in refused.items():
        with pytest.raises(SiteError, match=says):
            doing()
    assert list(Role.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("given", ["chair_of_governors", "Chair of governors", "chair-of-governors"])
def test_a_role_is_known_by_its_code_or_its_words(given: str) -> None:
    assert by_command.position_of(given) is CHAIR
