"""A file inside an archive (or a folder), known by its name until somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from safeconduct.archive import names
from safeconduct.errors import ArchiveError


class Member:
    """One file: ``name`` harmless to show and the evidence locator, ``matched`` for finding it, ``size`` in bytes as the
    archive claims it. ``source`` is the archive's own name; ``partial`` says that it is cut off."""

    __slots__ = ("_opener", "matched", "name", "partial", "size", "source")

    def __init__(self, name: str, size: int, source: str, opener: Callable[[], BinaryIO], *, partial: bool = False) -> None:
        self.name = names.shown(name)
        self.matched = names.unnumbered(names.matched(name))
        self.size = size
        self.source = source
        self.partial = partial
        self._opener = opener

    def open(self) -> BinaryIO:
        """The bytes, as a buffered stream within the limits.

        Raises:
            ArchiveError: it has a password, an unknown packing method, is damaged, or passes a limit.
        """
        return self._opener()

    def head(self, size: int = 4096) -> bytes:
        """The first bytes; none if it cannot be opened."""
        try:
            with self._opener() as stream:
                return stream.read(size)
        except ArchiveError:
            return b""

    def matches(self, glob: str) -> bool:
        """Whether the name ends in what the glob says (``names.matches``)."""
        return names.matches(self.matched, glob)
