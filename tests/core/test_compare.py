"""Two policies side by side: where they differ, which is stricter, where they contradict each other."""

from __future__ import annotations

import pytest

from safeconduct.activity import Outcome
from safeconduct.compare import Row, compare
from safeconduct.coverage import coverage
from safeconduct.policy import Library, Policy
from tests_support import TODAY


def _rows(library: Library, *ids: str) -> dict[str, Row]:
    return {row.question: row for row in compare(library.select(ids, TODAY))}


@pytest.mark.clause("key:4c")
@pytest.mark.clause("vision:8a")
def test_discretion_against_a_ban_is_a_contradiction(library: Library) -> None:
    row = _rows(library, "key", "vision")["friend request from parent over personal social"]

    assert row.contradicts
    assert row.strictest == ["vision"]
    assert row.outcomes == {"key": Outcome.CAUTION, "vision": Outcome.STOP}
    assert row.clauses["key"] == ["4c"]


@pytest.mark.clause("tapton:P13")
@pytest.mark.clause("vision:1")
def test_a_break_that_one_allows_and_one_does_not(library: Library) -> None:
    row = _rows(library, "vision", "tapton")["social media in a designated break, school computer"]

    assert row.contradicts


def test_silence_contradicts_nothing(library: Library) -> None:
    row = _rows(library, "key", "kevi")["friend request from former pupil of 17 over personal social"]

    assert (row.differs, row.contradicts, row.strictest) == (True, False, ["kevi"])


def test_the_order_of_policies_does_not_matter(library: Library) -> None:
    one, other = _rows(library, "key", "tapton"), _rows(library, "tapton", "key")

    assert [row.contradicts for row in one.values()] == [row.contradicts for row in other.values()]
    assert {q: set(row.strictest) for q, row in one.items()} == {q: set(row.strictest) for q, row in other.items()}


def test_every_clause_says_in_one_sentence_what_it_does(policies: tuple[Policy, ...]) -> None:
    for entry in coverage(policies):
        assert entry.does[0].isupper()
        assert entry.does.endswith(".")
        assert entry.does.count("\n") == 0
