"""A backup as one file: a tar, encrypted by age, whose last two members say what is in it and what each member's hash is.

It is written and read as a stream, so that its size asks for no memory. It can be opened by hand, too:
``age -d -i KEY FILE | tar x``, then ``sha256sum -c SHA256SUMS``.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Final, NamedTuple, Self

import msgspec
import pyrage

from safeconduct.errors import SiteError

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
FORMAT: Final = 1
_PIECE: Final = 1 << 20
_BLOCK: Final = 512
_MAGIC: Final = b"age-encryption.org/"
_LARGEST_MANIFEST: Final = 64 << 20


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member: its size in bytes and the hash of what is in it."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup says of itself: of which version and day it is, how many rows each table has, and its members."""

    format: int
    made_at: str
    safeconduct: str
    database: str
    server: str
    rows: dict[str, int]
    members: dict[str, Member] = {}


class Part(NamedTuple):
    """What goes into a backup under a name: a file, or words."""

    name: str
    source: Path | bytes


# --- writing -------------------------------------------------------------------------------------------------


def write(file: Path, parts: Iterable[Part], manifest: Manifest, keys: Sequence[pyrage.x25519.Recipient]) -> None:
    """Write a backup; without keys it is not encrypted. The file has its name only once all of it is on the disk.

    Raises:
        OSError: it could not be written, or a file could not be read; nothing is left of it then.
    """
    made = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        try:
            source, sink = _Source(_stream(parts, manifest)), _Sink(out)
            if keys:
                _encrypt(source, sink, keys)
            else:
                while piece := source.read(_PIECE):
                    sink.write(piece)
            out.flush()
            os.fsync(out.fileno())
            made.rename(file)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    _settle(file.parent)


def _encrypt(source: _Source, sink: _Sink, keys: Sequence[pyrage.x25519.Recipient]) -> None:
    try:
        pyrage.encrypt_io(source, sink, list(keys))
    except Exception as error:  # noqa: BLE001 it wraps what went wrong on either side
        raise source.error or sink.error or error from None
    if sink.error is not None:  # what it wrote last fails in silence
        raise sink.error


def _settle(folder: Path) -> None:
    """See that a file's new name is on the disk too; where folders cannot be opened (Windows), the system does so."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


class _Source:
    """Pieces of bytes, to be read as if from a file; keeps what went wrong, of which the encryption keeps words only."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest, self.error = pieces, memoryview(b""), None

    error: BaseException | None

    def read(self, size: int = _PIECE) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        given, self._rest = self._rest[:size], self._rest[size:]
        return bytes(given)


class _Sink:
    """A file to be written to; keeps what went wrong, for the encryption passes over it in its last words."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.error: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self._out.write(piece)
        except OSError as error:
            self.error = self.error or error
            raise

    def flush(self) -> None:
        self._out.flush()


def _stream(parts: Iterable[Part], manifest: Manifest) -> Iterator[bytes]:
    members: dict[str, Member] = {}
    for part in parts:
        members[part.name] = yield from _member(part)
    told = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(manifest, members=members)))
    members[MANIFEST] = yield from _member(Part(MANIFEST, told))
    yield from _member(Part(SUMS, _sums(members)))
    yield bytes(2 * _BLOCK)


def _sums(members: dict[str, Member]) -> bytes:
    return "".join(f"{member.sha256}  {name}\n" for name, member in members.items()).encode()


def _member(part: Part) -> Generator[bytes, None, Member]:
    """Header, content and padding; what was written.

    Raises:
        OSError: the file cannot be read, or became shorter meanwhile.
    """
    digest = hashlib.sha256()
    with io.BytesIO(part.source) if isinstance(part.source, bytes) else part.source.open("rb") as opened:
        left = size = len(part.source) if isinstance(part.source, bytes) else os.fstat(opened.fileno()).st_size
        head = tarfile.TarInfo(part.name)
        head.size, head.mode = size, 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        while left:
            piece = opened.read(min(left, _PIECE))
            if not piece:
                raise OSError(0, "it became shorter while it was read", str(part.source))
            digest.update(piece)
            left -= len(piece)
            yield piece
    yield bytes(-size % _BLOCK)
    return Member(size, digest.hexdigest())


# --- reading -------------------------------------------------------------------------------------------------


def is_encrypted(file: Path) -> bool:
    """Whether a backup is encrypted.

    Raises:
        SiteError: it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise SiteError(f"{file}: {error.strerror}. Give the file of a backup: safeconduct-….tar.age") from error


