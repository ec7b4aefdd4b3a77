"""Opening what was sealed, for a page: many at once by one query, and one that cannot be opened does not lose the others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from safeconduct.errors import SiteError
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Destroyed, words

log = logging.getLogger(__name__)
DESTROYED: Final = "These words were destroyed, as their time was over."
SHUT: Final = (
    "These words cannot be opened: they are damaged, or the key is missing. They are not lost yet. "
    "Ask whoever runs safeconduct to run “safeconduct verify”."
)


def opened(numbers: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """The texts that were sealed, by number; for one that cannot be opened, a sentence that says so."""
    wanted = {number for number in numbers if number is not None}
    rows = Sealed.objects.filter(pk__in=wanted).only("ciphertext", "digest", "destroyed_at")
    return {row.pk: _opened(row) for row in rows}


def _opened(row: Sealed) -> str:
    try:
        return words(row)
    except Destroyed:
        return DESTROYED
    except (SiteError, UnicodeDecodeError) as error:
        log.error("something sealed cannot be opened", extra={"facts": {"sealed": str(row.pk), "error": type(error).__name__}})
        return SHUT


__all__: Final = ("DESTROYED", "SHUT", "opened")
