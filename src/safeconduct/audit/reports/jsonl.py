"""One JSON object a line, for programs: what was not read first, then every matter whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from msgspec.structs import asdict

from safeconduct.audit.matter import Matter
from safeconduct.audit.report import Report
from safeconduct.audit.reports._account import Gap, gaps
from safeconduct.audit.reports._words import main_topic
from safeconduct.audit.run import Result
from safeconduct.jsonl import encode
from safeconduct.text import mend

_PLAIN: Final = ("platform", "kind", "audience", "to", "edited", "deleted", "earlier", "link", "find", "says", "count")


def write(result: Result, out: BinaryIO) -> None:
    """Everything, line by line."""
    out.writelines(encode(value) + b"\n" for value in _objects(result))


def _objects(result: Result) -> Iterator[dict[str, Any]]:
    yield from map(_gap, gaps(result))
    yield from map(_matter, result.matters)


def _gap(gap: Gap) -> dict[str, Any]:
    member, archive = (mend(name) if name else None for name in (gap.member, gap.archive))
    return {"member": member, "archive": archive, "error": mend(gap.why)}


def _matter(matter: Matter) -> dict[str, Any]:
    text = mend(matter.text)
    return {
        "section": matter.section,
        "outcome": matter.outcome,
        "topics": matter.topics,
        "main": main_topic(matter),
        "findings": [{**asdict(mark), "quote": text[mark.start : mark.end]} for mark in matter.marks],
        "reasons": [asdict(reason) for reason in matter.reasons],
        "policies": dict(matter.policies),
        "guidance": list(matter.guidance),
        "at": matter.at.isoformat() if matter.at else None,
        "local": matter.local or None,
        "text": text,
        **{name: _mended(getattr(matter, name)) for name in _PLAIN},
        "locator": _locator(matter),
        "examples": [[mend(time), mend(way)] for time, way in matter.examples],
    }


def _mended(value: Any) -> Any:
    return mend(value) if isinstance(value, str) else value


def _locator(matter: Matter) -> dict[str, Any] | None:
    if matter.locator is None:
        return None
    place: dict[str, Any] = {"member": mend(matter.locator.member), "index": matter.locator.index}
    return place | ({"archive": mend(matter.locator.archive)} if matter.locator.archive else {})


REPORT: Final = Report("jsonl", "One JSON object a line, for programs.", write)