def unpack(file: Path, folder: Path, keys: Sequence[pyrage.x25519.Identity]) -> Manifest:
    """Put the members of a backup into a folder, and hold each to what the manifest says of it.

    Raises:
        SiteError: the key does not fit, or anything at all of it is not as it was written.
        OSError: the folder cannot be written to.
    """
    with _Opened(file, keys) as plain:
        try:
            found = dict(_members(plain, folder))
        except tarfile.TarError as error:
            plain.blame()
            raise _damaged(file, "it breaks off or is no backup") from error
        plain.drain()
    manifest = _manifest(file, folder, found)
    for name in found.keys() | manifest.members.keys():
        if found.get(name) != manifest.members.get(name):
            raise _damaged(file, f"{name} is not as it was written")
    return manifest


def _damaged(file: Path, how: str) -> SiteError:
    return SiteError(f"{file.name} is damaged: {how}. Nothing was restored. Take another copy of it, or another backup.")


def _members(plain: _Opened, folder: Path) -> Iterator[tuple[str, Member]]:
    seen: set[str] = set()
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for each in tar:
            if not each.isreg() or each.name in seen or not _is_inside(each.name):
                raise tarfile.ReadError("a member that no backup has")
            seen.add(each.name)
            target = folder / each.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            yield each.name, _put(tar, each, target)


def _is_inside(name: str) -> bool:
    """Whether a name stays in its folder, on any system."""
    return bool(name) and not any(part in {"", ".", ".."} or ":" in part or "\\" in part for part in name.split("/"))


def _put(tar: tarfile.TarFile, each: tarfile.TarInfo, target: Path) -> Member:
    digest, size = hashlib.sha256(), 0
    source = tar.extractfile(each)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while source is not None and (piece := source.read(_PIECE)):
            digest.update(piece)
            size += out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return Member(size, digest.hexdigest())


def _manifest(file: Path, folder: Path, found: dict[str, Member]) -> Manifest:
    """The manifest, taken out of what was found; the folder keeps neither it nor its sum."""
    sums = found.pop(SUMS, None)
    if sums is None or MANIFEST not in found or max(sums.size, found[MANIFEST].size) > _LARGEST_MANIFEST:
        raise _damaged(file, "it does not say what is in it")
    if (folder / SUMS).read_bytes() != _sums(found):
        raise _damaged(file, "a member of it is not as it was written")
    found.pop(MANIFEST)
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise SiteError(f"{file.name} was made by another version of safeconduct, which must also restore it.") from error
    if manifest.format > FORMAT:
        raise SiteError(
            f"{file.name} was made by safeconduct {manifest.safeconduct}. Restore it with that version or a newer one."
        )
    for name in (MANIFEST, SUMS):
        (folder / name).unlink()
    return manifest


class _Opened(io.RawIOBase):
    """What is in a backup, to be read as a stream; a thread decrypts it meanwhile.

    Every piece is authentic when it comes out; that none is missing at the end shows only in ``drain``.
    """

    def __init__(self, file: Path, keys: Sequence[pyrage.x25519.Identity]) -> None:
        self._file, self._keys = file, list(keys)
        self._error: BaseException | None = None

    def __enter__(self) -> Self:
        if self._keys:
            read, write = os.pipe()
            self._in: IO[bytes] = os.fdopen(read, "rb")
            self._thread = threading.Thread(target=self._decrypt, args=(os.fdopen(write, "wb"),), daemon=True)
            self._thread.start()
        else:
            self._in, self._thread = self._file.open("rb"), threading.Thread()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._in.close()  # the thread, if it still writes, ends by that
        self._join()

    def _join(self) -> None:
        if self._thread.ident is not None:
            self._thread.join()

    def _decrypt(self, out: IO[bytes]) -> None:
        try:
            with self._file.open("rb") as source, out:
                pyrage.decrypt_io(source, out, self._keys)
        except Exception as error:  # noqa: BLE001 whatever it is, the reader is told
            self._error = error

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Some bytes; none at the end."""
        return self._in.read(-1 if size is None else size)

    def drain(self) -> None:
        """Read to the very end.

        Raises:
            SiteError: something is missing there, or something stands there that does not belong.
        """
        while piece := self._in.read(_PIECE):
            if piece.strip(b"\0"):
                raise _damaged(self._file, "its end is not where it should be")
        self.blame()

    def blame(self) -> None:
        """Tell of the decryption's own error, if that was what went wrong.

        Raises:
            SiteError: it was.
        """
        self._in.close()
        self._join()
        if isinstance(self._error, pyrage.DecryptError) and "No matching keys" in str(self._error):
            raise SiteError(f"This private key does not open {self._file.name}. It was encrypted to another.") from self._error
        if self._error is not None and not isinstance(self._error, BrokenPipeError):
            raise _damaged(self._file, "it was changed, or a part of it is missing") from self._error


__all__: Final = ("FORMAT", "Manifest", "Member", "Part", "is_encrypted", "unpack", "write")
