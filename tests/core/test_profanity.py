"""Swear words in every disguise that people use, and the innocent words that look like them."""

from collections.abc import Callable

import pytest

from safeconduct.detectors.profanity import DETECTOR
from safeconduct.screening import Draft, run

STRONG = (
    "fuck", "fucking", "fucker", "motherfucker", "cunt", "cunts", "shit", "shite", "bullshit", "wanker", "wankers", "twat",
    "bastard", "bastards", "bollocks", "bellend", "dickhead", "knobhead", "arsehole", "asshole", "bitch", "pissed", "piss",
)  # fmt: skip
LEET = str.maketrans("aeiostl", "43105+1")
SYMBOLS = str.maketrans("aisc", "@!$c")
GREEK = str.maketrans("aoiektnu", "αοιεκτηυ")
CYRILLIC = str.maketrans("aceopxiks", "асеорхікѕ")


def starred(word: str) -> str:
    vowel = next(place for place, letter in enumerate(word) if letter in "aeiou")
    return f"{word[:vowel]}*{word[vowel + 1 :]}"


def half_starred(word: str) -> str:
    return f"{word[0]}{'*' * (len(word) - 2)}{word[-1]}" if len(word) < 5 else f"{word[:2]}{'*' * (len(word) - 3)}{word[-1]}"


def emoji(word: str, base: int) -> str:
    return "".join(chr(base + ord(letter) - 97) for letter in word)


DISGUISES: dict[str, Callable[[str], str]] = {
    "spaces": " ".join,
    "dots": ".".join,
    "hyphens": "-".join,
    "underscores": "_".join,
    "l33t": lambda word: word.translate(LEET),
    "symbols": lambda word: word.translate(SYMBOLS),
    "Cyrillic": lambda word: word.translate(CYRILLIC),
    "full width": lambda word: emoji(word, 0xFF41),
    "bold": lambda word: emoji(word, 0x1D5EE),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "squared": lambda word: emoji(word, 0x1F170),
    "flags": lambda word: emoji(word, 0x1F1E6),
    "circled": lambda word: emoji(word, 0x24D0),
    "stars": starred,
    "more stars": half_starred,
    "hash": lambda word: starred(word).replace("*", "#"),
    "repeats": lambda word: word[0] + word[1] * 4 + word[2:],
    "repeats at the end": lambda word: word + word[-1] * 3,
    "capitals": str.upper,
    "accents": lambda word: word.replace("i", "í").replace("u", "ü").replace("a", "á").replace("o", "ö").replace("e", "ë"),
    "one dot": lambda word: f"{word[:2]}.{word[2:]}",
    "emoji inside": lambda word: starred(word).replace("*", "\U0001f4a9"),
    "emphasis": lambda word: f"*{word}*",
    "hashtag": lambda word: f"#{word}",
}


def quotes(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in run(DETECTOR, Draft(text))]


@pytest.mark.parametrize("word", STRONG)
def test_nine_in_ten_disguises_of_each_strong_word_are_found(word: str) -> None:
    missed = [name for name, disguise in DISGUISES.items() if not quotes(f"Well, {disguise(word)} to that then")]
    assert len(missed) <= len(DISGUISES) / 10, missed


@pytest.mark.parametrize("name", DISGUISES)
def test_each_disguise_is_seen_through_on_nine_words_in_ten(name: str) -> None:
    missed = [word for word in STRONG if not quotes(f"Well, {DISGUISES[name](word)} to that then")]
    assert len(missed) <= len(STRONG) / 10, missed


@pytest.mark.parametrize("text", ["oh sh*t again", "oh s h i t again", "oh 🅂🄷🄸🅃 again", "oh s\u200bh\u200bi\u200bt again"])
def test_the_span_is_exact_on_the_text_as_given(text: str) -> None:
    assert quotes(text) == [text.removeprefix("oh ").removesuffix(" again")]


INNOCENT = [
    "Scunthorpe",
    "Penistone",
    "Clitheroe",
    "Cockermouth",
    "Cockfosters",
    "Lightwater",
    "Twatt",
    "Shitterton",
    "Fukushima",
    "Middlesex",
    "Essex",
    "Sussex",
    "Cockburn",
    "Hitchcock",
    "Hancock",
    "Woodcock",
    "Peacock",
    "Babcock",
    "Dickens",
    "Dickinson",
    "Dick",
    "Fanny",
    "Willy",
    "Randy",
    "Cox",
    "Butt",
    "Shaikh",
    "Bashir",
    "Pissarro",
    "Wankel",
    "Wankhede",
    "Fuchs",
    "Fukuda",
    "Shitara",
    "Dikshit",
    "Titmuss",
    "Assad",
    "Cockcroft",
    "Lipshitz",
    "Bastarache",
    "Kuntz",
    "Bintou",
    "assess",
    "assassin",
    "class",
    "bass",
    "grass",
    "mass",
    "embarrass",
    "passport",
    "compass",
    "classic",
    "assignment",
    "cassette",
    "pass",
    "glass",
    "harass",
    "shiitake",
    "shitake",
    "pissaladière",
    "cockle",
    "cocktail",
    "cockerel",
    "peacocks",
    "hancocks",
    "ballcock",
    "stopcock",
    "weathercock",
    "shuttlecock",
    "titmouse",
    "titbit",
    "title",
    "constitution",
    "institution",
    "titrate",
    "shag",
    "shagpile",
    "cumin",
    "document",
    "circumference",
    "cucumber",
    "accumulate",
    "analysis",
    "analyse",
    "canal",
    "banal",
    "therapist",
    "grape",
    "drape",
    "scrape",
    "button",
    "buttress",
    "butter",
    "rebuttal",
    "hoe",
    "dam",
    "dyke",
    "organism",
    "feckless",
    "bollard",
    "bullock",
    "bullocks",
    "pitch",
    "ditch",
    "witch",
    "stitch",
    "switch",
    "count",
    "country",
    "cant",
    "hunt",
    "punt",
    "swat",
    "tweet",
    "bitcoin",
    "shift",
    "shirt",
    "shut",
    "shot",
    "fork",
    "folk",
    "funk",
    "duck",
    "luck",
    "truck",
    "knob",
    "doorknob",
    "nob",
    "hello",
    "Uranus",
    "sextet",
    "Saturday",
    "bum",
    "arse",
    "bloody",
    "bugger",
    "crap",
    "damn",
    "git",
    "sod",
    "blimey",
    "crikey",
    "flipping",
    "effing",
    "sugar",
    "fiddlesticks",
    "pillock",
    "plonker",
    "numpty",
    "wally",
]


def test_there_are_enough_innocent_words() -> None:
    assert len(set(INNOCENT)) >= 80


@pytest.mark.parametrize("word", INNOCENT)
def test_an_innocent_word_stays_quiet(word: str) -> None:
    assert quotes(f"We talked about {word} after lunch") == []
    assert quotes(word) == []


def test_the_cost_grows_with_the_length_only() -> None:
    for hostile in ("f" * 200_000, "s " * 100_000, "f*" * 100_000, "@#$%" * 50_000, "a." * 100_000):
        assert isinstance(quotes(hostile), list)
