"""How a piece of evidence is shown: a picture as a copy made anew, without anything that was hidden in it; a text as plain
letters; everything else, and whatever malware was found in, not at all. The original stays as it came.
"""

from __future__ import annotations

import base64
import io
from typing import Final, NamedTuple

from PIL import Image

from safeconduct.errors import InputError, SiteError
from safeconduct.web.checks.copies import small
from safeconduct.web.checks.details import Detail, details
from safeconduct.web.checks.pictures import opened
from safeconduct.web.concerns.evidence import original
from safeconduct.web.concerns.kinds import KINDS, Shown, read_text
from safeconduct.web.concerns.models import Evidence
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import words

_MOST: Final = (1_600, 12_000)  # pixels: the whole of a long screenshot, its letters still to be read
_LARGEST: Final = 3 * 1024 * 1024  # bytes of a picture on a page; a larger one is shown as a JPEG
_SHARP: Final = frozenset({"PNG", "GIF"})  # what screenshots are: letters stay sharp
_LETTERS: Final = 50_000  # shown of a text
_BYTES: Final = 4 * _LETTERS


class View(NamedTuple):
    """What a page shows of a piece: a picture (as a ``data:`` address), or a text, or why neither; and what a picture says
    of itself. ``cut``: there is more of the text.
    """

    picture: str = ""
    text: str = ""
    cut: bool = False
    details: tuple[Detail, ...] = ()
    why_not: str = ""


def view(piece: Evidence) -> View:
    """Open a piece to be shown.

    Raises:
        Damaged, Destroyed, NoKey: as ``evidence.original``.
    """
    if piece.scan == Evidence.Scan.FOUND:
        return View(why_not="The scanner found malware in it, so it is never shown. What came in is kept, sealed.")
    shown = KINDS[piece.mime].shown
    if shown is Shown.NEVER:
        return View(
            why_not="This kind of file is not opened here, since it might do harm. Whoever deals with the case can download it."
        )
    data = original(piece)
    return _picture(data) if shown is Shown.PICTURE else _text(data)


def opened_words(sealed: Sealed | None) -> str:
    """A name or some words as a page shows them, that they cannot be opened included."""
    try:
        return words(sealed) if sealed is not None else ""
    except SiteError:
        return "(cannot be opened now)"


def _picture(data: bytes) -> View:
    try:
        with opened(data, moving=True) as image:
            sharp, found = image.format in _SHARP, details(image)
            copy = small(image, _MOST)
    except InputError as error:
        return View(why_not=f"The picture cannot be shown. {error}")
    return View(picture=_address(copy, sharp=sharp), details=found)


def _address(image: Image.Image, *, sharp: bool) -> str:
    kind = "PNG" if sharp else "JPEG"
    out = io.BytesIO()
    image.save(out, kind, quality=85)
    if out.tell() > _LARGEST and sharp:
        return _address(image, sharp=False)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(out.getvalue()).decode()}"


def _text(data: bytes) -> View:
    text = read_text(data[:_BYTES])
    return View(text=text[:_LETTERS], cut=len(data) > _BYTES or len(text) > _LETTERS)


__all__: Final = ("View", "opened_words", "view")
