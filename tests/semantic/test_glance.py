"""A glance gives what adding up by hand gives; what it has met before changes nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.semantic import glance
from safeconduct.semantic.glance import Glance
from semantic.building import LOOK, ROWS, glance_arrays

ARRAYS = glance_arrays(heads=4)


def _by_hand(words: list[str]) -> npt.NDArray[np.float64]:
    table, pairs = ARRAYS["glance.table"].astype(np.float64), ARRAYS["glance.pairs"].astype(np.float64)
    unit = ARRAYS["glance.unit"].astype(np.float64)
    rows = [unit[0] * sum((table[row] for row in glance.buckets(word, ROWS)), np.zeros(LOOK)) for word in words] + [
        np.zeros(LOOK)
    ]
    keys = np.array([glance.key(word) for word in words] + [0], np.uint32)
    for at, row in enumerate(glance.pairs(keys, ROWS)):
        rows[at] = rows[at] + unit[1] * pairs[row]
    pooled = np.concatenate([sum(rows) / np.sqrt(len(rows)), np.max(rows, axis=0)])
    hidden = np.maximum(
        pooled @ ARRAYS["glance.hidden"].astype(np.float64) + ARRAYS["glance.hidden.bias"].astype(np.float64), 0
    )
    result: npt.NDArray[np.float64] = hidden @ ARRAYS["glance.out"].astype(np.float64) + ARRAYS["glance.out.bias"].astype(
        np.float64
    )
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
    assert set(glance.parts("class")) < set(glance.parts("(class!"))
    assert glance.key("class") == glance.key("“class”".strip("“”") + "!")


def test_a_long_word_costs_no_more_than_forty_letters() -> None:
    assert len(list(glance.parts("a" * 100_000))) == len(list(glance.parts("a" * 40)))
