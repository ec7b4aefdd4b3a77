"""A holder's recovery sheet, on paper (PDF) and as a text file that the program ``age`` takes as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils import dateformat, timezone
from pyrage.x25519 import Identity

from safeconduct.errors import SiteError
from safeconduct.web.printing import printed
from safeconduct.web.sealing import private
from safeconduct.web.sealing.typed import on_sheet

_TEXT: Final = """\
# Recovery sheet {number} of {of}
#
# For        {name}
# Site       {site}
# Made on    {made_on}
#
# This key opens nothing alone. With one other sheet it brings back the key to what the site keeps sealed:
#   safeconduct keys recover
# Keep it in a sealed envelope in a safe, apart from the other sheets and away from the server. Tell nobody the key, and
# put it into no e-mail and no cloud folder. A sheet that is lost or was seen: have new ones made for everybody.
#
# Line 1     {lines[0]}
# Line 2     {lines[1]}
# Line 3     {lines[2]}
#
# There is no letter B, I or O in it, and no digit 1. The same in one line, for the program “age”:
{key}
"""


class Sheet(NamedTuple):
    """What stands on a sheet: its number of how many, whom it is for, and their key."""

    number: int
    of: int
    name: str
    key: Identity


def text(sheet: Sheet) -> str:
    """The sheet as plain text: remarks, and the key as age reads it."""
    return _TEXT.format(**_told(sheet), key=sheet.key)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1; a name in a script that the typefaces lack makes a plain tagged PDF."""
    return printed("sealing", "sheet", _told(sheet), timezone.now())


def write(sheets: Sequence[Sheet], *, folder: Path) -> None:
    """Write the sheets into a new folder, each as text and as PDF, for its owner alone.

    Raises:
        SiteError: the folder is there already, would be backed up with the site's data, or cannot be written.
    """
    if folder.absolute().resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise SiteError(f"{folder} lies in the data folder, which is backed up. Choose another one with --sheets.")
    try:
        folder.mkdir(mode=0o700, parents=True)
        for sheet in sheets:
            private.write(folder / f"sheet-{sheet.number}.txt", text(sheet).encode())
            private.write(folder / f"sheet-{sheet.number}.pdf", pdf(sheet))
    except FileExistsError as error:
        raise SiteError(f"{folder} exists already. Delete it, or choose another folder with --sheets.") from error
    except OSError as error:
        raise SiteError(f"{error.filename or folder}: it cannot be written: {error.strerror}.") from error


def _told(sheet: Sheet) -> dict[str, Any]:
    return {
        "number": sheet.number,
        "of": sheet.of,
        "name": sheet.name,
        "site": settings.BASE_URL,
        "made_on": dateformat.format(timezone.localdate(), "j F Y"),
        "lines": on_sheet(sheet.key),
    }


__all__: Final = ("Sheet", "pdf", "text", "write")
