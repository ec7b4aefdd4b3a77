"""The secrets of second steps, sealed where they lie in the database: who reads a copy of it cannot make anybody's codes.

The key comes from the site's secret key. A site whose secret key was changed cannot read them any more: whoever may take a
second step away does so, and people set up a new one.
"""

from __future__ import annotations

import base64
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from safeconduct.errors import SiteError

SEALED: Final = "sealed:"  # stands before what was sealed; what an earlier version left as it is has none


def _sealer() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"safeconduct second steps").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str) -> str:
    """A secret as it is kept; one that is sealed already stays as it is."""
    return text if text.startswith(SEALED) else SEALED + _sealer().encrypt(text.encode()).decode("ascii")


def unseal(kept: str) -> str:
    """The secret.

    Raises:
        SiteError: it was sealed under another secret key.
    """
    if not kept.startswith(SEALED):
        return kept
    try:
        return _sealer().decrypt(kept.removeprefix(SEALED)).decode()
    except InvalidToken as error:
        raise SiteError(
            "A second step was set up under another SAFECONDUCT_SECRET_KEY. Set the one from before, or take the step away."
        ) from error


class Adapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """What allauth asks before it writes or reads such a secret."""

    def encrypt(self, text: str) -> str:
        """See ``seal``."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """See ``unseal``."""
        return unseal(encrypted_text)


__all__: Final = ("SEALED", "Adapter", "seal", "unseal")
