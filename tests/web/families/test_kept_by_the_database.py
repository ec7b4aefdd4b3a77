"""Signatures by link, and the office's word on them, are kept as they were given: the database itself refuses."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from safeconduct.web.families import answering, verifying
from safeconduct.web.families.models import Confirmation, Invitation, Signature
from web.families import made
from web.unguarded import unguarded


def refused(statement: str, *given: Any) -> str:
    """Why the database refuses a statement."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
    return str(error.value)


@pytest.mark.parametrize("column", ["name", "parent", "child", "digest", "points", "code", "at", "adoption_id", "id"])
def test_a_signature_cannot_be_changed(column: str, world: SimpleNamespace) -> None:
    signature = made.signed(world)

    assert "never changed" in refused(f"UPDATE families_signature SET {column} = {column} WHERE id = %s", signature.pk)


def test_neither_a_signature_nor_the_word_on_it_can_be_changed_or_deleted(world: SimpleNamespace) -> None:
    answering.confirm(world.owen, made.came(world), known=True)

    assert "never changed or deleted" in refused("UPDATE families_confirmation SET known = known")
    assert "never changed or deleted" in refused("DELETE FROM families_confirmation")
    assert "never changed or deleted" in refused("DELETE FROM families_signature")
    assert (Signature.objects.count(), Confirmation.objects.count()) == (1, 1)


def test_a_row_cannot_be_put_in_anothers_place(world: SimpleNamespace) -> None:
    made.signed(world)
    columns = 'id, organisation_id, adoption_id, role, digest, name, parent, child, "group", by_open_link, points, code, at'
    others = columns.replace("name", "'Somebody'")
    begin = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    end = "" if connection.vendor == "sqlite" else " ON CONFLICT (id) DO UPDATE SET name = 'Somebody'"
    said = refused(f"{begin} families_signature ({columns}) SELECT {others} FROM families_signature WHERE true{end}")

    assert "never changed or deleted" in said
    assert Signature.objects.get().name == "Anna Brown"


def test_a_text_that_was_altered_in_the_database_shows(world: SimpleNamespace) -> None:
    signature = made.signed(world)
    assert signature.is_genuine
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE families_signature SET digest = %s", ["0" * 64])

    assert not Signature.objects.get().is_genuine


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE families_signature SET name = 'Somebody Else'", "is not what entry"),
        ("UPDATE families_signature SET points = '[]'", "is not what entry"),
        ("UPDATE families_invitation SET signature_id = NULL; DELETE FROM families_signature", "it is missing"),
        ("UPDATE policies_adoption SET text = replace(text, 'monitors', 'ignores')", "not the one that was signed"),
    ],
    ids=["name", "points", "gone", "text"],
)
def test_whoever_gets_at_the_database_itself_is_found_out(statement: str, says: str, world: SimpleNamespace) -> None:
    made.signed(world)
    assert list(verifying.faults()) == []
    with unguarded(), connection.cursor() as cursor:
        for part in statement.split("; "):
            cursor.execute(part)
    (fault,) = verifying.faults()

    assert says in fault.says


def test_an_open_link_is_never_signed_and_an_invitation_is_to_somebody(world: SimpleNamespace) -> None:
    signature, link = made.came(world), Invitation.objects.get(is_open=True)
    Invitation.objects.filter(signature=signature).update(signature=None)
    for wrong in ({"signature": signature}, {"is_open": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.filter(pk=link.pk).update(**wrong)
