"""A question that only a whole archive answers: who is among the friends, what the profile says, when the posts were made.

An inquiry is one file in ``safeconduct.audit.inquiries``: it sees every record once, and at the end says what it found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol

import msgspec

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record
from safeconduct.audit.matter import Matter
from safeconduct.audit.scope import Scope
from safeconduct.plugins import discover


class Look(Protocol):
    """An inquiry at work on one audit."""

    def see(self, record: Record) -> None:
        """Take note of a record; what is kept must not grow with the archive."""
        ...

    def matters(self) -> Iterable[Matter]:
        """What was found, when every record has been seen."""
        ...

    def notes(self) -> Iterable[str]:
        """What could not be looked at, and what the user can do about it."""
        ...


class Inquiry(msgspec.Struct, frozen=True):
    """One question. ``says`` explains it to the user in a sentence; ``start`` begins an audit."""

    id: str
    says: str
    start: Callable[[Scope, Reading], Look]


def inquiries() -> tuple[Inquiry, ...]:
    """Every shipped inquiry, one a file of ``safeconduct.audit.inquiries``."""
    return discover("safeconduct.audit.inquiries", Inquiry)


MANY: Final = 20  # examples kept of something that happened many times
