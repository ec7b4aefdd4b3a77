"""The model as a whole: which topics a text reads as, how surely, and on which words that rests.

Every text gets a glance. What the glance does not clear is read closely, and the verdict rests on both: they err apart, so
that together they err less. A text of more than a few sentences is taken in parts, and the verdict on a part rests on the
stretch around it too (``stretches``), so that one clause is not drowned and the cost grows with the length and nothing else.
"""

from __future__ import annotations

import math
import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np

from safeconduct.activity import Audience, Topic
from safeconduct.errors import ModelError
from safeconduct.screening import Context, Draft
from safeconduct.semantic.glance import Glance
from safeconduct.semantic.pieces import Cutter, Window, surroundings
from safeconduct.semantic.plain import Plainer
from safeconduct.semantic.reader import Reader, Scores
from safeconduct.semantic.stretches import ALONE, OVERLAP, STRETCH, Stretch, Stretches

if TYPE_CHECKING:  # half as long to import as NumPy itself
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

TOGETHER: Final = 512  # pieces in one pass of the reader: more are no quicker, and hold more memory
MOST: Final = 120  # stretches of one text that are read closely: some fourteen thousand characters
PARTS: Final = np.float32(0.6)  # share of a part's log odds in those of a verdict; the rest is that of the stretch around it
SURER: Final = np.float32(3.0)  # log odds by which a sentence of a short text must be surer than the text would have to be
GLANCED: Final = 150  # stretches glanced at together: never more words than the glance can keep
_FORMAT: Final = 6
_LET_GO: Final[int | None] = getattr(mmap, "MADV_DONTNEED", None)  # read again from the file where it is needed


class Bar(msgspec.Struct, frozen=True):
    """From which log odds a topic counts, from which it is beyond doubt, below which the text does not read so, and below
    which it plainly reads as something else; ``slope`` and ``shift`` turn log odds into a probability that is right as often
    as it says (Platt)."""

    counts: float
    certain: float
    doubtful: float
    refuted: float
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
    hurried: float  # the same where very many texts are to be read,
    early: float  # and there, log odds below which the reader puts one aside half way
    share: float  # how much of the glance's log odds is added to those of the close reading,
    lift: float  # after this was added to them
    beside: float  # log odds from which a topic counts in a text in which another one counts by itself
    bars: dict[Topic, Bar]
    heads: tuple[str, ...]
    public: dict[str, tuple[float, float]]  # log odds from which a text is hate, or offence, at a glance and read closely
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
    """A topic that a text reads as, with its log odds; the words that carried it, as a span of the text as given."""

    topic: Topic
    start: int
    end: int
    odds: float
    certain: bool


class Reading(NamedTuple):
    """What a text reads as. ``doubtful`` are the topics that it does not read as, by far, ``refuted`` those of which it plainly
    does not, whatever words it has; ``harmless`` is a text that a glance was enough for."""

    verdicts: tuple[Verdict, ...]
    doubtful: frozenset[Topic]
    refuted: frozenset[Topic]
    harmless: bool


_ALL: Final = frozenset(Topic) - {Topic.NEEDS_PERMISSION, Topic.MISSING_DISCLAIMER}
HARMLESS: Final = Reading((), _ALL, frozenset(), harmless=True)
ASIDE: Final = Reading((), _ALL, frozenset(), harmless=False)  # put aside half way; rules that are sure are still heard


class _Read(NamedTuple):
    """A stretch read closely."""

    stretch: Stretch
    window: Window
    scores: Scores
    glanced: Floats


