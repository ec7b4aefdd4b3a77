"""From scores to verdicts: probabilities that are right as often as they say, and the bars from which a topic counts.

All on development posts. One probability is the bar for every topic, since rare topics have too few posts to set a bar of
their own by; it is the lowest at which clean posts are alarmed on no more often than the budget allows.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from training.data import Floats

ALARMS: Final = 0.09  # of the clean development posts, most of them written to mislead
SURE: Final = 0.90  # precision from which a finding is certain
_STEPS: Final = 60
_PRIOR: Final = 2.0  # how strongly a slope is held near 1


class Scale(NamedTuple):
    """Turns log odds into a probability."""

    slope: float
    shift: float

    def probability(self, odds: Floats) -> Floats:
        """The probability for each."""
        result: Floats = 1 / (1 + np.exp(-(self.slope * odds + self.shift)))
        return result

    def odds(self, probability: float) -> float:
        """The log odds that stand for a probability."""
        return float((np.log(probability / (1 - probability)) - self.shift) / self.slope)


def scale(odds: Floats, labels: Floats) -> Scale:
    """Platt's scaling by Newton's method, the slope held near one where there is little to go by."""
    given, wanted = odds.astype(np.float64), labels.astype(np.float64)
    slope, shift = 1.0, 0.0
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-(slope * given + shift)))
        error, weight = probability - wanted, probability * (1 - probability) + 1e-9
        gradient = np.array([(error * given).sum() + _PRIOR * (slope - 1), error.sum()])
        curve = np.array([[(weight * given**2).sum() + _PRIOR, (weight * given).sum()], [(weight * given).sum(), weight.sum()]])
        step = np.linalg.solve(curve, gradient)
        slope, shift = max(0.2, slope - float(np.clip(step[0], -0.5, 0.5))), shift - float(np.clip(step[1], -0.5, 0.5))
    return Scale(slope, shift)


def bar(probabilities: Floats, labels: Floats, alarms: float = ALARMS) -> float:
    """The probability from which topics count: the lowest with no more alarms on clean posts than wanted."""
    clean = np.sort(probabilities[labels.sum(axis=1) == 0].max(axis=1))
    return float(clean[int(np.ceil(len(clean) * (1 - alarms))) - 1]) + 1e-6


def sure(probabilities: Floats, labels: Floats, least: float, precision: float = SURE) -> float:
    """The probability from which findings of a topic are right often enough to be called certain."""
    order = np.argsort(-probabilities)
    right = np.cumsum(labels[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= precision) & (np.arange(len(order)) >= 9))
    return max(least, float(probabilities[order[enough[-1]]])) if len(enough) else 0.995
