"""Files that only the holder of a key can read, at any place, written piece by piece.

The key of an audit is made for it, and kept by the person's browser alone (a cookie) and by the process that works on it, in
its memory: whoever takes the disk, the database and every backup has nothing. Each piece is sealed by itself (AES-256-GCM, a
nonce by chance, its place bound to it), so that a file of gigabytes can be read anywhere without being opened whole, and an
upload can go on where it stopped.

Nothing here knows Django: the process that does the work reads these files too.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections import OrderedDict
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safeconduct.errors import ArchiveError

KEY: Final = 32  # bytes
PIECE: Final = 64 * 1024  # bytes of a file that are sealed together
_NONCE: Final = 12
_TAG: Final = 16
_STRIDE: Final = PIECE + _NONCE + _TAG
_KEPT: Final = 16  # pieces kept open while a file is read
_WRONG: Final = "it cannot be opened: it was changed on the disk, or this is not its key"


def new_key() -> bytes:
    """A key for one audit."""
    return secrets.token_bytes(KEY)


def fingerprint(key: bytes) -> str:
    """What tells a key from others and opens nothing."""
    return hashlib.sha256(b"audit:" + key).hexdigest()


def seal(key: bytes, data: bytes, place: str) -> bytes:
    """Something small, bound to its place."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """The same, opened.

    Raises:
        ArchiveError: it was changed, belongs elsewhere, or this is not its key.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise ArchiveError(f"{place}: {_WRONG}.") from error


class Writer:
    """A sealed file that grows. It goes on from ``at`` bytes of what it holds, which must end a piece, or be nothing."""

    def __init__(self, path: Path, key: bytes, at: int = 0) -> None:
        if at % PIECE:
            raise ValueError("A sealed file can go on only behind a whole piece.")
        self.at = at
        self._key = key
        self._name = path.name
        self._waiting = bytearray()
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb")
        self._file.truncate(at // PIECE * _STRIDE)  # what an interruption left behind the last piece that counts
        self._file.seek(at // PIECE * _STRIDE)

    def write(self, data: bytes) -> int:
        """Add to it; a piece that is not full waits for the rest. Gives how much it took."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._put(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the rest."""
        try:
            if self._waiting:
                self._put(bytes(self._waiting))
                self._waiting.clear()
        finally:
            self._file.close()

    def _put(self, piece: bytes) -> None:
        self._file.write(seal(self._key, piece, _place(self._name, self.at // PIECE)))
        self.at += len(piece)


def _place(name: str, number: int) -> str:
    return f"{name}/{number}"


class Reader:
    """A sealed file, read at any place: a source of bytes for the readers of archives."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._name = path.name
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        try:
            self._file = path.open("rb", buffering=0)
            length = path.stat().st_size
        except OSError as error:
            raise ArchiveError(f"{path.name} is not there any more: {error.strerror}.") from error
        rest = length % _STRIDE
        self.size = length // _STRIDE * PIECE + (rest - _NONCE - _TAG if rest else 0)

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes from a place on; fewer at the end.

        Raises:
            ArchiveError: the file was changed, is gone, or this is not its key.
        """
        end = min(offset + size, self.size)
        parts = []
        while offset < end:
            piece = self._piece(offset // PIECE)
            begin = offset % PIECE
            part = piece[begin : begin + end - offset]
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def read(self) -> bytes:
        """All of it."""
        return self.read_at(0, self.size)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _piece(self, number: int) -> bytes:
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        try:
            self._file.seek(number * _STRIDE)
            sealed = self._file.read(_STRIDE)
        except OSError as error:
            raise ArchiveError(f"{self._name} cannot be read: {error.strerror}.") from error
        piece = self._kept[number] = unseal(self._key, sealed, _place(self._name, number))
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return piece


def keep(path: Path, key: bytes, data: bytes) -> None:
    """A whole sealed file, which appears under its name only when it is whole."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    made.touch(mode=0o600)
    made.write_bytes(seal(key, data, path.name))
    made.replace(path)


def kept(path: Path, key: bytes) -> bytes:
    """What ``keep`` wrote.

    Raises:
        ArchiveError: it is not there, was changed, or this is not its key.
    """
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path.name} is not there: {error.strerror}.") from error
    return unseal(key, sealed, path.name)


__all__: Final = ("KEY", "PIECE", "Reader", "Writer", "fingerprint", "keep", "kept", "new_key", "seal", "unseal")
