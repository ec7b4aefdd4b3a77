"""Whatever is done to evidence, or to what the trail says of it, behind the site's back: ``safeconduct verify`` names it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import TestCase
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event
from safeconduct.web.concerns import evidence, verifying
from safeconduct.web.concerns.evidence import Captured
from safeconduct.web.concerns.models import Evidence
from safeconduct.web.running.looking_after import faults
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import destroy
from web.clamd import EICAR, Scanner
from web.concerns import made
from web.unguarded import unguarded

Sql = Callable[..., None]


@pytest.fixture
def two(world: SimpleNamespace) -> list[Evidence]:
    """Two pieces of Priya's friend request, and what follows their commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return evidence.handed_in(made.raised(world).concern)


@pytest.fixture
def sql() -> Iterator[Sql]:
    """Somebody who can write to the database itself, and has taken the triggers away."""

    def run(statement: str, *given: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)

    with unguarded():
        yield run


def named() -> str:
    return "\n".join(faults())


def test_untouched_evidence_is_whole(two: list[Evidence]) -> None:
    assert list(faults(thorough=True)) == []


# --- the bytes -----------------------------------------------------------------------------------------------


def places(length: int) -> list[int]:
    """The first and last bytes of every part of an age file, and some between, drawn by a fixed chance."""
    drawn = random.Random(7).sample(range(length), 40)
    return sorted({*range(8), *range(length - 8, length), *drawn})


def test_any_byte_of_a_file_its_name_or_its_words_that_is_flipped_is_named(two: list[Evidence], sql: Sql) -> None:
    piece = Evidence.objects.get(pk=two[0].pk)
    for seal in (piece.sealed, piece.name, piece.captured):
        assert seal is not None
        whole = bytes(seal.ciphertext)
        for place in places(len(whole)):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << place % 8
            sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", bytes(flipped), key(seal))
            assert str(seal.pk) in named(), place
        sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", whole, key(seal))
    assert named() == ""


def key(seal: Sealed) -> str:
    return seal.pk.hex if connection.vendor == "sqlite" else str(seal.pk)


def test_two_files_that_change_places_are_named(two: list[Evidence], sql: Sql) -> None:
    one, other = (piece.sealed for piece in two)
    kept = {seal: bytes(seal.ciphertext) for seal in (one, other)}
    sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", kept[other], key(one))
    sql("UPDATE sealing_sealed SET ciphertext = %s WHERE id = %s", kept[one], key(other))

    assert str(one.pk) in named()
    assert str(other.pk) in named()


# --- the rows ------------------------------------------------------------------------------------------------

CHANGED = {
    "sha256": "0" * 64,
    "mime": "text/plain",
    "size": 1,
    "from_reporter": False,
    "by": None,
    "at": "2020-01-01T00:00:00Z",
    "captured_at": "2020-01-01T00:00:00Z",
    "scan": "clean",
    "scan_says": "off-",
    "scanned_at": "2020-01-01T00:00:00Z",
    "captured": None,
}


@pytest.mark.parametrize("column", CHANGED)
def test_any_column_of_a_piece_that_is_changed_is_named(two: list[Evidence], column: str) -> None:
    Evidence.objects.filter(pk=two[1].pk).update(**{column: CHANGED[column]})

    assert f"evidence {two[1].pk}: it is not what entry" in named()


def test_pieces_that_change_their_bytes_their_case_or_their_number_are_named(
    world: SimpleNamespace, two: list[Evidence]
) -> None:
    one, other = two
    Evidence.objects.filter(pk=one.pk).update(sealed=other.sealed_id)
    assert f"evidence {one.pk}: it is not what entry" in named()
    Evidence.objects.filter(pk=one.pk).update(sealed=one.sealed_id, case=made.case(world))
    assert f"evidence {one.pk}: it is not what entry" in named()
    Evidence.objects.filter(pk=one.pk).update(case=one.case_id, id=4711)
    assert f"evidence {one.pk}: it is missing" in named()
    assert "evidence 4711: no entry" in named()


def test_a_piece_that_is_taken_away_or_slipped_in_is_named(two: list[Evidence]) -> None:
    gone, copied = two[0].pk, Evidence.objects.get(pk=two[1].pk)
    Evidence.objects.filter(pk=gone).delete()
    copied.pk = None
    copied.save()

    assert f"evidence {gone}: it is missing" in named()
    assert f"evidence {copied.pk}: no entry" in named()


