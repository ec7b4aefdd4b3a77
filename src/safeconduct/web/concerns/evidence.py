"""Evidence: what is handed in is kept as it came, sealed, with its hash, and whoever opens it leaves an entry of the trail.

``examine`` looks at a file (its size, its kind by its content, malware) and writes nothing: it may take a while. What it gives
goes into ``take`` (somebody on the case), ``hand_in`` or ``add_as_reporter`` (whoever told it) or ``raise_with`` (a concern and
what belongs to it, all or nothing). The bytes lie in the same database as the case and are written in one transaction with it,
so that no file can be left over and no case can lack one. What the trail keeps of a piece is its number, its hash, its kind
and its size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from safeconduct.errors import InputError
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.concerns import scanning
from safeconduct.web.concerns.actions import Raised, Telling, hold, raise_concern, raise_without_a_name, write_as_reporter
from safeconduct.web.concerns.alerting import alert
from safeconduct.web.concerns.kinds import LINK, Kind, kind_of, plain_name
from safeconduct.web.concerns.models import Case, Concern, Evidence, Outside
from safeconduct.web.concerns.scanning import Scanned
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Damaged, fingerprint, seal, unsealed

_LONGEST_LINK: Final = 2_000
_MB: Final = 1024 * 1024
TAKEN: Final = "concerns.evidence-take"
SCANNED: Final = "concerns.evidence-scan"
LAID: Final = "concerns.evidence-lay"
EXPORTED: Final = "concerns.evidence-export"
COPIED: Final = "concerns.evidence-copy"
REPORTER: Final = "reporter"


class Captured(NamedTuple):
    """Who made a piece and how, in words, and when, as far as that was said."""

    words: str = ""
    at: datetime | None = None


class Handed(NamedTuple):
    """A file or link that was looked at and may be kept."""

    data: bytes
    name: str
    kind: Kind
    sha256: str
    scanned: Scanned


def examine(file: UploadedFile[bytes]) -> Handed:
    """Look at a file that somebody hands in. Asks the malware scanner, which may take some seconds: outside a transaction.

    Raises:
        InputError: it is empty, too large, or of a kind that is not kept; the text says what to do instead.
    """
    if (file.size or 0) > settings.EVIDENCE_LARGEST:
        raise InputError(
            f"It is larger than {settings.EVIDENCE_LARGEST // _MB} MB. Send the part that matters: a screenshot, "
            "or a shorter film. Keep the whole file where it is."
        )
    file.seek(0)
    data, name = bytes(file.read()), plain_name(str(file.name or ""))
    return Handed(data, name, kind_of(data, name), hashlib.sha256(data).hexdigest(), scanning.scan(data))


def link(address: str) -> Handed:
    """A link that somebody hands in: kept as text, never followed.

    Raises:
        InputError: it is no address of a page.
    """
    address = address.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise InputError("Give the whole address of the page, as it stands in the browser: https://…") from error
    if len(address) > _LONGEST_LINK:
        raise InputError(f"This address is longer than {_LONGEST_LINK:,} characters. Save the page as a PDF and choose that.")
    data = address.encode()
    return Handed(data, "Link", LINK, hashlib.sha256(data).hexdigest(), Scanned(Evidence.Scan.CLEAN))


# --- taking in -----------------------------------------------------------------------------------------------


@action(TAKEN)
def take(by: Person, case: Case, handed: Handed, captured: Captured = Captured()) -> Done[Evidence]:  # noqa: B008 read only
    """Put a piece on a case, for somebody on it.

    Raises:
        InputError: they put the same on it before, or the case has no room left.
    """
    if _has(case, handed, by=by, from_reporter=False):
        raise InputError("You put this on the case before, so it is there. Nothing was added.")
    _require_room(case, len(handed.data))
    made = _kept(case, handed, _sealed(handed, captured), captured, by=by, from_reporter=False)
    return Done(made, **noted(made), sealed=seals_noted(made))


def hand_in(
    concern: Concern,
    files: Sequence[Handed],
    captured: Captured = Captured(),  # noqa: B008 read only
    *,
    by: Person | None = None,
) -> list[Evidence]:
    """Put what the reporter hands in on each case of their concern; what they handed in before is passed over.

    Who they are stands in no entry of the trail unless they gave their name to all.

    Raises:
        PermissionDenied: it is somebody else's concern.
        InputError: nothing is open any more that it could be put on, or a case has no room left.
    """
    if by is not None and by.pk != concern.reporter_id:
        raise PermissionDenied(TAKEN)
    named = by if concern.standing == Concern.Standing.NAMED else None
    with transaction.atomic():
        hold(concern)
        cases = list(concern.cases.exclude(state=Case.State.DESTROYED).order_by("pk"))
        if files and not cases:
            raise InputError("This is closed and was deleted, so nothing can be added to it. Tell it anew if you need to.")
        return [made for handed in files for made in _handed_in(cases, handed, captured, named)]


def add_as_reporter(
    concern: Concern,
    told: str,
    files: Sequence[Handed] = (),
    captured: Captured = Captured(),  # noqa: B008 read only
) -> None:
    """What the reporter adds later, in words and files: all of it is on record when this returns, or nothing is.

    Whoever holds the code or is signed in as the reporter may: the views see to that. Those on a case are told of it once.

    Raises:
        ValidationError, InputError: as ``write_as_reporter`` and ``hand_in``.
    """
    with transaction.atomic():
        notes = write_as_reporter(concern, told) if told.strip() else []
        made = hand_in(concern, files, captured, by=concern.reporter)
        for case in {} if notes else {piece.case_id: piece.case for piece in made}.values():
            alert(case)


def raise_with(
    by: Person | None,
    given: Telling,
    files: Sequence[Handed] = (),
    captured: Captured = Captured(),  # noqa: B008 read only
) -> Raised:
    """Raise a concern with what belongs to it: all of it is on record when this returns, or nothing is.

    Raises:
        InputError: as ``hand_in``.
    """
    with transaction.atomic():
        raised = raise_without_a_name(given) if by is None else raise_concern(by, given.place, given)
        hand_in(raised.concern, files, captured, by=by)
    return raised


def _handed_in(cases: Sequence[Case], handed: Handed, captured: Captured, named: Person | None) -> list[Evidence]:
    wanting = [case for case in cases if not _has(case, handed, by=None, from_reporter=True)]
    sealed = _sealed(handed, captured) if wanting else None
    made = []
    for case in wanting:
        assert sealed is not None
        _require_room(case, len(handed.data))
        piece = _kept(case, handed, sealed, captured, by=named, from_reporter=True)
        facts = {**noted(piece), "sealed": seals_noted(piece)}
        append(TAKEN, by=named.pk if named else None, about=_about(piece), facts=facts)
        made.append(piece)
    return made


class _Seals(NamedTuple):
    bytes: Sealed
    name: Sealed
    captured: Sealed | None


def _sealed(handed: Handed, captured: Captured) -> _Seals:
    return _Seals(seal(handed.data), seal(handed.name), seal(captured.words) if captured.words else None)


def _kept(
    case: Case, handed: Handed, sealed: _Seals, captured: Captured, *, by: Person | None, from_reporter: bool
) -> Evidence:
    return Evidence.objects.create(
        case=case,
        sealed=sealed.bytes,
        name=sealed.name,
        captured=sealed.captured,
        captured_at=captured.at,
        mime=handed.kind.mime,
        size=len(handed.data),
        sha256=handed.sha256,
        by=by,
        from_reporter=from_reporter,
        scan=handed.scanned.scan,
        scan_says=handed.scanned.says,
        scanned_at=None if handed.scanned.scan == Evidence.Scan.NOT_SCANNED else timezone.now(),
    )


def noted(piece: Evidence) -> dict[str, Fact]:
    """What the trail keeps of a piece as it was taken in, or scanned since, besides its seals."""
    return {
        "case": piece.case_id,
        "sha256": piece.sha256,
        "size": piece.size,
        "mime": piece.mime,
        "from_reporter": piece.from_reporter,
        "at": _utc(piece.at),
        "captured_at": _utc(piece.captured_at),
        **_scan_noted(piece),
    }


def _scan_noted(piece: Evidence) -> dict[str, Fact]:
    return {"scan": piece.scan, "says": piece.scan_says, "scanned_at": _utc(piece.scanned_at)}


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def seals_noted(piece: Evidence) -> list[str]:
    """The fingerprints of what is sealed of a piece."""
    return [fingerprint(each) for each in (piece.sealed, piece.name, piece.captured) if each is not None]


def _has(case: Case, handed: Handed, *, by: Person | None, from_reporter: bool) -> bool:
    same = case.evidence.filter(sha256=handed.sha256, from_reporter=from_reporter, sealed__destroyed_at=None)
    return same.exists() if by is None else same.filter(by=by).exists()


def _require_room(case: Case, size: int) -> None:
    held = case.evidence.aggregate(held=Sum("size"))["held"] or 0
    if held + size > settings.EVIDENCE_OF_A_CASE:
        raise InputError(
            f"There is no room for it: a case holds {settings.EVIDENCE_OF_A_CASE // _MB} MB of evidence. Keep the file where "
            "it is, and write down here where that is and who has it."
        )


def _about(piece: Evidence) -> str:
    return f"{piece._meta.label_lower}:{piece.pk}"


# --- opening -------------------------------------------------------------------------------------------------


def original(piece: Evidence) -> bytes:
    """The bytes as they were handed in. Whoever opens them for somebody calls one of the actions below too.

    Raises:
        Damaged: they do not have the hash that was noted at receipt.
        Destroyed, NoKey: as ``sealing.storing.unsealed``.
    """
    data = unsealed(piece.sealed)
    if hashlib.sha256(data).hexdigest() != piece.sha256:
        raise Damaged(
            f"Evidence {piece.pk} does not have the hash that was noted when it was handed in. Run safeconduct verify."
        )
    return data


@action("concerns.evidence-see")
def see(by: Person, piece: Evidence) -> Done[Evidence]:
    """Note that somebody looked at a piece."""
    return Done(piece, sha256=piece.sha256)


@action("concerns.evidence-download")
def download(by: Person, piece: Evidence) -> Done[Evidence]:
    """Note that somebody took a copy of the original."""
    return Done(piece, sha256=piece.sha256, scan=piece.scan)


@action(EXPORTED)
def export(by: Person, piece: Evidence, to: Outside.What) -> Done[Evidence]:
    """Note that the original went into a bundle that is handed over, and to whom."""
    return Done(piece, sha256=piece.sha256, to=to.value)


def note_copy(by: Person, piece: Evidence, to: Person) -> None:
    """Note that somebody was given the original with all else that is held about them.

    Only inside the transaction of the action that gives it, whose right was checked: not all who may give it may download it.
    Somebody who told it in confidence is not named.
    """
    concern = piece.case.concern
    unnamed = to.pk == concern.reporter_id and concern.standing != Concern.Standing.NAMED
    facts: dict[str, Fact] = {"sha256": piece.sha256, "to": REPORTER if unnamed else to.pk}
    append(COPIED, by=by.pk, about=_about(piece), facts=facts)


def leaving(piece: Evidence) -> bytes:
    """The original for somebody outside: what does not have the hash that was noted at receipt never leaves.

    Raises:
        ValidationError: it is not what was handed in.
        Destroyed, NoKey: as ``sealing.storing.unsealed``.
    """
    try:
        return original(piece)
    except Damaged as error:
        raise ValidationError(
            f"Evidence {piece.pk} is not what was handed in any more: it is damaged, or was changed since. Nothing was sent. "
            "Tell whoever looks after safeconduct here; safeconduct verify says what is wrong. The rest can go without it."
        ) from error


def handed_in(concern: Concern) -> list[Evidence]:
    """What the reporter of a concern handed in, each once, the earliest first, with names and words ready to be opened."""
    found: dict[object, Evidence] = {}
    for piece in pieces(Evidence.objects.filter(case__concern=concern, from_reporter=True)):
        found.setdefault(piece.sealed_id, piece)
    return list(found.values())


def pieces(given: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Pieces in the order in which they came, with what a list shows of them: their names, but not their bytes."""
    return given.select_related("name", "captured", "by", "case").order_by("at", "pk")


