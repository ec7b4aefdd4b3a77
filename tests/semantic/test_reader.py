"""The close reading in NumPy gives what the same sums give written out one number at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from safeconduct.semantic.reader import HALF, Piece, Reader, Scores
from semantic.building import LAYERS, WIDTH, reader_arrays

HEADS = 3
ARRAYS = reader_arrays("r", HEADS, 40)
TEXTS = (
    Piece([1, 5, 9, 2, 7, 8, 3], [0, 0, 0, 1, 1, 1, 1], [False, False, False, True, True, True, False]),
    Piece([1, 2, 30, 3], [0, 0, 1, 1], [False, False, True, False]),
    Piece([1, 2, 3], [0, 0, 1], [False, False, False]),
)


def test_it_reads_as_the_sums_say() -> None:
    for text, scores in zip(TEXTS, _all_of(Reader(ARRAYS, "r"), TEXTS), strict=True):
        whole, pieces, _ = _slowly(text)
        np.testing.assert_allclose(scores.text, whole, atol=2e-3)
        np.testing.assert_allclose(scores.pieces, pieces, atol=2e-3)


def test_a_text_reads_the_same_alone_and_among_others() -> None:
    reader = Reader(ARRAYS, "r")
    for text, scores in zip(TEXTS, _all_of(reader, TEXTS), strict=True):
        _same(_all_of(reader, [text])[0], scores)


def test_half_way_it_scores_as_the_sums_say() -> None:
    told: list[npt.NDArray[np.float32]] = []

    def all_of_them(early: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
        told.append(early)
        return np.ones(len(early), bool)

    Reader(ARRAYS, "r").read(TEXTS, all_of_them)

    np.testing.assert_allclose(told[0], [_slowly(text)[2] for text in TEXTS], atol=2e-3)


def test_what_is_not_worth_it_is_put_aside_and_changes_nothing_for_the_others() -> None:
    reader = Reader(ARRAYS, "r")
    read = reader.read(TEXTS, lambda early: np.array([True, False, True]))

    assert read[1] is None
    for at in (0, 2):
        scores = read[at]
        assert scores is not None
        _same(scores, _all_of(reader, TEXTS)[at])
    assert reader.read(TEXTS, lambda early: np.zeros(len(early), bool)) == [None] * len(TEXTS)


def _all_of(reader: Reader, texts: Sequence[Piece]) -> list[Scores]:
    return [scores for scores in reader.read(texts) if scores is not None]


def _same(one: Scores, other: Scores) -> None:
    np.testing.assert_allclose(one.text, other.text, atol=1e-4)
    np.testing.assert_allclose(one.pieces, other.pieces, atol=1e-4)


# --- the same, slowly ----------------------------------------------------------------------------------------

Vector = list[float]


def _matrix(name: str) -> npt.NDArray[np.float64]:
    raw = ARRAYS[f"r.{name}"].astype(np.float64)
    return raw * ARRAYS[f"r.{name}.scale"].astype(np.float64)[:, None] if ARRAYS[f"r.{name}"].dtype == np.int8 else raw


def _dense(name: str, values: Vector) -> Vector:
    rows, bias = _matrix(name), ARRAYS[f"r.{name}.bias"].astype(np.float64)
    return [float(sum(a * b for a, b in zip(row, values, strict=True)) + shift) for row, shift in zip(rows, bias, strict=True)]


def _norm(name: str, values: Vector) -> Vector:
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values) + 1e-12)
    weight, bias = ARRAYS[f"r.{name}.weight"].astype(np.float64), ARRAYS[f"r.{name}.bias"].astype(np.float64)
    return [float((value - mean) / spread * w + b) for value, w, b in zip(values, weight, bias, strict=True)]


def _gelu(value: float) -> float:
    return 0.5 * value * (1 + math.tanh(math.sqrt(2 / math.pi) * (value + 0.044715 * value**3)))


def _added(one: Vector, other: Vector) -> Vector:
    return [a + b for a, b in zip(one, other, strict=True)]


def _attended(name: str, states: list[Vector]) -> list[Vector]:
    mixed = [_dense(f"{name}.qkv", state) for state in states]
    outs = []
    for asking in range(len(states)):
        seen: Vector = []
        for head in range(WIDTH // 32):
            cut = slice(head * 32, head * 32 + 32)
            query = mixed[asking][:WIDTH][cut]
            scores = [
                sum(a * b for a, b in zip(query, other[WIDTH : 2 * WIDTH][cut], strict=True)) / math.sqrt(32) for other in mixed
            ]
            raised = [math.exp(score - max(scores)) for score in scores]
            held = [other[2 * WIDTH :][cut] for other in mixed]
            seen += [sum(r / sum(raised) * h[at] for r, h in zip(raised, held, strict=True)) for at in range(32)]
        outs.append(_dense(f"{name}.out", seen))
    return outs


def _slowly(text: Piece) -> tuple[Vector, list[Vector], Vector]:
    words, places, segments = _matrix("words"), _matrix("places"), _matrix("segments")
    states = [
        _norm("norm", [float(v) for v in words[one] + places[at] + segments[segment]])
        for at, (one, segment) in enumerate(zip(text.ids, text.segments, strict=True))
    ]
    half = states
    for number in range(LAYERS):
        seen = _attended(str(number), states)
        states = [_norm(f"{number}.norm1", _added(a, b)) for a, b in zip(states, seen, strict=True)]
        inner = [_dense(f"{number}.down", [_gelu(v) for v in _dense(f"{number}.up", state)]) for state in states]
        states = [_norm(f"{number}.norm2", _added(a, b)) for a, b in zip(states, inner, strict=True)]
        half = states if number + 1 == HALF else half
    pieces = [_dense("token", state) for state in states]
    own = [at for at, is_own in enumerate(text.own) if is_own]
    pooled = _dense("pooled", states[0] + _mean_of(states, own))
    highest = [max(-10.0, *(half[at][column] for at in own), -10.0) for column in range(WIDTH)]
    early = _dense("early", half[0] + _mean_of(half, own) + highest)
    mix = ARRAYS["r.mix"].astype(np.float64)
    joined = [math.log(sum(math.exp(pieces[at][head]) for at in own)) if own else 0.0 for head in range(HEADS)]
    return [float(p + m * j) for p, m, j in zip(pooled, mix, joined, strict=True)], pieces, early


def _mean_of(states: list[Vector], own: list[int]) -> Vector:
    return [sum(states[at][column] for at in own) / max(1, len(own)) for column in range(WIDTH)]
