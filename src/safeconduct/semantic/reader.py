"""The close reading: a transformer encoder in NumPy, with one score a topic for the text and one for each of its words.

Small enough to run without an inference runtime: matrix products are NumPy's own, everything else is a few lines.
Weights are kept as whole numbers of eight bits with a scale a row and are unpacked when the model is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:  # half as long to import as NumPy itself
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ids = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


_EPSILON: Final = np.float32(1e-12)
_HEAD: Final = 32  # size of one attention head
_MASKED: Final = np.float32(-1e4)
_LOW: Final = np.float32(-10)  # below every state
HALF: Final = 3  # layers after which there are early scores


class Piece(NamedTuple):
    """A text as the reader takes it: piece numbers, the segment of each, and which of them are the text itself."""

    ids: Sequence[int]
    segments: Sequence[int]
    own: Sequence[bool]


class Scores(NamedTuple):
    """What a close reading gives: a score a head for the text (log odds), and for each piece."""

    text: Floats
    pieces: Floats


class _Layer(NamedTuple):
    qkv: Floats
    qkv_bias: Floats
    out: Floats
    out_bias: Floats
    norm1: tuple[Floats, Floats]
    up: Floats
    up_bias: Floats
    down: Floats
    down_bias: Floats
    norm2: tuple[Floats, Floats]


class Reader:
    """The encoder with its heads, ready to read."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> None:
        self._arrays = arrays
        self._prefix = prefix
        self._words = self._raw("words"), self._raw("words.scale").astype(np.float32)
        self._places = self._matrix("places")
        self._segments = self._matrix("segments")
        self._norm = self._pair("norm")
        self._layers = [self._layer(number) for number in range(int(self._raw("layers")))]
        self._token, self._token_bias = self._matrix("token"), self._floats("token.bias")
        self._pooled, self._pooled_bias = self._matrix("pooled"), self._floats("pooled.bias")
        self._early, self._early_bias = self._matrix("early"), self._floats("early.bias")
        self._mix = self._floats("mix")

    def read(self, texts: Sequence[Piece], worth: Callable[[Floats], Flags] | None = None) -> list[Scores | None]:
        """Read some texts at once; best if they are about the same length.

        ``worth`` is told the early scores, a row a text, and says which texts are worth reading to the end; there is nothing
        for the others. Without it all are.
        """
        ids, segments, own, seen = _padded(texts)
        states = self._begin(ids, segments)
        states = _through(self._layers[:HALF], states, seen)
        found: list[Scores | None] = [None] * len(texts)
        kept = np.arange(len(texts)) if worth is None else np.flatnonzero(worth(self._early_scores(states, own)))
        if len(kept):
            states = _through(self._layers[HALF:], states[kept], seen[kept])
            whole, pieces = self._scores(states, own[kept])
            for at, number in enumerate(kept.tolist()):
                found[number] = Scores(whole[at], pieces[at, : len(texts[number].ids)])
        return found

    def _begin(self, ids: Ids, segments: Ids) -> Floats:
        rows, scale = self._words
        embedded = rows[ids].astype(np.float32) * scale[ids][..., None]
        return _normed(embedded + self._places[: ids.shape[1]] + self._segments[segments], self._norm)

    def _early_scores(self, states: Floats, own: Flags) -> Floats:
        highest = np.where(own[:, :, None], states, _LOW).max(axis=1)
        scores: Floats = np.concatenate([states[:, 0], _mean(states, own), highest], axis=1) @ self._early + self._early_bias
        return scores

    def _scores(self, states: Floats, own: Flags) -> tuple[Floats, Floats]:
        """A score a head for each text, and for each piece."""
        pieces = _times(states, self._token, self._token_bias)
        held = np.where(own[:, :, None], pieces, _MASKED)
        pooled = np.concatenate([states[:, 0], _mean(states, own)], axis=1) @ self._pooled + self._pooled_bias
        whole = pooled + self._mix * np.where(own.any(axis=1, keepdims=True), _log_sum(held), 0)
        return whole, pieces

    # --- unpacking ---

    def _raw(self, name: str) -> npt.NDArray[np.generic]:
        return self._arrays[f"{self._prefix}.{name}"]

    def _floats(self, name: str) -> Floats:
        return self._raw(name).astype(np.float32)

    def _pair(self, name: str) -> tuple[Floats, Floats]:
        return self._floats(f"{name}.weight"), self._floats(f"{name}.bias")

    def _matrix(self, name: str) -> Floats:
        """A matrix, input by output; stored a row an output, as whole numbers with a scale a row or as half floats."""
        raw = self._raw(name)
        if raw.dtype == np.int8:
            unpacked = raw.astype(np.float32) * self._floats(f"{name}.scale")[:, None]
            return np.ascontiguousarray(unpacked.T)
        return raw.astype(np.float32)

    def _layer(self, number: int) -> _Layer:
        name = f"{number}."
        return _Layer(
            self._matrix(name + "qkv"),
            self._floats(name + "qkv.bias"),
            self._matrix(name + "out"),
            self._floats(name + "out.bias"),
            self._pair(name + "norm1"),
            self._matrix(name + "up"),
            self._floats(name + "up.bias"),
            self._matrix(name + "down"),
            self._floats(name + "down.bias"),
            self._pair(name + "norm2"),
        )


