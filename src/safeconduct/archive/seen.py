"""Which records have been seen before, in parts and exports that overlap.

A record with an id of its platform is known by it; any other by kind, author, minute and words. Two equal messages in one
minute of one file are two messages: the second is looked for as the second. So are equal messages to two people. Only
64-bit digests are kept, in a flat table, so that ten million records cost some 130 MB.
"""

from __future__ import annotations

from array import array
from typing import Final

from safeconduct.archive.record import Record, RecordKind

_START: Final = 1 << 12
_FULL: Final = 0.7
_COUNTED: Final = 50_000  # records of one file whose equals are counted
_64_BITS: Final = 2**64 - 1


class Digests:
    """A set of 64-bit numbers in a flat table."""

    def __init__(self) -> None:
        self._used = 0
        self._take(array("Q", bytes(8 * _START)))

    def add(self, digest: int) -> bool:
        """Put a number in; whether it was new."""
        digest = digest or 1  # 0 marks a free slot
        slots, mask = self._slots, self._mask
        place = digest & mask
        while held := slots[place]:
            if held == digest:
                return False
            place = (place + 1) & mask
        slots[place] = digest
        self._used += 1
        if self._used > self._most:
            self._grow()
        return True

    def _grow(self) -> None:
        larger = array("Q", bytes(16 * len(self._slots)))
        mask = len(larger) - 1
        for digest in self._slots:
            if digest:
                place = digest & mask
                while larger[place]:
                    place = (place + 1) & mask
                larger[place] = digest
        self._take(larger)

    def _take(self, slots: array[int]) -> None:
        self._slots, self._mask, self._most = slots, len(slots) - 1, int(_FULL * len(slots))


def _even(text: str) -> str:
    """Small letters, and one blank between words; a printable text has no other white space than blanks."""
    even = text.isprintable() and "  " not in text
    return (text.strip(" ") if even else " ".join(text.split())).casefold()


class Seen:
    """Says of each record whether it is new; ``start_file`` before each file."""

    def __init__(self) -> None:
        self._known = Digests()
        self._minute = 0
        self._in_file: dict[int, int] = {}
        self.repeated = 0

    def start_file(self) -> None:
        """Begin to count equal records anew."""
        self._minute = 0
        self._in_file = {}

    def is_new(self, record: Record) -> bool:
        """Whether neither this record nor its equal in another file was seen before.

        A known id with other words is new: the words have not been looked at.
        """
        new = self._known.add(self._digest_of(record))
        self.repeated += not new
        return new

    def _digest_of(self, record: Record) -> int:
        words = _even(record.text)
        to = (
            record.to if not words or record.kind is RecordKind.MESSAGE else ""
        )  # the same words to two people are two messages
        first = (record.platform, record.kind, record.aspect, to)
        if record.id:
            return hash((first, record.id, words)) & _64_BITS
        minute = int(record.at.timestamp()) // 60 if record.at is not None else 0
        attached = record.attached[0] if record.attached else ""
        plain = hash((first, record.author, minute, words, attached, record.link, record.author_is_owner))
        if minute != self._minute:
            self._minute = minute
            if len(self._in_file) > _COUNTED:  # so long a file is in order of time: what lies behind does not come again
                self._in_file = {}
        count = self._in_file[plain] = self._in_file.get(plain, 0) + 1
        return hash((plain, count)) & _64_BITS
