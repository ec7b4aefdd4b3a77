"""The keys of backups: what is encrypted to a public key lies here; the private one opens it, and lies in a safe.

They are keys of age (age-encryption.org), so that a backup can be opened without any program of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyrage

from safeconduct.errors import SiteError

PRIVATE: Final = "AGE-SECRET-KEY-"
_LEARN: Final = "Make one with: safeconduct backup --new-key"


def recipients(file: Path) -> list[pyrage.x25519.Recipient]:
    """Whom backups are encrypted to.

    Raises:
        SiteError: there is no such file, it holds none, or a line of it is no public key.
    """
    if not file.exists():
        raise SiteError(f"{file}: there is no key to encrypt backups to. {_LEARN} (--plain leaves a backup unencrypted.)")
    found = [public(line, f"{file}, line {number}") for number, line in _lines(file.read_text("utf-8"))]
    if not found:
        raise SiteError(f"{file} holds no key to encrypt backups to. {_LEARN}")
    return found


def public(line: str, where: str) -> pyrage.x25519.Recipient:
    """A public key as it is written.

    Raises:
        SiteError: it is none.
    """
    try:
        return pyrage.x25519.Recipient.from_str(line)
    except pyrage.RecipientError as error:
        what = "is a private key: keep it in the safe, not here" if line.upper().startswith(PRIVATE) else "is no public key"
        raise SiteError(f"{where}: this {what}. A public key begins with age1.") from error


def identities(given: str) -> list[pyrage.x25519.Identity]:
    """The private keys in a file; “-” is standard input.

    Raises:
        SiteError: it cannot be read, or a line of it is no private key; the line's number is told, not the line.
    """
    if given == "-":
        text = sys.stdin.read()
    else:
        try:
            text = Path(given).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SiteError(f"{given}: the private key cannot be read: {getattr(error, 'strerror', 'no text')}.") from error
    found = [_private(line, number) for number, line in _lines(text)]
    if not found:
        raise SiteError("No private key was given. It is the line that begins with AGE-SECRET-KEY-1, from the safe.")
    return found


def _private(line: str, number: int) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(line.upper())
    except pyrage.IdentityError as error:
        raise SiteError(
            f"Line {number} is no private key, or a letter of it is wrong. It begins with AGE-SECRET-KEY-1 and has 74 letters."
        ) from error


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def add(file: Path) -> str:
    """Make a pair of keys and add the public one to the file; the private one, which is kept nowhere."""
    made = pyrage.x25519.Identity.generate()
    keep(file, str(made.to_public()))
    return str(made)


def keep(file: Path, line: str) -> None:
    """Add a public key to the file, unless it stands there."""
    had = file.read_text("utf-8") if file.exists() else "# Backups are encrypted to each of these public keys.\n"
    if line not in had.split():
        file.write_text(f"{had.rstrip()}\n{line}\n", "utf-8")


def shown_once(private: str) -> Iterator[str]:
    """The private key, and what to do with it."""
    yield "The private key of the backups. It is shown this once and kept nowhere: without it no backup can be opened."
    yield ""
    yield f"    {private}"
    yield ""
    yield "Print it or write it down twice; put it into two safes, not onto this computer."


__all__: Final = ("add", "identities", "keep", "public", "recipients", "shown_once")
