"""Files that their owner alone may read, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final


def write(where: Path, data: bytes, *, anew: bool = False) -> None:
    """Write a file in one step, for its owner alone, and see that it is on the disk. ``anew``: only where there is none.

    Raises:
        FileExistsError: ``anew``, and there is one.
        OSError: it cannot be written.
    """
    made = where.with_name(f".{where.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if anew:
            _place_anew(made, where)
        else:
            made.replace(where)
    finally:
        made.unlink(missing_ok=True)
    _settle(where.parent)


def _place_anew(made: Path, where: Path) -> None:
    """Give a file its name unless another has it; some network drives have no links, and there nobody is in between."""
    try:
        os.link(made, where)
    except FileExistsError:
        raise
    except OSError:
        if where.exists():
            raise FileExistsError(17, "File exists", str(where)) from None
        made.replace(where)


def _settle(folder: Path) -> None:
    """See that the file's name, too, is on the disk; Windows does that by itself."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


__all__: Final = ("write",)
