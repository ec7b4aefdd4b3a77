"""What the address of a calendar is made of, and whose it is: 256 bits by chance, of which only a keyed hash is kept."""

from __future__ import annotations

import secrets
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from safeconduct.web.reviews.models import Feed

_LONGEST: Final = 100


def made() -> str:
    """A new secret for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """The hash under which it is kept; the key is not in the database, so that a copy of that opens nothing."""
    return salted_hmac("safeconduct.reviews.feed", token, algorithm="sha256").hexdigest()


def feed_of(token: str) -> Feed | None:
    """The calendar that an address opens today; none for a wrong address, and for somebody whose sign-in is closed.

    It is found by its keyed hash: how long that takes tells nothing about the addresses there are. None can be guessed, so
    wrong ones are not counted: a school has one address on the internet, and a forgotten subscription would shut out all.
    """
    if len(token) > _LONGEST:
        return None
    wanted = digest(token)
    found = Feed.objects.select_related("person").filter(digest=wanted, person__is_active=True).first()
    if found is None or not constant_time_compare(found.digest, wanted):
        return None
    return found


def note_use(feed: Feed) -> None:
    """Write down the day, once a day: it is shown to the owner, and no change that the trail must tell of."""
    today = timezone.localdate()
    Feed.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=today), pk=feed.pk).update(last_used_on=today)


__all__: Final = ("digest", "feed_of", "made", "note_use")
