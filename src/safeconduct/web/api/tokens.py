"""What a token is made of, and whose it is: 256 bits by chance, of which only a keyed hash is kept."""

from __future__ import annotations

import secrets
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from safeconduct.web.api.models import Token

PREFIX: Final = "safeconduct_"  # so that programs which look for secrets in code and mails know one
_LONGEST: Final = 200


def made() -> str:
    """A new token."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """The hash under which a token is kept; its key is not in the database, so that a copy of that opens nothing."""
    return salted_hmac("safeconduct.api.token", secret, algorithm="sha256").hexdigest()


def holder(secret: str) -> Token | None:
    """The token, if it is one that lets a program in today.

    It is found by its keyed hash: how long that takes tells nothing about the tokens there are. A token cannot be guessed,
    so wrong ones are not counted; that would only let one program shut out another behind the same address.
    """
    if not secret.startswith(PREFIX) or len(secret) > _LONGEST:
        return None
    wanted = digest(secret)
    found = Token.objects.open().select_related("organisation").filter(digest=wanted).first()
    if found is None or not constant_time_compare(found.digest, wanted):
        return None
    _note_use(found)
    return found


def _note_use(token: Token) -> None:
    """Write down the day, once a day: it is a number for the page, no change that the trail must tell of."""
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=today), pk=token.pk).update(last_used_on=today)


__all__: Final = ("PREFIX", "digest", "holder", "made")
