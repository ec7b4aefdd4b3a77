"""A copy of a picture that shows the same and says nothing else: decoded, turned the right way up, and written anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final, NamedTuple

from PIL import Image, ImageCms, ImageOps

from safeconduct.web.checks.pictures import BROKEN

_SMALL: Final = (1_200, 1_200)  # pixels
_THUMB: Final = 320


class Copy(NamedTuple):
    """A file to hand over; its name says nothing either."""

    name: str
    type: str
    data: bytes


def clean_copy(image: Image.Image, number: int = 1) -> Copy:
    """The copy: PNG and WebP stay what they are, everything else becomes a JPEG, which every programme shows."""
    kind = image.format if image.format in ("PNG", "WEBP") else "JPEG"
    bare = _bare(image, with_alpha=kind != "JPEG")
    out = io.BytesIO()
    if kind == "PNG":
        bare.save(out, kind, optimize=False)
    else:
        bare.save(out, kind, quality=90)
    ending = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]
    return Copy(f"picture-{number}-without-details.{ending}", f"image/{kind.lower()}", out.getvalue())


def small(image: Image.Image, most: tuple[int, int] = _SMALL) -> Image.Image:
    """The whole picture, no larger than so many pixels and the right way up: to be shown, and to look for faces in."""
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB", most)  # decodes only as much as is needed
    image.load()
    image.thumbnail(most)
    return _bare(image, with_alpha=False)


def preview(image: Image.Image) -> bytes:
    """A picture as a JPEG of a few kilobytes."""
    shown = image.copy()
    shown.thumbnail((_THUMB, _THUMB))
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=75)
    return out.getvalue()


def bundle(copies: Sequence[Copy]) -> Copy:
    """Several copies as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for copy in copies:
            archive.writestr(zipfile.ZipInfo(copy.name), copy.data)
    return Copy("pictures-without-details.zip", "application/zip", out.getvalue())


def _bare(image: Image.Image, *, with_alpha: bool) -> Image.Image:
    """Nothing but the pixels, in the colours that screens show, turned as the camera was held."""
    profile = image.info.get("icc_profile")
    turned = _turned(image)
    see_through = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    mode = ("RGBA" if with_alpha and see_through else "RGB") if turned.mode not in ("L", "1") or see_through else "L"
    if see_through and mode == "RGB":
        shown = turned.convert("RGBA")
        plain = Image.new("RGB", shown.size, "white")
        plain.paste(shown, mask=shown.getchannel("A"))
    else:
        plain = _converted(turned, mode, profile)
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())  # another object: nothing is carried along


def _turned(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:  # metadata that cannot be read tells nothing of how it was held
        image.load()
        return image


def _converted(image: Image.Image, mode: str, profile: bytes | None) -> Image.Image:
    """The pixels in another mode; with a colour profile they are converted, so that the copy needs none."""
    if profile and mode == "RGB" and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, *BROKEN):  # a profile that does not fit the picture
            done = None
        if done is not None:
            return done
    if image.mode.startswith("I"):  # sixteen bits a point
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert(mode)


__all__: Final = ("Copy", "bundle", "clean_copy", "preview", "small")
