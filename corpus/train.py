"""Teach the semantic model and write its artefact.

Usage: python corpus/train.py [--public FOLDER] [--out FOLDER] [--work FOLDER] [--seed N]
       python corpus/train.py --six [--public FOLDER] [--work FOLDER] [--seed N]

Needs what the dependency group ``train`` of ``pyproject.toml`` names, and safeconduct itself, installed beside it.
``--public`` is a folder with the public sets that ``training/public.py`` names; without it hate and offence are taught by
the corpus alone, and worse.

The reader is taught in two turns: by the parts that were added (G and on), then by the first six with some of the others,
so that those have the last word. ``--six`` leaves out each of the first six parts in turn, judges the posts of the hand
left out, sets the bars of the verdicts by that, and writes them to ``corpus/bars.json``, which the teaching of the shipped
model takes: its own scores of posts that taught it would set them far too high. What a run has taught is kept in ``--work``
and taken up from there by the next.
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
import torch
from training import bars, data, export, fit, ordinary, public, quick, vocabulary
from training.data import FIRST, HEADS, Cutting, Post
from training.net import Encoder, Net, started

from safeconduct.semantic.glance import KNOWN
from safeconduct.semantic.plain import Plainer

TARGET = Path(__file__).parent.parent / "src" / "safeconduct" / "data" / "model"
BARS = Path(__file__).parent / "bars.json"
OF_EACH_SET = 2_500  # public texts that the reader is taught by; the glance takes more
LAST_TURN = 5_000  # added posts that come again in the second turn
TWICE = 2  # how often the glance is shown the first six parts


class Corpus(NamedTuple):
    """All that teaches."""

    first: list[Post]
    added: list[Post]
    public: list[Post]
    plainer: Plainer

    @staticmethod
    def read(folder: Path | None) -> Corpus:
        """The posts of all parts, the contrasts, and what public sets lie in a folder."""
        posts = data.posts(data.parts())
        words = ordinary.ordinary(post.text for post in posts)
        given = public.posts(folder, OF_EACH_SET) if folder else []
        first = [post for post in posts if post.part in FIRST]
        return Corpus(first, [post for post in posts if post.part not in FIRST], given + data.contrasts(), Plainer(words))


def main() -> None:
    """Teach, and write; or judge six ways."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    corpus = Corpus.read(options.public)
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


def _first_turn(corpus: Corpus, work: Path, seed: int) -> tuple[dict[str, torch.Tensor], Cutting]:
    """The reader taught by the added parts and the public sets, or the one that an earlier run has kept."""
    torch.manual_seed(seed)
    everything = (*corpus.first, *corpus.added)
    pieces, kept, emoji = vocabulary.chosen(corpus.plainer.plain(post.text).text for post in everything)
    cutting = Cutting(corpus.plainer, vocabulary.cutter(pieces))
    file = work / "first.pt"
    if not file.exists():
        encoder = started()
        rows = encoder.words.weight.data
        new = torch.from_numpy(vocabulary.emoji_rows(emoji, rows.numpy()))
        encoder.words = torch.nn.Embedding.from_pretrained(torch.cat([rows[kept], new]), freeze=False)
        net = Net(encoder, len(HEADS))
        fit.teach(net, cutting, corpus.added + corpus.public, fit.Plan(epochs=3, seed=seed))
        torch.save(net.state_dict(), file)
    return torch.load(file), cutting


