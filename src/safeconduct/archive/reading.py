"""Read what was opened: one file after another, each by the reader that claims it, and an account of every file.

One bad file never stops the rest. What could not be read, what was left aside and why, and what was not understood
stands in ``Reading.files`` when the records have been read.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from safeconduct.archive.claims import Claim, Claims, is_media
from safeconduct.archive.limits import Limits
from safeconduct.archive.members import Member
from safeconduct.archive.opening import Archive, Held, open_archive, open_held
from safeconduct.archive.owners import SEVERAL, by_owner, plain
from safeconduct.archive.reader import Export, Reader, Sheet
from safeconduct.archive.record import OWN_WORDS, Record
from safeconduct.archive.seen import Seen
from safeconduct.errors import ArchiveError, LockedError
from safeconduct.plugins import discover

_NOTHING_CAME: Final = "the file has the name of one that is read, and nothing in it was understood"
_UNKNOWN: Final = "no reader knows this kind of file"
_TRIED: Final = 5  # files that are tried before an archive is said to be unreadable
_LOOKED_AT: Final = 100  # files among which one with a password is looked for
FAULT: Final = "the reader failed on this file: a fault of safeconduct, not of yours; please report it"


class Status(StrEnum):
    """What became of a file."""

    READ = "read"
    EMPTY = "empty"  # it holds nothing, and says so
    SKIPPED = "skipped"  # known, and of no concern
    MEDIA = "media"  # pictures, films, sounds, documents: counted, not opened
    PARTLY = "partly"  # records came out, and not all of it was understood
    NOT_UNDERSTOOD = "not-understood"


class FileOutcome(msgspec.Struct):
    """What became of one file. ``problems`` counts what was not understood inside, in words without names."""

    member: str
    archive: str
    platform: str
    status: Status
    records: int = 0
    hollow: int = 0  # of these, how many should have words and have none
    why: str = ""
    problems: dict[str, int] = {}
    size: int = 0

    @property
    def understood(self) -> bool:
        """Whether the file was wholly understood, or is of no concern."""
        return self.status not in (Status.PARTLY, Status.NOT_UNDERSTOOD)


@cache
def readers() -> tuple[Reader, ...]:
    """Every shipped reader, one a file of ``safeconduct.readers``."""
    return discover("safeconduct.readers", Reader)


class Reading:
    """What was opened, as a stream of records, and the account of it.

    ``files`` is whole when ``records`` has been read to its end. ``position`` and ``total`` are bytes, for progress.
    """

    def __init__(self, archive: Archive, owner: str = "", known: Sequence[Reader] | None = None) -> None:
        self.archive = archive
        weakref.finalize(self, archive.close)  # whoever lets go of a reading half-way leaves no open file
        self.owner = owner.strip()
        self.files: list[FileOutcome] = []
        self.repeated = 0
        self.nobodys = 0  # texts of which nothing says whether they are the owner's
        self.media = 0
        self.media_bytes = 0
        self.finished = False
        self._came_last = False  # whether records came that only the end of an export could give
        self.position = 0
        self._several = len({member.source for member in archive.members}) > 1
        self.exports = self._claimed(tuple(readers() if known is None else known))
        self.total = sum(claim.member.size for _, _, claims in self.exports for claim in claims)

    def _claimed(self, known: Sequence[Reader]) -> list[tuple[Reader, Export, list[Claim]]]:
        claims = Claims(known, self.archive.members)
        mine: dict[str, list[Claim]] = {}
        for member in self.archive.members:
            claim = claims.of(member)
            if claim.kind is not None and claim.reader is not None:
                mine.setdefault(claim.reader.id, []).append(claim)
            else:
                self._not_read(claim)
        around = {reader.id: reader for reader in known}
        return [part for key, claims in sorted(mine.items()) for part in self._exports(around[key], claims)]

    def _exports(self, reader: Reader, claims: Sequence[Claim]) -> Iterator[tuple[Reader, Export, list[Claim]]]:
        """One export for each person whose download it is."""
        groups = by_owner(reader, claims, self.archive.members)
        for group in groups:
            export = self._export(group, alone=len(groups) == 1)
            if len(groups) > 1:
                export.warnings.append(SEVERAL)
            yield reader, export, group

    def _export(self, claims: Sequence[Claim], *, alone: bool) -> Export:
        """A reader sees its own files, and the pictures' names, which tell what belongs to what."""
        sources = {claim.member.source for claim in claims}
        beside = [member for member in self.archive.members if alone or member.source in sources]
        return Export([claim.member for claim in claims], self.owner, beside)

    def _not_read(self, claim: Claim) -> None:
        member, platform = claim.member, claim.reader.id if claim.reader else ""
        if is_media(member):
            self.media += 1
            self.media_bytes += member.size
            return
        if claim.reader is not None and claim.why:
            status, why = Status.SKIPPED, claim.why
        else:
            status, why = Status.NOT_UNDERSTOOD, claim.reader.unread if claim.reader else _UNKNOWN
        self.files.append(FileOutcome(member.name, member.source, platform, status, why=why, size=member.size))

    def records(self) -> Iterator[Record]:
        """Everything that was understood, in the order of platforms and files; nothing twice."""
        for reader, export, claims in self.exports:
            seen = Seen()  # one person's; equal words of two people are not one post
            yield from self._new(self._of_export(reader, export, claims, seen), seen)
            self.repeated += seen.repeated
        self.finished = True

    def _new(self, records: Iterator[Record], seen: Seen) -> Iterator[Record]:
        for record in records:
            if seen.is_new(record):
                self.nobodys += record.kind in OWN_WORDS and record.author_is_owner is None and bool(record.text)
                yield record

    def _of_export(self, reader: Reader, export: Export, claims: Sequence[Claim], seen: Seen) -> Iterator[Record]:
        begun = FileOutcome("", "", reader.id, Status.READ)
        _guarded_begin(reader, export, begun)
        if begun.why:
            self.files.append(begun)
        self._check_owner(export)
        for claim in claims:
            seen.start_file()
            yield from self._of_file(reader, export, claim)
        seen.start_file()
        last = FileOutcome("", "", reader.id, Status.READ)
        for record in _guarded(reader.finish(export), last):
            self._came_last = True
            yield record
        if last.why:
            self.files.append(last)

    def _of_file(self, reader: Reader, export: Export, claim: Claim) -> Iterator[Record]:
        assert claim.kind is not None
        member = claim.member
        sheet = Sheet(reader.id, member, export)
        outcome = FileOutcome(member.name, member.source, reader.id, Status.READ, size=member.size, problems=sheet.problems)
        before = self.position
        for record in _guarded(claim.kind.parse(sheet), outcome):
            outcome.records += 1
            outcome.hollow += record.hollow
            if not outcome.records & 63:
                self.position = before + min(member.size, sheet.position)
            yield self._placed(record, member.source)
        self.position = before + member.size
        _judge(outcome, sheet)
        self.files.append(outcome)

    def _placed(self, record: Record, source: str) -> Record:
        """With several archives the locator says which one."""
        if not self._several:
            return record
        locator = msgspec.structs.replace(record.locator, archive=source)
        return msgspec.structs.replace(record, locator=locator)

    def _check_owner(self, export: Export) -> None:
        names = {_letters(name) for name in export.owners} - {"you"}
        if self.owner and names and _letters(self.owner) not in names:
            export.warnings.append("this archive seems to be somebody else's: its owner is not the person you named")

    # --- the account -------------------------------------------------------------------------------------------

    @property
    def missing(self) -> list[str]:
        """What should be there and is not: parts, files that the export names."""
        named = [f"{reader.title}: {what}" for reader, export, _ in self.exports for what in export.missing]
        return [*self.archive.partial, *named]

    @property
    def warnings(self) -> list[str]:
        """What the user should know of the whole."""
        told = [f"{reader.title}: {what}" for reader, export, _ in self.exports for what in export.warnings]
        return list(dict.fromkeys([*self.archive.notes, *told]))

    @property
    def understood(self) -> bool:
        """Whether all of it was there and was understood: only then may anybody say that nothing was found."""
        whole = not self.missing and not self.archive.unopened
        return self.finished and whole and all(file.understood for file in self.files)

    @property
    def anything_read(self) -> bool:
        """Whether anything came out: an archive of which every file is empty is none that was read."""
        return self._came_last or any(file.records and file.status in (Status.READ, Status.PARTLY) for file in self.files)

    def counts(self) -> Counter[Status]:
        """How many files came to what."""
        return Counter(file.status for file in self.files)


