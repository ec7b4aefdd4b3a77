"""Whoever was signed out while they filled in a form of a register goes on with all that they wrote."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeconduct.web.permissions.models import Agreement, Loan, Removal
from web.conftest import BACKEND
from web.permissions import made

Browser = Callable[[str], Client]
WORDS = "The zinnia on the climbing frame"
FORMS: dict[str, tuple[str, type[Any], dict[str, str]]] = {
    "agreement-ask": ("about", Agreement, {"kind": "picture", "guest": "Ann Guest", "until": ""}),
    "equipment-take": ("what", Loan, {"serial": "EP-17", "taken_on": str(made.days(0)), "due_back": str(made.days(9))}),
    "removal-ask": (
        "about", Removal, {"whose": "parent", "who": "Ms Quince", "address": "a.example", "asked_on": str(made.days(0))},
    ),
}  # fmt: skip


def said(answer: Any) -> str:
    return str(answer.content.decode())


def open_for_long(world: SimpleNamespace, address: str, given: dict[str, Any], key: str = "priya") -> str:
    """The page after its form was sent with a secret that does not fit any more, as it is after signing in again."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(getattr(world, key), backend=BACKEND)
    return said(client.post(address, {**given, "go": "on", "csrfmiddlewaretoken": "x" * 64}))


@pytest.mark.parametrize("name", FORMS)
def test_whoever_was_signed_out_keeps_all_of_it(name: str, world: SimpleNamespace, signed_in: Browser) -> None:
    field, model, rest = FORMS[name]
    address, given = reverse(name), {"organisation": str(world.elm.pk), **rest}
    out = said(signed_in("nobody").post(address, {**given, field: WORDS}))
    assert "You were signed out, so nothing was sent" in out
    assert f'name="{field}" id="id_words" rows="8">{WORDS}</textarea>' in out
    assert all(f'type="hidden" name="{each}" value="{value}"' in out for each, value in given.items())

    back = open_for_long(world, address, {**given, field: WORDS})
    assert "nothing was sent yet" in back
    assert WORDS in back
    assert all(value in back for value in rest.values())
    assert not model.objects.exists()
    signed_in("priya").post(address, {**given, field: WORDS})
    assert getattr(model.objects.get(), field) == WORDS
    assert signed_in("nobody").get(address)["Location"].startswith("/accounts/login/")


def test_whoever_was_signed_out_while_proving_keeps_their_words(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("removal-done", args=[made.removal(world, person=world.tomasz).pk])
    proof = {"note": WORDS, "screenshot": SimpleUploadedFile("gone.png", b"gone")}
    out = said(signed_in("nobody").post(address, proof))
    assert "You were signed out, so nothing was sent" in out
    assert WORDS in out
    assert "Choose your files again" in out
    elsewhere = said(signed_in("nobody").post(reverse("removal-done", args=[999_999]), {"note": WORDS}))
    assert "You were signed out" in elsewhere, "nobody learns which there are"

    back = open_for_long(world, address, {"note": WORDS}, "tomasz")
    assert "nothing was sent yet" in back
    assert "choose it again" in back
    assert WORDS in back
    assert Removal.objects.get().done_on is None
    signed_in("tomasz").post(address, {"note": WORDS})
    assert Removal.objects.get().note == WORDS
