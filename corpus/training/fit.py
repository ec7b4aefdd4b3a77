"""Teaching the net: labels of the text, marked words, and what the writer said of the text, in one loss."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.data import HEADS, Cutting, Encoded, Floats, Post, encode, labels
from training.net import Encoder, Net

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
_SHARP: Final = 14.0  # how sharply a text must find its own comment among the others of a batch


class Plan(NamedTuple):
    """How to teach."""

    epochs: int = 3
    rate: float = 2.5e-4
    batch: int = 32
    frozen: int = 2  # layers that stay as they are, with the pieces' vectors
    marks: float = 0.3  # weight of the marked words
    said: float = 0.5  # weight of the writer's comment
    early: float = 0.3  # weight of the scores half way up
    seed: int = 1
    floor: float = 0.02
    audience: bool = False  # whether it is told who may read a post
    always: int | None = None  # how many posts, the first of them, are shown in every epoch; of the rest, half (none: all)


def teach(net: Net, cutting: Cutting, given: Sequence[Post], plan: Plan, targets: Floats | None = None) -> Net:
    """Teach the net; the result is the mean of its weights over the last part of the way, which errs less than its end."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    wanted = torch.from_numpy(labels(given) if targets is None else targets)
    said = _said(net.encoder, cutting.cutter, given) if plan.said else None
    _freeze(net, plan.frozen)
    optimiser, steps = _optimiser(net, plan), plan.epochs * math.ceil(len(_shown(len(given), plan, rng)) / plan.batch)
    mean, begun, step = _Mean(net), time.time(), 0
    net.train()
    for _ in range(plan.epochs):
        encoded = [encode(cutting, post, rng, audience=plan.audience) for post in given]
        for chosen in _shuffled(encoded, _shown(len(given), plan, rng), plan.batch, rng):
            for group in optimiser.param_groups:
                group["lr"] = group["first"] * _rate(step / steps, plan.floor)
            loss = _loss(net, collate(encoded, chosen), wanted[chosen], said[chosen] if said is not None else None, plan)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            if step > steps * 0.7:
                mean.take(net)
            if step % 200 == 0:
                print(
                    f"  {step}/{steps} loss {loss.item():.2f}, {step * plan.batch / (time.time() - begun):.0f} posts/s",
                    flush=True,
                )
    mean.give(net)
    return net


@cache
def _halves_are_quicker() -> bool:
    """Whether half precision, which teaches as well, is quicker on this processor: twice as quick, or half as much slower."""
    given, layer = torch.rand(1_600, 384), torch.rand(384, 1_536)
    return _seconds(given.bfloat16(), layer.bfloat16()) < _seconds(given, layer)


def _seconds(given: Tensor, layer: Tensor) -> float:
    def once() -> float:
        begun = time.perf_counter()
        torch.mm(given, layer)
        return time.perf_counter() - begun

    return min(once() for _ in range(20))


def _rate(done: float, floor: float) -> float:
    return min(1.0, (done + 1e-3) / 0.06) * max(floor, 1 - done)


def _freeze(net: Net, frozen: int) -> None:
    still = [net.encoder.words, net.encoder.places, net.encoder.segments, *net.encoder.layers[:frozen]]
    for module in still if frozen else []:
        module.requires_grad_(requires_grad=False)


def _optimiser(net: Net, plan: Plan) -> torch.optim.Optimizer:
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "first": plan.rate, "lr": plan.rate}, {"params": heads, "first": 1e-3, "lr": 1e-3}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


class _Mean:
    """A running mean of weights."""

    def __init__(self, net: Net) -> None:
        self._sums: dict[str, Tensor] = {}
        self._names = {name for name, p in net.named_parameters() if p.requires_grad}
        self._taken = 0

    def take(self, net: Net) -> None:
        self._taken += 1
        for name, value in net.named_parameters():
            if name in self._names:
                held = self._sums.setdefault(name, torch.zeros_like(value))
                held.add_(value.detach() - held, alpha=1 / self._taken)

    def give(self, net: Net) -> None:
        with torch.no_grad():
            for name, value in net.named_parameters():
                if name in self._sums:
                    value.copy_(self._sums[name])


