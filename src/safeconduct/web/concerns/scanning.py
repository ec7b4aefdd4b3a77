"""Ask clamd whether there is malware in something, over its socket, without a file.

``SAFECONDUCT_CLAMD`` says where it listens: the path of a socket, or host:port. Where it is empty nothing is scanned. The bytes
are sent as a stream (clamd's INSTREAM): for each piece its length in four bytes, then the piece; a length of nought ends it.
clamd answers in one line. A scanner that is down, slow or overfull costs nobody their evidence: it is kept, marked as not
scanned with the reason, and scanned later.
"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress
from typing import Final, NamedTuple

from django.conf import settings

from safeconduct.web.concerns.models import Evidence

OFF, NO_ANSWER, TOO_LARGE, FAILED = "off", "no_answer", "too_large", "failed"
WHY_NOT: Final = {
    OFF: "no scanner is set up here",
    NO_ANSWER: "the scanner did not answer; it is tried again by itself",
    TOO_LARGE: "it is larger than the scanner takes",
    FAILED: "the scanner could not read it",
}
PATIENT: Final = 180.0  # seconds: clamd itself gives a file up after 120
_QUICK: Final = 20.0  # seconds, while somebody waits for the page
_CONNECT: Final = 3.0
_PIECE: Final = 256 * 1024
_LONGEST: Final = 4096  # bytes of an answer
_NAME: Final = 100  # characters of what was found


class Scanned(NamedTuple):
    """What the scanner said: the result, and the name of what it found, or one of ``WHY_NOT`` if it was not scanned."""

    scan: Evidence.Scan
    says: str = ""


def scan(data: bytes, seconds: float = _QUICK) -> Scanned:
    """What clamd says of some bytes, within so many seconds. Never raises for a scanner that is not as it should be."""
    if not settings.CLAMD:
        return Scanned(Evidence.Scan.NOT_SCANNED, OFF)
    try:
        answer = _asked(data, time.monotonic() + seconds)
    except (OSError, ValueError):
        return Scanned(Evidence.Scan.NOT_SCANNED, NO_ANSWER)
    return _read(answer)


def _asked(data: bytes, until: float) -> str:
    with _connected() as line:
        with suppress(BrokenPipeError, ConnectionResetError):  # clamd answers and hangs up as soon as it has had enough
            _send(line, data, until)
        return _answer(line, until)


def version() -> str:
    """What clamd says of itself: its version and, if it has any, number and day of its signatures, with strokes between.

    Raises:
        OSError: it does not answer.
    """
    with _connected() as line:
        line.sendall(b"zVERSION\0")
        return _answer(line, time.monotonic() + _CONNECT)


def _connected() -> socket.socket:
    where: str = settings.CLAMD
    if "/" in where:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_CONNECT)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), _CONNECT)


def _send(line: socket.socket, data: bytes, until: float) -> None:
    line.sendall(b"zINSTREAM\0")
    view = memoryview(data)
    for at in range(0, len(view), _PIECE):
        piece = view[at : at + _PIECE]
        line.settimeout(_left(until))
        line.sendall(struct.pack(">I", len(piece)))
        line.sendall(piece)
    line.sendall(struct.pack(">I", 0))


def _answer(line: socket.socket, until: float) -> str:
    """What it said, whole: an answer whose end is missing may have meant anything.

    Raises:
        OSError: it said nothing, too much, or only a part of it arrived.
    """
    said = b""
    while b"\0" not in said:
        line.settimeout(_left(until))
        more = line.recv(_LONGEST)
        if not more or len(said) > _LONGEST:
            raise ConnectionError
        said += more
    return said.partition(b"\0")[0].strip().decode("ascii", "replace")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(answer: str) -> Scanned:
    says = answer.removeprefix("stream: ")
    if says == "OK":
        return Scanned(Evidence.Scan.CLEAN)
    if says.endswith(" FOUND"):
        return Scanned(Evidence.Scan.FOUND, _plain(says.removesuffix(" FOUND")))
    if "size limit exceeded" in says:
        return Scanned(Evidence.Scan.NOT_SCANNED, TOO_LARGE)
    return Scanned(Evidence.Scan.NOT_SCANNED, FAILED)


def _plain(name: str) -> str:
    return "".join(sign if sign.isascii() and sign.isprintable() else "?" for sign in name)[:_NAME] or "malware"


__all__: Final = ("FAILED", "NO_ANSWER", "OFF", "PATIENT", "TOO_LARGE", "WHY_NOT", "Scanned", "scan", "version")
