"""How often somebody may get a code wrong."""

from __future__ import annotations

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST_WRONG: Final = 5
WITHIN: Final = 10 * 60  # seconds


def exhausted(request: HttpRequest, what: str) -> bool:
    """Whether too many wrong codes came from this address of late."""
    return int(cache.get(_key(request, what), 0)) >= MOST_WRONG


def wrong(request: HttpRequest, what: str) -> None:
    """Count one more wrong code."""
    key = _key(request, what)
    if not cache.add(key, 1, WITHIN):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.set(key, 1, WITHIN)


def _key(request: HttpRequest, what: str) -> str:
    return f"wrong:{what}:{get_adapter(request).get_client_ip(request)}"


__all__: Final = ("MOST_WRONG", "WITHIN", "exhausted", "wrong")
