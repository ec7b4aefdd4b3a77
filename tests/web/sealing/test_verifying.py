"""Whatever is done to what is sealed behind the site's back, ``safeconduct verify`` names it."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from django.test import TestCase
from pyrage.x25519 import Identity

from safeconduct.cli import app
from safeconduct.web.access import trail
from safeconduct.web.access.trail import Fact
from safeconduct.web.sealing import verifying
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import destroy, fingerprint, seal
from web.sealing.conftest import lay_down
from web.unguarded import unguarded

COLUMNS = ("id", "ciphertext", "digest", "destroyed_at")
Sql = Callable[..., None]


def tell(**facts: Fact) -> None:
    """An entry of the trail, as an action leaves it."""
    trail.append("concerns.note", by=7, about="", facts=facts)


def sealed(told: str | bytes) -> Sealed:
    """Something sealed as an action does it."""
    with transaction.atomic():
        made = seal(told)
        tell(sealed=[fingerprint(made)])
    return made


@pytest.fixture
def three(db: None) -> list[Sealed]:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return [sealed(told) for told in ("one", "two", b"\0" * 200)]


@pytest.fixture
def sql() -> Iterator[Sql]:
    """Somebody who can write to the database itself, and has taken the triggers away."""

    def run(statement: str, *given: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)

    with unguarded():
        yield run


def key_of(row: Sealed) -> object:
    """Its id as the database keeps it."""
    return row.pk.hex if connection.vendor == "sqlite" else row.pk


def named(*, thorough: bool = False) -> list[str]:
    return [fault.where for fault in verifying.faults(thorough=thorough)]


def says() -> str:
    return "\n".join(fault.says for fault in verifying.faults())


def test_all_is_well_when_nothing_was_touched(three: list[Sealed]) -> None:
    assert named() == named(thorough=True) == []


def test_all_is_well_when_nothing_is_sealed(db: None) -> None:
    assert named() == named(thorough=True) == []


# --- tampering -----------------------------------------------------------------------------------------------


def flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << random.Random(place).randrange(8)]) + data[place + 1 :]


def test_any_byte_of_a_short_text_that_is_flipped_is_named(three: list[Sealed], sql: Sql) -> None:
    row, whole = three[0], bytes(three[0].ciphertext)
    for place in range(len(whole)):
        sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", flip(whole, place), key_of(row))
        assert named() == [f"sealed {row.pk}"], place
    sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", whole, key_of(row))
    assert named() == []


def test_a_byte_of_a_file_that_is_flipped_is_named_wherever_it_lies(db: None, sql: Sql) -> None:
    row = sealed(random.Random(1).randbytes(200_000))
    whole = bytes(row.ciphertext)
    body = whole.index(b"\n", whole.index(b"\n---") + 1)
    places = {0, body - 1, body, body + 1, body + 17, body + 65_536, len(whole) - 17, len(whole) - 1}
    for place in places | {random.Random(seed).randrange(len(whole)) for seed in range(200)}:
        sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", flip(whole, place), key_of(row))
        assert named() == [f"sealed {row.pk}"], place


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[1:], lambda _: b"age"])
def test_bytes_that_are_cut_or_longer_are_named(three: list[Sealed], sql: Sql, change: Callable[[bytes], bytes]) -> None:
    row = three[1]
    sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", change(bytes(row.ciphertext)), key_of(row))

    assert named() == [f"sealed {row.pk}"]


@pytest.mark.parametrize("column", ["id", "digest"])
def test_any_letter_of_what_stands_beside_it_that_is_flipped_is_named(three: list[Sealed], sql: Sql, column: str) -> None:
    row = three[1]
    was = row.digest if column == "digest" else str(key_of(row))
    for place in range(len(was)):
        flipped = was[:place] + chr(ord(was[place]) ^ 1) + was[place + 1 :]
        try:
            with transaction.atomic():
                sql(f"UPDATE sealing_sealed SET {column} = %s WHERE id = %s", flipped, key_of(row))
        except DatabaseError:  # PostgreSQL takes no id that is none
            continue
        assert f"sealed {row.pk}" in named(), flipped
        sql(f"UPDATE sealing_sealed SET {column} = %s WHERE {column} = %s", was, flipped)
    assert named() == []


def test_a_row_that_is_deleted_is_named(three: list[Sealed], sql: Sql) -> None:
    sql("DELETE FROM sealing_sealed WHERE id = %s", key_of(three[1]))

    assert named() == [f"sealed {three[1].pk}"]
    assert says() == "it is missing: entry 2 says that it was sealed"


def test_a_table_that_is_emptied_is_named_row_by_row(three: list[Sealed], sql: Sql) -> None:
    sql("DELETE FROM sealing_sealed")

    assert named() == [f"sealed {row.pk}" for row in three]


@pytest.mark.parametrize("with_digest", [True, False])
def test_two_rows_that_change_places_are_both_named(three: list[Sealed], sql: Sql, *, with_digest: bool) -> None:
    one, two = three[:2]
    for to, other in ((one, two), (two, one)):
        sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", bytes(other.ciphertext), key_of(to))
        if with_digest:
            sql("UPDATE sealing_sealed SET digest = %s WHERE id = %s", other.digest, key_of(to))

    assert set(named()) == {f"sealed {one.pk}", f"sealed {two.pk}"}


def test_a_forgery_sealed_with_the_right_key_is_named(three: list[Sealed], sql: Sql) -> None:
    forged = seal("I said nothing of the kind")
    sql(
        "UPDATE sealing_sealed SET ciphertext = %s, digest = %s WHERE id = %s",
        bytes(forged.ciphertext), forged.digest, key_of(three[0]),
    )  # fmt: skip

    assert set(named()) == {f"sealed {three[0].pk}", f"sealed {forged.pk}"}
    assert "no entry of the trail knows of it" in says()


def test_a_row_that_no_entry_knows_of_is_named(three: list[Sealed]) -> None:
    stray = seal("stray")

    assert named() == [f"sealed {stray.pk}"]


def test_a_row_that_was_emptied_in_secret_is_named(three: list[Sealed]) -> None:
    destroy(three[2])

    assert named() == [f"sealed {three[2].pk}"]
    assert says() == "it was emptied, and no entry of the trail says so"


def test_a_row_whose_destruction_was_taken_back_is_named(three: list[Sealed], sql: Sql) -> None:
    whole = bytes(three[0].ciphertext)
    destroy(three[0])
    tell(destroyed=[str(three[0].pk)])
    assert named() == []
    sql("UPDATE sealing_sealed SET ciphertext = %s, destroyed_at = NULL WHERE id = %s", whole, key_of(three[0]))

    assert named() == [f"sealed {three[0].pk}"]
    assert says() == "entry 4 says that it was destroyed, and it was not"


def test_what_the_trail_says_was_destroyed_must_be(three: list[Sealed]) -> None:
    tell(destroyed=[str(three[1].pk)])

    assert named() == [f"sealed {three[1].pk}"]


@pytest.mark.parametrize(
    "facts",
    [
        {"sealed": ["x"]},
        {"sealed": ["", "y:z"]},
        {"sealed": 3},
        {"sealed": ["9a9a9a9a-0000-4000-8000-00000000000G:" + "0" * 64]},
        {"destroyed": ["9a9a9a9a-0000-4000-8000-000000000000"]},
        {"destroyed": "x"},
    ],
)
def test_an_entry_that_makes_no_sense_is_named(three: list[Sealed], facts: dict[str, Fact]) -> None:
    tell(**facts)

    assert set(named()) == {"entry 4"}


def test_one_thing_told_of_twice_must_be_the_same(three: list[Sealed]) -> None:
    tell(sealed=[fingerprint(three[0])])
    assert named() == []
    tell(sealed=[f"{three[0].pk}:{'0' * 64}"])

    assert named() == ["entry 5"]


def test_an_entry_that_can_no_longer_be_read_leaves_its_row_unknown(three: list[Sealed], sql: Sql) -> None:
    sql("UPDATE access_event SET facts = '[]' WHERE number = 2")

    assert named() == [f"sealed {three[1].pk}"]
    assert 2 in [fault.number for fault in trail.faults()]


@pytest.mark.parametrize("junk", ["'told'", "17", "x'ff00'", "CAST(x'ff' AS TEXT)"])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_value_of_another_kind_is_named(three: list[Sealed], sql: Sql, column: str, junk: str) -> None:
    if connection.vendor == "postgresql":  # it keeps no value of another kind, but text and bytes of any length
        junk = {"ciphertext": "'told'", "digest": "'17'", "destroyed_at": "at", "id": "gen_random_uuid()"}[column]
    sql(f"UPDATE sealing_sealed SET {column} = {junk} WHERE id = %s", key_of(three[1]))

    assert f"sealed {three[1].pk}" in named()
    assert f"sealed {three[0].pk}" not in named()


# --- thorough ------------------------------------------------------------------------------------------------


def test_what_no_key_at_hand_opens_is_named_when_everything_is_opened(three: list[Sealed], key: Path) -> None:
    older = key.read_text("ascii")
    lay_down(key, Identity.generate())
    later = sealed("later")

    assert named() == []
    assert set(named(thorough=True)) == {f"sealed {row.pk}" for row in three}
    key.write_text(key.read_text("ascii") + older, "ascii")
    assert named(thorough=True) == []
    assert later.pk


def test_without_a_key_opening_everything_says_so_once(three: list[Sealed], key: Path) -> None:
    key.unlink()

    assert named() == []
    assert named(thorough=True) == ["the case key"]


def test_a_size_that_was_changed_is_named_when_everything_is_opened(three: list[Sealed], sql: Sql) -> None:
    sql("UPDATE sealing_sealed SET size = 4 WHERE id = %s", key_of(three[0]))

    assert named(thorough=True) == [f"sealed {three[0].pk}"]


# --- the command, and a site at work -------------------------------------------------------------------------


def test_the_command_names_the_row_and_none_of_its_words(three: list[Sealed], sql: Sql) -> None:
    sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", b"x", key_of(three[0]))
    ran = CliRunner().invoke(app, ["verify"])

    assert ran.exit_code == 1
    assert f"sealed {three[0].pk}: its bytes are not those that entry 1 says were sealed\n" in ran.output
    assert "is not whole" in ran.output


def test_the_command_opens_everything_if_asked(three: list[Sealed], key: Path) -> None:
    assert CliRunner().invoke(app, ["verify", "--open"]).exit_code == 0
    lay_down(key, Identity.generate())
    assert CliRunner().invoke(app, ["verify"]).exit_code == 0
    ran = CliRunner().invoke(app, ["verify", "--open"])

    assert ran.exit_code == 1
    assert "sealed with another key" in ran.output


def test_a_site_at_work_makes_no_false_alarm(transactional_db: None) -> None:
    stop, troubles = threading.Event(), list[BaseException]()

    def work() -> None:
        try:
            while not stop.is_set():
                row = sealed("told")
                with transaction.atomic():
                    destroy(row)
                    tell(destroyed=[str(row.pk)])
        except BaseException as error:  # noqa: BLE001 it is looked at below
            troubles.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    found: list[verifying.Fault] = []
    while Sealed.objects.count() < 40 and not troubles:
        found += verifying.faults(thorough=True)
    stop.set()
    for worker in workers:
        worker.join()

    assert (found, troubles) == ([], [])


def test_much_is_looked_at_without_much_memory(db: None) -> None:
    import tracemalloc

    for _ in range(24):
        sealed(bytes(2 * 1024 * 1024))
    tracemalloc.start()
    assert named() == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 40 * 1024 * 1024