def test_a_row_that_cannot_be_read_any_more_is_named(two: list[Evidence], sql: Sql) -> None:
    if connection.vendor == "sqlite":
        sql("UPDATE concerns_evidence SET at = '2026-13-45 00:00:00' WHERE id = %s", two[0].pk)
        assert f"evidence {two[0].pk}: it cannot be read any more" in named()
    else:
        with pytest.raises(DatabaseError), transaction.atomic():  # PostgreSQL keeps no such value
            sql("UPDATE concerns_evidence SET at = 'the day after' WHERE id = %s", two[0].pk)
    assert f"evidence {two[1].pk}" not in named()


def test_malware_that_is_said_to_be_clean_is_named(clamd: Scanner, world: SimpleNamespace, settings: Settings) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        piece = made.piece(world, "game.txt", EICAR)
        settings.CLAMD = clamd.path
        evidence.scan_waiting()
    assert named() == ""

    Evidence.objects.filter(pk=piece.pk).update(scan="clean", scan_says="")
    assert f"evidence {piece.pk}: it is not what entry" in named()


# --- the trail -----------------------------------------------------------------------------------------------


def test_the_last_entry_that_is_deleted_is_named(two: list[Evidence], sql: Sql) -> None:
    last = Event.objects.latest("number")
    assert last.verb == evidence.TAKEN
    sql("DELETE FROM access_event WHERE number = %s", last.number)

    assert f"entry {last.number}: the last entries" in named()
    assert f"evidence {two[1].pk}: no entry" in named()
    assert f"sealed {two[1].sealed_id}: no entry" in named()


def test_two_entries_that_change_places_are_named(two: list[Evidence], sql: Sql) -> None:
    one, other = (Event.objects.get(about=f"concerns.evidence:{piece.pk}").number for piece in two)
    for before, after in ((one, 999), (other, one), (999, other)):
        sql("UPDATE access_event SET number = %s WHERE number = %s", after, before)

    assert f"entry {one}:" in named()
    assert f"entry {other}:" in named()


@pytest.mark.parametrize("column", ["facts", "about", "actor_id"])
def test_an_entry_of_a_piece_that_is_changed_is_named(two: list[Evidence], sql: Sql, column: str) -> None:
    entry = Event.objects.get(about=f"concerns.evidence:{two[0].pk}")
    changed = {"facts": "{}", "about": "concerns.evidence:4711", "actor_id": 4711}
    sql(f"UPDATE access_event SET {column} = %s WHERE number = %s", changed[column], entry.number)

    assert f"entry {entry.number}: what it says was changed" in named()
    assert f"evidence {two[0].pk}: " in named()


@pytest.mark.parametrize("facts", ["[]", "null", '{"sealed": 7}', '{"sealed": [null]}', "7"])
def test_facts_that_make_no_sense_stop_nothing(two: list[Evidence], sql: Sql, facts: str) -> None:
    entry = Event.objects.get(about=f"concerns.evidence:{two[0].pk}")
    sql("UPDATE access_event SET facts = %s WHERE number = %s", facts, entry.number)

    assert f"evidence {two[0].pk}: " in named()
    assert f"evidence {two[1].pk}: " not in named()


# --- the rest ------------------------------------------------------------------------------------------------


def test_a_forged_original_is_found_when_everything_is_opened(world: SimpleNamespace, two: list[Evidence]) -> None:
    """Somebody who has the key and the trail's key too: only the hash of the original is left to tell."""
    piece = Evidence.objects.get(pk=two[0].pk)
    told = verifying._Told(1, piece.by_id, evidence.noted(piece), [])
    piece.sealed = Evidence.objects.get(pk=two[1].pk).sealed

    assert "hash" in verifying._closed(piece)
    assert verifying._differs(piece, told) != ""


def test_what_was_destroyed_in_good_order_is_no_fault(world: SimpleNamespace, two: list[Evidence]) -> None:
    from safeconduct.web.access.trail import append

    with TestCase.captureOnCommitCallbacks(execute=True):
        seals = evidence.seals_to_destroy(two[0].case)
        for seal in seals:
            destroy(seal)
        append("keeping.destroy", by=None, about="", facts={"destroyed": [str(seal.pk) for seal in seals]})
    assert list(faults(thorough=True)) == []

    Evidence.objects.filter(pk=two[0].pk).delete()
    assert named() == ""


def test_evidence_of_many_cases_is_looked_through_without_a_query_for_each(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test.utils import CaptureQueriesContext

    monkeypatch.setattr(verifying, "_MOST", 4)
    asked = []
    for number in range(4):
        evidence.raise_with(world.priya, made.telling(world), [made.handed("a.txt", str(number).encode())], Captured("x"))
        with CaptureQueriesContext(connection) as captured:
            assert list(verifying.faults()) == []
        asked.append(len(captured))
    assert asked[0] == asked[-1]
    for number in range(4, 9):
        evidence.raise_with(world.priya, made.telling(world), [made.handed("a.txt", str(number).encode())])
    assert list(verifying.faults()) == []
