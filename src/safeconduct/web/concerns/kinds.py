"""What a file that somebody hands in is, by its content, whatever it is called; and which kinds are kept.

Nothing is ever run or opened as what it is: a picture is shown as a copy made anew, a text as plain letters, everything else
only leaves as the file that it was. So the kind says what to call it and how it may be shown, and vouches for nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

import puremagic

from safeconduct.errors import InputError

_HEAD: Final = 4096  # bytes that say what a file is
_LONGEST_NAME: Final = 120  # characters of a file's name
_CONTROLS: Final = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x0b\x7f"  # no text holds these
_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_FILMS: Final = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"})
_HEIFS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_OFFICE: Final = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
_DO: Final = "Make a screenshot of what matters, or print it to a PDF, and choose that."


class Shown(Enum):
    """How a kind is shown on a page."""

    PICTURE = "picture"
    TEXT = "text"
    NEVER = "never"


class Kind(NamedTuple):
    """A kind of file that is kept: its type, what people call it, the ending of a downloaded copy, how it is shown."""

    mime: str
    says: str
    ending: str
    shown: Shown = Shown.NEVER


LINK: Final = Kind("text/uri-list", "Link", "txt", Shown.TEXT)
_PNG: Final = Kind("image/png", "PNG picture", "png", Shown.PICTURE)
_JPEG: Final = Kind("image/jpeg", "JPEG picture", "jpg", Shown.PICTURE)
_WEBP: Final = Kind("image/webp", "WebP picture", "webp", Shown.PICTURE)
_GIF: Final = Kind("image/gif", "GIF picture", "gif", Shown.PICTURE)
_HEIC: Final = Kind("image/heic", "HEIC picture", "heic", Shown.PICTURE)
_PDF: Final = Kind("application/pdf", "PDF", "pdf")
_TEXT: Final = Kind("text/plain", "Text", "txt", Shown.TEXT)
_CSV: Final = Kind("text/csv", "Table (CSV)", "csv", Shown.TEXT)
_JSON: Final = Kind("application/json", "Export (JSON)", "json", Shown.TEXT)
_HTML: Final = Kind("text/html", "Web page", "html")
_ZIP: Final = Kind("application/zip", "Archive (ZIP)", "zip")
_MP4: Final = Kind("video/mp4", "Film (MP4)", "mp4")
_MOV: Final = Kind("video/quicktime", "Film (MOV)", "mov")
_M4A: Final = Kind("audio/mp4", "Recording (M4A)", "m4a")
_MP3: Final = Kind("audio/mpeg", "Recording (MP3)", "mp3")
_OGG: Final = Kind("audio/ogg", "Recording (OGG)", "ogg")
_OPUS: Final = Kind("audio/opus", "Recording (Opus)", "opus")

KINDS: Final = {
    kind.mime: kind
    for kind in (
        _PNG, _JPEG, _WEBP, _GIF, _HEIC, _PDF, _TEXT, _CSV, _JSON, _HTML, _ZIP, _MP4, _MOV, _M4A, _MP3, _OGG, _OPUS, LINK,
    )
}  # fmt: skip


def kind_of(data: bytes, name: str = "") -> Kind:
    """What a file is. The name only tells one kind of text from another.

    Raises:
        InputError: it is empty, or of a kind that is not kept; the text says what to do instead.
    """
    if not data:
        raise InputError("It is empty. Choose it again, or make a screenshot of what matters.")
    found = next((kind for look in _LOOKS if (kind := look(data)) is not None), None)
    return found or _text(data, name.lower())


def _picture(data: bytes) -> Kind | None:
    starts = ((b"\x89PNG\r\n\x1a\n", _PNG), (b"\xff\xd8\xff", _JPEG), (b"GIF87a", _GIF), (b"GIF89a", _GIF))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIFS and b"avif" not in data[8:64]:
        return _HEIC
    return _starting(data, starts)


def _document(data: bytes) -> Kind | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and any(mark in data[:_HEAD] for mark in _OFFICE):
        raise InputError(f"It is a Word, Excel or similar file, which can run programs on the computer that opens it. {_DO}")
    return _starting(data, ((b"%PDF-", _PDF), (b"PK\x03\x04", _ZIP)))


def _recording(data: bytes) -> Kind | None:
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand in _FILMS or brand[:3] == b"3gp":
            return _MP4
        return {b"qt  ": _MOV, b"M4A ": _M4A, b"M4B ": _M4A}.get(brand)
    if data[:4] == b"OggS":
        return _OPUS if b"OpusHead" in data[:_HEAD] else _OGG
    return _MP3 if data[:3] == b"ID3" or _is_mp3_frame(data) else None


def _is_mp3_frame(data: bytes) -> bool:
    """Whether it begins as a frame of layer III does, at a rate that there is (ISO/IEC 11172-3, 2.4.2.3)."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    rate, frequency, version = data[2] >> 4, data[2] >> 2 & 3, data[1] >> 3 & 3
    return rate not in (0, 15) and frequency != 3 and version != 1


_LOOKS: Final[tuple[Callable[[bytes], Kind | None], ...]] = (_picture, _document, _recording)


def _starting(data: bytes, starts: tuple[tuple[bytes, Kind], ...]) -> Kind | None:
    return next((kind for start, kind in starts if data.startswith(start)), None)


def _text(data: bytes, name: str) -> Kind:
    text = read_text(data[:_HEAD]) if is_text(data) else None
    if text is None:
        raise InputError(f"This kind of file cannot be kept{_looks_like(data)}. {_DO}")
    head = text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith("<") and "<svg" in head:
        raise InputError(f"It is a drawing (SVG), which can run programs in the browser that opens it. {_DO}")
    if head.startswith("<") and ("<!doctype html" in head or "<html" in head):
        return _HTML
    if name.endswith(".json") and head.startswith(("{", "[")):
        return _JSON
    return _CSV if name.endswith(".csv") else _TEXT


def is_text(data: bytes) -> bool:
    """Whether there are letters in it and nothing else."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return "\0" not in data.decode("utf-16")
        except UnicodeDecodeError:
            return False
    return data.translate(None, _CONTROLS) == data


def read_text(data: bytes) -> str:
    """The letters of a text, as far as they can be read, with the line ends that people see."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark is not None:
        text = data.decode(_MARKS[mark], "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
            text = data[: error.start].decode("utf-8") if cut else data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_like(data: bytes) -> str:
    try:
        guesses = puremagic.magic_string(data[:_HEAD])
    except (puremagic.PureError, ValueError):
        return ""
    return f"; it looks like this: {guesses[0].name}" if guesses and guesses[0].name else ""


def plain_name(given: str) -> str:
    """A file's name without folders, and without signs that hide what it is or that no line of a page can hold."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    name = " ".join(kept.split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if dot and len(name) > _LONGEST_NAME and len(ending) < 10:
        return f"{stem[: _LONGEST_NAME - len(ending) - 2]}….{ending}"
    return name[:_LONGEST_NAME] or "file"


__all__: Final = ("KINDS", "LINK", "Kind", "Shown", "is_text", "kind_of", "plain_name", "read_text")