def _loss(net: Net, batch: Batch, wanted: Tensor, said: Tensor | None, plan: Plan) -> Tensor:
    ids, segments, seen, own, marks = batch
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_halves_are_quicker()):
        whole, pieces, view, early = (each.float() for each in net(ids, segments, seen, own))
    loss = _off(whole, wanted) + plan.early * _off(early, wanted)
    marked = ~torch.isnan(marks) & own.unsqueeze(-1)
    held = functional.binary_cross_entropy_with_logits(pieces, marks.nan_to_num(), reduction="none") * marked
    loss = loss + plan.marks * held.sum() / own.sum()
    if said is not None:
        alike = functional.normalize(view, dim=1) @ said.T * _SHARP
        same = (said @ said.T > 0.95) & ~torch.eye(len(said), dtype=torch.bool)
        told = said.any(1)
        each = functional.cross_entropy(alike.masked_fill(same, -1e4), torch.arange(len(said)), reduction="none")
        loss = loss + plan.said * (each * told).sum() / told.sum().clamp(min=1)
    return loss


def _off(scores: Tensor, wanted: Tensor) -> Tensor:
    """How far scores are off, where it is known what is wanted; the sum over the heads."""
    known = (~torch.isnan(wanted)).float()
    loss = functional.binary_cross_entropy_with_logits(scores, wanted.nan_to_num(), weight=known, reduction="sum")
    return loss / len(wanted)


def _shown(many: int, plan: Plan, rng: random.Random) -> list[int]:
    """The numbers of the posts that an epoch shows."""
    always = many if plan.always is None else plan.always
    return [*range(always), *rng.sample(range(always, many), (many - always) // 2)]


def _shuffled(encoded: Sequence[Encoded], order: list[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of about equal length in random order."""
    rng.shuffle(order)
    pools = [sorted(order[at : at + size * 16], key=lambda i: len(encoded[i].ids)) for at in range(0, len(order), size * 16)]
    batches = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    rng.shuffle(batches)
    return iter(batches)


def collate(encoded: Sequence[Encoded], chosen: Sequence[int]) -> Batch:
    """Some posts as tensors of one length."""
    shape = len(chosen), max(len(encoded[i].ids) for i in chosen)
    ids, segments = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    seen, own = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    marks = np.zeros((*shape, len(HEADS)), np.float32)
    for row, number in enumerate(chosen):
        each = encoded[number]
        size = len(each.ids)
        ids[row, :size], segments[row, each.head : size], seen[row, :size] = each.ids, 1, True
        own[row, each.head : size - 1], marks[row, :size] = True, each.marks
    return tuple(map(torch.from_numpy, (ids, segments, seen, own, marks)))  # type: ignore[return-value]


@torch.no_grad()
def scores(net: Net, cutting: Cutting, given: Sequence[Post], size: int = 64) -> tuple[Floats, Floats]:
    """Log odds, a row a post; and those half way up."""
    net.eval()
    encoded = [encode(cutting, post, None) for post in given]
    order = sorted(range(len(given)), key=lambda i: len(encoded[i].ids))
    found, early = (np.zeros((len(given), len(HEADS)), np.float32) for _ in range(2))
    for at in range(0, len(order), size):
        chosen = order[at : at + size]
        read = net(*collate(encoded, chosen)[:4])
        found[chosen], early[chosen] = read[0].numpy(), read[3].numpy()
    return found, early


@torch.no_grad()
def _said(encoder: Encoder, cutter: Tokenizer, given: Sequence[Post]) -> Tensor:
    """What the writers said of their posts, as the encoder sees it before it is taught; nothing where they said nothing."""
    start, stop = cutter.token_to_id("[CLS]"), cutter.token_to_id("[SEP]")
    cut = [[start, *each.ids[:24], stop] for each in cutter.encode_batch([post.said for post in given])]
    order = sorted((i for i, post in enumerate(given) if post.said), key=lambda i: len(cut[i]))
    found = torch.zeros(len(cut), encoder.words.embedding_dim)
    for at in range(0, len(order), 128):
        chosen = order[at : at + 128]
        ids = torch.zeros(len(chosen), max(len(cut[i]) for i in chosen), dtype=torch.long)
        for row, number in enumerate(chosen):
            ids[row, : len(cut[number])] = torch.tensor(cut[number])
        share = (ids != 0).unsqueeze(-1).float()
        states, _ = encoder(ids, torch.zeros_like(ids), ids != 0)
        found[chosen] = functional.normalize((states * share).sum(1) / share.sum(1), dim=1)
    return found


__all__: Final = ("Plan", "collate", "scores", "teach")
