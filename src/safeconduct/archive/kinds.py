"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

from typing import Final

from safeconduct.archive import tars, zips
from safeconduct.archive.names import folded

HEAD: Final = 1024  # bytes that are looked at
ZIP, GZIP, BZIP2, TAR, OTHER = "zip", "gzip", "bzip2", "tar", ""
ARCHIVE_ENDINGS: Final = (".zip", ".tgz", ".tar.gz", ".tar", ".tbz2", ".tar.bz2", ".gz", ".bz2")
TEXT_ENDINGS: Final = (".txt", ".js", ".json", ".jsonl", ".csv", ".html", ".htm", ".car", ".xml")

_UNPACK: Final = "Unpack it with the program that made it, and give the folder instead."
_AGAIN: Final = "Download the archive again."
_FOREIGN: Final = (
    (b"7z\xbc\xaf\x27\x1c", f"is a 7-Zip archive, which is not read here. {_UNPACK}"),
    (b"Rar!\x1a\x07", f"is a RAR archive, which is not read here. {_UNPACK}"),
    (b"\xfd7zXZ\0", f"is packed with xz, which is not read here. {_UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"is packed with Zstandard, which is not read here. {_UNPACK}"),
    (b"\x04\x22\x4d\x18", f"is packed with LZ4, which is not read here. {_UNPACK}"),
    (b"MSCF", f"is a Windows cabinet file, which is not read here. {_UNPACK}"),
    (b"\x1f\x9d", f"is packed with compress, which is not read here. {_UNPACK}"),
)
_NO_ARCHIVE: Final = (
    (b"%PDF-", f"is a PDF document and no archive. {_AGAIN}"),
    (b"\x89PNG", f"is a picture and no archive. {_AGAIN}"),
    (b"\xff\xd8\xff", f"is a picture and no archive. {_AGAIN}"),
    (b"GIF8", f"is a picture and no archive. {_AGAIN}"),
    (b"\0\0\0\x18ftyp", f"is a film and no archive. {_AGAIN}"),
    (b"\0\0\0\x20ftyp", f"is a film and no archive. {_AGAIN}"),
    (b"MZ", "is a Windows program and no archive. Do not run it; download the archive from the platform itself."),
    (b"\x7fELF", "is a program and no archive. Do not run it; download the archive from the platform itself."),
)


def of(head: bytes) -> str:
    """The kind of archive that a file is by its first ``HEAD`` bytes; ``OTHER`` if it is none that is read here."""
    if head.startswith((zips.FILE, zips.END, zips.VOLUME)):
        return ZIP
    if head.startswith(b"\x1f\x8b\x08"):
        return GZIP
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return BZIP2
    return TAR if tars.is_header(head) else OTHER


def foreign(head: bytes) -> str:
    """What to say of an archive that is not read here, or nothing."""
    return next((text for magic, text in _FOREIGN if head.startswith(magic)), "")


def no_archive(head: bytes) -> str:
    """What to say of something that is called an archive and is none."""
    if not head:
        return f"is empty (0 bytes): the download failed. {_AGAIN}"
    if not any(head):
        return f"holds only zeros: the download did not finish. {_AGAIN}"
    if folded(head[:512].decode("latin-1")).lstrip("ï»¿ \t\r\n").startswith(("<!doctype html", "<html", "<head", "<!--")):
        return (
            "is a web page and no archive: mostly the page of a link that has run out, or that asks to log in. Log in to "
            "the platform, and download the archive again."
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<?xml")):
        return f"is an answer of a web server or a single file of data, and no archive. {_AGAIN}"
    return next(
        (text for magic, text in _NO_ARCHIVE if head.startswith(magic)),
        f"is no archive that can be read here, or its beginning is damaged. {_AGAIN}",
    )
