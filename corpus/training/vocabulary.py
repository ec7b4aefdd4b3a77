"""The pieces that the reader knows: those of the encoder we start from that our texts use, and the emoji they use."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training.net import START

COMMON: Final = 8_000  # pieces kept whether or not our texts use them: the list is sorted by how common they are
SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
EMOJI_SEEN: Final = 2  # texts that an emoji must stand in


def cutter(vocabulary: dict[str, int]) -> Tokenizer:
    """Lower case, no accents, emoji and punctuation each by itself, then the longest pieces known."""
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60))
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    emoji = pre_tokenizers.Split(Regex(r"\p{So}|\p{Sk}"), "isolated")
    made.pre_tokenizer = pre_tokenizers.Sequence([emoji, pre_tokenizers.BertPreTokenizer()])
    return made


def given() -> dict[str, int]:
    """The pieces of the encoder that we start from, with their numbers."""
    vocabulary: dict[str, int] = json.loads((START / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return vocabulary


def chosen(texts: Iterable[str]) -> tuple[dict[str, int], list[int], list[str]]:
    """The new numbering, the old numbers in its order, and the emoji that follow them."""
    old = given()
    whole = cutter(old)
    used, emoji = set[int](), Counter[str]()
    for text in texts:
        used.update(whole.encode(text).ids)
        emoji.update({char for char in text if unicodedata.category(char) in ("So", "Sk") and char not in old})
    usual = (number for piece, number in old.items() if not piece.startswith("[unused"))
    common = set(sorted(usual)[: COMMON + 1000])  # the first thousand are single characters and rare signs
    special = [old[piece] for piece in SPECIAL]
    kept = special + sorted((used | common | _letters(old)) - set(special))
    names = {number: piece for piece, number in old.items()}
    new_emoji = sorted(char for char, times in emoji.items() if times >= EMOJI_SEEN)
    order = [names[number] for number in kept] + new_emoji
    return {piece: number for number, piece in enumerate(order)}, kept, new_emoji


def _letters(old: dict[str, int]) -> set[int]:
    """Single characters, so that any word can be spelt."""
    return {number for piece, number in old.items() if len(piece.removeprefix("##")) == 1}


def emoji_rows(emoji: list[str], rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A start for each emoji: the mean of the pieces of its name in the Unicode standard."""
    whole = cutter(given())
    made = [rows[whole.encode(unicodedata.name(char, "symbol").lower()).ids].mean(axis=0) for char in emoji]
    return np.array(made, np.float32).reshape(len(emoji), rows.shape[1])
