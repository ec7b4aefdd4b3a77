"""The copy that somebody gets: a PDF, the same for programs, the files as they were received, and a manifest with hashes.

It is made in memory; nothing of it lies on disk. Only what somebody decided to give is in it, with the names masked as they
confirmed; of what was left out it says why, unless telling that would do the harm.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.utils import dateformat, timezone

from safeconduct.web.accountable.reading import Decided, Reading
from safeconduct.web.accountable.standards import standards
from safeconduct.web.concerns.evidence import leaving
from safeconduct.web.concerns.models import Evidence
from safeconduct.web.printing import printed

_ENDINGS: Final[Mapping[str, str]] = {
    "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/heic": "heic", "image/gif": "gif",
    "application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv", "application/json": "json", "text/html": "html.txt",
    "application/zip": "zip", "video/mp4": "mp4", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg",
}  # fmt: skip
RIGHTS: Final = (
    "Why we hold this, on which legal basis, who gets to see it and how long we keep it stands in our privacy notice.",
    "If something is wrong, you can ask for it to be put right. You can also ask for it to be erased, or object to its use.",
    "If something is missing, or your data were handled wrongly, complain to us first: we acknowledge it within thirty days.",
    "You can complain to the Information Commissioner (ico.org.uk, 0303 123 1113), and you can go to court.",
)


class Left(NamedTuple):
    """Something that was left out: what kind, how often, why in words for the person."""

    what: str
    often: int
    why: str


class Pack(NamedTuple):
    """The bytes of the zip, how many files are inside, and the digest of the manifest."""

    content: bytes
    files: int
    manifest: str


def left_out(reading: Reading) -> list[Left]:
    """What was left out and may be told of."""
    grounds = standards().grounds
    found: Counter[tuple[str, str]] = Counter()
    for each in reading.decided:
        if each.verdict is not None and not each.is_given and grounds[each.verdict.ground].told:
            found[each.piece.title, grounds[each.verdict.ground].told] += 1
    return [Left(what, often, why) for (what, why), often in found.items()]


def holds_something(reading: Reading) -> bool:
    """Whether there is anything to give or to tell: else the person is not told that there was something."""
    return any(each.is_given for each in reading.decided) or bool(left_out(reading))


def pack(reading: Reading, searched: str) -> Pack:
    """Make the copy.

    Args:
        reading: the portion, with a verdict on every piece.
        searched: where else somebody looked, in their words.

    Raises:
        ValidationError: a file is not what was handed in: see ``evidence.leaving``.
        NoKey, Damaged: something else sealed cannot be opened: see ``sealing.storing``.
    """
    now = timezone.now()
    told = _told(reading, searched, now)
    files = dict(_files(reading))
    told["files"] = [{"file": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()]
    given = {"copy.pdf": printed("accountable", "pack", told, now), "copy.json": _json(told), **files}
    rows = [
        {"file": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in given.items()
    ]
    manifest = _json({"made": now.isoformat(), "files": rows})
    given["manifest.json"] = manifest
    return Pack(_zipped(given, now), len(given), hashlib.sha256(manifest).hexdigest())


def _told(reading: Reading, searched: str, now: datetime) -> dict[str, Any]:
    request = reading.portion.request
    return {
        "who": reading.who,
        "organisation": request.organisation.name,
        "reference": request.reference,
        "received": dateformat.format(request.received_on, "j F Y"),
        "made": dateformat.format(timezone.localtime(now), "j F Y, H:i"),
        "part": "What our registers hold about you" if reading.portion.case is None else "What else is held about you",
        "searched": reading.naming.masked(searched, reading.naming.names),
        "pieces": [{"title": each.piece.title, "text": reading.told(each)} for each in _given(reading)],
        "left_out": [each._asdict() for each in left_out(reading)],
        "rights": list(RIGHTS),
    }


def _given(reading: Reading) -> list[Decided]:
    return [each for each in reading.decided if each.is_given]


def originals(reading: Reading) -> list[Evidence]:
    """The evidence whose originals are given."""
    return [each.piece.file for each in _given(reading) if each.piece.file is not None]


def _files(reading: Reading) -> Iterator[tuple[str, bytes]]:
    """The files as they were received, under names that tell nothing."""
    for number, file in enumerate(originals(reading), 1):
        yield f"files/{number:03}.{_ENDINGS.get(file.mime, 'bin')}", leaving(file)


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, indent=1, ensure_ascii=False).encode()


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    made, at = io.BytesIO(), timezone.localtime(now)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            packed.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


__all__: Final = ("RIGHTS", "Left", "Pack", "holds_something", "left_out", "originals", "pack")
