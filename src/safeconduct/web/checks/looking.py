"""Looking at pictures that somebody chose: what each gives away, or why it cannot be read."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.core.files.uploadedfile import UploadedFile

from safeconduct.errors import InputError
from safeconduct.web.checks import faces
from safeconduct.web.checks.copies import Copy, bundle, clean_copy, preview, small
from safeconduct.web.checks.details import Detail, details
from safeconduct.web.checks.pictures import opened
from safeconduct.web.checks.uploading import LARGEST


class Seen(NamedTuple):
    """A picture, what it gives away, and how many faces are to be seen (``None``: nobody looked)."""

    number: int
    name: str
    preview: str
    details: tuple[Detail, ...]
    faces: int | None


class Unread(NamedTuple):
    """A file that is not looked at, and why."""

    number: int
    name: str
    why: str


def look(files: Iterable[UploadedFile[bytes]]) -> Iterator[Seen | Unread]:
    """Look at each file, whatever the others are."""
    for number, file in enumerate(files, 1):
        name = str(file.name)
        try:
            yield _seen(number, name, _bytes(file))
        except InputError as error:
            yield Unread(number, name, str(error))


def without_details(files: Iterable[UploadedFile[bytes]]) -> Copy:
    """Copies without metadata: the picture itself, or all of them in one file.

    Raises:
        InputError: one of them cannot be read; it says which.
    """
    copies = []
    for number, file in enumerate(files, 1):
        try:
            with opened(_bytes(file)) as image:
                copies.append(clean_copy(image, number))
        except InputError as error:
            raise InputError(f"Picture {number} ({file.name}): {error}") from error
    return copies[0] if len(copies) == 1 else bundle(copies)


def _seen(number: int, name: str, data: bytes) -> Seen:
    with opened(data) as image:
        found = details(image)
        upright = small(image)
    shown = base64.b64encode(preview(upright)).decode()
    return Seen(number, name, f"data:image/jpeg;base64,{shown}", found, faces.count(upright))


def _bytes(file: UploadedFile[bytes]) -> bytes:
    if (file.size or 0) > LARGEST:
        raise InputError(f"It is larger than {LARGEST // 1024 // 1024} MB. Make it smaller first.")
    return bytes(file.read())


__all__: Final = ("Seen", "Unread", "look", "without_details")