def read_paths(paths: Sequence[Path], owner: str = "", limits: Limits | None = None) -> Reading:
    """Open what was given and find out who reads what.

    Raises:
        ArchiveError: something given cannot be opened, or nothing in it is of a platform that is known.
    """
    return _somebodys(Reading(open_archive(paths, limits), owner))


def read_held(files: Sequence[Held], owner: str = "", limits: Limits | None = None) -> Reading:
    """The same for files that lie nowhere as they were given.

    Raises:
        ArchiveError: as above.
    """
    return _somebodys(Reading(open_held(files, limits), owner))


def _somebodys(reading: Reading) -> Reading:
    if not reading.exports:
        reading.archive.close()
        raise ArchiveError(_nobodys(reading))
    return reading


def _nobodys(reading: Reading) -> str:
    names = ", ".join(path.name for path in reading.archive.paths)
    unread = [file.why for file in reading.files if file.platform and file.status is Status.NOT_UNDERSTOOD]
    if unread:
        return f"{names}: nothing in this can be read. {unread[0]}"
    shut = locked(reading.archive) or _why_unreadable(reading.archive)
    if shut:
        return f"{names}: {shut}"
    why = "; ".join([*reading.archive.partial, *(f"{name}: {reason}" for name, reason in reading.archive.unopened[:3])])
    why = f" {why.rstrip('.')}." if why else ""
    known = ", ".join(reader.title for reader in readers())
    return (
        f"{names}: this is not a download of any platform that safeconduct reads ({known}).{why} "
        "Give the file as the platform sent it, without unpacking or renaming what is inside."
    )


