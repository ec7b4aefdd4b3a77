"""The labelled posts, their split, and the posts as the net takes them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct.semantic.plain import Plainer
from safeconduct.semantic.stretches import ALONE, Stretches

if TYPE_CHECKING:  # whoever only wants the split has no need of it
    from tokenizers import Tokenizer

CORPUS: Final = Path(__file__).parent.parent
TOPICS: Final = (
    "grooming", "sexual", "hate", "harassment", "security", "private-contact", "pupil-contact", "pupil-image",
    "confidential", "defamation", "disrepute", "derogatory", "copyright", "colleague-privacy", "work-talk",
    "school-identity", "profanity", "own-details",
)  # fmt: skip
CONCERN, HATE, OFFENCE = "concern", "hate-anywhere", "offence-anywhere"
HEADS: Final = (*TOPICS, CONCERN, HATE, OFFENCE)
FIRST: Final = tuple("ABCDEF")  # the parts that were there first, each by a hand of its own
Floats = npt.NDArray[np.float32]


class Post(NamedTuple):
    """A labelled text: a value a head (not a number where nobody labelled it), and the words that carry a topic."""

    id: str
    text: str
    surroundings: tuple[str, ...]
    labels: tuple[float, ...]
    spans: tuple[tuple[str, int], ...] = ()
    said: str = ""

    @property
    def part(self) -> str:
        """The hand that wrote it."""
        return self.id.rstrip("0123456789")


def split(name: str) -> str:
    """``train``, ``dev`` or ``test``: eight, one and one in ten, for ever the same for the same id."""
    tenth = hashlib.blake2b(name.encode(), digest_size=4).digest()[0] * 10 // 256
    return "dev" if tenth == 8 else "test" if tenth == 9 else "train"


def parts() -> tuple[str, ...]:
    """The names of all parts, the first six first."""
    return tuple(sorted((file.stem for file in CORPUS.glob("*.jsonl")), key=lambda part: (part not in FIRST, part)))


def contrasts(*which: str) -> list[Post]:
    """Sentences of which only hate and offence are known: near twins, one of each pair fine."""
    names = which or sorted(file.stem for file in (CORPUS / "contrast").glob("*.jsonl"))
    return [_contrast(json.loads(line)) for name in names for line in _lines(f"contrast/{name}.jsonl")]


def _contrast(given: dict[str, Any]) -> Post:
    fine, hate = given["label"] == "fine", given["label"] == "hate"
    known = {HATE: float(hate), OFFENCE: float(not fine)}
    return Post(
        given["id"], given["text"], ("personal", "public", "post"), tuple(known.get(head, float("nan")) for head in HEADS)
    )


def posts(which: Iterable[str]) -> list[Post]:
    """The posts of some parts."""
    return [_post(json.loads(line)) for part in which for line in _lines(f"{part}.jsonl")]


def _lines(name: str) -> Iterator[str]:
    with (CORPUS / name).open(encoding="utf-8") as lines:
        yield from lines


def _post(given: dict[str, Any]) -> Post:
    topics = set(given["topics"])
    labels = tuple(float(topic in topics) for topic in TOPICS)
    hate = 1.0 if "hate" in topics else 0.0
    offence = 1.0 if topics & {"hate", "profanity", "harassment"} else 0.0 if not topics else float("nan")
    spans = tuple((words, TOPICS.index(topic)) for words, topic in given["spans"])
    around = tuple(given[field] for field in ("account", "audience", "kind", "author_role", "platform"))
    return Post(
        given["id"],
        given["text"],
        around,
        (*labels, float(bool(topics)), hate, offence),
        spans,
        given["why"],
    )


class Encoded(NamedTuple):
    """A post as numbers: pieces, which of them are its own, and a label a piece and head."""

    ids: npt.NDArray[np.int64]
    head: int  # pieces before the text
    marks: Floats


def before(post: Post, rng: random.Random | None) -> str:
    """What is known of the post besides its text; in training now and then less, so that less may be known in use."""
    kept = [word.replace("_", " ") for word in post.surroundings if rng is None or word in _ALWAYS or rng.random() > _FORGET]
    return " ".join(kept)


_ALWAYS: Final = ("personal", "official")
_FORGET: Final = 0.2
_TURN: Final = 0.3  # share of posts whose people change their gender in an epoch, so that it sways nothing
LONGEST: Final = 110
_PAIRS: Final = (
    "he she", "his her", "him her", "himself herself", "boy girl", "boys girls", "lad lass", "lads lasses", "mum dad",
    "mums dads", "husband wife", "brother sister", "son daughter", "sons daughters", "nephew niece", "uncle auntie",
    "man woman", "men women", "mr mrs", "he's she's", "he'll she'll", "he'd she'd", "mum's dad's", "father mother",
    "boyfriend girlfriend", "grandad nan", "sir miss", "stepdad stepmum", "headmaster headmistress",
)  # fmt: skip
_OTHER: Final = {one: other for pair in _PAIRS for one, other in (pair.split(), pair.split()[::-1])} | {"her": "his"}


class Cutting(NamedTuple):
    """What turns a post into numbers: the words made plain, then cut into pieces."""

    plainer: Plainer
    cutter: Tokenizer


def encode(cutting: Cutting, post: Post, rng: random.Random | None) -> Encoded:
    """A post as the net takes it; a piece's marks are not a number where nobody marked words."""
    cutter, plain = cutting.cutter, cutting.plainer.plain(post.text)
    start, stop = cutter.token_to_id("[CLS]"), cutter.token_to_id("[SEP]")
    head = [start, *cutter.encode(before(post, rng)).ids, stop]
    turned = rng is not None and not post.spans and rng.random() < _TURN
    cut = cutter.encode(" ".join(_OTHER.get(word, word) for word in plain.words) if turned else plain.text)
    own = cut.ids[:LONGEST]
    marks = np.full((len(head) + len(own) + 1, len(HEADS)), np.nan, np.float32)
    told = {topic for _, topic in post.spans}
    for topic in range(len(TOPICS)):
        if post.labels[topic] == 0 or topic in told:
            marks[:, topic] = 0
    places = [plain.span(first, last) for first, last in cut.offsets[:LONGEST]] if post.spans else []
    for words, topic in post.spans:
        at = post.text.find(words)
        for number, (first, last) in enumerate(places):
            if first < at + len(words) and last > at >= 0:
                marks[len(head) + number, topic] = 1
    return Encoded(np.array([*head, *own, stop]), len(head), marks)


def in_parts(plainer: Plainer, given: Sequence[Post]) -> tuple[list[Post], list[int]]:
    """The parts in which long posts are read too, without labels that may be theirs; and to which post each belongs."""
    cut = Stretches(plainer, [post.text for post in given])
    parts = [part for part in cut.parts if part.of != ALONE]
    posts = [given[part.draft]._replace(text=" ".join(part.tokens), spans=(), said="") for part in parts]
    return posts, [part.draft for part in parts]


def labels(given: Sequence[Post]) -> Floats:
    """A row a post, a column a head."""
    return np.array([post.labels for post in given], np.float32)
