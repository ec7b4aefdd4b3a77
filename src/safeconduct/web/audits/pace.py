"""How far the work is, in words that promise nothing that cannot be known."""

from __future__ import annotations

from typing import Final

from safeconduct.web.audits.work import Progress

_SOONEST: Final = 4.0  # seconds after which a pace can be told
_LEAST: Final = 0.03  # of the whole
_MINUTE: Final = 60
_HOUR: Final = 3600


class Pace:
    """How far it is: ``percent``, and how long it may still take, as far as anybody can say."""

    def __init__(self, progress: Progress) -> None:
        self._now = progress
        self._part = min(1.0, progress.position / progress.total) if progress.total else 0.0

    @property
    def has_begun(self) -> bool:
        """Whether the files are open and being read."""
        return self._now.total > 0

    @property
    def percent(self) -> int:
        """How much of the files' bytes has been read; never all of it, since something is still to do."""
        return min(99, int(100 * self._part))

    @property
    def files(self) -> str:
        """How many files are done: 12 of 340."""
        return f"{self._now.files:,} of {max(self._now.files, self._now.files_in_all):,}"

    @property
    def looked_at(self) -> str:
        """How many entries were looked at; once it can be guessed, of how many."""
        seen = self._now.looked_at
        return f"{seen:,} of about {_rounded(seen / self._part):,}" if self._knows and seen else f"{seen:,}"

    @property
    def left(self) -> str:
        """How long it may still take; nothing while nobody can say."""
        return said_time(self._now.seconds * (1 - self._part) / self._part) if self._knows else ""

    @property
    def _knows(self) -> bool:
        return self._now.seconds >= _SOONEST and self._part >= _LEAST


def _rounded(number: float) -> int:
    """A guess without false exactness: two figures."""
    digits = max(0, len(str(int(number))) - 2)
    return round(int(number), -digits)


def said_time(seconds: float) -> str:
    """A time as people say it, rounded up: less than a minute, about 3 minutes, about 2 hours."""
    if seconds < _MINUTE:
        return "less than a minute"
    if seconds < _HOUR:
        minutes = int(seconds // _MINUTE) + 1
        return f"about {minutes} minutes"
    hours = int(seconds // _HOUR) + 1
    return f"about {hours} hours"


__all__: Final = ("Pace", "said_time")
