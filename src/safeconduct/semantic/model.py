"""The model as a whole: which topics a text reads as, how surely, and on which words that rests.

Every text gets a glance. What the glance does not clear is read closely; only a close reading gives a verdict. A long text
is taken in stretches that overlap, each by itself, so that the cost grows with the length and with nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np

from safeconduct.activity import Topic
from safeconduct.errors import ModelError
from safeconduct.screening import Draft
from safeconduct.semantic.glance import Glance
from safeconduct.semantic.pieces import Cutter, Window, surroundings
from safeconduct.semantic.reader import Reader, Scores

if TYPE_CHECKING:  # half as long to import as NumPy itself
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

STRETCH: Final = 480  # characters read at once, about
OVERLAP: Final = 120
TOGETHER: Final = 16  # stretches in one pass of the reader
GLANCED: Final = 150  # stretches glanced at together: never more words than the glance can keep
_FORMAT: Final = 1


class Bar(msgspec.Struct, frozen=True):
    """From which log odds a topic counts, from which it is beyond doubt, and below which the text does not read so;
    ``slope`` and ``shift`` turn log odds into a probability that is right as often as it says (Platt)."""

    counts: float
    certain: float
    doubtful: float
    slope: float
    shift: float


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """Where an array stands in ``weights.bin``."""

    at: int
    kind: str
    shape: tuple[int, ...]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the artefact says of itself."""

    format: int
    version: str
    clears: float  # log odds below which the glance clears a text
    bars: dict[Topic, Bar]
    heads: tuple[str, ...]
    figures: dict[str, float]
    arrays: dict[str, Stored]


def _arrays(card: Card, stored: npt.NDArray[np.uint8]) -> Mapping[str, npt.NDArray[np.generic]]:
    """The arrays, read from the disk when they are first used."""
    found = {}
    for name, each in card.arrays.items():
        kind = np.dtype(each.kind)
        end = each.at + kind.itemsize * math.prod(each.shape)
        found[name] = stored[each.at : end].view(kind).reshape(each.shape)
    return found


class Verdict(NamedTuple):
    """A topic that a text reads as, with its log odds; the words that carried it, as a span of the folded text."""

    topic: Topic
    start: int
    end: int
    odds: float
    certain: bool


class Reading(NamedTuple):
    """What a text reads as. ``doubtful`` are the topics that it does not read as, by far; ``harmless`` is a text that a
    glance was enough for."""

    verdicts: tuple[Verdict, ...]
    doubtful: frozenset[Topic]
    harmless: bool


_ALL: Final = frozenset(Topic) - {Topic.NEEDS_PERMISSION, Topic.MISSING_DISCLAIMER}
HARMLESS: Final = Reading((), _ALL, harmless=True)


class _Stretch(NamedTuple):
    draft: int
    start: int
    text: str


