"""Where things are, for the tests, and which tests name which clause."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
INDEX = ROOT / "src" / "safeconduct" / "data" / "clause_tests.json"
TODAY = date(2026, 11, 21)
NAMED = pytest.StashKey[dict[str, list[str]]]()


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def clause_tests(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """For each clause the tests whose markers name it."""
    named: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for marker in item.iter_markers("clause"):
            for clause in marker.args:
                named[clause].append(item.nodeid)
    return {clause: sorted(set(tests)) for clause, tests in sorted(named.items())}
