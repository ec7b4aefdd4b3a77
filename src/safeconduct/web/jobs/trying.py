"""Trying again, with waits that grow: a minute at first, six hours in the end, and then it is given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 360))
TRIES: Final = len(WAITS) + 1


class TryAgain(Exception):  # noqa: N818 no error, but what a job says
    """Raised by a job: what it needs is not there now; take it up again later."""


def wait(tries: int) -> timedelta | None:
    """How long to wait after so many tries; nothing once it is given up."""
    return WAITS[tries - 1] if tries < TRIES else None


__all__: Final = ("TRIES", "TryAgain", "wait")