def _second_turn(corpus: Corpus, state: dict[str, torch.Tensor], cutting: Cutting, left_out: str, seed: int) -> Net:
    """The same, then taught by the first parts but one, among some of the others."""
    rng = random.Random(seed + 4)
    added, given = rng.sample(corpus.added, min(LAST_TURN, len(corpus.added))), list(corpus.public)
    rng.shuffle(given)
    net = Net(Encoder(state["encoder.words.weight"].shape[0]), len(HEADS))
    net.load_state_dict(state)
    first = _first(corpus, left_out)
    plan = fit.Plan(epochs=2, rate=1.2e-4, seed=seed + 1)
    return fit.teach(net, cutting, first + added + given[: LAST_TURN // 5], plan)


def _first(corpus: Corpus, left_out: str) -> list[Post]:
    """The first parts but the one left out; if none is, but for their test share, on which the shipped model is reported."""
    if left_out:
        return [post for post in corpus.first if post.part != left_out]
    return [post for post in corpus.first if data.split(post.id) != "test"]


# --- the glance ---------------------------------------------------------------------------------------------


def _words(plainer: Plainer, post: Post) -> list[str]:
    known = [KNOWN + word for words in post.surroundings for word in words.split("_")]
    return known + plainer.plain(post.text).words


def _glance(corpus: Corpus, left_out: str, *, with_public: bool) -> quick.Net:
    first = _first(corpus, left_out)
    posts = corpus.added + first * TWICE + (corpus.public if with_public else [])
    return quick.teach(quick.Features.of([_words(corpus.plainer, post) for post in posts]), data.labels(posts))


# --- six ways -----------------------------------------------------------------------------------------------


def _six(corpus: Corpus, state: dict[str, torch.Tensor], cutting: Cutting, options: argparse.Namespace) -> None:
    """Judge each of the first six parts by what the others have taught, and set the bars by all six."""
    found, looked_at = [], []
    for part in FIRST:
        file = options.work / f"without_{part}.npz"
        posts = [post for post in corpus.first if post.part == part]
        if not file.exists():
            read = fit.scores(_second_turn(corpus, state, cutting, part, options.seed), cutting, posts)
            looked = _glance(corpus, part, with_public=False)
            glanced = looked.odds(quick.Features.of([_words(corpus.plainer, post) for post in posts]))
            np.savez(file, read=read, glanced=glanced)
        kept = np.load(file)
        found.append((posts, bars.joined(kept["read"], kept["glanced"])))
        looked_at.append(kept["glanced"][:, : len(data.TOPICS) + 1].max(axis=1))
    six = [bars.Judged(data.labels(posts)[:, : len(data.TOPICS)], odds[:, : len(data.TOPICS)]) for posts, odds in found]
    for part, judged in zip(FIRST, six, strict=True):
        print(part, bars.figures(judged))
    set_bars = bars.chosen(six) | {"clears": bars.clears(six, looked_at)}
    BARS.write_text(json.dumps(set_bars, indent=1) + "\n", "utf-8")
    print("mean", {name: round(float(np.mean([bars.figures(judged)[name] for judged in six])), 3) for name in bars.NAMES})


# --- the artefact -------------------------------------------------------------------------------------------


def _ship(corpus: Corpus, state: dict[str, torch.Tensor], cutting: Cutting, options: argparse.Namespace) -> None:
    """Teach by everything, and write."""
    file = options.work / "last.pt"
    net = Net(Encoder(state["encoder.words.weight"].shape[0]), len(HEADS))
    if file.exists():
        net.load_state_dict(torch.load(file))
    else:
        net = _second_turn(corpus, state, cutting, "", options.seed)
        torch.save(net.state_dict(), file)
    glance = _glance(corpus, "", with_public=True)
    write(
        options.out,
        net,
        cutting,
        glance,
        sorted(corpus.plainer.ordinary),
        _public_bars(corpus, net, cutting, glance, options.public),
    )


def _public_bars(
    corpus: Corpus, net: Net, cutting: Cutting, glance: quick.Net, folder: Path | None
) -> dict[str, tuple[float, float]]:
    """From which log odds a text is hate or offence, at a glance and read closely: by public texts that taught nothing."""
    if folder is None:
        return {}
    posts = public.posts(folder, 700, begin=OF_EACH_SET)
    glanced = glance.odds(quick.Features.of([_words(corpus.plainer, post) for post in posts]))
    closely, wanted = bars.joined(fit.scores(net, cutting, posts), glanced), data.labels(posts)
    heads = {head: HEADS.index(head) for head in (data.HATE, data.OFFENCE)}
    return {head: tuple(bars.public(odds[:, at], wanted[:, at]) for odds in (glanced, closely)) for head, at in heads.items()}  # type: ignore[misc] # two odds, two bars


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
        "format": 2,
        "version": date.today().isoformat(),  # noqa: DTZ011 the day it was made, where it was made
        **{name: set_bars[name] for name in ("clears", "share", "lift", "bars", "figures")},
        "public": public_bars,
        "heads": HEADS,
        "arrays": stored,
    }
    (out / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
