"""The case key: an age identity file that lies apart from the database, made and read by its owner alone.

The file is what ``age-keygen`` writes, so that the program ``age`` opens what is sealed without safeconduct. It may hold
several identities: the first seals, each opens. What is in it is worked out once, and again when it changes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from pyrage import IdentityError
from pyrage.x25519 import Identity, Recipient

from safeconduct.errors import SiteError
from safeconduct.web.sealing import private


class NoKey(SiteError):  # noqa: N818 it names what is missing
    """There is no case key, it cannot be used, or it is not the one that something was sealed with."""


def file() -> Path:
    """Where the case key lies: ``SAFECONDUCT_CASE_KEY``."""
    return Path(settings.CASE_KEY)


def identities() -> tuple[Identity, ...]:
    """Every identity of the file, the one that seals first.

    Raises:
        NoKey: the file is missing, holds none, or others than its owner may read it.
    """
    where = file()
    try:
        _require_private(where, where.stat())
        return _read(where.read_bytes(), str(where))
    except FileNotFoundError as error:
        raise NoKey(
            f"The case key is missing: there is no file {where}. If there never was one: safeconduct keys new. "
            "If it was lost: two of its holders put it back with safeconduct keys recover."
        ) from error
    except OSError as error:
        raise NoKey(f"The case key {where} cannot be read: {error.strerror}.") from error


def publics(of: Sequence[Identity]) -> tuple[str, ...]:
    """The public halves of some identities: what names a key without giving it away."""
    return tuple(str(each.to_public()) for each in of)


def recipient() -> Recipient:
    """To whom the site seals: the public half of the first identity.

    Raises:
        NoKey: as ``identities``.
    """
    return identities()[0].to_public()


def _require_private(where: Path, found: os.stat_result) -> None:
    if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
        raise NoKey(f"The case key {where} may be read by others than its owner. Take that away: chmod 600 {where}")


@lru_cache(maxsize=4)
def _read(data: bytes, where: str) -> tuple[Identity, ...]:
    return parse(data, where)


def parse(data: bytes, where: str) -> tuple[Identity, ...]:
    """The identities in the bytes of a key file; lines that are empty or begin with “#” are passed over.

    Raises:
        NoKey: a line is no identity, or there is none at all.
    """
    found = []
    for number, line in enumerate(data.decode("ascii", "replace").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            found.append(_identity(line.strip(), where, number))
    if not found:
        raise NoKey(f"{where} holds no key. Put back a copy, or let two holders do it: safeconduct keys recover.")
    return tuple(found)


def _identity(line: str, where: str, number: int) -> Identity:
    try:
        return Identity.from_str(line)
    except IdentityError:
        pass  # its words are not repeated: they might hold part of a key
    raise NoKey(f"{where}, line {number}: this is no key. Put back a copy, or let two holders do it: safeconduct keys recover.")


def lines(identity: Identity) -> bytes:
    """An identity as age-keygen writes it."""
    made = timezone.now().replace(microsecond=0).isoformat()
    return f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n".encode("ascii")


def put_on_top(newer: Identity) -> None:
    """Make a newer identity the one that seals; the older ones still open.

    Raises:
        NoKey: there is no key that it could go on top of.
        OSError: it cannot be written.
    """
    identities()
    private.write(file(), lines(newer) + file().read_bytes())


__all__: Final = ("NoKey", "file", "identities", "lines", "parse", "publics", "put_on_top", "recipient")
