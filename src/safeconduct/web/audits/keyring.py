"""The key of an audit, in the cookie of the browser that began it and nowhere else.

The cookie goes with no page but those of the audit, and ends when the session of the browser does.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.sealed import KEY, fingerprint

COOKIE: Final = "safeconduct-old-posts"


def key_of(request: HttpRequest, audit: Audit) -> bytes | None:
    """The audit's key, if this browser has it."""
    try:
        key = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    fits = len(key) == KEY and hmac.compare_digest(fingerprint(key), audit.lock)
    return key if fits else None


def give(request: HttpRequest, response: HttpResponse, key: bytes) -> None:
    """Have the browser keep a key, for as long as it keeps the session."""
    session = request.session
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(key).decode(),
        max_age=None if session.get_expire_at_browser_close() else session.get_expiry_age(),
        path=reverse("audits"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_away(response: HttpResponse) -> None:
    """Have the browser forget it."""
    response.delete_cookie(COOKIE, path=reverse("audits"), samesite="Strict")


__all__: Final = ("COOKIE", "give", "key_of", "take_away")
