"""Collect the words that people use from the corpus and the word lists, for reading disguised ones: ``make index``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from safeconduct.screening import read_terms
from safeconduct.text import Match, Text, pattern

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "safeconduct" / "data" / "common_words.txt"
SEEN = 3  # posts that a word must stand in
OFTEN = 20  # and one that may be two words: “ago” is one
LEFT_OUT = (
    "AK",
    "AL",
    "AP",
    "BF",
    "BK",
    "BS",
    "BT",
    "BW",
    "CA",
    "CI",
    "CP",
    "DA",
)  # nothing learns from these, or they are in other languages
WORD = pattern(r"[a-z]+(?:'[a-z]+)?")
OPENS = '.!?…\n:"(-•|'
SHORT = frozenset(
    [
        "a",
        "i",
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "hi",
        "if",
        "in",
        "is",
        "it",
        "me",
        "mr",
        "ms",
        "my",
        "no",
        "of",
        "oh",
        "ok",
        "on",
        "or",
        "so",
        "to",
        "up",
        "us",
        "we",
    ]
)


def collected() -> list[str]:
    """The words, sorted; with a capital those that are mostly names."""
    seen, small, capital = Counter[str](), Counter[str](), Counter[str]()
    for file in sorted(file for file in (ROOT / "corpus").glob("*.jsonl") if file.stem not in LEFT_OUT):
        for line in file.read_text("utf-8").splitlines():
            text = Text(json.loads(line)["text"])
            seen.update({match.text for match in WORD.all(text.folded)})
            if not text.raw.islower():  # who writes no capitals writes none for names
                small.update({match.text for match in WORD.all(text.folded) if not _is_capital(text, match)})
            capital.update({match.text for match in WORD.all(text.folded) if _as_name(text, match)})
    listed = {
        term.rstrip("*")
        for file in sorted((TARGET.parent / "lexicons").glob("*.txt"))
        for term, _ in read_terms(file.read_text("utf-8"))
        if term.isascii() and term.rstrip("*").isalpha()
    }
    common = {word for word, times in seen.items() if times >= SEEN}
    told = {word for word in common | listed if len(set(word)) > 1}  # “xxx” and “hmmm” are sounds
    kept = {word for word in told if len(word) > 2 and (seen[word] >= OFTEN or not _are_two(word))} | SHORT
    return sorted((word.capitalize() if capital[word] > small[word] else word for word in kept), key=str.lower)


def _are_two(word: str) -> bool:
    """Whether a short word is read as two, “isa” as “is a”."""
    return len(word) == 3 and ((word[0] in SHORT and word[1:] in SHORT) or (word[:2] in SHORT and word[2] in SHORT))


def _is_capital(text: Text, word: Match) -> bool:
    return text.raw[text.span(word.start, word.end)[0]].isupper()


def _as_name(text: Text, word: Match) -> bool:
    """Whether a word has a capital that the beginning of a sentence does not explain."""
    start, end = text.span(word.start, word.end)
    raw = text.raw[start:end]
    return raw[0].isupper() and not raw.isupper() and text.folded[: word.start].rstrip()[-1:] not in OPENS


if __name__ == "__main__":
    TARGET.write_text("\n".join(collected()) + "\n", "utf-8")
