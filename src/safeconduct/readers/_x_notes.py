"""X's long posts: kept apart from the posts, which hold only how they begin, under numbers of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safeconduct.archive.members import Member

_HELD: Final = 32 * 1024 * 1024  # characters of long posts that are kept in memory
_SLACK: Final = (0, 1, -1, 2, -2)  # seconds by which the two may differ


class Note:
    """A long post: ``raw`` as the export has it, ``full`` with its links as they were."""

    __slots__ = ("at", "deleted", "full", "id", "index", "member", "raw", "taken")

    def __init__(
        self, name: str, at: datetime | None, raw: str, full: str, member: Member, index: int, *, deleted: bool
    ) -> None:
        self.id = name
        self.at = at
        self.raw = raw
        self.full = full
        self.member = member
        self.index = index
        self.deleted = deleted
        self.taken = False


class Notes:
    """All long posts by their second. Beyond 32 million characters they are not held: ``add`` says so."""

    def __init__(self) -> None:
        self._by_second: dict[int | None, list[Note]] = {}
        self._held = 0
        self.skipped: dict[str, int] = {}  # file → place from which on its notes were not held

    def add(self, name: str, at: datetime | None, raw: str, full: str, member: Member, index: int, *, deleted: bool) -> None:
        """Keep one."""
        if self._held > _HELD:
            self.skipped.setdefault(member.name, index)
            return
        self._held += len(full)
        second = int(at.timestamp()) if at else None
        self._by_second.setdefault(second, []).append(Note(name, at, raw, full, member, index, deleted=deleted))

    def match(self, at: datetime | None, raw: str, full: str) -> str:
        """The whole of a post that begins like this and was written at that moment; empty if there is none."""
        if not self._by_second or at is None:
            return ""
        second = int(at.timestamp())
        for slack in _SLACK:
            for note in self._by_second.get(second + slack, ()):
                if _begins(note.raw, raw) or _begins(note.full, full):
                    self._take(note)
                    return note.full
        return ""

    def _take(self, note: Note) -> None:
        """The same note may be there several times, from two archives."""
        for other in self._by_second.get(int(note.at.timestamp()) if note.at else None, ()):
            other.taken = other.taken or other.full == note.full

    def left(self) -> Iterator[Note]:
        """Those that no post was the beginning of."""
        for notes in self._by_second.values():
            yield from (note for note in notes if not note.taken)


def _begins(note: str, post: str) -> bool:
    note, post = _bare(note), _bare(_uncut(post))
    return bool(post) and note.startswith(post)


def _uncut(post: str) -> str:
    """The post without the link to the whole and the sign that it was cut."""
    post = post.rstrip()
    while (last := post.rpartition(" ")[2]).startswith(("https://t.co/", "http://t.co/")):
        post = post.removesuffix(last).rstrip()
    return post.rstrip("… ").removesuffix("...")


def _bare(text: str) -> str:
    """Without the names that an answer begins with, blanks as one."""
    parts = text.split()
    while parts and parts[0].startswith("@"):
        parts.pop(0)
    return " ".join(parts)
