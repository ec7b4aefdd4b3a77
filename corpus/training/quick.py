"""Teaching the glance: one linear model a head over hashed words, pairs of words and groups of letters.

The features are those of ``safeconduct.semantic.glance``, weighed by how rare they are; every word counts by itself in
the length of the text, so that in use a word's share can be kept.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from safeconduct.semantic import glance
from training.data import Floats

ROWS: Final = (1 << 17, 1 << 17)  # of the table of letters, and of words and pairs
WEIGHT: Final = 60.0  # the inverse of how strongly weights are held near nothing
WORDS: Final = 1.5  # how much more a word or a pair counts than a group of letters


class Features(NamedTuple):
    """Texts as features: which stand in each, how often."""

    counts: csr_matrix

    @staticmethod
    def of(texts: Sequence[Sequence[str]]) -> Features:
        """The features of texts given as their words."""
        known: dict[str, list[int]] = {}
        rows, starts = list[int](), [0]
        for words in texts:
            for word in words:
                if word not in known:
                    groups, whole = glance.buckets(word, ROWS)
                    known[word] = [*groups, *(row + ROWS[0] for row in whole)]
                rows += known[word]
            keys = np.array([glance.key(word) for word in words] + [0], np.uint32)
            rows += (glance.pairs(keys, ROWS[1]) + ROWS[0]).tolist()
            starts.append(len(rows))
        columns = np.array(rows, np.int32)
        made = csr_matrix((np.ones(len(rows), np.float32), columns, np.array(starts)), shape=(len(texts), sum(ROWS)))
        made.sum_duplicates()
        return Features(made)

    def rarity(self) -> Floats:
        """How rare each feature is: the logarithm of the inverse of the share of texts that have it."""
        seen = np.bincount(self.counts.indices, minlength=sum(ROWS))
        result: Floats = (np.log((1 + self.counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)
        result[ROWS[0] :] *= WORDS
        return result

    def weighed(self, rarity: Floats) -> csr_matrix:
        """The features weighed, each text of about length one."""
        length = np.sqrt(self.counts @ (rarity**2))
        weighed = self.counts.multiply(rarity[None, :]).multiply(1 / np.maximum(length, 1)[:, None])
        return csr_matrix(weighed, dtype=np.float32)


class Net(NamedTuple):
    """A weight a feature and head, and how rare each feature is."""

    weights: npt.NDArray[np.float32]
    bias: Floats
    rarity: Floats

    def odds(self, features: Features) -> Floats:
        """Log odds, a row a text and a column a head."""
        result: Floats = np.asarray(features.weighed(self.rarity) @ self.weights) + self.bias
        return result


def teach(features: Features, wanted: Floats, weight: float = WEIGHT) -> Net:
    """Teach it labels, a row a text and a column a head; not a number where there is none."""
    rarity = features.rarity()
    given = features.weighed(rarity)

    def head(number: int) -> tuple[Floats, float]:
        told = np.flatnonzero(~np.isnan(wanted[:, number]))
        model = LogisticRegression(C=weight, solver="liblinear", random_state=1)
        model.fit(given[told], wanted[told, number] > 0.5)
        return model.coef_[0].astype(np.float32), float(model.intercept_[0])

    with ThreadPoolExecutor(os.cpu_count()) as workers:  # the solver lets go of the interpreter
        taught = list(workers.map(head, range(wanted.shape[1])))
    weights = np.stack([row for row, _ in taught], axis=1)
    return Net(weights, np.array([bias for _, bias in taught], np.float32), rarity)
