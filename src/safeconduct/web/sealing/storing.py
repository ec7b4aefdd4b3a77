"""Seal what was told or handed in, open it again, and destroy it when it is no longer to be kept.

The trail must know of each, in the same transaction:

    sealed = seal(words)
    return Done(concern, sealed=[fingerprint(sealed)])          # and destroyed=[str(sealed.pk)] after destroy(sealed)

Everything happens in memory, which is three times what is sealed for a moment; ``MOST`` is the limit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import pyrage
from django.db import connection
from django.utils import timezone
from pyrage.x25519 import Identity

from safeconduct.errors import InputError, SiteError
from safeconduct.web.sealing import keys
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.models import Sealed

MOST: Final = 100 * 1024 * 1024
_NO_KEY_FITS: Final = "No matching keys found"  # what pyrage says


class Damaged(SiteError):  # noqa: N818 it names what it is
    """The bytes are not those that were sealed."""


class Destroyed(SiteError):  # noqa: N818 it names what it is
    """It was emptied; nothing is left to open."""


def seal(words: str | bytes) -> Sealed:
    """Encrypt a text or a file to the site's key and keep it. Only inside a transaction, with an entry of the trail.

    Raises:
        RuntimeError: there is no transaction.
        InputError: it is larger than ``MOST``.
        NoKey: there is no key to seal with.
    """
    _require_transaction()
    plain = words.encode("utf-8", "surrogatepass") if isinstance(words, str) else words
    if len(plain) > MOST:
        raise InputError(f"This is larger than {MOST // 1024 // 1024} MB, the most that can be sealed.")
    ciphertext = pyrage.encrypt(plain, [keys.recipient()])
    return Sealed.objects.create(ciphertext=ciphertext, digest=hashlib.sha256(ciphertext).hexdigest(), size=len(plain))


def unsealed(sealed: Sealed) -> bytes:
    """The bytes that were sealed.

    Raises:
        NoKey: there is no key, or none that fits.
        Destroyed: they were destroyed.
        Damaged: they were changed since.
    """
    ciphertext = bytes(sealed.ciphertext)
    if not ciphertext:
        raise Destroyed(f"What was sealed as {sealed.pk} was destroyed, as its time was over.")
    if hashlib.sha256(ciphertext).hexdigest() != sealed.digest:
        raise Damaged(f"What was sealed as {sealed.pk} was changed since. Run safeconduct verify, and put back a backup.")
    return opened(ciphertext, keys.identities(), str(sealed.pk))


def opened(ciphertext: bytes, with_keys: Sequence[Identity], name: str) -> bytes:
    """The plain bytes, opened with one of some keys.

    Raises:
        NoKey: none fits.
        Damaged: the bytes are not as they were encrypted.
    """
    try:
        return bytes(pyrage.decrypt(ciphertext, with_keys))
    except pyrage.DecryptError as error:
        says = str(error)
    if says == _NO_KEY_FITS:
        raise NoKey(
            f"What was sealed as {name} was sealed with another key than {keys.file()}. Put the older key's line back "
            "under the newer one, or let two holders do it: safeconduct keys recover."
        )
    raise Damaged(f"What was sealed as {name} cannot be opened: its bytes are damaged. Put back a backup.")


def words(sealed: Sealed) -> str:
    """The text that was sealed.

    Raises:
        UnicodeDecodeError: it was a file, not a text.
        NoKey, Destroyed, Damaged: as ``unsealed``.
    """
    return unsealed(sealed).decode("utf-8", "surrogatepass")


def destroy(sealed: Sealed) -> None:
    """Empty it for good; the row stays. Only inside a transaction, with ``destroyed=[str(sealed.pk)]`` in the trail.

    Copies live on in backups until these are thrown away: docs/how-to/keys.md.

    Raises:
        RuntimeError: there is no transaction.
        Destroyed: it was destroyed before.
    """
    _require_transaction()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # the bytes are overwritten, not only let go
    now = timezone.now()
    if not Sealed.objects.filter(pk=sealed.pk, destroyed_at=None).update(ciphertext=b"", destroyed_at=now):
        raise Destroyed(f"What was sealed as {sealed.pk} was destroyed before. Nothing was changed.")
    sealed.ciphertext, sealed.destroyed_at = b"", now


def fingerprint(sealed: Sealed) -> str:
    """What the trail keeps of it: which row, and the digest of its bytes."""
    return f"{sealed.pk}:{sealed.digest}"


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("What is sealed or destroyed must stand in the transaction of the action that tells the trail.")


__all__: Final = ("MOST", "Damaged", "Destroyed", "destroy", "fingerprint", "opened", "seal", "unsealed", "words")
