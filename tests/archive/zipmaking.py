"""Zip archives written by hand, with everything wrong that can be."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import NamedTuple


class Item(NamedTuple):
    """One file; what is ``None`` is filled in rightly."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0
    size: int | None = None
    packed: int | None = None
    crc: int | None = None
    extra: bytes = b""
    offset: int | None = None
    attributes: int = 0


@lru_cache(maxsize=8)
def packed(item: Item) -> bytes:
    if item.method != 8:
        return item.data
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflate.compress(item.data) + deflate.flush()


def local(item: Item) -> bytes:
    """The file with its header, and its descriptor if the header has no sizes."""
    body, crc = packed(item), zlib.crc32(item.data)
    later = bool(item.flags & 8)
    sizes = (0, 0, 0) if later else (crc, len(body), len(item.data))
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, item.flags, item.method, 0, 0, *sizes, len(item.name), 0)
    tail = struct.pack("<4s3I", b"PK\x07\x08", crc, len(body), len(item.data)) if later else b""
    return head + item.name + body + tail


def central(item: Item, offset: int) -> bytes:
    body = packed(item)
    crc = zlib.crc32(item.data) if item.crc is None else item.crc
    return (
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            0x0314,
            20,
            item.flags,
            item.method,
            0,
            0,
            crc,
            len(body) if item.packed is None else item.packed,
            len(item.data) if item.size is None else item.size,
            len(item.name),
            len(item.extra),
            0,
            0,
            0,
            item.attributes,
            offset if item.offset is None else item.offset,
        )
        + item.name
        + item.extra
    )


def end(count: int, size: int, offset: int, *, disk: int = 0, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", disk, disk, count, count, size, offset, len(comment)) + comment


def make(*items: Item, disk: int = 0, comment: bytes = b"", count: int | None = None) -> bytes:
    body, directory = b"", b""
    for item in items:
        directory += central(item, len(body))
        body += local(item)
    number = (len(items) if count is None else count) & 0xFFFF
    return body + directory + end(number, len(directory), len(body), disk=disk, comment=comment)
