"""From scores to verdicts: how reader and glance are joined, and the bars from which a topic counts.

All on posts by hands that the scores' models had not seen (six ways). One bar holds for every topic, since rare topics have
too few posts to set a bar of their own by; from which log odds a finding is certain is set a topic, where there are enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct.semantic.model import PARTS, SURER
from training.data import TOPICS, Floats

SHARE: Final = 0.6  # of the glance's log odds that is added to the reader's,
LIFT: Final = 1.75  # after this: the glance is taught by few posts of concern among many, and says so
COUNTS: Final = 0.75  # joined log odds from which a topic counts
BESIDE: Final = 0.25  # or from here, where another topic of the same post counts
DOUBTFUL: Final = -0.5  # and below which an uncertain finding of a rule does not,
REFUTED: Final = -4.0  # nor a certain one of a rule that weighs words,
NEVER: Final = -99.0  # but for the gravest: there a rule that is sure is heard, whatever the text reads as
HEARD: Final = ("grooming", "sexual", "hate", "harassment", "security")
SURE: Final = 0.95  # precision from which findings are certain
KEPT: Final = 0.995  # of the posts on which the two together find something must pass the glance,
KEPT_HURRIED: Final = 0.97  # or so many where very many posts are to be read
KEPT_EARLY: Final = 0.99  # and of those that do, the early scores
NAMES: Final = ("macro F1", "concern recall", "false alarms")
GRAVEST: Final = {"hate": 5.0}  # a finding is certain from no less: nothing graver can be said of somebody's words
_LEAST: Final = 12  # findings by which a certain bar is set
_STEPS: Final = 60
_DRAWN: Final = 200  # times that texts are drawn anew
_PRIOR: Final = 2.0  # how strongly a slope is held near 1


class Judged(NamedTuple):
    """Labels of the posts of one hand, and the joined log odds."""

    wanted: Floats
    odds: Floats


def joined(read: Floats, glanced: Floats) -> Floats:
    """Reader and glance together."""
    result: Floats = read + SHARE * (glanced + LIFT)
    return result


def in_use(kept: Mapping[str, Floats], of: str = "read") -> Floats:
    """What the product would say: reader and glance together; of a long post the part that speaks up most as well, of a short
    one a sentence that is surer by itself."""
    whole, parts = (joined(kept[f"{which}{of}"], kept[f"{which}glanced"]) for which in ("", "parts_"))
    best = _highest_of_parts(kept, parts)
    long = np.where(np.isinf(best), whole, PARTS * best + (1 - PARTS) * whole)
    result: Floats = np.where(kept["long"][:, None], long, np.maximum(whole, best - SURER))
    return result


def looked_at(kept: Mapping[str, Floats]) -> Floats:
    """The highest log odds that a glance gives each post, or the parts of one of several sentences."""
    best = _highest_of_parts(kept, kept["parts_glanced"])
    highest: Floats = np.where(np.isinf(best), kept["glanced"], best).max(axis=1)
    return highest


def _highest_of_parts(kept: Mapping[str, Floats], parts: Floats) -> Floats:
    """A row a post: the highest of its parts; less than any for a post that has none."""
    best = np.full_like(kept["glanced"], -np.inf)
    np.maximum.at(best, kept["of"].astype(int), parts)
    return best


def counting(odds: Floats) -> npt.NDArray[np.bool_]:
    """Which topics count: those that reach the bar, and beside one that does those that come near it."""
    found: npt.NDArray[np.bool_] = (odds >= BESIDE) & (odds >= COUNTS).any(axis=1, keepdims=True)
    return found


def figures(judged: Judged) -> dict[str, float]:
    """Macro F1 over the topics, share of posts of concern found, share of clean posts alarmed on."""
    found, wanted = counting(judged.odds), judged.wanted > 0
    f1 = 2 * (found & wanted).sum(0) / np.maximum(1, found.sum(0) + wanted.sum(0))
    clean = ~wanted.any(1)
    values = (f1.mean(), found[~clean].any(1).mean(), found[clean].any(1).mean())
    return {name: round(float(value), 3) for name, value in zip(NAMES, values, strict=True)}


def chosen(six: Sequence[Judged]) -> dict[str, Any]:
    """What the card says of verdicts, from the posts of all six hands."""
    odds, wanted = np.concatenate([each.odds for each in six]), np.concatenate([each.wanted for each in six])
    mean = {name: round(float(np.mean([figures(each)[name] for each in six])), 3) for name in NAMES}
    return {
        "share": SHARE,
        "lift": LIFT,
        "beside": BESIDE,
        "bars": {topic: _bar(topic, odds[:, at], wanted[:, at]) for at, topic in enumerate(TOPICS)},
        "figures": mean,
    }


def clears(six: Sequence[Judged], highest: Sequence[Floats], kept: float) -> float:
    """The log odds below which the glance clears a text: nearly all in which something would be found must lie above."""
    found = np.concatenate([(each.odds >= COUNTS).any(axis=1) for each in six])
    seen = np.concatenate(highest)
    bar = float(np.quantile(seen[found], 1 - kept))
    print(f"to keep {kept}, the glance clears {np.mean(seen[~found] < bar):.3f} of the posts in which nothing would be found")
    return round(bar, 3)


def early(six: Sequence[Judged], half_way: Sequence[Floats], read_on: Sequence[npt.NDArray[np.bool_]]) -> float:
    """The log odds half way up below which a text that passed the glance is put aside: nearly all findings lie above."""
    found = np.concatenate([(each.odds >= COUNTS).any(axis=1) for each in six])
    passed, seen = np.concatenate(read_on), np.concatenate(half_way)
    bar = float(np.quantile(seen[found & passed], 1 - KEPT_EARLY))
    aside = np.mean(seen[~found & passed] < bar)
    print(f"of what passes the glance, {aside:.3f} of the posts in which nothing would be found are put aside half way")
    return round(bar, 3)


def apart(odds: Floats, wanted: Floats) -> float:
    """The log odds that part two kinds of text best (macro F1), the mean over texts drawn anew: the best bar of a few hundred
    texts lies anywhere on a broad hill."""
    rng, is_one = np.random.default_rng(1), wanted > 0
    drawn = (rng.integers(0, len(odds), len(odds)) for _ in range(_DRAWN))
    return round(float(np.mean([_parting(odds[rows], is_one[rows]) for rows in drawn])), 3)


def _parting(odds: Floats, is_one: npt.NDArray[np.bool_]) -> float:
    steps = np.quantile(odds, np.linspace(0.01, 0.99, 197))
    return float(max(steps, key=lambda bar: _macro(odds >= bar, is_one)))


def _macro(said: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    values = [
        2 * ((said == kind) & (true == kind)).sum() / max(1, (said == kind).sum() + (true == kind).sum())
        for kind in (False, True)
    ]
    return float(np.mean(values))


def _bar(topic: str, odds: Floats, wanted: Floats) -> dict[str, float]:
    slope, shift = scale(odds, wanted)
    bar = {
        "counts": COUNTS,
        "certain": max(GRAVEST.get(topic, 0.0), sure(odds, wanted)),
        "doubtful": DOUBTFUL,
        "refuted": NEVER if topic in HEARD else REFUTED,
        "slope": slope,
        "shift": shift,
    }
    return {name: round(value, 3) for name, value in bar.items()}


def sure(odds: Floats, wanted: Floats) -> float:
    """The log odds from which findings are right often enough to be called certain."""
    order = np.argsort(-odds)
    right = np.cumsum(wanted[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= SURE) & (np.arange(len(order)) >= _LEAST - 1))
    return max(COUNTS + 1, float(odds[order[enough[-1]]])) if len(enough) else 99.0


def each_sure(odds: Floats, wanted: Floats) -> float:
    """The log odds from which each single text is right as often as ``sure`` asks of all beyond a bar, by a fitted curve: of a
    few hundred texts it varies less."""
    slope, shift = scale(odds, wanted)
    return round((float(np.log(SURE / (1 - SURE))) - shift) / slope, 3)


def scale(odds: Floats, wanted: Floats) -> tuple[float, float]:
    """Platt's scaling by Newton's method, the slope held near one where there is little to go by."""
    given, labels = odds.astype(np.float64), wanted.astype(np.float64)
    slope, shift = 1.0, 0.0
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-(slope * given + shift)))
        error, weight = probability - labels, probability * (1 - probability) + 1e-9
        gradient = np.array([(error * given).sum() + _PRIOR * (slope - 1), error.sum()])
        curve = np.array([[(weight * given**2).sum() + _PRIOR, (weight * given).sum()], [(weight * given).sum(), weight.sum()]])
        step = np.linalg.solve(curve, gradient)
        slope, shift = max(0.2, slope - float(np.clip(step[0], -0.5, 0.5))), shift - float(np.clip(step[1], -0.5, 0.5))
    return slope, shift
