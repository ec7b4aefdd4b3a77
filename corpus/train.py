"""Teach the semantic model and write its artefact: ``python corpus/train.py --out FOLDER``.

Usage: python corpus/train.py [--out FOLDER] [--epochs N] [--seed N] [--hold-out PART]

Needs what the dependency group ``train`` of ``pyproject.toml`` names, and safeconduct itself, installed beside it.

The posts of the corpus are split by a hash of their ids: eight in ten teach, one in ten sets the bars, one in ten is for the
report alone. ``--hold-out`` leaves a whole part (a hand) out of both and reports on it: that is how well the model reads
posts by somebody whose posts it has never seen.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from training import bars, data, export, fit, quick, vocabulary
from training.data import FIRST, HEADS, TOPICS, Floats, Post
from training.net import Net, started

Flags = npt.NDArray[np.bool_]
TARGET = Path(__file__).parent.parent / "src" / "safeconduct" / "data" / "model"
KEPT = 0.95  # of what the reader would find among the development posts must pass the glance
CERTAIN = 0.85  # probability that a certain finding has at least
DOUBTFUL = 0.15  # probability below which an uncertain finding of a rule does not count


class Taught(NamedTuple):
    """A taught net with the pieces that it knows."""

    net: Net
    cutter: Tokenizer


class Verdicts(NamedTuple):
    """How the scores are judged: a scale a topic, and one probability from which topics count."""

    scales: tuple[bars.Scale, ...]
    bar: float

    def probabilities(self, odds: Floats) -> Floats:
        """A column a topic."""
        return np.stack([scale.probability(odds[:, at]) for at, scale in enumerate(self.scales)], axis=1)


def taught(posts: Sequence[Post], plan: fit.Plan) -> Taught:
    """The net, taught: first by the parts that were added, then by all, so that the first six have the last word."""
    torch.manual_seed(plan.seed)
    pieces, kept, emoji = vocabulary.chosen(post.text for post in posts)
    cutter, encoder = vocabulary.cutter(pieces), started()
    rows = encoder.words.weight.data
    new = torch.from_numpy(vocabulary.emoji_rows(emoji, rows.numpy()))
    encoder.words = torch.nn.Embedding.from_pretrained(torch.cat([rows[kept], new]), freeze=False)
    net = Net(encoder, len(HEADS))
    added = [post for post in posts if post.part not in FIRST]
    fit.teach(net, cutter, added, plan)
    fit.teach(net, cutter, posts, plan._replace(epochs=max(1, plan.epochs - 1), rate=plan.rate * 0.5, seed=plan.seed + 1))
    return Taught(net, cutter)


def judged(odds: Floats, posts: Sequence[Post]) -> Verdicts:
    """Scales and the bar, from development posts."""
    wanted = data.labels(posts)[:, : len(TOPICS)]
    scales = tuple(bars.scale(odds[:, at], wanted[:, at]) for at in range(len(TOPICS)))
    verdicts = Verdicts(scales, 0.5)
    return verdicts._replace(bar=bars.bar(verdicts.probabilities(odds), wanted))


def report(name: str, found: Flags, posts: Sequence[Post]) -> dict[str, float]:
    """Macro F1 over the topics, share of posts of concern that are found, share of clean posts that are alarmed on."""
    wanted = data.labels(posts)[:, : len(TOPICS)] > 0
    hits = (found & wanted).sum(0)
    f1 = 2 * hits / np.maximum(1, found.sum(0) + wanted.sum(0))
    clean = ~wanted.any(1)
    result = {"macro F1": f1.mean(), "concern recall": found[~clean].any(1).mean(), "false alarms": found[clean].any(1).mean()}
    print(f"{name}: {len(posts)} posts, " + ", ".join(f"{key} {value:.3f}" for key, value in result.items()))
    for topic, value, many in zip(TOPICS, f1, wanted.sum(0), strict=True):
        print(f"    {topic:20} {many:5} {value:.3f}")
    return {key: round(float(value), 3) for key, value in result.items()}


def main() -> None:
    """Teach, judge, report, write."""
    options = _options()
    posts = [post for post in data.posts(data.parts()) if post.part != options.hold_out]
    groups = {name: [post for post in posts if data.split(post.id) == name] for name in ("train", "dev", "test")}
    begun = time.time()
    model = taught(groups["train"], fit.Plan(epochs=options.epochs, seed=options.seed))
    print(f"taught in {(time.time() - begun) / 60:.0f} minutes")
    odds = {name: fit.scores(*model, group) for name, group in groups.items()}
    first = [at for at, post in enumerate(groups["dev"]) if post.part in FIRST]
    verdicts = judged(odds["dev"][first], [groups["dev"][at] for at in first])
    figures = report("test", verdicts.probabilities(odds["test"]) >= verdicts.bar, groups["test"])
    if options.hold_out:
        away = data.posts([options.hold_out])
        report(f"held out {options.hold_out}", verdicts.probabilities(fit.scores(*model, away)) >= verdicts.bar, away)
        return
    glance = _glance(groups["train"], odds["train"], options.seed)
    clears = _clears(glance, groups["dev"], verdicts.probabilities(odds["dev"]) >= verdicts.bar)
    _write(options.out, model, glance, verdicts, clears, figures, odds["dev"], groups["dev"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hold-out", choices=data.parts())
    return parser.parse_args()


def _words(post: Post) -> list[str]:
    from safeconduct.text import fold

    return f"{data.before(post, None)} {fold(post.text)}".split()


def _glance(posts: Sequence[Post], odds: Floats, seed: int) -> quick.Net:
    """The glance learns what the reader says of the posts that taught it, half labels, half the reader's own probabilities."""
    known: dict[str, list[int]] = {}
    looked = [quick.looked(_words(post), known) for post in posts]
    said = 1 / (1 + np.exp(-odds))
    wanted = data.labels(posts)
    return quick.teach(looked, np.where(np.isnan(wanted), said, (said + wanted) / 2).astype(np.float32), seed=seed)


