"""Which reader reads which file.

A reader claims a file by its name and, where the name is not enough, by its first bytes. Where several claim one (Facebook
and Instagram keep their messages alike, Reddit and YouTube both have a ``comments.csv``), the reader wins of whose platform
more signs stand around the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from safeconduct.archive.members import Member
from safeconduct.archive.names import matches
from safeconduct.archive.reader import FileKind, Reader

_PICTURES: Final = "jpg jpeg png gif webp heic heif bmp tif tiff svg ico avif tgs was"
_FILMS: Final = "mp4 mov m4v avi 3gp 3gpp webm mkv mpg mpeg m3u8 ts srt vtt"
_SOUNDS: Final = "mp3 m4a aac opus ogg oga wav amr flac weba"
_PAPERS: Final = "pdf doc docx xls xlsx ppt pptx vcf css woff woff2 ttf otf eot webmanifest"
MEDIA: Final = frozenset(f"{_PICTURES} {_FILMS} {_SOUNDS} {_PAPERS}".split())


class Glob(NamedTuple):
    """One glob of a reader and what it stands for."""

    glob: str
    reader: Reader
    kind: FileKind | None = None
    why: str = ""  # of a file that is left aside


class Table:
    """Many globs, asked by name: only those that can match are tried."""

    def __init__(self, globs: Iterable[Glob]) -> None:
        self._by_name: dict[str, list[Glob]] = defaultdict(list)
        self._by_ending: dict[str, list[Glob]] = defaultdict(list)
        self._others: list[Glob] = []
        for glob in globs:
            self._place(glob)

    def _place(self, glob: Glob) -> None:
        last = glob.glob.rpartition("/")[2]
        ending = last.rpartition(".")[2]
        if not _wild(last):
            self._by_name[last].append(glob)
        elif "." in last and not _wild(ending):
            self._by_ending[ending].append(glob)
        else:
            self._others.append(glob)

    def matching(self, name: str) -> Iterator[Glob]:
        """The globs that match a name."""
        last = name.rpartition("/")[2]
        for glob in (*self._by_name.get(last, ()), *self._by_ending.get(last.rpartition(".")[2], ()), *self._others):
            if matches(name, glob.glob):
                yield glob


def _wild(part: str) -> bool:
    return "*" in part or "?" in part


_Tables = tuple[Table, Table, Table]
_TABLES: Final[dict[tuple[int, ...], tuple[Sequence[Reader], _Tables]]] = {}  # by the readers' places in memory, so kept alive


def _tables(readers: Sequence[Reader]) -> _Tables:
    """The kinds, skips and signs of some readers: thousands of globs, sorted once a process."""
    key = tuple(map(id, readers))
    if key not in _TABLES:
        tables = (
            Table(Glob(name, reader, kind) for reader in readers for kind in reader.files for name in kind.names),
            Table(Glob(name, reader, why=why) for reader in readers for name, why in reader.skips.items()),
            Table(Glob(sign, reader) for reader in readers for sign in reader.signs),
        )
        _TABLES[key] = tuple(readers), tables
    return _TABLES[key][1]


class Claim(NamedTuple):
    """A file and what becomes of it: read as a kind, left aside for a reason, or neither (``reader`` is ``None``)."""

    member: Member
    reader: Reader | None
    kind: FileKind | None = None
    why: str = ""


class Claims:
    """Asks every reader about every file."""

    def __init__(self, readers: Sequence[Reader], members: Sequence[Member]) -> None:
        self._kinds, self._skips, signs = _tables(readers)
        self._signs = _Signs(readers, signs, members)

    def of(self, member: Member) -> Claim:
        """What becomes of a file."""
        if is_media(member):
            return Claim(member, None, why="media")
        claims = [glob for glob in self._kinds.matching(member.matched) if _is_of(glob.kind, member)]
        if claims:
            best = self._best(claims, member)
            return Claim(member, best.reader, best.kind)
        return self._left_aside(member)

    def _best(self, globs: Sequence[Glob], member: Member) -> Glob:
        """The most signs around, then the most telling glob; the order of the reader's own list decides last."""
        return max(globs, key=lambda glob: (*self._signs.around(member, glob.reader), glob.glob.count("/"), len(glob.glob)))

    def _left_aside(self, member: Member) -> Claim:
        skips = [glob for glob in self._skips.matching(member.matched) if any(self._signs.around(member, glob.reader))]
        if skips:
            best = self._best(skips, member)
            return Claim(member, best.reader, why=best.why)
        unread = self._signs.unread(member)
        return Claim(member, unread) if unread else Claim(member, None)


def is_media(member: Member) -> bool:
    """Whether a file is a picture, a film, a sound or a document: counted, not read."""
    return member.matched.rpartition(".")[2] in MEDIA


def _is_of(kind: FileKind | None, member: Member) -> bool:
    return kind is not None and (kind.sniff is None or kind.sniff(member.head()))


class _Signs:
    """Where the signs of each platform stand: the folder that holds what a sign's glob spells out."""

    def __init__(self, readers: Sequence[Reader], table: Table, members: Sequence[Member]) -> None:
        self._found: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        self._readers: Mapping[str, Reader] = {reader.id: reader for reader in readers}
        for member in members:
            for glob in table.matching(member.matched):
                self._found[glob.reader.id][member.source, _root(member.matched, glob.glob)].add(glob.glob)

    def around(self, member: Member, reader: Reader) -> tuple[int, int]:
        """How many different signs of a reader stand above or beside a file: in the same archive, and in any."""
        here: set[str] = set()
        anywhere: set[str] = set()
        for (source, root), signs in self._found[reader.id].items():
            anywhere |= signs
            if source == member.source and _under(member.matched, root):
                here |= signs
        return len(here), len(anywhere)

    def unread(self, member: Member) -> Reader | None:
        """The platform around a file that is recognised and has no reader."""
        known = (reader for reader in self._readers.values() if reader.unread)
        return next((reader for reader in known if self.around(member, reader)[0]), None)


def _root(name: str, glob: str) -> str:
    """The folder around what a glob spells out; a folder that it only describes (``instagram-*``) is part of it."""
    spelt = [part for part in glob.split("/") if part != "**"]
    while len(spelt) > 1 and _wild(spelt[0]):
        spelt.pop(0)
    return "/".join(name.split("/")[: -len(spelt)])


def _under(name: str, root: str) -> bool:
    return not root or name.startswith(root + "/")
