"""Teaching the glance what the taught reader says: a table of words, pairs of words and groups of letters."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from safeconduct.semantic import glance

ROWS: Final = (1 << 16, 1 << 16)  # of the table of words and letters, and of pairs
WIDTH: Final = 48
HIDDEN: Final = 64


class Looked(NamedTuple):
    """A text as the glance takes it: the rows of each of its words, and of each pair."""

    words: list[list[int]]
    pairs: npt.NDArray[np.intp]


def looked(words: Sequence[str], known: dict[str, list[int]]) -> Looked:
    """What the glance sees of a text; a nothing stands behind its last word, as it does in use."""
    for word in words:
        if word not in known:
            known[word] = glance.buckets(word, ROWS[0])
    keys = np.array([glance.key(word) for word in words] + [0], np.uint32)
    return Looked([known[word] for word in words] + [[]], glance.pairs(keys, ROWS[1]))


class Net(nn.Module):
    """The same sums as ``safeconduct.semantic.glance``."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.table, self.pairs = (
            nn.EmbeddingBag(ROWS[0], WIDTH, mode="sum"),
            nn.Embedding(ROWS[1] + 1, WIDTH, padding_idx=ROWS[1]),
        )
        self.hidden, self.out = nn.Linear(2 * WIDTH, HIDDEN), nn.Linear(HIDDEN, heads)
        nn.init.normal_(self.table.weight, std=0.05)
        nn.init.normal_(self.pairs.weight.data[:-1], std=0.02)

    def forward(self, rows: Tensor, starts: Tensor, pairs: Tensor, text: Tensor, many: int) -> Tensor:
        """``rows`` and ``starts`` as an embedding bag wants them; ``text`` is the number of the text of each word."""
        words = self.table(rows, starts) + self.pairs(pairs)
        sizes = torch.zeros(many).index_add_(0, text, torch.ones(len(text)))
        summed = torch.zeros(many, WIDTH).index_add_(0, text, words) / sizes.sqrt().unsqueeze(1)
        spread = text.unsqueeze(1).expand(-1, WIDTH)
        top = torch.full((many, WIDTH), -1e4).scatter_reduce(0, spread, words, "amax")
        result: Tensor = self.out(functional.relu(self.hidden(torch.cat([summed, top], 1))))
        return result


def collate(chosen: Sequence[Looked]) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
    """Some texts as tensors."""
    rows = [row for each in chosen for word in each.words for row in word]
    sizes = [len(word) for each in chosen for word in each.words]
    starts = np.concatenate(([0], np.cumsum(sizes[:-1])))
    pairs = np.concatenate([np.concatenate((each.pairs, [ROWS[1]])) for each in chosen])
    text = np.repeat(np.arange(len(chosen)), [len(each.words) for each in chosen])
    return torch.tensor(rows), torch.from_numpy(starts), torch.from_numpy(pairs), torch.from_numpy(text), len(chosen)


def teach(
    texts: Sequence[Looked], targets: npt.NDArray[np.float32], *, epochs: int = 8, rate: float = 4e-3, seed: int = 1
) -> Net:
    """Teach it probabilities, a row a text and a column a head; not a number where there is none."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Net(targets.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    wanted = torch.from_numpy(targets)
    order, steps, step = list(range(len(texts))), epochs * (len(texts) // 64), 0
    for _ in range(epochs):
        rng.shuffle(order)
        for at in range(0, len(order) - 63, 64):
            chosen = order[at : at + 64]
            for group in optimiser.param_groups:
                group["lr"] = rate * (1 - step / steps)
            given = wanted[chosen]
            loss = functional.binary_cross_entropy_with_logits(
                net(*collate([texts[i] for i in chosen])), given.nan_to_num(), weight=(~given.isnan()).float(), reduction="sum"
            ) / len(chosen)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
    return net
