"""The table of OWASP ASVS in SECURITY.md is whole, and every test that it names is there."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

import pytest

from tests_support import ROOT

VERDICTS: Final = ("yes", "partly", "no", "not applicable")
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has: they are numbered from 1, those of level 3 after them.
SECTIONS: Final = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


class Line(NamedTuple):
    id: str
    asks: str
    verdict: str
    how: str
    shown: str


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table() -> dict[str, list[Line]]:
    """The lines of each chapter, by its heading."""
    found: dict[str, list[Line]] = {}
    for line in _page().splitlines():
        if line.startswith("### "):
            found[line.removeprefix("### ")] = []
        elif found and line.startswith("| ") and line[2].isdigit():
            next(reversed(found.values())).append(Line(*_cells(line)))
    return found


@cache
def _page() -> str:
    return (ROOT / "SECURITY.md").read_text(encoding="utf-8")


LINES: Final = [line for lines in _table().values() for line in lines]


def _named(cell: str) -> list[str]:
    return cell.split("`")[1::2]


def _all_named() -> list[str]:
    """Every test and file that shows something: in the table, and in that of the promises above it."""
    promises = _page().partition("## What it does not protect")[0].splitlines()
    cells = [_cells(line)[-1] for line in promises if line.startswith("| ")] + [line.shown for line in LINES]
    return sorted({name for cell in cells for name in _named(cell)})


@cache
def _tests(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_every_requirement_has_one_line() -> None:
    wanted = [f"{section}.{number}" for section, most in SECTIONS.items() for number in range(1, most + 1)]

    assert [line.id for line in LINES] == wanted


def test_every_line_has_a_verdict_and_its_ground() -> None:
    for line in LINES:
        assert line.asks, line.id
        assert line.verdict in VERDICTS, line.id
        assert _named(line.shown) if line.verdict == "yes" else line.how, line.id
        assert line.verdict != "not applicable" or line.shown == "—", line.id


@pytest.mark.parametrize("name", _all_named())
def test_what_is_named_is_there(name: str) -> None:
    path, _, function = name.partition("::")

    assert (ROOT / path).is_file()
    assert not function or function in _tests(path)


def test_the_summary_adds_up() -> None:
    for heading, lines in _table().items():
        counted = Counter(line.verdict for line in lines)
        assert f"| {heading} | {' | '.join(str(counted[verdict]) for verdict in VERDICTS)} |" in _page()
    every = Counter(line.verdict for line in LINES)
    assert f"| all {len(LINES)} | {' | '.join(str(every[verdict]) for verdict in VERDICTS)} |" in _page()
