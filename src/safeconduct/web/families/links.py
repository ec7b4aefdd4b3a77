"""The links themselves: 192 random bits, of which only a hash is kept, so that whoever reads the database can open none.

How often somebody tries is counted by where they come from and by the link, for an hour, and nowhere else.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from safeconduct.web.families.models import Invitation, Link

_BYTES: Final = 24
_LONGEST: Final = 64
_HOUR: Final = 60 * 60
MOST_SENT: Final = 60  # forms sent by one link in an hour
MOST_BY_OPEN: Final = 200  # the same by the link for a class or a school: thirty families at a parents' evening


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new(invitation: Invitation) -> str:
    """A new link to an invitation, as one types it; those before it go on leading there."""
    token = secrets.token_urlsafe(_BYTES)
    Link.objects.create(invitation=invitation, key=_kept(token))
    return address(token)


def address(token: str) -> str:
    """The whole address that a token stands in."""
    return f"{settings.BASE_URL}{reverse('family-sign', args=[token])}"


def by_token(token: str) -> Invitation | None:
    """Whose link it is; nobody's if it is unknown or was withdrawn. One that has run out still shows a receipt."""
    if len(token) > _LONGEST:
        return None
    found = Link.objects.live().filter(key=_kept(token))
    link = found.select_related("invitation__adoption", "invitation__organisation", "invitation__signature").first()
    return link.invitation if link else None


def too_often(invitation: Invitation) -> bool:
    """Whether very much was sent by one invitation's links within the hour; counts one more."""
    key = f"family:{invitation.pk}"
    most = MOST_BY_OPEN if invitation.is_open else MOST_SENT
    if cache.add(key, 1, _HOUR):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two lines above
        cache.set(key, 1, _HOUR)
        return False


__all__: Final = ("MOST_BY_OPEN", "MOST_SENT", "address", "by_token", "new", "too_often")
