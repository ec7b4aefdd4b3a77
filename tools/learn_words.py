"""Count in which of our reports each word stands, for ``safeconduct.situations``: ``make index``. A test checks the file."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from safeconduct.activity import ConcernKind
from safeconduct.situations import learn

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "tests" / "data"
WORDS = ROOT / "src" / "safeconduct" / "data" / "concern_words.json"


def reports() -> list[tuple[str, ConcernKind]]:
    """Every development report, and the odd lines of the others: the even ones are held back for the tests."""
    lines = [*_lines("situations_dev.jsonl"), *_lines("situations_more.jsonl")[0::2]]
    return [(report["text"], ConcernKind(report["kind"])) for report in lines]


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (REPORTS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    content = msgspec.json.encode(learn(reports())).decode()
    WORDS.write_text(content.replace("},", "},\n") + "\n", encoding="utf-8")
