"""How often codes may be tried and a page without a name be used, without keeping who tries.

Wrong codes are counted by a number between 0 and 65,535 that follows from the address they come from: one address in
65,536 shares it, so that it tells nothing about who came, and it is gone after ten minutes. What is sent is counted by
the page it is sent on and by nothing else.
"""

from __future__ import annotations

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

MOST_WRONG: Final = 10
WITHIN: Final = 10 * 60  # seconds
MOST_SENT: Final = 30  # through one page without a name, within an hour
_HOUR: Final = 60 * 60


def exhausted(request: HttpRequest, what: str) -> bool:
    """Whether too many wrong codes came of late from where this request comes from."""
    return int(cache.get(_key(request, what), 0)) >= MOST_WRONG


def wrong(request: HttpRequest, what: str) -> None:
    """Count one more wrong code."""
    _count(_key(request, what), WITHIN)


def sent_too_often(door: int, what: str = "door") -> bool:
    """Whether very much came in through one page of a kind within this hour; counts one more."""
    return _count(f"{what}:{door}:{int(timezone.now().timestamp()) // _HOUR}", _HOUR) > MOST_SENT


def _count(key: str, seconds: int) -> int:
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines above
        cache.set(key, 1, seconds)
        return 1


def _key(request: HttpRequest, what: str) -> str:
    address = str(get_adapter(request).get_client_ip(request))
    return f"tries:{what}:{salted_hmac('safeconduct.tries', address, algorithm='sha256').hexdigest()[:4]}"


__all__: Final = ("MOST_SENT", "MOST_WRONG", "WITHIN", "exhausted", "sent_too_often", "wrong")