class Model:
    """The artefact, loaded."""

    def __init__(self, card: Card, arrays: Mapping[str, npt.NDArray[np.generic]], pieces: Sequence[str]) -> None:
        self.card = card
        self._arrays, self._pieces = arrays, pieces
        self._glance = Glance(arrays)
        self._topics = [(number, Topic(head)) for number, head in enumerate(card.heads) if head in list(Topic)]
        self._concern = card.heads.index("concern")

    @cached_property
    def _reader(self) -> Reader:
        """Unpacked when the first text needs a close reading; many need none."""
        return Reader(self._arrays, "reader")

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter({piece: number for number, piece in enumerate(self._pieces)})

    @staticmethod
    @cache
    def shipped() -> Model:
        """The model inside the package, loaded once a process.

        Raises:
            ModelError: a file of it is missing or of another version than the program.
        """
        return Model.load(Path(str(resources.files("safeconduct.data") / "model")))

    @staticmethod
    def load(folder: Path) -> Model:
        """The model whose card, weights and pieces lie in a folder.

        Raises:
            ModelError: a file is missing, or the card does not fit this program.
        """
        try:
            card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
            arrays = _arrays(card, np.memmap(folder / "weights.bin", np.uint8, "r"))
            pieces = (folder / "pieces.txt").read_text("utf-8").split("\n")
        except (OSError, ValueError, msgspec.DecodeError) as error:
            raise ModelError(f"{folder}: the semantic model cannot be loaded ({error}). Install safeconduct again.") from error
        if card.format != _FORMAT:
            raise ModelError(
                f"{folder}: the semantic model has format {card.format}, this program reads {_FORMAT}. "
                "Install safeconduct again."
            )
        return Model(card, arrays, pieces)

    def readings(self, drafts: Sequence[Draft]) -> list[Reading]:
        """What each of some drafts reads as."""
        stretches = [_Stretch(at, *piece) for at, draft in enumerate(drafts) for piece in _stretches(draft.folded)]
        known = [surroundings(draft.context) for draft in drafts]
        doubtful = self._doubtful([f"{known[each.draft]} {each.text}" for each in stretches])
        near = (stretches[at] for at in doubtful)
        windows = [(each, self._cutter.window(each.text, known[each.draft])) for each in near]
        found: dict[int, dict[Topic, Verdict]] = {}
        for stretch, window, scores in self._read(windows):
            best = found.setdefault(stretch.draft, {})
            for verdict in self._judged(stretch, window, scores):
                if verdict.topic not in best or verdict.odds > best[verdict.topic].odds:
                    best[verdict.topic] = verdict
        return [self._reading(found[number]) if number in found else HARMLESS for number in range(len(drafts))]

    def _reading(self, judged: Mapping[Topic, Verdict]) -> Reading:
        bars = self.card.bars
        counting = (verdict for verdict in judged.values() if verdict.odds >= bars[verdict.topic].counts)
        doubtful = (topic for topic, verdict in judged.items() if verdict.odds < bars[topic].doubtful)
        return Reading(tuple(sorted(counting, key=lambda verdict: verdict.topic.rank)), frozenset(doubtful), harmless=False)

    def _doubtful(self, texts: Sequence[str]) -> list[int]:
        """The stretches that a glance does not clear."""
        heads = [*(number for number, _ in self._topics), self._concern]
        found: list[int] = []
        for at in range(0, len(texts), GLANCED):
            highest = self._glance.look([text.split() for text in texts[at : at + GLANCED]])[:, heads].max(axis=1)
            found += (np.flatnonzero(highest >= self.card.clears) + at).tolist()
        return found

    def _read(self, windows: list[tuple[_Stretch, Window]]) -> Iterator[tuple[_Stretch, Window, Scores]]:
        """A close reading of each, those of about one length together."""
        ordered = sorted(windows, key=lambda each: len(each[1].piece.ids))
        for at in range(0, len(ordered), TOGETHER):
            batch = ordered[at : at + TOGETHER]
            read = self._reader.read([window.piece for _, window in batch])
            yield from ((stretch, window, scores) for (stretch, window), scores in zip(batch, read, strict=True))

    def _judged(self, stretch: _Stretch, window: Window, scores: Scores) -> Iterator[Verdict]:
        for number, topic in self._topics:
            bar = self.card.bars[topic]
            odds = float(scores.text[number])
            start, end, clear = _carried(window, scores.pieces[:, number]) if odds >= bar.counts else (0, 0, False)
            yield Verdict(topic, stretch.start + start, stretch.start + end, odds, clear and odds >= bar.certain)


def _stretches(folded: str) -> Iterator[tuple[int, str]]:
    """The text, or its overlapping stretches if it is long, cut at a blank where there is one."""
    start = 0
    while True:
        end = len(folded)
        if end - start > STRETCH + OVERLAP:
            end = max(
                folded.rfind(" ", start + STRETCH // 2, start + STRETCH),
                folded.rfind("\n", start + STRETCH // 2, start + STRETCH),
            )
            end = end if end > 0 else start + STRETCH
        if folded[start:end].strip():
            yield start, folded[start:end]
        if end == len(folded):
            return
        back = folded.find(" ", end - OVERLAP, end)
        start = back + 1 if back > start else end


_INSIDE: Final = 0.0  # log odds from which a piece belongs to the words that carried a topic
_NEAR: Final = 1.5  # or how far below the highest, where none reaches that
_GAP: Final = 2  # pieces that may lie between


def _carried(window: Window, odds: Floats) -> tuple[int, int, bool]:
    """The stretch of words on which a topic rests, and whether the words show it clearly."""
    own = [at for at, is_own in enumerate(window.piece.own) if is_own]
    if not own:
        return 0, 0, False
    highest = max(float(odds[at]) for at in own)
    least = min(_INSIDE, highest - _NEAR) if highest < _INSIDE + _NEAR else _INSIDE
    best = max(_runs(own, odds, least), key=lambda run: sum(float(odds[at]) - least for at in run))
    return window.places[best[0]][0], window.places[best[-1]][1], highest >= _INSIDE


def _runs(own: Iterable[int], odds: Floats, least: float) -> list[list[int]]:
    """Pieces from which a topic speaks, neighbours together."""
    runs: list[list[int]] = []
    for at in own:
        if float(odds[at]) >= least:
            if runs and at - runs[-1][-1] <= _GAP:
                runs[-1].extend(range(runs[-1][-1] + 1, at + 1))
            else:
                runs.append([at])
    return runs


__all__: Final = ("HARMLESS", "Bar", "Card", "Model", "Reading", "Verdict")