def seals_to_destroy(case: Case) -> list[Sealed]:
    """The seals of a case's evidence that go with it: those that lie on no other case that is still kept."""
    others = Evidence.objects.exclude(case=case).exclude(case__state=Case.State.DESTROYED)
    found: dict[object, Sealed] = {}
    for piece in case.evidence.exclude(sealed__in=others.values("sealed")).prefetch_related("sealed", "name", "captured"):
        found |= {each.pk: each for each in (piece.sealed, piece.name, piece.captured) if each is not None}
    return [each for each in found.values() if each.destroyed_at is None]


# --- scanning what could not be scanned when it came --------------------------------------------------------------


def scan_waiting() -> int:
    """Scan what is not scanned yet; how many pieces were. Stops where the scanner does not answer."""
    if not settings.CLAMD:
        return 0
    waiting = Evidence.objects.filter(scan=Evidence.Scan.NOT_SCANNED, scan_says__in=(scanning.OFF, scanning.NO_ANSWER))
    seals = waiting.filter(sealed__destroyed_at=None).order_by("sealed__at").values_list("sealed", flat=True)
    done = 0
    for number in dict.fromkeys(seals):
        said = scanning.scan(unsealed(Sealed.objects.get(pk=number)), scanning.PATIENT)
        if said.says == scanning.NO_ANSWER:
            break
        done += _note_scan(number, said)
    return done


def _note_scan(sealed: UUID, said: Scanned) -> int:
    with transaction.atomic():
        found = list(Evidence.objects.filter(sealed=sealed, scan=Evidence.Scan.NOT_SCANNED).order_by("pk"))
        for piece in found:
            at = None if said.scan == Evidence.Scan.NOT_SCANNED else timezone.now()
            piece.scan, piece.scan_says, piece.scanned_at = said.scan, said.says, at
            piece.save(update_fields=["scan", "scan_says", "scanned_at"])
            append(SCANNED, by=None, about=_about(piece), facts={"sha256": piece.sha256, **_scan_noted(piece)})
    return len(found)


__all__: Final = (
    "COPIED", "EXPORTED", "LAID", "REPORTER", "SCANNED", "TAKEN", "Captured", "Handed", "add_as_reporter", "download",
    "examine", "export", "hand_in", "handed_in", "leaving", "link", "note_copy", "noted", "original", "pieces", "raise_with",
    "scan_waiting", "seals_noted", "seals_to_destroy", "see", "take",
)  # fmt: skip
