"""Where the settings come from: the process's environment, and the file that ``safeconduct init`` writes.

One rule for every command and every server: the file that ``SAFECONDUCT_ENV`` names (``--env`` on the command line), else
``safeconduct.env`` in the working folder, else none. What stands in the environment itself goes before the file. The data
folder that a file names is seen from where the file lies; if it names none, it is that folder itself, so that both can be
moved, or restored, together.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from safeconduct.errors import SiteError

FILE: Final = "safeconduct.env"
NAMED: Final = "SAFECONDUCT_ENV"
PREFIX: Final = "SAFECONDUCT_"
_QUOTES: Final = "\"'"


def place() -> Path | None:
    """The file of settings in force; nothing if there is none.

    Raises:
        SiteError: ``SAFECONDUCT_ENV`` names a file that is not there.
    """
    named = os.environ.get(NAMED)
    if named is None:
        return Path(FILE).absolute() if Path(FILE).is_file() else None
    if not named:  # named on purpose: no file at all
        return None
    if not Path(named).is_file():
        raise SiteError(f"{named}: there is no such file of settings. Make one with: safeconduct init")
    return Path(named).absolute()


def take_up() -> Path | None:
    """Put what the file says into the environment, where the environment says nothing itself; which file it was.

    Raises:
        SiteError: it cannot be read, or a line of it is wrong.
    """
    file = place()
    if file is None:
        return None
    said = {"SAFECONDUCT_DATA": ".", **dict(read(file))}
    said["SAFECONDUCT_DATA"] = str(file.parent / said["SAFECONDUCT_DATA"])
    for name, value in said.items():
        os.environ.setdefault(name, value)
    os.environ[NAMED] = str(file)
    return file


def read(file: Path) -> Iterator[tuple[str, str]]:
    """Each name and value of a file of settings.

    Raises:
        SiteError: it cannot be read, or a line is not ``SAFECONDUCT_…=value``; the line's number is told, not its words.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not a text"
        raise SiteError(f"{file}: the settings cannot be read: {why}. Is this your file, and may you read it?") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith(PREFIX):
            raise SiteError(f"{file}, line {number}: write SAFECONDUCT_NAME=value, or begin the line with # to pass it over.")
        yield name.strip(), _bare(value.strip())


def _bare(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES
    return value[1:-1] if quoted else value


def kept(name: str, folder: Path) -> str:
    """A secret kept in the data folder, made when it is first asked for and readable by its owner alone."""
    file = folder / name
    if not file.exists():
        made = folder / f".{name}.{secrets.token_hex(4)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), "ascii")
        made.replace(file) if not file.exists() else made.unlink()
    return file.read_text("ascii").strip()


__all__: Final = ("FILE", "NAMED", "PREFIX", "kept", "place", "read", "take_up")
