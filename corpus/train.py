"""Teach the semantic model and write its artefact.

Usage: python corpus/train.py [--public FOLDER] [--out FOLDER] [--work FOLDER] [--seed N]
       python corpus/train.py --six [--public FOLDER] [--work FOLDER] [--seed N]

Needs what the dependency group ``train`` of ``pyproject.toml`` names, and safeconduct itself, installed beside it.
``--public`` is a folder with the public sets that ``training/public.py`` names; without it hate and offence are taught by
the corpus alone, and worse.

The reader is taught in two turns: by the parts that were added (G and on) and the public sets, then by the first six with
some of the others, so that those have the last word. ``--six`` leaves out each of the first six parts in turn, judges the
posts of the hand left out, sets the bars of the verdicts by that, and writes them to ``corpus/bars.json``, which the
teaching of the shipped model takes: its own scores of posts that taught it would set them far too high. What a run has
taught is kept in ``--work`` and taken up from there by the next. Parts that were added after the first turn that is kept
there teach in the last turn, all of their posts.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from training import bars, data, export, fit, ordinary, public, quick, vocabulary
from training.data import FIRST, HEADS, Cutting, Post
from training.net import Encoder, Net, started

from safeconduct.semantic.glance import KNOWN
from safeconduct.semantic.model import Model
from safeconduct.semantic.plain import Plainer
from safeconduct.semantic.stretches import LONG

TARGET = Path(__file__).parent.parent / "src" / "safeconduct" / "data" / "model"
BARS = Path(__file__).parent / "bars.json"
OF_EACH_SET = 2_500  # public texts that teach
BARS_BY = ("OA", "OB")  # the contrasts by which it is set what offends, and what is hate
LAST_TURN = 2_500  # added posts that come again in the last turn
AT_LARGE = 1_000  # public texts and contrasts that come again in it
CUT = 2_000  # parts of posts in it
JOINED = 1_500  # posts in it that have a harmless one before or after them
OTHER_LANGUAGES = ("AP", "BK", "BS", "BT", "CA", "CI", "CP", "DA")  # whose small words are English names: Nina, Sali, Padi
TWICE = 2  # how often the glance is shown the first six parts


State = dict[str, torch.Tensor]


class Corpus(NamedTuple):
    """All that teaches."""

    first: list[Post]
    added: list[Post]
    late: list[Post]  # those of the added ones that the first turn has not seen
    parts: list[Post]  # of the added ones
    public: list[Post]  # some of each set
    contrasts: list[Post]
    held: list[Post]  # contrasts that teach nothing
    plainer: Plainer
    known: Known

    @staticmethod
    def read(folder: Path | None, work: Path) -> Corpus:
        """The posts of all parts, the contrasts, and what public sets lie in a folder."""
        posts, contrasts = data.posts(data.parts()), data.contrasts()
        given = public.posts(folder, OF_EACH_SET) if folder else []
        known = Known.when_begun(work, posts)
        plainer = Plainer(known.ordinary)
        added = [post for post in posts if post.part not in FIRST]
        added += data.in_english(added)
        return Corpus(
            [post for post in posts if post.part in FIRST],
            added,
            [post for post in added if post.part not in known.parts],
            data.in_parts_to_teach(plainer, added),
            given,
            [post for post in contrasts if not _held(post)],
            [post for post in contrasts if _held(post)],
            plainer,
            known,
        )


class Known(NamedTuple):
    """The words that the reader was begun with, and the parts that were there then: kept beside its first turn."""

    parts: list[str]
    ordinary: list[str]  # everyday words, which are nobody's name
    pieces: dict[str, int]
    kept: list[int]  # the rows of the encoder that we start from, in the order of the pieces
    emoji: list[str]

    @staticmethod
    def when_begun(work: Path, posts: Sequence[Post]) -> Known:
        """As an earlier run has kept it, or of all posts."""
        file = work / "known.json"
        if not file.exists():
            words = ordinary.ordinary(post.text for post in posts if post.part not in OTHER_LANGUAGES)
            plainer = Plainer(words)
            found = vocabulary.chosen(plainer.plain(post.text).text for post in posts)
            file.write_text(json.dumps(Known(sorted({post.part for post in posts}), words, *found)), "utf-8")
        return Known(*json.loads(file.read_text("utf-8")))


def _held(contrast: Post) -> bool:
    """Whether a contrast is kept for setting bars by."""
    return contrast.part in BARS_BY and data.split(contrast.id) != "train"


def main() -> None:
    """Teach, and write; or judge six ways."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    corpus = Corpus.read(options.public, options.work)
    begun = time.time()
    state, cutting = _first_turn(corpus, options.work, options.seed)
    if options.six:
        _six(corpus, state, cutting, options)
    else:
        _ship(corpus, state, cutting, options)
    print(f"{(time.time() - begun) / 60:.0f} minutes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--six", action="store_true")
    parser.add_argument("--public", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--work", type=Path, default=Path("build/model"))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


# --- the reader ---------------------------------------------------------------------------------------------


def _first_turn(corpus: Corpus, work: Path, seed: int) -> tuple[State, Cutting]:
    """The reader taught by the added parts and the public sets, or the one that an earlier run has kept."""
    torch.manual_seed(seed)
    known = corpus.known
    cutting = Cutting(corpus.plainer, vocabulary.cutter(known.pieces))
    file = work / "first.pt"
    if not file.exists():
        encoder = started()
        rows = encoder.words.weight.data
        new = torch.from_numpy(vocabulary.emoji_rows(known.emoji, rows.numpy()))
        encoder.words = torch.nn.Embedding.from_pretrained(torch.cat([rows[known.kept], new]), freeze=False)
        net = Net(encoder, len(HEADS))
        always, cut = corpus.added + corpus.contrasts, data.in_parts_to_teach(corpus.plainer, corpus.added, LONG)
        plan = fit.Plan(epochs=2, seed=seed, always=len(always), audience=True)
        fit.teach(net, cutting, always + cut + corpus.public, plan)
        torch.save(net.state_dict(), file)
    return torch.load(file), cutting


def _last_turn(corpus: Corpus, state: State, cutting: Cutting, left_out: str, seed: int) -> Net:
    """The same, then taught by the first parts but one, among some of the others."""
    rng = random.Random(seed + 4)
    first, given = _first(corpus, left_out), corpus.public + corpus.contrasts
    late = {post.id for post in corpus.late}
    earlier = [post for post in corpus.added if post.id not in late]
    added = corpus.late + rng.sample(earlier, min(LAST_TURN, len(earlier)))
    cut = data.in_parts_to_teach(corpus.plainer, first) + corpus.parts
    rng.shuffle(given)
    rng.shuffle(cut)
    joined = data.joined(first + added, JOINED, seed)
    net = Net(Encoder(state["encoder.words.weight"].shape[0]), len(HEADS))
    net.load_state_dict(state)
    plan = fit.Plan(epochs=2, rate=1.2e-4, seed=seed + 1)
    return fit.teach(net, cutting, first + added + given[:AT_LARGE] + cut[:CUT] + joined, plan)


def _first(corpus: Corpus, left_out: str) -> list[Post]:
    """The first parts but the one left out; if none is, but for their test share, on which the shipped model is reported."""
    if left_out:
        return [post for post in corpus.first if post.part != left_out]
    return [post for post in corpus.first if data.split(post.id) != "test"]


# --- the glance ---------------------------------------------------------------------------------------------


def _words(plainer: Plainer, post: Post) -> list[str]:
    known = [KNOWN + word for words in data.known_in_use(post) for word in words.split("_")]
    return known + plainer.plain(post.text).words


def _glance(corpus: Corpus, left_out: str, seed: int) -> quick.Net:
    first = _first(corpus, left_out)
    cut = data.in_parts_to_teach(corpus.plainer, first) + corpus.parts
    joined = data.joined(first + corpus.added, 4 * JOINED, seed)
    posts = corpus.added + cut + first * TWICE + joined + corpus.public + corpus.contrasts
    return quick.teach(quick.Features.of([_words(corpus.plainer, post) for post in posts]), data.labels(posts))


# --- six ways -----------------------------------------------------------------------------------------------


def _six(corpus: Corpus, state: State, cutting: Cutting, options: argparse.Namespace) -> None:
    """Judge each of the first six parts by what the others have taught, and set the bars by all six."""
    kept = {part: _without(part, corpus, state, cutting, options) for part in reversed(FIRST)}  # no rule knows the last two
    topics = slice(len(data.TOPICS))
    six = [
        bars.Judged(
            data.labels([post for post in corpus.first if post.part == part])[:, topics],
            bars.in_use(kept[part])[:, topics],
        )
        for part in FIRST
    ]
    for part, judged in zip(FIRST, six, strict=True):
        print(part, bars.figures(judged))
    looked_at = [bars.looked_at(kept[part]) for part in FIRST]
    clears, hurried = (bars.clears(six, looked_at, kept) for kept in (bars.KEPT, bars.KEPT_HURRIED))
    half_way = [bars.in_use(kept[part], "early").max(axis=1) for part in FIRST]
    early = bars.early(six, half_way, [looked >= hurried for looked in looked_at])
    BARS.write_text(
        json.dumps(bars.chosen(six) | {"clears": clears, "hurried": hurried, "early": early}, indent=1) + "\n", "utf-8"
    )
    print("mean", {name: round(float(np.mean([bars.figures(judged)[name] for judged in six])), 3) for name in bars.NAMES})


def _without(
    part: str, corpus: Corpus, state: State, cutting: Cutting, options: argparse.Namespace
) -> dict[str, npt.NDArray[np.float32]]:
    """The scores of a part's posts, and of the parts of long ones, by what all others have taught: read closely, half way up,
    and at a glance."""
    file = options.work / f"without_{part}.npz"
    posts = [post for post in corpus.first if post.part == part]
    if not file.exists():
        net, glance = _last_turn(corpus, state, cutting, part, options.seed), _glance(corpus, part, options.seed)
        torch.save(net.state_dict(), file.with_suffix(".pt"))
        parts, of = data.in_parts(corpus.plainer, posts)
        whole, cut = (_scores(net, glance, cutting, given) for given in (posts, parts))
        named = {f"parts_{name}": values for name, values in cut.items()}
        np.savez(file, of=of, long=[len(post.text) > LONG for post in posts], **whole, **named)
    return dict(np.load(file))


def _scores(net: Net, glance: quick.Net, cutting: Cutting, posts: Sequence[Post]) -> dict[str, npt.NDArray[np.float32]]:
    read, early = fit.scores(net, cutting, posts)
    glanced = glance.odds(quick.Features.of([_words(cutting.plainer, post) for post in posts]))
    return {"read": read, "early": early, "glanced": glanced}


# --- the artefact -------------------------------------------------------------------------------------------


def _ship(corpus: Corpus, state: State, cutting: Cutting, options: argparse.Namespace) -> None:
    """Teach by everything, and write."""
    file = options.work / "last.pt"
    net = Net(Encoder(state["encoder.words.weight"].shape[0]), len(HEADS))
    if file.exists():
        net.load_state_dict(torch.load(file))
    else:
        net = _last_turn(corpus, state, cutting, "", options.seed)
        torch.save(net.state_dict(), file)
    glance = _glance(corpus, "", options.seed)
    write(options.out, net, cutting, glance, sorted(corpus.plainer.ordinary), {})
    set_public_bars(options.out, corpus.held)


def set_public_bars(out: Path, held: Sequence[Post]) -> None:
    """Write on the card from which log odds a text is hate or offence, at a glance and read closely: by contrasts that taught
    nothing, as the artefact itself reads them, since its weights of eight bits move this head by as much as one in log odds.
    Of what offends each must be right 19 times in 20: most heated words offend nobody."""
    model, found = Model.load(out), {}
    for head, (part, bar) in {data.HATE: ("OB", bars.apart), data.OFFENCE: ("OA", bars.each_sure)}.items():
        posts = [post for post in held if post.part == part]
        texts, wanted = [post.text for post in posts], data.labels(posts)[:, HEADS.index(head)]
        found[head] = tuple(bar(model.odds(texts, head, closely=closely), wanted) for closely in (False, True))
    card = json.loads((out / "card.json").read_text("utf-8"))
    (out / "card.json").write_text(json.dumps(card | {"public": found}) + "\n", "utf-8")


def write(
    out: Path, net: Net, cutting: Cutting, glance: quick.Net, words: Sequence[str], public_bars: dict[str, tuple[float, float]]
) -> None:
    """The artefact: weights, pieces, words, card."""
    out.mkdir(parents=True, exist_ok=True)
    stored = export.write(out / "weights.bin", {**export.reader(net), **export.glance(glance)})
    pieces = sorted(cutting.cutter.get_vocab().items(), key=lambda each: each[1])
    (out / "pieces.txt").write_text("\n".join(piece for piece, _ in pieces), "utf-8")
    (out / "ordinary.txt").write_text("\n".join(words), "utf-8")
    set_bars = json.loads(BARS.read_text("utf-8"))
    card = {
        "format": 6,
        "version": date.today().isoformat(),  # noqa: DTZ011 the day it was made, where it was made
        **{name: set_bars[name] for name in ("clears", "hurried", "early", "share", "lift", "beside", "bars", "figures")},
        "public": public_bars,
        "heads": HEADS,
        "arrays": stored,
    }
    (out / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
