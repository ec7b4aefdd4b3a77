"""Pictures made up for the tests: with details of every kind in them, and such as nobody should trust."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

pillow_heif.register_heif_opener()

OWNER, CAPTION, XMP_CAPTION, BYLINE = "Quillon Marsworth", "Brindlewick sports day", "Fennimore by the gate", "Orla Tamsin-Rae"
GPS = {1: "N", 2: (53.0, 22.0, 51.2), 3: "W", 4: (1.0, 28.0, 12.0)}
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li>'
    f"{XMP_CAPTION}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def exif(**more: Any) -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x013B], made[0x010E] = "Apple", "iPhone 14", OWNER, CAPTION
    made[0x8825] = GPS
    made[0x8769] = {0x9003: "2026:06:03 14:32:10", 0xA431: "SN-889-4471"}
    for tag, value in more.items():
        made[int(tag.removeprefix("tag"))] = value
    return made


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def plain(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Red at the top left, so that a turned copy can be told."""
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((30, 90, 160), (0, 0, *size))
        image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return image


def telling(kind: str = "JPEG", **tags: Any) -> bytes:
    """A picture that carries place, time, device, owner and captions, in whichever kind."""
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Author", OWNER)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return encoded(plain(), "PNG", exif=exif(**tags), pnginfo=notes)
    if kind == "JPEG":
        return with_iptc(encoded(plain(), "JPEG", exif=exif(**tags), xmp=XMP, comment=CAPTION.encode()))
    return encoded(plain(), kind, exif=exif(**tags).tobytes(), xmp=XMP)


def with_iptc(jpeg: bytes) -> bytes:
    """The same with a photographer's name as news agencies write it."""
    record = b"\x1c\x02\x50" + struct.pack(">H", len(BYLINE)) + BYLINE.encode()
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    content = b"Photoshop 3.0\0" + block
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes, data: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
