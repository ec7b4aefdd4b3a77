"""A case as a sealed bundle for the police or an authority: a PDF, the originals, and a manifest with the hash of each.

It is made in memory and encrypted (age) with a passphrase that is shown beforehand; nothing of it is kept or lies on disk.
Whoever told in confidence, or gave no name, is not named in it; personal notes are never in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import pyrage
from django.utils import dateformat, timezone

from safeconduct.web.casework.chronology import Entry, chronology
from safeconduct.web.concerns.custody import captured_words, original_name
from safeconduct.web.concerns.evidence import leaving
from safeconduct.web.concerns.models import Case, Concern, Evidence
from safeconduct.web.people.models import Person
from safeconduct.web.printing import printed
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import words

_SYLLABLES: Final = "BCDFGHJKLMNPQRSTVWXZ"
_VOWELS: Final = "AEIU"
_ENDINGS: Final[Mapping[str, str]] = {
    "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/heic": "heic", "image/gif": "gif",
    "application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv", "application/json": "json", "text/html": "html.txt",
    "application/zip": "zip", "video/mp4": "mp4", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg",
}  # fmt: skip


class Choice(NamedTuple):
    """The passphrase, and what goes along besides what was told: the evidence, the chronology with its words."""

    passphrase: str
    evidence: bool = True
    chronology: bool = True


class Bundle(NamedTuple):
    """The encrypted bytes, how many files are inside, the digest of the manifest, and whose originals are inside."""

    content: bytes
    files: int
    manifest: str
    originals: Sequence[Evidence] = ()


def bundle(case: Case, by: Person, choice: Choice) -> Bundle:
    """Make the bundle of a case.

    Raises:
        ValidationError: an original is not what was handed in: see ``evidence.leaving``.
        NoKey, Damaged: something else sealed cannot be opened: see ``sealing.storing``.
    """
    now = timezone.now()
    files = {"record.pdf": printed("keeping", "record", record(case, by, choice, now), now)}
    listed: list[dict[str, object]] = []
    originals = _kept(case) if choice.evidence else []
    for name, content, about in _originals(originals):
        files[name] = content
        listed.append({"file": name, **about})
    manifest = _manifest(case, files, listed, now)
    files["manifest.json"] = manifest
    sealed = pyrage.passphrase.encrypt(_zipped(files, now), choice.passphrase)
    return Bundle(bytes(sealed), len(files), hashlib.sha256(manifest).hexdigest(), originals)


def new_passphrase() -> str:
    """Eight groups that can be read out on the telephone: 63 bits behind a key that is slow to try."""
    drawn = ("".join(map(secrets.choice, (_SYLLABLES, _VOWELS, _SYLLABLES))) for _ in range(8))
    return "-".join(drawn)


def _kept(case: Case) -> list[Evidence]:
    found = Evidence.objects.filter(case=case).select_related("name", "captured", "case__concern", "case__organisation")
    return list(found.order_by("at", "pk"))


def _originals(kept: Iterable[Evidence]) -> Iterator[tuple[str, bytes, dict[str, object]]]:
    """The evidence as it was received, under names that tell nothing, each with what is known of it and names no reporter."""
    for number, each in enumerate(kept, 1):
        ending = _ENDINGS.get(each.mime, "bin")
        about: dict[str, object] = {
            "name": original_name(each),
            "kind": each.mime,
            "sha256_at_receipt": each.sha256,
            "received": each.at.isoformat(),
            "captured": each.captured_at.isoformat() if each.captured_at else None,
            "captured_by": captured_words(each) or None,
        }
        yield f"evidence/{number:03}.{ending}", leaving(each), about


def _manifest(case: Case, files: Mapping[str, bytes], listed: Sequence[Mapping[str, object]], now: datetime) -> bytes:
    about = {str(each["file"]): each for each in listed}
    rows = [
        {**about.get(name, {"file": name}), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    told = {"case": case.reference, "organisation": case.organisation.name, "made": now.isoformat(), "files": rows}
    return json.dumps(told, indent=1, ensure_ascii=False).encode()


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            at = timezone.localtime(now)
            info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            packed.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def record(case: Case, by: Person, choice: Choice, now: datetime) -> dict[str, Any]:
    """What the PDF says of a case."""
    concern = case.concern
    return {
        "reference": case.reference,
        "organisation": case.organisation.name,
        "made": said_at(now),
        "by": by.name,
        "strand": case.get_strand_display(),
        "kind": concern.kind.replace("-", " "),
        "told_at": said_at(concern.at),
        "told_by": reporter_named(concern),
        "words": words(concern.words),
        "about": [_about(each) for each in concern.subjects.select_related("person", "words")],
        "entries": [_entry(each) for each in _entries(case, by)] if choice.chronology else [],
    }


def reporter_named(concern: Concern) -> str:
    """Who told it, as far as it may leave the organisation."""
    if concern.standing != Concern.Standing.NAMED or concern.reporter is None:
        return "Somebody whose name is not handed on"
    return concern.reporter.name


def _about(subject: Any) -> str:
    if subject.person is not None:
        return f"{subject.person.name} (works here)"
    return f"{subject.get_who_display()}: {words(subject.words) if subject.words else 'not named'}"


def _entries(case: Case, by: Person) -> list[Entry]:
    """The chronology without anybody's personal notes and without other cases, which are not handed over."""
    return [each for each in chronology(case, by, []) if not each.only_me]


def _entry(entry: Entry) -> dict[str, object]:
    seals = [Sealed.objects.get(pk=pk) for pk in entry.seals if pk is not None]
    return {"at": said_at(entry.at), "what": entry.what, "by": entry.by, "words": [words(each) for each in seals]}


def said_at(at: datetime) -> str:
    """A time as people write it, by the British clock."""
    return dateformat.format(timezone.localtime(at), "j F Y, H:i")


__all__: Final = ("Bundle", "Choice", "bundle", "new_passphrase", "record", "reporter_named", "said_at")
