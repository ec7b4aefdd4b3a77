"""Cells that we write: whatever a spreadsheet program would take for a formula stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: object) -> str:
    """The cell, with an apostrophe before anything that would begin a formula."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """A CSV file that Excel opens with its accents right: a byte order mark, and every cell safe."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + made.getvalue()


__all__: Final = ("as_csv", "safe")
