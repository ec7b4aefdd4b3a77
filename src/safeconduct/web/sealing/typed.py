"""A holder's key as somebody types it from the sheet: which line is wrong, if one is.

A key of age ends in a checksum (Bech32, as in BIP 173) that notices any four wrong letters. Up to two can be found as well:
each wrong letter turns the checksum in a way of its own. The program never puts them right: the sheet is looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from pyrage.x25519 import Identity

from safeconduct.errors import InputError

PREFIX: Final = "AGE-SECRET-KEY-1"
LINES: Final = (20, 20, 18)  # letters in each line of the sheet
_GROUP: Final = 5
_LETTERS: Final = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_READ_AS: Final = str.maketrans("1IBO", "LL80")  # letters and digits that no key has
_STARTS: Final = tuple(f"AGESECRETKEY{one}" for one in "1IL")
_FACTORS: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_NAME: Final = "age-secret-key-"


class WrongLines(InputError):  # noqa: N818 it names what is wrong
    """Something is not as on the sheet; ``numbers`` are the lines to look at again, from 1."""

    def __init__(self, numbers: Sequence[int], says: str) -> None:
        super().__init__(says)
        self.numbers = numbers


def on_sheet(identity: Identity) -> list[str]:
    """A key in the three lines of a sheet, each in groups of five."""
    key = str(identity).removeprefix(PREFIX)
    lines = (key[start:end] for start, end in pairwise(accumulate(LINES, initial=0)))
    return [" ".join(line[start : start + _GROUP] for start in range(0, len(line), _GROUP)) for line in lines]


def read(lines: Sequence[str]) -> Identity:
    """The key in the three lines as they were typed, or in one; spaces, hyphens and small letters do not matter.

    Raises:
        WrongLines: some are not as on the sheet.
    """
    cleaned = split(lines[0]) if len(lines) == 1 else [_clean(line) for line in lines]
    _require_lengths(cleaned)
    key = "".join(cleaned)
    wrong = _wrong_places(key)
    if wrong is None:
        raise WrongLines((1, 2, 3), "More than two letters are not as on the sheet.")
    if wrong:
        numbers = sorted({_line_of(place) for place in wrong})
        raise WrongLines(numbers, " ".join(f"Line {number} is not as on the sheet." for number in numbers))
    return Identity.from_str(PREFIX + key)


def split(line: str) -> list[str]:
    """A whole key that stands in one line as the three of the sheet; anything else stays one line."""
    key = _clean(line)
    return [key[start:end] for start, end in pairwise(accumulate(LINES, initial=0))] if len(key) == sum(LINES) else [key]


def _clean(line: str) -> str:
    text = "".join(letter for letter in line.upper() if letter.isascii() and letter.isalnum())
    for start in _STARTS:
        text = text.removeprefix(start)
    return text.translate(_READ_AS)


def _require_lengths(lines: Sequence[str]) -> None:
    if len(lines) != len(LINES):
        found = sum(map(len, lines))
        raise WrongLines((1, 2, 3), f"A key has {sum(LINES)} letters after {PREFIX}; these are {found}.")
    wrong = [number for number, (line, most) in enumerate(zip(lines, LINES, strict=True), start=1) if len(line) != most]
    if wrong:
        says = (
            f"Line {number} has {len(lines[number - 1])} letters; on the sheet it has {LINES[number - 1]}." for number in wrong
        )
        raise WrongLines(wrong, " ".join(says))


def _line_of(place: int) -> int:
    return 1 + sum(place >= end for end in accumulate(LINES))


# --- the checksum --------------------------------------------------------------------------------------------


def _wrong_places(key: str) -> Sequence[int] | None:
    """Where the wrong letters stand: nowhere, at one or two places, or None where more are wrong than can be found."""
    turned = _checksum([*_named(), *map(_LETTERS.index, key)], 1) ^ 1
    single = _single()
    if not turned:
        return ()
    if turned in single:
        return (single[turned],)
    return next(((place, single[turned ^ turn]) for turn, place in single.items() if turned ^ turn in single), None)


def _named() -> list[int]:
    return [*(ord(letter) >> 5 for letter in _NAME), 0, *(ord(letter) & 31 for letter in _NAME)]


def _checksum(values: Sequence[int], start: int) -> int:
    check = start
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_FACTORS):
            check ^= factor if top >> bit & 1 else 0
    return check


@cache
def _single() -> Mapping[int, int]:
    """How the checksum turns by each single wrong letter, and where that stands."""
    after = sum(LINES) - 1
    return {
        _checksum([wrong, *[0] * (after - place)], 0): place for place in range(after + 1) for wrong in range(1, len(_LETTERS))
    }


__all__: Final = ("LINES", "PREFIX", "WrongLines", "on_sheet", "read", "split")
