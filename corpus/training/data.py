"""The labelled posts, their split, and the posts as the net takes them."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct import abroad
from safeconduct.semantic.plain import Plainer
from safeconduct.semantic.stretches import ALONE, LONG, SHORT, Stretches
from safeconduct.text import fold

if TYPE_CHECKING:  # whoever only wants the split has no need of it
    from tokenizers import Tokenizer

CORPUS: Final = Path(__file__).parent.parent
TOPICS: Final = (
    "grooming", "sexual", "hate", "harassment", "security", "private-contact", "pupil-contact", "pupil-image",
    "confidential", "defamation", "disrepute", "derogatory", "copyright", "colleague-privacy", "work-talk",
    "school-identity", "profanity", "own-details",
)  # fmt: skip
CONCERN, HATE, OFFENCE = "concern", "hate-anywhere", "offence-anywhere"
_OFFENCES: Final = {"hate", "profanity", "harassment"}
HEADS: Final = (*TOPICS, CONCERN, HATE, OFFENCE)
FIRST: Final = tuple("ABCDEF")  # the parts that were there first, each by a hand of its own
BLIND: Final = ("AK", "AL", "BF", "BW")  # parts that teach nothing and set nothing, ever: the model is measured on them
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
    """The names of the parts that may teach, the first six first."""
    names = (file.stem for file in CORPUS.glob("*.jsonl") if file.stem not in BLIND)
    return tuple(sorted(names, key=lambda part: (part not in FIRST, part)))


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
    offence = 1.0 if topics & _OFFENCES else 0.0 if not topics else float("nan")
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


def before(post: Post, rng: random.Random | None, *, audience: bool = False) -> str:
    """What is known of the post besides its text; in training now and then less, so that less may be known in use."""
    known = post.surroundings if audience else known_in_use(post)
    kept = [word.replace("_", " ") for word in known if rng is None or word in _ALWAYS or rng.random() > _FORGET]
    return " ".join(kept)


def known_in_use(post: Post) -> tuple[str, ...]:
    """What the model is told of a post in use: whether it is a direct message, but not who else may read it, which does not
    change what it says."""
    return tuple(word for word in post.surroundings if word not in _AUDIENCES)


_AUDIENCES: Final = {"public", "friends", "private_group"}
_ALWAYS: Final = ("personal", "official")
_FORGET: Final = 0.2
_TURN: Final = 0.3  # share of posts whose people change their gender in an epoch, so that it sways nothing
LONGEST: Final = 160  # pieces, as in use
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


def encode(cutting: Cutting, post: Post, rng: random.Random | None, *, audience: bool = False) -> Encoded:
    """A post as the net takes it; a piece's marks are not a number where nobody marked words."""
    cutter, plain = cutting.cutter, cutting.plainer.plain(post.text)
    start, stop = cutter.token_to_id("[CLS]"), cutter.token_to_id("[SEP]")
    head = [start, *cutter.encode(before(post, rng, audience=audience)).ids, stop]
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
    """The parts in which posts are read too, without labels that may be theirs; and to which post each belongs."""
    cut = Stretches(plainer, [post.text for post in given])
    parts = [part for part in cut.parts if part.of != ALONE]
    posts = [given[part.draft]._replace(text=" ".join(part.tokens), spans=(), said="") for part in parts]
    return posts, [part.draft for part in parts]


def in_parts_to_teach(plainer: Plainer, given: Sequence[Post], least: int = SHORT) -> list[Post]:
    """The parts of posts of more than some characters as posts that teach: a topic is a part's if marked words of it stand
    there; whether others of the whole are its as well is not known, since it may tell half of them."""
    chosen = [post for post in given if len(post.text) > least]
    cut = Stretches(plainer, [post.text for post in chosen])
    return [_part(chosen[part.draft], cut, number) for number, part in enumerate(cut.parts) if part.of != ALONE]


def _part(post: Post, cut: Stretches, number: int) -> Post:
    part = cut.parts[number]
    start, end = cut.plain(part.draft).span(*cut.where(part))
    shared = ((_shared(post.text, words, start, end), topic) for words, topic in post.spans)
    spans = tuple((words, topic) for words, topic in shared if words)
    mine = {TOPICS[topic] for _, topic in spans}
    sure = mine | {CONCERN} if mine else mine
    sure = sure | {HATE} if "hate" in mine else sure
    sure = sure | {OFFENCE} if mine & _OFFENCES else sure
    told = tuple(math.nan if value > 0 and head not in sure else value for head, value in zip(HEADS, post.labels, strict=True))
    return post._replace(id=f"{post.id}.{number}", text=" ".join(part.tokens), labels=told, spans=spans, said="")


def joined(given: Sequence[Post], many: int, seed: int) -> list[Post]:
    """Posts with a harmless one before or after them, half of them harmless themselves: what one sentence says is not undone
    by the next."""
    rng = random.Random(seed)
    clean = [post for post in given if not any(post.labels)]
    concern = [post for post in given if any(post.labels) and len(post.text) <= LONG]
    fillers = [post for post in clean if len(post.text) <= LONG // 2]
    return [_with(rng.choice(kind), rng.choice(fillers), rng) for kind in (concern, clean) for _ in range(many // 2)]


def _with(post: Post, filler: Post, rng: random.Random) -> Post:
    texts = [post.text if post.text.rstrip()[-1:] in _CLOSED else f"{post.text}.", filler.text]
    rng.shuffle(texts)
    return post._replace(id=f"{post.id}+{filler.id}", text=rng.choice("\n  ").join(texts))


_CLOSED: Final = frozenset(".!?…)")


def _shared(text: str, words: str, start: int, end: int) -> str:
    """What of marked words stands in a stretch of a text, blanks made one."""
    at = text.find(words)
    first, last = max(start, at), min(end, at + len(words))
    return " ".join(text[first:last].split()) if at >= 0 and first < last else ""


def in_english(given: Iterable[Post]) -> list[Post]:
    """Those in other languages once more, in the rough English that is read in use, where nobody marked words."""
    read = ((post, abroad.in_english(fold(post.text))) for post in given)
    return [post._replace(text=english.text, spans=()) for post, english in read if english is not None]


def labels(given: Sequence[Post]) -> Floats:
    """A row a post, a column a head."""
    return np.array([post.labels for post in given], np.float32)