@torch.no_grad()
def _clears(glance: quick.Net, posts: Sequence[Post], found: Flags) -> float:
    """The log odds below which the glance clears a text: nearly all that the reader finds must lie above."""
    known: dict[str, list[int]] = {}
    looked = [quick.looked(_words(post), known) for post in posts]
    odds = glance.eval()(*quick.collate(looked)).numpy()
    highest = odds[:, : len(TOPICS) + 1].max(axis=1)
    bar = float(np.quantile(highest[found.any(1)], 1 - KEPT))
    print(f"the glance clears {np.mean(highest[~found.any(1)] < bar):.3f} of the posts in which the reader finds nothing")
    return bar


def _write(
    out: Path,
    model: Taught,
    glance: quick.Net,
    verdicts: Verdicts,
    clears: float,
    figures: dict[str, float],
    odds: Floats,
    dev: Sequence[Post],
) -> None:
    """The artefact: weights, pieces, card."""
    out.mkdir(parents=True, exist_ok=True)
    stored = export.write(out / "weights.bin", {**export.reader(model.net), **export.glance(glance)})
    pieces = sorted(model.cutter.get_vocab().items(), key=lambda each: each[1])
    (out / "pieces.txt").write_text("\n".join(piece for piece, _ in pieces), "utf-8")
    wanted, probabilities = data.labels(dev), verdicts.probabilities(odds)
    card = {
        "format": 1,
        "version": date.today().isoformat(),  # noqa: DTZ011 the day it was made, where it was made
        "clears": round(clears, 3),
        "heads": HEADS,
        "bars": {topic: _bar(verdicts, at, probabilities[:, at], wanted[:, at]) for at, topic in enumerate(TOPICS)},
        "figures": figures,
        "arrays": stored,
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()) / 1e6:.1f} MB")


def _bar(verdicts: Verdicts, at: int, probabilities: Floats, wanted: Floats) -> dict[str, float]:
    scale = verdicts.scales[at]
    certain = bars.sure(probabilities, wanted, CERTAIN)
    odds = {"counts": scale.odds(verdicts.bar), "certain": scale.odds(certain), "doubtful": scale.odds(DOUBTFUL)}
    return {name: round(value, 4) for name, value in {**odds, "slope": scale.slope, "shift": scale.shift}.items()}


if __name__ == "__main__":
    main()