class Model:
    """The artefact, loaded."""

    def __init__(
        self,
        card: Card,
        arrays: Mapping[str, npt.NDArray[np.generic]],
        pieces: Sequence[str],
        ordinary: Iterable[str],
        mapped: mmap.mmap | None = None,
    ) -> None:
        self.card = card
        self._arrays, self._pieces, self._mapped = arrays, pieces, mapped
        self._plainer = Plainer(ordinary)
        self._glance = Glance(arrays, spelt=self._plainer.word)
        self._topics = [(number, Topic(head)) for number, head in enumerate(card.heads) if head in list(Topic)]

    @cached_property
    def _reader(self) -> Reader:
        """Unpacked when the first text needs a close reading; many need none. What it was unpacked from is let go of."""
        reader = Reader(self._arrays, "reader")
        if self._mapped is not None and _LET_GO is not None:
            self._mapped.madvise(_LET_GO)
        return reader

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
        """The model whose card, weights and lists of words lie in a folder.

        Raises:
            ModelError: a file is missing, or the card does not fit this program.
        """
        try:
            card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
            with (folder / "weights.bin").open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            arrays = _arrays(card, np.frombuffer(mapped, np.uint8))
            pieces = (folder / "pieces.txt").read_text("utf-8").split("\n")
            ordinary = (folder / "ordinary.txt").read_text("utf-8").split("\n")
        except (OSError, ValueError, msgspec.DecodeError) as error:
            raise ModelError(f"{folder}: the semantic model cannot be loaded ({error}). Install safeconduct again.") from error
        if card.format != _FORMAT:
            raise ModelError(
                f"{folder}: the semantic model has format {card.format}, this program reads {_FORMAT}. "
                "Install safeconduct again."
            )
        return Model(card, arrays, pieces, ordinary, mapped)

    def readings(self, drafts: Sequence[Draft], *, hurried: bool = False) -> list[Reading]:
        """What each of some drafts reads as; ``hurried``, a glance clears more of them, and the reader leaves some half way."""
        stretches = Stretches(self._plainer, [draft.text.raw for draft in drafts])
        parts, known = stretches.parts, [surroundings(draft.context) for draft in drafts]
        glanced = self._glanced(parts, known)
        clears = self.card.hurried if hurried else self.card.clears
        windows = self._windows(stretches, parts, _near(parts, glanced.max(axis=1), clears) if parts else (), known)
        to_the_end = self._read(windows, glanced if hurried else None)
        read = [_Read(parts[at], window, scores, glanced[at]) for at, window, scores in to_the_end]
        wholes = self._wholes(stretches, sorted({each.stretch.of for each in read} - {ALONE}), known)
        found: dict[int, dict[Topic, Verdict]] = {}
        for each in read:
            _keep(found, each.stretch, self._judged(each, self._odds(each, wholes, stretches), stretches))
        for whole in wholes.values():
            if stretches.short(whole.stretch):
                _keep(found, whole.stretch, self._judged(whole, self._joined(whole.scores.text, whole.glanced), stretches))
        begun = {parts[at].draft for at, _ in windows}
        return [self._reading(found[at]) if at in found else ASIDE if at in begun else HARMLESS for at in range(len(drafts))]

    def _wholes(self, stretches: Stretches, numbers: Sequence[int], known: Sequence[str]) -> dict[int, _Read]:
        """The longer stretches of which a part was read to its end."""
        if not numbers:
            return {}
        wholes = [stretches.wholes[number] for number in numbers]
        glanced = self._glanced(wholes, known)
        read = self._read(self._windows(stretches, wholes, range(len(wholes)), known))
        return {numbers[at]: _Read(wholes[at], window, scores, glanced[at]) for at, window, scores in read}

    def _odds(self, read: _Read, wholes: Mapping[int, _Read], stretches: Stretches) -> Floats:
        """The log odds that count: of a part of a long text with those of the stretch around it; a short text speaks as a
        whole, and a sentence of it must be surer by itself."""
        odds = self._joined(read.scores.text, read.glanced)
        if read.stretch.of == ALONE:
            return odds
        if stretches.short(read.stretch):
            return odds - SURER
        whole = wholes[read.stretch.of]
        return PARTS * odds + (1 - PARTS) * self._joined(whole.scores.text, whole.glanced)

    def _windows(
        self, stretches: Stretches, given: Sequence[Stretch], chosen: Iterable[int], known: Sequence[str]
    ) -> list[tuple[int, Window]]:
        """Some of the stretches as the reader takes them; one in which all is invisible has no word."""
        texts = ((at, stretches.text(given[at])) for at in chosen)
        return [(at, self._cutter.window(text, known[given[at].draft])) for at, text in texts if text.strip()]

    def _joined(self, read: Floats, glanced: Floats) -> Floats:
        """The log odds by a close reading and a glance together."""
        joined: Floats = read + self.card.share * (glanced + self.card.lift)
        return joined

    def glance_at(self, drafts: Sequence[Draft]) -> Floats:
        """The highest log odds that a glance gives each of some short drafts: what decides whether it is read closely."""
        stretches = [Stretch(at, 0, None, draft.text.raw.split()) for at, draft in enumerate(drafts)]
        highest: Floats = self._glanced(stretches, [surroundings(draft.context) for draft in drafts]).max(axis=1)
        return highest

    def odds(self, texts: Sequence[str], head: str, *, closely: bool = True) -> Floats:
        """The log odds of one head for short texts on their own, for measuring: by a close reading and a glance together,
        or by a glance alone."""
        number = self.card.heads.index(head)
        known = surroundings(Context(kind="comment", audience=Audience.PUBLIC))
        texts = [text[: STRETCH + OVERLAP] for text in texts]
        glanced: Floats = self._glanced([Stretch(0, 0, None, text.split()) for text in texts], [known])[:, number]
        if not closely:
            return glanced
        found = np.zeros(len(texts), np.float32)
        windows = [(at, self._cutter.window(self._plainer.plain(text).text, known)) for at, text in enumerate(texts)]
        for at, _, scores in self._read(windows):
            found[at] = scores.text[number]
        return self._joined(found, glanced)

    def _reading(self, judged: Mapping[Topic, Verdict]) -> Reading:
        bars = self.card.bars
        by_itself = any(verdict.odds >= bars[topic].counts for topic, verdict in judged.items())
        counting = (verdict for verdict in judged.values() if by_itself and verdict.odds >= self.card.beside)
        doubtful = frozenset(topic for topic, verdict in judged.items() if verdict.odds < bars[topic].doubtful)
        refuted = frozenset(topic for topic, verdict in judged.items() if verdict.odds < bars[topic].refuted)
        return Reading(tuple(sorted(counting, key=lambda verdict: verdict.topic.rank)), doubtful, refuted, harmless=False)

    def _glanced(self, stretches: Sequence[Stretch], known: Sequence[str]) -> Floats:
        """The log odds that a glance gives each stretch, a column a head."""
        words, before = [each.tokens for each in stretches], [known[each.draft] for each in stretches]
        together = range(0, len(words), GLANCED)
        parts = [self._glance.look(words[at : at + GLANCED], before[at : at + GLANCED]) for at in together]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.card.heads)), np.float32)

    def _read(self, windows: list[tuple[int, Window]], glanced: Floats | None = None) -> Iterator[tuple[int, Window, Scores]]:
        """A close reading of each, those of about one length together; by what glances gave, harmless ones are put aside."""
        for batch in _batches(sorted(windows, key=lambda each: len(each[1].piece.ids))):
            worth = None if glanced is None else partial(self._worth, glanced[[number for number, _ in batch]])
            read = self._reader.read([window.piece for _, window in batch], worth)
            found = ((number, window, scores) for (number, window), scores in zip(batch, read, strict=True))
            yield from ((number, window, scores) for number, window, scores in found if scores is not None)

    def _worth(self, glanced: Floats, early: Floats) -> npt.NDArray[np.bool_]:
        """Which texts are worth reading to the end."""
        worth: npt.NDArray[np.bool_] = self._joined(early, glanced).max(axis=1) >= self.card.early
        return worth

    def _judged(self, read: _Read, odds: Floats, stretches: Stretches) -> Iterator[Verdict]:
        plain, begun = stretches.plain(read.stretch.draft), stretches.where(read.stretch)[0]
        for number, topic in self._topics:
            bar, reached = self.card.bars[topic], float(odds[number])
            if reached < self.card.beside:
                yield Verdict(topic, 0, 0, reached, certain=False)
                continue
            start, end, clear = _carried(read.window, read.scores.pieces[:, number])
            where = plain.span(begun + start, begun + end)
            yield Verdict(topic, *where, reached, clear and reached >= bar.certain)


def _near(parts: Sequence[Stretch], highest: Floats, clears: float) -> list[int]:
    """Those that a glance does not clear; of a text with very many, those that look worst."""
    found: dict[int, list[int]] = {}
    for at in np.flatnonzero(highest >= clears).tolist():
        found.setdefault(parts[at].draft, []).append(at)
    return [at for near in found.values() for at in sorted(near, key=lambda at: -highest[at])[:MOST]]


def _keep(found: dict[int, dict[Topic, Verdict]], stretch: Stretch, judged: Iterable[Verdict]) -> None:
    """Keep the strongest verdict on each topic of a draft."""
    best = found.setdefault(stretch.draft, {})
    for verdict in judged:
        if verdict.topic not in best or verdict.odds > best[verdict.topic].odds:
            best[verdict.topic] = verdict


def _batches(ordered: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Windows, the shorter first, as many at a time as hold few enough pieces when all are as long as the longest."""
    batch: list[tuple[int, Window]] = []
    for each in ordered:
        if batch and (len(batch) + 1) * len(each[1].piece.ids) > TOGETHER:
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


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


__all__: Final = ("ASIDE", "HARMLESS", "Bar", "Card", "Model", "Reading", "Verdict")