def _through(layers: Sequence[_Layer], states: Floats, seen: Flags) -> Floats:
    """The states after some layers."""
    barred = np.where(seen, np.float32(0), _MASKED)[:, None, None, :]
    for layer in layers:
        states = _normed(states + _attend(layer, states, barred), layer.norm1)
        raised = _gelu(_times(states, layer.up, layer.up_bias))
        states = _normed(states + _times(raised, layer.down, layer.down_bias), layer.norm2)
    return states


def _padded(texts: Sequence[Piece]) -> tuple[Ids, Ids, Flags, Flags]:
    shape = len(texts), max(len(text.ids) for text in texts)
    ids, segments = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    own, seen = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for at, text in enumerate(texts):
        size = len(text.ids)
        ids[at, :size], segments[at, :size], own[at, :size], seen[at, :size] = text.ids, text.segments, text.own, True
    return ids, segments, own, seen


def _attend(layer: _Layer, states: Floats, barred: Floats) -> Floats:
    """Each piece looks at all pieces of its text."""
    many, length, width = states.shape
    mixed = _times(states, layer.qkv, layer.qkv_bias).reshape(many, length, 3, width // _HEAD, _HEAD).transpose(2, 0, 3, 1, 4)
    asked, known, held = mixed[0], mixed[1], mixed[2]
    weights = _softmax(asked @ known.swapaxes(-1, -2) * np.float32(_HEAD**-0.5) + barred)
    seen = (weights @ held).transpose(0, 2, 1, 3).reshape(many, length, width)
    return _times(seen, layer.out, layer.out_bias)


def _times(states: Floats, weights: Floats, bias: Floats) -> Floats:
    """All pieces of all texts by one matrix at once: twice as quick as a product for each text (measured)."""
    many, length, width = states.shape
    product: Floats = states.reshape(many * length, width) @ weights
    product += bias
    return product.reshape(many, length, -1)


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    raised /= raised.sum(axis=-1, keepdims=True)
    return raised


def _gelu(values: Floats) -> Floats:
    """The usual approximation by a hyperbolic tangent, which the training uses too."""
    inner = values * values
    inner *= np.float32(0.7978845608 * 0.044715)
    inner += np.float32(0.7978845608)
    inner *= values
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= np.float32(0.5)
    return inner


def _normed(values: Floats, norm: tuple[Floats, Floats]) -> Floats:
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
    out: Floats = centred / spread * norm[0] + norm[1]
    return out


def _mean(states: Floats, own: Flags) -> Floats:
    share = own[:, :, None].astype(np.float32)
    out: Floats = (states * share).sum(axis=1) / np.maximum(share.sum(axis=1), 1)
    return out


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=1, keepdims=True)
    out: Floats = (top + np.log(np.exp(values - top).sum(axis=1, keepdims=True)))[:, 0]
    return out
