"""Signatures and answers are kept as they were given: the database itself refuses whoever would change or delete them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from safeconduct.web.policies import actions
from safeconduct.web.policies.models import Answer, Signature
from web.policies.made import again, agree, ask, kevi, sign
from web.unguarded import unguarded

COLUMNS = ("person_id", "adoption_id", "clause", "content", "said", "question", "at")
OTHER: dict[str, Any] = {"clause": "1", "content": "x", "said": "agree", "question": "Another?", "at": timezone.now()}


@pytest.fixture
def signature(world: SimpleNamespace) -> Signature:
    agree(world.priya, kevi())
    return sign(world.priya, kevi())


def refused(statement: str, *given: Any) -> str:
    """Why the database refuses a statement."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
    return str(error.value)


@pytest.mark.parametrize("column", ["name", "digest", "code", "points", "at", "person_id", "adoption_id", "id"])
def test_a_signature_cannot_be_changed(column: str, signature: Signature) -> None:
    assert "never changed" in refused(f"UPDATE policies_signature SET {column} = {column} WHERE id = %s", signature.pk)


def test_a_signature_cannot_be_deleted(signature: Signature) -> None:
    assert "never changed or deleted" in refused("DELETE FROM policies_signature")
    assert Signature.objects.count() == 1


def test_an_answer_cannot_be_deleted(world: SimpleNamespace) -> None:
    ask(world.priya, kevi(), "5.2i")

    assert "never changed or deleted" in refused("DELETE FROM policies_answer")


@pytest.mark.parametrize("column", COLUMNS)
def test_what_somebody_said_cannot_be_changed_even_while_it_is_replied_to(column: str, world: SimpleNamespace) -> None:
    asked = ask(world.priya, kevi(), "5.2i")
    other = {**OTHER, "person_id": world.tomasz.pk, "adoption_id": asked.adoption_id + 1}[column]
    said = refused(f"UPDATE policies_answer SET reply = 'Yes.', {column} = %s WHERE id = %s", other, asked.pk)

    assert "only replied to once" in said


def test_a_question_is_replied_to_once(world: SimpleNamespace) -> None:
    asked = ask(world.priya, kevi(), "5.2i")
    actions.reply(again(world.helen), asked, "Yes.")

    assert "only replied to once" in refused("UPDATE policies_answer SET reply = 'No.' WHERE id = %s", asked.pk)
    assert Answer.objects.get(pk=asked.pk).reply == "Yes."


def test_a_row_cannot_be_put_in_anothers_place(signature: Signature) -> None:
    if connection.vendor == "sqlite":
        columns = "id, person_id, adoption_id, digest, name, code, points, at"
        for changed in (columns.replace("name", "'Somebody'"), columns.replace("id, ", "id + 1, ", 1)):
            said = refused(f"INSERT OR REPLACE INTO policies_signature ({columns}) SELECT {changed} FROM policies_signature")
            assert "never changed" in said
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert "never changed" in refused("TRUNCATE policies_signature CASCADE")
    assert Signature.objects.get().name == "Priya Nair"


@pytest.mark.parametrize("table", ["access_event", "policies_answer", "policies_signature"])
def test_no_later_change_of_a_table_has_lost_its_triggers(table: str, db: None) -> None:
    """SQLite forgets them when a migration makes the table anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        else:
            cursor.execute(
                "SELECT 3 * sign(count(*)) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text = %s", [table]
            )
        assert cursor.fetchone()[0] == 3


def test_the_tests_own_way_around_puts_the_triggers_back(signature: Signature) -> None:
    with unguarded():
        Signature.objects.update(name="Somebody")

    assert Signature.objects.get().name == "Somebody"
    assert "never changed" in refused("DELETE FROM policies_signature")
