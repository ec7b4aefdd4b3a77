"""Parts of one export: platforms split big downloads, and a missing part is easily overlooked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from safeconduct.archive.kinds import ARCHIVE_ENDINGS
from safeconduct.archive.names import folded, shown

_MARKED: Final = ("-part", "_part", " part", ".part", "-part-", "_part_", " part ")
_BY_NUMBER: Final = ("facebook-", "instagram-", "messenger-")  # only these end in a bare ``-2`` that is no date


def missing(files: Iterable[str]) -> list[str]:
    """What is missing between the parts that are there, in words; the last part cannot be known.

    ``takeout-…-001.zip`` and ``-003.zip`` miss ``-002``; a lone ``-002`` misses ``-001``. ``x-part2.zip`` and
    ``facebook-…-2.zip`` count from 1, which may go without a number. ``x (1).zip`` is a copy and no part.
    """
    there: dict[tuple[str, str, str], set[int]] = {}
    plain = set()
    shapes: dict[tuple[str, str, str], tuple[str, int]] = {}
    for file in files:
        stem, ending = _split(file)
        plain.add((folded(stem), folded(ending)))
        if part := _numbered(stem):
            front, number, width = part
            key = (folded(front), folded(ending), "padded" if width > 2 else "")
            there.setdefault(key, set()).add(number)
            shapes.setdefault(key, (front + "{}" + ending, width))
    for (front, ending, _), numbers in there.items():
        if any((front.removesuffix(mark), ending) in plain for mark in ("-", *_MARKED) if front.endswith(mark)):
            numbers.add(1)
    return [text for key, numbers in there.items() if (text := _gap(*shapes[key], numbers))]


def _split(file: str) -> tuple[str, str]:
    """The name without what browsers add to a copy, and its ending."""
    ending = next((end for end in ARCHIVE_ENDINGS if folded(file).endswith(end)), "")
    stem = file[: len(file) - len(ending)]
    front, opened, number = stem.rpartition("(")
    if opened and number.endswith(")") and number[:-1].isdigit():
        stem = front.rstrip()
    return stem, file[len(file) - len(ending) :]


def _numbered(stem: str) -> tuple[str, int, int] | None:
    """What stands before the number of a part, the number, and how many digits it has."""
    front = stem.rstrip("0123456789")
    digits = stem[len(front) :]
    if not digits or len(digits) > 4 or not digits.isascii() or int(digits) == 0:
        return None
    low = folded(front)
    if low.endswith(_MARKED):
        return front, int(digits), len(digits) if digits[0] == "0" else 1
    if not front.endswith("-"):
        return None
    if len(digits) == 3 and (low.startswith("takeout-") or digits[0] == "0"):
        return front, int(digits), 3
    if len(digits) <= 2 and digits[0] != "0" and low.startswith(_BY_NUMBER) and not _ends_in_month(front):
        return front, int(digits), 1
    return None


def _ends_in_month(front: str) -> bool:
    """Whether the number behind this is the day of a date: ``…-2024-01-``."""
    last = front[:-1].split("-")[-2:]
    return len(last) == 2 and len(last[0]) == 4 and len(last[1]) == 2 and last[0].isdigit() and last[1].isdigit()


def _gap(shape: str, width: int, numbers: set[int]) -> str:
    lost = [number for number in range(1, max(numbers)) if number not in numbers]
    if not lost:
        return ""
    names = [shown(shape.format(str(number).zfill(width))) for number in lost[:5]]
    more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
    there = "part is" if len(names) == 1 and not more else "parts are"
    return f"A {there} missing: {', '.join(names)}{more}. Download every part and give them together.".replace(
        "A parts", "Parts"
    )
