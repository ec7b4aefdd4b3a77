"""Where things are, for the tests, and which tests name which clause."""

from __future__ import annotations

import json
import signal
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from safeconduct.activity import Account, Audience, Role
from safeconduct.screening import Context

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
INDEX = ROOT / "src" / "safeconduct" / "data" / "clause_tests.json"
TODAY = date(2026, 11, 21)
NAMED = pytest.StashKey[dict[str, list[str]]]()


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@contextmanager
def at_most(seconds: int, doing: str = "this") -> Iterator[None]:
    """A guard against hanging: what runs within it fails the test once ``seconds`` have gone by. It is no measure of speed."""

    def too_long(number: int, frame: FrameType | None) -> None:
        # No Exception, and no OSError such as TimeoutError: code under test may catch those.
        pytest.fail(f"{doing} took longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def clause_tests(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """For each clause the tests whose markers name it."""
    named: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for marker in item.iter_markers("clause"):
            for clause in marker.args:
                named[clause].append(item.nodeid)
    return {clause: sorted(set(tests)) for clause, tests in sorted(named.items())}


def corpus_posts() -> Iterator[tuple[str, Context]]:
    """Every labelled post with where it went."""
    for file in sorted((ROOT / "corpus").glob("[A-F].jsonl")):
        for post in json_lines(file):
            account, audience, role = Account(post["account"]), Audience(post["audience"]), Role(post["author_role"])
            yield post["text"], Context(account, audience, role, post["platform"], post["kind"])
