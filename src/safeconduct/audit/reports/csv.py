"""A worklist for a spreadsheet: one line a matter, an empty column to tick, and first of all what was not read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from safeconduct.audit.matter import TITLES, Matter, Section
from safeconduct.audit.report import Report
from safeconduct.audit.reports._account import Gap, gaps, titles
from safeconduct.audit.reports._words import (
    advice,
    badge,
    cited,
    clean,
    main_topic,
    platform_word,
    seen_by,
    sortable,
    topic_word,
)
from safeconduct.audit.run import Result

COLUMNS: Final = (
    "outcome", "section", "when", "platform", "kind", "audience", "to", "words found", "text", "topics", "clauses",
    "what to do", "link", "how to find", "done", "archive", "member", "entry",
)  # fmt: skip
_MOST: Final = 32_000  # characters: Excel lets what is beyond 32,767 spill into the next row
_CUT: Final = "… (cut)"
_FORMULA: Final = frozenset("=+-@＝＋－＠\t\r")
_SECTION: Final = "What was not read"


def write(result: Result, out: BinaryIO) -> None:
    """The whole worklist, line by line: UTF-8 with a mark for Excel."""
    out.write(b"\xef\xbb\xbf")
    out.writelines(map(_line, _rows(result)))


def _line(row: dict[str, Any]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([safe(str(row.get(column, ""))) for column in COLUMNS])
    return line.getvalue().encode("utf-8", "replace")


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that fits one."""
    if not cell:
        return cell
    cell = clean(cell[: 2 * _MOST].replace("\0", ""))
    cell = f"{cell[: _MOST - len(_CUT)]}{_CUT}" if len(cell) > _MOST else cell
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Whether the first character that counts begins a formula; spreadsheets pass over blanks and unseen characters."""
    for char in cell:
        if char in _FORMULA:
            return True
        if not char.isspace() and char.isprintable() and char != "\ufffd":
            return False
    return False


def _rows(result: Result) -> Iterator[dict[str, Any]]:
    named = titles(result)
    yield {column: column for column in COLUMNS}
    yield from (_gap(gap, named) for gap in gaps(result))
    for passed_on in (False, True):
        for matter in result.matters:
            if (matter.section is Section.PASSED_ON) is passed_on:
                yield _matter(matter, named)


def _gap(gap: Gap, named: dict[str, str]) -> dict[str, Any]:
    return {
        "outcome": "read in part" if gap.partly else "not read",
        "section": _SECTION,
        "platform": platform_word(gap.platform, named) if gap.platform else "",
        "what to do": gap.why,
        "archive": gap.archive or "",
        "member": gap.member or "",
    }


def _matter(matter: Matter, named: dict[str, str]) -> dict[str, Any]:
    quotes = dict.fromkeys(matter.text[mark.start : mark.end] for mark in matter.marks)
    ours, _ = advice(tuple(matter.guidance), tuple(matter.policies))
    place = matter.locator
    return {
        "outcome": badge(matter),
        "section": TITLES[matter.section],
        "when": sortable(matter),
        "platform": platform_word(matter.platform, named),
        "kind": matter.kind,
        "audience": seen_by(matter.audience),
        "to": matter.to,
        "words found": "; ".join(quotes),
        "text": matter.text,
        "topics": _topics(matter),
        "clauses": cited(tuple(matter.reasons)),
        "what to do": " ".join([f"{_status(matter)}.", *ours]),
        "link": matter.link,
        "how to find": matter.find,
        "archive": place.archive if place else "",
        "member": place.member if place else "",
        "entry": place.index + 1 if place else "",
    }


def _topics(matter: Matter) -> str:
    topics = matter.topics or filter(None, (main_topic(matter),))
    return ", ".join(map(topic_word, topics))


def _status(matter: Matter) -> str:
    """What was found, and how far it is out of the world already."""
    deleted = " (the archive says it is already deleted)" if matter.deleted else ""
    earlier = " (an earlier version; it was edited since)" if matter.earlier else ""
    return f"{matter.says}{deleted}{earlier}"


REPORT: Final = Report("csv", "A worklist for a spreadsheet, one line a matter.", write)
