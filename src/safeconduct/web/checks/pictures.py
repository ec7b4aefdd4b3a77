"""Opening a picture that a stranger may have made: its kind by its content, its size before it is decoded."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

import pillow_heif
import puremagic
from PIL import Image, UnidentifiedImageError

from safeconduct.errors import InputError

pillow_heif.register_heif_opener()

MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 30_000
_MOST: Final = f"at most {MOST_PIXELS // 1_000_000} million can be looked at"
_HEAD: Final = 64 * 1024  # bytes that say what a file is
_KINDS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_SEVERAL: Final = frozenset({"PNG", "WEBP"})  # kinds that may move; the others carry further pictures that are no film
_GIFS: Final = (b"GIF87a", b"GIF89a")

# What decoders raise on damaged or hostile files, and what reading their metadata raises besides.
DAMAGED: Final = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, OverflowError, struct.error)
BROKEN: Final = (*DAMAGED, KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError)

# One picture is decoded at a time: sixty million pixels are a few hundred megabytes of memory.
_decoding: Final = Lock()


@contextmanager
def opened(data: bytes, *, moving: bool = False) -> Iterator[Image.Image]:
    """Open a picture, checked but not yet decoded; others wait while it is open. ``moving`` lets films of pictures pass, GIF
    among them: their first is what is seen.

    Raises:
        InputError: it is no picture of a kind that we read, it is too large, it moves, or it is damaged.
    """
    kind = "GIF" if moving and data.startswith(_GIFS) else _kind(data)
    with _decoding, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata; there is nothing that anybody could do about it
        try:
            with Image.open(io.BytesIO(data), formats=(kind,)) as image:
                _refuse(image, moving=moving)
                yield image
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise InputError(f"It has far too many pixels; {_MOST}. Make it smaller first.") from error
        except DAMAGED as error:
            raise InputError("It is damaged, or only a part of it arrived. Save or send it again.") from error


def _kind(data: bytes) -> str:
    """The kind of picture that a file is, by its first bytes, whatever it is called."""
    head = data[:_HEAD]
    if pillow_heif.is_supported(head):
        return "HEIF"
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        guesses = []
    for guess in guesses:
        if guess.mime_type in _KINDS:
            return _KINDS[guess.mime_type]
    looks = f" It looks like this: {guesses[0].name}." if guesses else ""
    raise InputError(f"It is no JPEG, PNG, WebP or HEIC picture.{looks} Save it as one of these, or choose another.")


def _refuse(image: Image.Image, *, moving: bool) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise InputError(f"It measures {width:,} by {height:,} pixels; {_MOST}. Make it smaller first.")
    if not moving and image.format in _SEVERAL and getattr(image, "n_frames", 1) > 1:
        raise InputError("It moves. Only still pictures can be looked at: save the one that matters.")


__all__: Final = ("BROKEN", "LONGEST_SIDE", "MOST_PIXELS", "opened")
