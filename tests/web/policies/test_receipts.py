"""Receipts: a code that cannot be guessed, a tagged PDF, and a page on which anybody can check it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from safeconduct.web.policies import receipts
from safeconduct.web.policies.models import Adoption, Signature
from web.policies.made import agree, kevi, sign


@pytest.fixture
def signature(world: SimpleNamespace) -> Signature:
    agree(world.sian, kevi())
    return sign(world.sian, kevi())


def test_codes_are_long_readable_and_all_different() -> None:
    codes = {receipts.new_code() for _ in range(2_000)}

    assert len(codes) == 2_000
    assert all(len(code) == 20 and set(code).isdisjoint("ILOU") for code in codes)
    assert receipts.grouped("0123456789ABCDEFGHJK") == "0123-4567-89AB-CDEF-GHJK"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123-4567-89ab-cdef-ghjk", "0123456789ABCDEFGHJK"),
        (" o12 3 4567 ", "01234567"),
        ("il", "11"),
        ("' OR 1=1 --", "0R11"),
        ("", ""),
        ("ß", "SS"),
        ("a" * 1_000_000, "A" * 100),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, read: str) -> None:
    assert receipts.read_code(typed) == read


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Siân Pritchard", "S. P."), ("Anne-Marie de Vere", "A. M. d. V."), ("张伟", "张."), ("  ", ""), ("", "")],
)
def test_initials_are_all_that_a_stranger_sees(name: str, shown: str) -> None:
    assert receipts.initials(name) == shown


def test_the_receipt_is_a_tagged_accessible_pdf(signature: Signature, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("sian").get(reverse("policy-signature-pdf", args=[signature.pk]))
    made = answer.content

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-kevi-{signature.at:%Y-%m-%d}.pdf"'
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in made
    assert b"/StructTreeRoot" in made


@pytest.mark.parametrize("name", ["张伟", "محمد", '#panic() "$ {}', "\\end *_`", "N" * 200, "=cmd|' /C calc'!A0"])
def test_a_name_in_any_script_or_with_any_sign_gets_a_receipt(signature: Signature, name: str) -> None:
    signature.name = name

    assert receipts.pdf(signature).startswith(b"%PDF")


def test_anybody_learns_that_a_receipt_is_genuine_and_only_the_initials(signature: Signature, world: SimpleNamespace) -> None:
    page = Client().get(reverse("policy-receipt"), {"code": receipts.grouped(signature.code).lower()}).content.decode()

    assert "Genuine" in page
    assert "S. P." in page
    assert signature.digest in page
    assert "2017-11" in page
    assert "Pritchard" not in page
    assert "Elm Park" not in page


@pytest.mark.parametrize("code", ["0" * 20, "x", "' OR 1=1", "\x00", "ÿ" * 90, "-"])
def test_a_code_that_is_not_there_is_not_genuine(signature: Signature, code: str) -> None:
    answer = Client().get(reverse("policy-receipt"), {"code": code})

    assert answer.status_code == 200
    assert "Genuine</p>" not in answer.content.decode()
    assert signature.digest not in answer.content.decode()


@pytest.mark.parametrize("code", ["", "x" * 101])
def test_no_code_or_too_much_of_one_is_said_at_the_field(signature: Signature, code: str) -> None:
    page = Client().get(reverse("policy-receipt"), {"code": code}).content.decode()

    assert "There is a problem" in page
    assert "Not genuine" not in page


def test_a_receipt_over_a_text_that_was_changed_is_not_genuine(signature: Signature) -> None:
    adoption = kevi()
    Adoption.objects.filter(pk=adoption.pk).update(text=adoption.text.replace("dismissal", "promotion"))
    page = Client().get(reverse("policy-receipt"), {"code": signature.code}).content.decode()

    assert "Not genuine" in page


def test_somebody_who_left_still_gets_the_receipt(
    signature: Signature, world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    world.sian.roles.all().delete()

    assert signed_in("sian").get(reverse("policy-signature", args=[signature.pk])).status_code == 200
    assert signed_in("sian").get(reverse("policy-signature-pdf", args=[signature.pk])).status_code == 200
