"""What a picture says besides what it shows: where, when, with what and by whom it was taken, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from lxml import etree
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from safeconduct.web.checks.pictures import BROKEN

_LONGEST: Final = 200  # characters shown of anything that a file says
_LARGEST_XMP: Final = 2 * 1024 * 1024

Base, Gps, Ifd = ExifTags.Base, ExifTags.GPS, ExifTags.IFD


class Detail(NamedTuple):
    """One thing that a picture gives away. ``risky`` ones tell a stranger where or who somebody is."""

    what: str
    says: str
    risky: bool = False


def details(image: Image.Image) -> tuple[Detail, ...]:
    """Everything that the metadata gives away, what matters most first, nothing twice."""
    found = dict.fromkeys(each for look in (_exif, _xmp, _iptc, _written) for each in _safely(look, image))
    return tuple(sorted(found, key=lambda detail: not detail.risky))


def _safely(look: Callable[[Image.Image], Iterable[Detail]], image: Image.Image) -> Iterator[Detail]:
    """What can be read; of damaged metadata that there is something."""
    try:
        yield from look(image)
    except (*BROKEN, etree.LxmlError):
        yield Detail("Hidden details", "It carries more details, which we cannot read.")


# --- Exif: what cameras write ------------------------------------------------------------------------------


def _exif(image: Image.Image) -> Iterator[Detail]:
    exif = image.getexif()
    inner = exif.get_ifd(Ifd.Exif)
    yield from _safely(lambda _: _place(exif.get_ifd(Ifd.GPSInfo)), image)
    owners = (inner.get(Base.CameraOwnerName), exif.get(Base.Artist), _utf16(exif.get(Base.XPAuthor)))
    yield from _named("Owner", owners, risky=True)
    yield from _named("Copyright", [exif.get(Base.Copyright)])
    captions = (exif.get(Base.ImageDescription), _utf16(exif.get(Base.XPTitle)), _utf16(exif.get(Base.XPComment)))
    yield from _named("Caption", (*captions, _comment(inner.get(Base.UserComment))), risky=True)
    yield from _named("Keywords", [_utf16(exif.get(Base.XPKeywords))], risky=True)
    yield from _time(inner.get(Base.DateTimeOriginal) or inner.get(Base.DateTimeDigitized) or exif.get(Base.DateTime))
    device = " ".join(dict.fromkeys(filter(None, (_clean(exif.get(Base.Make)), _clean(exif.get(Base.Model))))))
    yield from _named("Device", [device])
    yield from _named("Serial number of the device", [inner.get(Base.BodySerialNumber)])
    yield from _named("Program", [exif.get(Base.Software)])
    if exif.get_ifd(Ifd.IFD1):
        yield Detail("Small copy", "It holds a small copy of itself, which may still show what was cut away.")


def _place(gps: Mapping[int, Any]) -> Iterator[Detail]:
    if Gps.GPSLatitude not in gps or Gps.GPSLongitude not in gps:
        return
    north = _degrees(gps[Gps.GPSLatitude], gps.get(Gps.GPSLatitudeRef), "S")
    east = _degrees(gps[Gps.GPSLongitude], gps.get(Gps.GPSLongitudeRef), "W")
    if abs(north) <= 90 and abs(east) <= 180:  # false for what is no number, too
        yield Detail("Place", _spot(north, east), risky=True)


def _spot(north: float, east: float) -> str:
    ns, ew = ("north" if north >= 0 else "south"), ("east" if east >= 0 else "west")
    return (
        f"It says exactly where it was taken: near {abs(north):.2f}° {ns}, {abs(east):.2f}° {ew} (rounded here). "
        "Anybody who gets the file can find the spot on a map."
    )


def _degrees(parts: Any, reference: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if _clean(reference).upper().startswith(negative) else value


def _time(value: Any) -> Iterator[Detail]:
    text = _clean(value)
    if not text:
        return
    try:
        at = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 cameras know no time zone
    except ValueError:
        yield Detail("Time", f"It says when it was taken: {text}.")
    else:
        yield Detail("Time", f"It says when it was taken: {at:%H:%M} on {at.day} {at:%B %Y}.")


# --- XMP and IPTC: what programs and photographers write ------------------------------------------------------


_XMP: Final = {
    "creator": "Owner", "OwnerName": "Owner", "description": "Caption", "title": "Caption", "UserComment": "Caption",
    "subject": "Keywords", "rights": "Copyright", "City": "Place", "Location": "Place", "State": "Place", "Country": "Place",
    "Sublocation": "Place", "GPSLatitude": "Place", "GPSLongitude": "Place", "PersonInImage": "People named in it",
    "SerialNumber": "Serial number of the device", "CreatorTool": "Program",
}  # fmt: skip
_RISKY: Final = frozenset({"Owner", "Caption", "Keywords", "Place", "People named in it"})


def _xmp(image: Image.Image) -> Iterator[Detail]:
    given = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or image.info.get("Raw profile type xmp")
    if not given:
        return
    raw = (given.encode() if isinstance(given, str) else bytes(given)).strip(b"\0 \r\n\t")
    if len(raw) > _LARGEST_XMP:
        yield Detail("Hidden details", "It carries a great deal of further details.")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    found = list(_of_xmp(etree.fromstring(raw, parser)))
    yield from found or [Detail("Hidden details", "It carries the notes of the program that edited it.")]


def _of_xmp(root: Any) -> Iterator[Detail]:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _XMP:
            yield from _named(_XMP[name], element.itertext(), risky=_XMP[name] in _RISKY)
        for key, value in element.attrib.items():
            local = etree.QName(key).localname
            if local in _XMP:
                yield from _named(_XMP[local], [value], risky=_XMP[local] in _RISKY)
            elif local == "Name" and "regions" in key:
                yield from _named("People named in it", [value], risky=True)
        if name == "Name" and "regions" in element.tag:
            yield from _named("People named in it", [element.text], risky=True)


_IPTC: Final = {
    (2, 80): "Owner", (2, 120): "Caption", (2, 105): "Caption", (2, 25): "Keywords", (2, 90): "Place", (2, 92): "Place",
    (2, 95): "Place", (2, 101): "Place", (2, 116): "Copyright",
}  # fmt: skip


def _iptc(image: Image.Image) -> Iterator[Detail]:
    for key, value in (_iptc_of(image)).items():
        if key in _IPTC:
            values = value if isinstance(value, list) else [value]
            yield from _named(_IPTC[key], values, risky=_IPTC[key] in _RISKY)


def _iptc_of(image: Image.Image) -> Mapping[tuple[int, int], Any]:
    return (IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None) or {}


_NOTES: Final = {"comment": "Caption", "Comment": "Caption", "Description": "Caption", "Title": "Caption", "Author": "Owner"}


def _written(image: Image.Image) -> Iterator[Detail]:
    """Comments of JPEG files and text chunks of PNG files."""
    for key, what in _NOTES.items():
        yield from _named(what, [image.info.get(key)], risky=True)


# --- words that a file holds ----------------------------------------------------------------------------------


def _named(what: str, values: Iterable[Any], *, risky: bool = False) -> Iterator[Detail]:
    for value in values:
        if text := _clean(value):
            yield Detail(what, text, risky)


def _clean(value: Any) -> str:
    """A value as one short printable line."""
    if value is None:
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    line = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _utf16(value: Any) -> str:
    """What Windows writes: bytes of UTF-16, also as a row of numbers."""
    if not value:
        return ""
    raw = bytes(value) if isinstance(value, bytes | tuple | list) else str(value).encode("utf-16-le")
    return raw.decode("utf-16-le", "replace").rstrip("\0")


def _comment(value: Any) -> str:
    """A comment of Exif, which begins with eight bytes that name its alphabet."""
    raw = value if isinstance(value, bytes) else str(value or "").encode()
    if raw[:8] == b"UNICODE\0":
        return raw[8:].decode("utf-16", "replace")
    return raw.removeprefix(b"ASCII\0\0\0").decode("utf-8", "replace")


__all__: Final = ("Detail", "details")
