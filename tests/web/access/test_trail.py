"""The trail tells of every change to it: whatever is flipped, removed, reordered or put back, ``verify`` names it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import TestCase
from pytest_django.fixtures import Settings

from safeconduct.web.access import trail
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.models import Event, Head
from safeconduct.web.people.models import Organisation, Person
from web.unguarded import unguarded

COLUMNS = ("number", "at", "actor_id", "verb", "about", "facts", "before", "hash")
Sql = Callable[..., None]


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.TRAIL_ANCHOR = str(tmp_path / "trail.head")
    trail.begin_anchor()


@pytest.fixture
def five(db: None) -> list[Event]:
    """Five entries, written one after the other."""
    return [write(number) for number in range(5)]


@pytest.fixture
def sql() -> Iterator[Sql]:
    """Somebody who can write to the database itself, and has taken the triggers away."""

    def run(statement: str, *given: str | int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)

    with unguarded():
        yield run


def write(number: int) -> Event:
    """One more entry, and what follows its commit."""
    follows = TestCase.captureOnCommitCallbacks(execute=True) if connection.in_atomic_block else nullcontext()
    with follows, transaction.atomic():
        return trail.append(
            "people.place", by=7, about=f"people.person:{number}", facts={"until": "2026-12-01", "days": number}
        )


def named() -> list[int]:
    """The entries that are at fault."""
    return [fault.number for fault in trail.faults()]


def test_an_untouched_trail_is_whole(five: list[Event]) -> None:
    assert named() == []


def test_an_empty_trail_is_whole(db: None) -> None:
    assert named() == []


# --- tampering -----------------------------------------------------------------------------------------------


def _texts(column: str, number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS text) FROM access_event WHERE number = %s", [number])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_any_byte_of_any_column_that_is_flipped_is_named(five: list[Event], sql: Sql, column: str, number: int) -> None:
    was = _texts(column, number)
    kept = 0
    for place in range(len(was)):
        flipped = was[:place] + chr(ord(was[place]) ^ 1) + was[place + 1 :]
        try:
            with transaction.atomic():
                sql(f"UPDATE access_event SET {column} = {_cast(column)} WHERE number = %s", flipped, number)
        except DatabaseError:  # PostgreSQL takes no date, number or JSON that is none, and neither engine a number twice
            continue
        if _texts(column, number if column != "number" else int(flipped)) != was:
            kept += 1
            faults = [fault.number for fault in trail.faults()]
            assert set(faults) & {number, number + 1, int(flipped) if column == "number" else number}, flipped
        sql(
            f"UPDATE access_event SET {column} = {_cast(column)} WHERE number = %s",
            was, int(flipped) if column == "number" else number,
        )  # fmt: skip
    assert named() == []
    assert kept or column == "number"  # only 1 has a neighbour that is free


def _cast(column: str) -> str:
    if connection.vendor == "sqlite":
        return "CAST(%s AS integer)" if column in {"number", "actor_id"} else "%s"
    kinds = {"number": "bigint", "actor_id": "bigint", "at": "timestamptz", "facts": "jsonb"}
    return f"CAST(%s AS {kinds.get(column, 'text')})"


@pytest.mark.parametrize("number", [1, 3, 5])
def test_an_entry_that_is_deleted_is_named(five: list[Event], sql: Sql, number: int) -> None:
    sql("DELETE FROM access_event WHERE number = %s", number)

    assert number in named()


def test_a_trail_that_is_emptied_is_named(five: list[Event], sql: Sql) -> None:
    sql("DELETE FROM access_event")

    assert named() != []


def test_two_entries_that_change_places_are_named(five: list[Event], sql: Sql) -> None:
    sql("UPDATE access_event SET number = 99 WHERE number = 2")
    sql("UPDATE access_event SET number = 2 WHERE number = 3")
    sql("UPDATE access_event SET number = 3 WHERE number = 99")

    assert {2, 3} <= set(named())


def test_an_entry_that_is_slipped_in_is_named(five: list[Event], sql: Sql) -> None:
    forged = Event(number=6, at=five[4].at, actor_id=9, verb="people.place", about="", facts={}, before=five[4].hash)
    forged.hash = trail.digest(forged)
    forged.save(force_insert=True)

    assert 6 in named()


def test_a_later_chain_written_anew_is_named(five: list[Event], sql: Sql) -> None:
    before = five[2].before
    for event in five[2:]:
        event.before, event.actor_id = before, 9
        before = event.hash = trail.digest(event)
        sql("UPDATE access_event SET before=%s, hash=%s, actor_id=9 WHERE number=%s", event.before, event.hash, event.number)
    Head.objects.update(hash=before)  # without the key it cannot be sealed

    assert named() != []


def test_a_database_put_back_to_an_earlier_day_is_named_by_the_copy_of_its_head(five: list[Event], sql: Sql) -> None:
    sql("DELETE FROM access_event WHERE number > 3")
    Head.objects.update(number=3, hash=five[2].hash, seal=trail.seal(3, five[2].hash))

    assert named() == [5]


def test_what_is_done_after_that_does_not_hide_it(five: list[Event], sql: Sql) -> None:
    sql("DELETE FROM access_event WHERE number > 3")
    Head.objects.update(number=3, hash=five[2].hash, seal=trail.seal(3, five[2].hash))
    for number in range(4):
        write(number)

    assert named() == [5]


def test_a_copy_of_the_head_that_is_missing_is_named_until_somebody_accepts_it(five: list[Event]) -> None:
    Path(settings.TRAIL_ANCHOR).unlink()
    write(5)
    assert named() == [6]

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert trail.accept() == 6
    assert named() == []
    last = Event.objects.get(number=7)
    assert (last.verb, last.facts) == ("access.accept", {"found": 6, "copied": 0})


@pytest.mark.parametrize("text", ["", "5", "five abc def", "\N{BELL}", "5 " + "0" * 64 + " " + "0" * 64, "-1 x é"])
def test_a_copy_of_the_head_that_is_damaged_or_forged_is_named(five: list[Event], text: str) -> None:
    Path(settings.TRAIL_ANCHOR).write_text(text, "utf-8")

    assert named() != []


def test_a_damaged_chain_cannot_be_accepted(five: list[Event], sql: Sql) -> None:
    sql("UPDATE access_event SET verb = 'people.end' WHERE number = 2")

    with pytest.raises(ValueError, match="not whole"):
        trail.accept()
    assert Event.objects.count() == 5


@pytest.mark.parametrize("seal", ["", "é" * 64, "0" * 64])
def test_a_head_that_safeconduct_did_not_seal_is_named(five: list[Event], seal: str) -> None:
    Head.objects.update(seal=seal)

    assert named() == [5]


def test_a_head_that_is_missing_is_named(five: list[Event]) -> None:
    Head.objects.all().delete()

    assert named() == [5]


# --- the database's own refusal ------------------------------------------------------------------------------

REFUSED = [
    "UPDATE access_event SET verb = 'x' WHERE number = 2",
    "UPDATE access_event SET verb = 'x'",
    "DELETE FROM access_event WHERE number = 5",
    "DELETE FROM access_event",
]
ON = {
    "postgresql": [
        "TRUNCATE access_event",
        "INSERT INTO access_event SELECT * FROM access_event WHERE number = 2 ON CONFLICT (number) DO UPDATE SET verb = 'x'",
    ],
    "sqlite": ["INSERT OR REPLACE INTO access_event SELECT * FROM access_event WHERE number = 2"],
}


def test_the_database_refuses_every_way_to_change_an_entry(five: list[Event]) -> None:
    for statement in [*REFUSED, *ON[connection.vendor]]:
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            connection.cursor().execute(statement)

    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(number=3).update(verb="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(number=3).delete()
    with pytest.raises(TypeError):
        five[0].delete()
    assert named() == []


# --- one transaction, no forks -------------------------------------------------------------------------------


def test_an_entry_needs_the_transaction_of_what_it_tells_of(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        trail.append("people.place", by=None, about="", facts={})


@action("people.manage")
def rename(by: Person, school: Organisation, name: str) -> Done[Organisation]:
    """A change for these tests."""
    school.name = name
    school.save()
    if name == "Broken":
        raise OSError("the disk is full")
    return Done(school, letters=len(name))


def test_an_action_that_fails_leaves_neither_change_nor_entry(world: SimpleNamespace) -> None:
    with pytest.raises(OSError, match="full"):
        rename(world.helen, world.elm, "Broken")

    assert Organisation.objects.get(pk=world.elm.pk).name == "Elm Park Primary"
    assert Event.objects.count() == 0


def test_a_change_whose_entry_cannot_be_written_is_not_made(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(Event, "save", broken)
    with pytest.raises(DatabaseError):
        rename(world.helen, world.elm, "Elm Park Academy")

    assert Organisation.objects.get(pk=world.elm.pk).name == "Elm Park Primary"


def test_a_full_disk_after_the_commit_does_not_make_the_change_look_undone(
    five: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        write(5)
    assert named() == []  # the copy is behind by one

    write(6)
    assert Path(settings.TRAIL_ANCHOR).read_text("ascii").startswith("7 ")


def test_what_a_killed_process_left_beside_the_copy_does_not_stay(five: list[Event]) -> None:
    folder = Path(settings.TRAIL_ANCHOR).parent
    (folder / "trail.new").write_text("6 half of a ha", "ascii")
    write(5)

    assert [each.name for each in folder.glob("trail*")] == ["trail.head"]
    assert named() == []


def test_appends_at_the_same_time_make_one_chain(transactional_db: None) -> None:
    faults: list[BaseException] = []

    def many() -> None:
        try:
            for number in range(10):
                write(number)
        except BaseException as error:  # noqa: BLE001 it is looked at below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 41))
    assert named() == []
    assert Path(settings.TRAIL_ANCHOR).read_text("ascii").startswith("40 ")


def test_the_head_is_locked_until_the_change_is_done(transactional_db: None) -> None:
    with transaction.atomic():
        trail.append("people.place", by=None, about="", facts={})
        other = _tries_to_lock_the_head()

    assert other == "locked"


def _tries_to_lock_the_head() -> str:
    """What another connection finds when it asks for the head at once."""
    found: list[str] = []

    def ask() -> None:
        try:
            if connection.vendor == "sqlite":
                connection.cursor().execute("PRAGMA busy_timeout=50")
            with transaction.atomic():
                Head.objects.select_for_update(nowait=connection.vendor == "postgresql").get(pk=1)
                found.append("free")
        except DatabaseError:
            found.append("locked")
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return found[0]
