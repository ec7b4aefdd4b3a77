"""A glance gives what adding up by hand gives; what it has met before changes nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.semantic import glance
from safeconduct.semantic.glance import Glance
from semantic.building import ROWS, glance_arrays

HEADS = 4
ARRAYS = glance_arrays(HEADS)


def _by_hand(words: list[str]) -> npt.NDArray[np.float64]:
    """Each table's rows of all words, times its unit, added up; the last column is the square of the length."""
    unit = ARRAYS["glance.unit"].astype(np.float64)
    tables = ARRAYS["glance.table"].astype(np.float64) * unit[0], ARRAYS["glance.pairs"].astype(np.float64) * unit[1]
    total = np.zeros(HEADS + 1)
    for word in words:
        letters, whole = glance.buckets(word, (ROWS, ROWS))
        for row in letters:
            total += tables[0][row]
        for row in whole:
            total += tables[1][row]
    keys = np.array([glance.key(word) for word in words] + [0], np.uint32)
    for row in glance.pairs(keys, ROWS):
        total += tables[1][row]
    result: npt.NDArray[np.float64] = total[:-1] / np.sqrt(max(1.0, total[-1])) + ARRAYS["glance.bias"].astype(np.float64)
    return result


WORDS = st.lists(st.text("abcdefgh'!.😂é", min_size=1, max_size=9), max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_it_sums_what_the_words_weigh(texts: list[list[str]]) -> None:
    looked = Glance(ARRAYS).look(texts)

    np.testing.assert_allclose(looked, [_by_hand(words) for words in texts], atol=2e-3, rtol=1e-3)


def test_a_text_looks_the_same_after_many_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glance, "KEPT", 50)
    kept = Glance(ARRAYS)
    first = kept.look([["my", "class", "today"]])
    for number in range(40):
        kept.look([[f"word{number}", f"and{number}"]])

    np.testing.assert_allclose(kept.look([["my", "class", "today"]]), first, rtol=1e-6)


def test_marks_around_a_word_do_not_hide_it() -> None:
    assert set(glance.wholes("class")) < set(glance.wholes("(class!"))
    assert list(glance.groups("class")) == list(glance.groups("(class!"))
    assert glance.key("class") == glance.key("“class”".strip("“”") + "!")


def test_what_is_known_of_a_text_is_one_word_and_no_letters() -> None:
    assert list(glance.groups(glance.KNOWN + "teacher")) == []
    assert list(glance.wholes(glance.KNOWN + "teacher")) == [glance.KNOWN + "teacher"]


def test_a_long_word_costs_no_more_than_forty_letters() -> None:
    assert len(list(glance.groups("a" * 100_000))) == len(list(glance.groups("a" * 40)))


@given(WORDS)
def test_what_is_known_of_a_text_stands_before_its_words(words: list[str]) -> None:
    known = ["personal", "public", "post"]

    looked = Glance(ARRAYS).look([words], [" ".join(known)])

    np.testing.assert_allclose(looked[0], _by_hand([glance.KNOWN + word for word in known] + words), atol=2e-3, rtol=1e-3)


def test_a_word_is_made_plain_once() -> None:
    asked: list[str] = []

    def small(word: str) -> str:
        asked.append(word)
        return word.lower()

    looking = Glance(ARRAYS, spelt=small)
    looked = looking.look([["MY", "Class"], ["my", "class"], ["MY", "Class"]])

    assert sorted(asked) == ["Class", "MY", "class", "my"]
    np.testing.assert_allclose(looked[0], _by_hand(["my", "class"]), atol=2e-3, rtol=1e-3)
    np.testing.assert_allclose(looked[0], looked[1])
