"""The receipt of a concern: a code by which its reporter, named or not, comes back to it, from any device, without an account.

Only a keyed hash of it is kept: whoever reads the database cannot come back to a concern with what they find there.
The code follows from a token that the form carries, so that a form sent twice, since the answer to the first was lost on
the way, is one concern with one code.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from django.conf import settings
from django.core import signing

_DIGITS: Final = 16
_SALT: Final = "safeconduct.telling"


def new_token() -> str:
    """What a form carries from its first page to its last: drawn by chance and signed, since the code hangs on it."""
    return signing.Signer(salt=_SALT).sign(secrets.token_urlsafe(18))


def is_ours(token: str) -> bool:
    """Whether a token is one that was given out here."""
    try:
        signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return False
    return True


def new_code(token: str = "") -> str:
    """Sixteen figures in fours, 53 bits, with few tries a minute allowed: of a form's token, or drawn by chance."""
    drawn = _keyed(b"code:", token or secrets.token_urlsafe(18))
    figures = f"{int.from_bytes(drawn[:16], 'big') % 10**_DIGITS:0{_DIGITS}}"
    return " ".join(figures[at : at + 4] for at in range(0, _DIGITS, 4))


def kept(code: str) -> str:
    """What is kept of a code, however it was typed."""
    figures = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    return _keyed(b"receipt:", figures).hex()


def _keyed(purpose: bytes, text: str) -> bytes:
    key = hashlib.sha256(purpose + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


__all__: Final = ("is_ours", "kept", "new_code", "new_token")
