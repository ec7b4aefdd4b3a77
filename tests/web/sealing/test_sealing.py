"""What is sealed comes back as it was, with the right key alone, and is never changed or deleted."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pyrage
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pyrage.x25519 import Identity

from safeconduct.errors import InputError
from safeconduct.web.sealing import keys, storing
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Damaged, Destroyed, destroy, fingerprint, seal, unsealed, words
from web.sealing.conftest import lay_down
from web.unguarded import unguarded

TOLD = "He said: “I’ll see you after school.” 🙈\r\n\ud800"


def fresh(sealed: Sealed) -> Sealed:
    """The row as a later request finds it."""
    return Sealed.objects.get(pk=sealed.pk)


@pytest.mark.parametrize("told", [TOLD, "", "x"])
def test_a_text_comes_back_as_it_was_told(db: None, told: str) -> None:
    assert words(fresh(seal(told))) == told


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 20 * 1024 * 1024])
def test_a_file_comes_back_byte_for_byte(db: None, size: int) -> None:
    given = os.urandom(size)
    sealed = fresh(seal(given))

    assert unsealed(sealed) == given
    assert sealed.size == size


def test_what_was_told_does_not_stand_in_the_row(db: None) -> None:
    assert b"after school" not in bytes(seal(TOLD).ciphertext)


def test_the_same_words_are_never_sealed_alike(db: None) -> None:
    one, other = seal("the same"), seal("the same")

    assert one.ciphertext != other.ciphertext
    assert fingerprint(one) == f"{one.pk}:{one.digest}" != fingerprint(other)


def test_what_is_too_large_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MOST", 1024 * 1024)

    with pytest.raises(InputError, match="larger than 1 MB"):
        seal(bytes(1024 * 1024 + 1))
    assert unsealed(seal(bytes(1024 * 1024))) == bytes(1024 * 1024)


def test_nothing_is_sealed_or_destroyed_outside_a_transaction(transactional_db: None) -> None:
    with transaction.atomic():
        sealed = seal("told")

    with pytest.raises(RuntimeError, match="in the transaction"):
        seal("told")
    with pytest.raises(RuntimeError, match="in the transaction"):
        destroy(sealed)
    assert words(fresh(sealed)) == "told"


# --- keys ----------------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_sealed_or_opened(db: None, key: Path) -> None:
    sealed = seal("told")
    key.unlink()

    with pytest.raises(NoKey, match="keys recover"):
        seal("told")
    with pytest.raises(NoKey, match="case key is missing"):
        unsealed(fresh(sealed))


def test_another_key_opens_nothing(db: None, key: Path) -> None:
    sealed = seal("told")
    lay_down(key, Identity.generate())

    with pytest.raises(NoKey, match="sealed with another key"):
        unsealed(fresh(sealed))


def test_after_a_newer_key_the_older_one_still_opens(db: None, key: Path) -> None:
    older, newer = keys.identities()[0], Identity.generate()
    before = seal("before")
    lay_down(key, newer, older)
    after = seal("after")

    assert (words(fresh(before)), words(fresh(after))) == ("before", "after")
    assert pyrage.decrypt(bytes(after.ciphertext), [newer]) == b"after"
    lay_down(key, newer)
    with pytest.raises(NoKey):
        words(fresh(before))


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "AGE-SECRET-KEY-1ABC\n", "é", "\0"])
def test_a_key_file_that_holds_no_key_is_named(db: None, key: Path, text: str) -> None:
    key.write_text(text, "utf-8")

    with pytest.raises(NoKey, match="no key") as found:
        seal("told")
    assert "ABC" not in str(found.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_that_others_may_read_is_refused(db: None, key: Path, mode: int) -> None:
    key.chmod(mode)

    with pytest.raises(NoKey, match="chmod 600"):
        seal("told")


def test_a_key_that_cannot_be_read_is_named(db: None, key: Path) -> None:
    key.unlink()
    key.mkdir(mode=0o700)

    with pytest.raises(NoKey, match="cannot be read"):
        seal("told")


# --- damage and destruction ----------------------------------------------------------------------------------


def test_what_was_changed_is_not_opened(db: None) -> None:
    sealed = seal("told")
    with unguarded():
        Sealed.objects.filter(pk=sealed.pk).update(ciphertext=bytes(sealed.ciphertext)[:-1] + b"\0\0")

    with pytest.raises(Damaged, match="changed since"):
        unsealed(fresh(sealed))


def test_bytes_that_were_never_sealed_are_not_opened(db: None) -> None:
    with pytest.raises(Damaged, match="damaged"):
        storing.opened(b"age-encryption.org/v1\n", keys.identities(), "x")


def test_what_is_destroyed_is_gone_and_its_row_stays(db: None) -> None:
    sealed, other = seal("told"), seal("kept")
    destroy(sealed)
    row = fresh(sealed)

    assert bytes(row.ciphertext) == b""
    assert row.destroyed_at is not None
    assert (row.digest, row.size) == (sealed.digest, 4)
    assert words(fresh(other)) == "kept"
    for found in (sealed, row):
        with pytest.raises(Destroyed):
            unsealed(found)
    with pytest.raises(Destroyed, match="before"):
        destroy(row)


def test_what_was_loaded_before_it_was_destroyed_is_not_opened_after(db: None) -> None:
    sealed = fresh(seal("told"))
    destroy(fresh(sealed))

    with pytest.raises(Destroyed):
        unsealed(sealed)


# --- the database's own refusal ------------------------------------------------------------------------------

REFUSED = [
    "UPDATE sealing_sealed SET ciphertext = %s",
    "UPDATE sealing_sealed SET ciphertext = %s, destroyed_at = at",
    "UPDATE sealing_sealed SET destroyed_at = at, size = length(%s)",
    "UPDATE sealing_sealed SET destroyed_at = at, digest = '', ciphertext = substr(%s, 1, 0)",
    "UPDATE sealing_sealed SET destroyed_at = NULL, ciphertext = substr(%s, 1, 0)",
    "DELETE FROM sealing_sealed WHERE ciphertext <> %s",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_or_delete_a_row(db: None, statement: str) -> None:
    seal("told")

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement, [b"forged"])


def test_the_database_refuses_to_fill_what_was_emptied(db: None) -> None:
    sealed = seal("told")
    destroy(sealed)

    for change in ({"ciphertext": b"forged"}, {"destroyed_at": None}, {"destroyed_at": sealed.at}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Sealed.objects.filter(pk=sealed.pk).update(**change)


def test_the_database_refuses_to_empty_or_replace_the_table(db: None) -> None:
    sealed = seal("told")
    statement = (
        "TRUNCATE sealing_sealed CASCADE"
        if connection.vendor == "postgresql"
        else "INSERT OR REPLACE INTO sealing_sealed SELECT * FROM sealing_sealed"
    )

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sealed.objects.all().delete()
    with pytest.raises(TypeError, match="only emptied"):
        sealed.delete()


def test_the_bytes_are_fetched_only_when_they_are_opened(db: None) -> None:
    for told in ("one", "two", "three"):
        seal(told)
    with CaptureQueriesContext(connection) as asked:
        rows = list(Sealed.objects.order_by("at"))
        assert "ciphertext" not in asked[0]["sql"]
        assert [words(row) for row in rows] == ["one", "two", "three"]

    assert len(asked) == 4


def test_seals_at_the_same_time_all_arrive(transactional_db: None) -> None:
    faults: list[BaseException] = []

    def many(name: int) -> None:
        try:
            for number in range(10):
                with transaction.atomic():
                    seal(f"{name}.{number}")
        except BaseException as error:  # noqa: BLE001 it is looked at below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many, args=[name]) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert {words(row) for row in Sealed.objects.all()} == {f"{name}.{number}" for name in range(4) for number in range(10)}