def _why_unreadable(archive: Archive) -> str:
    """Why the files of an archive cannot be opened, where that is so of all of those looked at."""
    tried = [_fault_of(member) for member in archive.members[:_TRIED]]
    return str(tried[0]) if tried and all(tried) else ""


def locked(archive: Archive) -> str:
    """What is said of the first file that has a password; nothing where none of those looked at has one.

    To be asked where nothing could be read: beside such a file there may be others that no reader knows.
    """
    tried = (_fault_of(member) for member in archive.members[:_LOOKED_AT])
    return next((str(fault) for fault in tried if isinstance(fault, LockedError)), "")


def _fault_of(member: Member) -> ArchiveError | None:
    try:
        with member.open() as stream:
            stream.read(1)
    except ArchiveError as error:
        return error
    return None


def _letters(name: str) -> str:
    """A name for comparing with one that was typed: a flower beside it makes nobody another person."""
    return plain("".join(letter if letter.isalnum() else " " for letter in name)) or plain(name)


def _judge(outcome: FileOutcome, sheet: Sheet) -> None:
    """What became of a file that has been read as far as it goes."""
    got_something = _got_something(outcome, sheet)
    _compare_with_manifest(outcome, sheet)
    if sheet.member.partial and not outcome.why:
        outcome.why = "it is cut off"
    if not got_something and not sheet.is_empty:
        outcome.status, outcome.why = Status.NOT_UNDERSTOOD, outcome.why or _NOTHING_CAME
    elif outcome.why or outcome.problems:
        outcome.status = Status.PARTLY
    elif not got_something:
        outcome.status = Status.EMPTY


def _got_something(outcome: FileOutcome, sheet: Sheet) -> bool:
    """Whether words came out, or entries that rightly have none: at least one of which nothing had to be said."""
    if outcome.records > outcome.hollow:
        return True
    return max(outcome.records, sheet.items or 0) > sum(outcome.problems.values())


def _compare_with_manifest(outcome: FileOutcome, sheet: Sheet) -> None:
    expected = sheet.export.expected.get(sheet.member)
    held = outcome.records if sheet.items is None else sheet.items
    if expected is not None and held != expected:
        sheet.problem(f"the archive's own list says {expected:,} entries, and {held:,} are there")


def _guarded_begin(reader: Reader, export: Export, outcome: FileOutcome) -> None:
    try:
        reader.begin(export)
    except ArchiveError as error:
        outcome.status, outcome.why = Status.PARTLY, str(error)
    except Exception:  # noqa: BLE001 whatever a damaged file does to a reader, the others must still be read
        outcome.status, outcome.why = Status.PARTLY, FAULT


def _guarded(records: object, outcome: FileOutcome) -> Iterator[Record]:
    """The records up to where reading fails, and the failure in the account."""
    try:
        yield from records  # type: ignore[misc]
    except ArchiveError as error:
        outcome.status, outcome.why = Status.NOT_UNDERSTOOD, str(error)
    except Exception:  # noqa: BLE001 as above
        outcome.status, outcome.why = Status.NOT_UNDERSTOOD, FAULT
