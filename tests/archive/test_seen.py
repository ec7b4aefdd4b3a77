"""What was seen before: by the platform's id, else by who, when and what; equal messages in one minute stay apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from safeconduct.archive.record import Locator, Record, RecordKind
from safeconduct.archive.seen import Digests, Seen

NOON = datetime(2025, 5, 1, 12, 0, 5, tzinfo=UTC)


def record(text: str = "ok", *, at: datetime | None = NOON, kind: RecordKind = RecordKind.MESSAGE, **more: Any) -> Record:
    return Record("whatsapp", kind, True, at, text, Locator("_chat.txt", 0), **more)


def files(*each: list[Record]) -> list[bool]:
    seen, answers = Seen(), []
    for records in each:
        seen.start_file()
        answers += [seen.is_new(one) for one in records]
    return answers


def test_two_equal_messages_in_one_minute_are_two() -> None:
    assert files([record(), record()]) == [True, True]


def test_the_same_file_again_is_nothing_new() -> None:
    assert files([record(), record(), record("no")], [record(), record(), record("no")]) == [True] * 3 + [False] * 3


def test_an_export_without_seconds_meets_one_with_them() -> None:
    assert files([record()], [record(at=NOON.replace(second=0))]) == [True, False]


def test_equal_words_at_another_time_are_another_post() -> None:
    assert files([record()], [record(at=NOON.replace(hour=13))]) == [True, True]


def test_an_id_is_known_whatever_the_time() -> None:
    assert files([record(id="7")], [record(id="7", at=None)]) == [True, False]


def test_a_known_id_with_other_words_is_looked_at() -> None:
    assert files([record(id="7")], [record("edited since", id="7")]) == [True, True]


def test_spelling_of_white_space_and_case_does_not_count() -> None:
    assert files([record("Ok  then")], [record("ok then")]) == [True, False]


def test_a_million_digests_are_told_apart_in_little_memory() -> None:
    digests = Digests()

    assert all(digests.add(number * 0x9E3779B97F4A7C15 % 2**64) for number in range(1, 100_001))
    assert not any(digests.add(number * 0x9E3779B97F4A7C15 % 2**64) for number in range(1, 100_001))
    assert digests.add(0)
    assert not digests.add(0)
    assert len(digests._slots) <= 2**18


def test_equal_words_to_two_people_are_two_messages() -> None:
    assert files([record(to="Ada Okoro")], [record(to="Ben Li")]) == [True, True]


def test_equal_records_of_one_minute_that_stand_apart_in_a_file_are_all_kept() -> None:
    later = NOON.replace(hour=13)

    assert files([record(), record(at=later), record()]) == [True, True, True]
