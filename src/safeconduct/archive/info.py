"""An account of an archive for people and programs: whose, of what, from when to when, what is missing or not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from safeconduct.archive.reading import FileOutcome, Reading, Status

_LINES: Final = 500  # files that get a line of their own
_NAMED: Final = 40  # files of one sort that the last line names


def of(reading: Reading) -> dict[str, Any]:
    """Read the archive to its end and tell what it holds."""
    kinds: dict[str, Counter[str]] = {}
    period: list[datetime] = []
    for record in reading.records():
        kinds.setdefault(record.platform, Counter())[record.kind.value] += 1
        if record.at:
            period = [min([*period, record.at]), max([*period, record.at])]
    return {
        "owner": sorted({export.owner_name for _, export, _ in reading.exports if export.owner_name}),
        "platforms": sorted(kinds) or sorted({reader.id for reader, _, _ in reading.exports}),
        "from": period[0].isoformat() if period else None,
        "until": period[-1].isoformat() if period else None,
        "counts": {platform: dict(sorted(counts.items())) for platform, counts in sorted(kinds.items())},
        "files": {status.value: count for status, count in sorted(reading.counts().items())},
        "media": reading.media,
        "repeated": reading.repeated,
        "missing": reading.missing,
        "warnings": notes(reading),
        "not_understood": [_fault(file) for file in reading.files if not file.understood] + _unopened(reading),
        "understood": reading.understood,
    }


def _fault(file: FileOutcome) -> dict[str, Any]:
    return {"member": file.member, "why": why(file)}


def _unopened(reading: Reading) -> list[dict[str, Any]]:
    return [{"member": name, "why": reason} for name, reason in reading.archive.unopened]


def why(file: FileOutcome) -> str:
    """Why a file was not wholly understood, in words."""
    counted = (f"{what} ({count:,}×)" if count > 1 else what for what, count in file.problems.items())
    return "; ".join(filter(None, (file.why, *counted))) or "not understood"


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The account for people."""
    yield f"Owner: {', '.join(told['owner']) or 'the archive does not say'}"
    yield f"Platform: {', '.join(told['platforms'])}"
    yield f"Period: {told['from'][:10]} to {told['until'][:10]}" if told["from"] else "Period: no dates in it"
    for platform, counts in told["counts"].items():
        yield f"{platform}: " + ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    yield "Files: " + ", ".join(f"{count:,} {status.replace('-', ' ')}" for status, count in told["files"].items())
    if told["media"]:
        yield f"Pictures, films and documents: {told['media']:,}, counted and not opened"
    if told["repeated"]:
        yield f"In it more than once, and counted once: {told['repeated']:,}"
    yield from (f"Missing: {what}" for what in told["missing"])
    yield from (f"Note: {what}" for what in told["warnings"])
    yield from (f"Not understood: {fault['member']}: {fault['why']}" for fault in told["not_understood"])


def notes(reading: Reading) -> list[str]:
    """What the user should know of the whole, once it has been read."""
    if not reading.nobodys:
        return reading.warnings
    texts = "1 text" if reading.nobodys == 1 else f"{reading.nobodys:,} texts"
    hint = "" if reading.owner else " Give your name, as it stands there, with --owner."
    return [*reading.warnings, f"{texts}: nothing says whether they are yours.{hint}"]


def not_read(reading: Reading) -> Iterator[str]:
    """File by file what was left aside or not understood, and why; many of one reason are counted."""
    yield from (f"missing: {what}" for what in reading.missing)
    yield from (f"note: {what}" for what in notes(reading))
    skipped = Counter((file.platform, file.why) for file in reading.files if file.status is Status.SKIPPED)
    for (platform, reason), count in sorted(skipped.items()):
        yield f"skipped: {count:,} file{'' if count == 1 else 's'} of {platform}: {reason}"
    faulty = [file for file in reading.files if not file.understood]
    if len(faulty) > _LINES:
        yield f"{len(faulty):,} files were not wholly understood; the first {_LINES}:"
    for file in faulty[:_LINES]:
        how = "partly" if file.status is Status.PARTLY else "not understood"
        yield f"{how}: {file.member or file.platform}: {why(file)}"
    for name, reason in reading.archive.unopened:
        yield f"not opened: {name}: {reason}"


def last_line(reading: Reading, count: int) -> str:
    """The sum in one line, with the files by name."""
    groups = (
        ("read", (Status.READ, Status.EMPTY)),
        ("partly read", (Status.PARTLY,)),
        ("skipped", (Status.SKIPPED,)),
        ("not understood", (Status.NOT_UNDERSTOOD,)),
    )
    told = [_listed(word, [file for file in reading.files if file.status in statuses]) for word, statuses in groups]
    if reading.archive.unopened:
        told.append(f"not opened: {_some([name for name, _ in reading.archive.unopened])}")
    if reading.media:
        told.append(f"media counted: {reading.media:,}")
    return f"safeconduct: {count:,} records; {'; '.join(told)}."


def _listed(word: str, files: list[FileOutcome]) -> str:
    return f"{word}: {_some([file.member or file.platform for file in files]) or 'none'}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
