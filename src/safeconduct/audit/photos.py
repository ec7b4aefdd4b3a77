"""Whether a picture says where it was taken. Only its first bytes are read, and only the place is asked for."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from safeconduct.archive.members import Member

_PHOTOS: Final = frozenset({"jpg", "jpeg", "png", "webp", "tif", "tiff"})
_HEAD: Final = 256 * 1024  # bytes: a camera writes its metadata to the front
_GPS_LATITUDE: Final = 2


def is_photo(member: Member) -> bool:
    """Whether a file may be a photograph, by its name."""
    return member.matched.rpartition(".")[2] in _PHOTOS


def has_place(member: Member) -> bool:
    """Whether the metadata holds a latitude; a picture that cannot be read holds none."""
    head = member.head(_HEAD)
    if b"Exif" not in head and b"eXIf" not in head and b"EXIF" not in head and head[:2] not in (b"II", b"MM"):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged pictures; there is nothing that anybody could do about it
            with Image.open(io.BytesIO(head)) as image:
                return _GPS_LATITUDE in image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, Image.DecompressionBombError):
        return False
