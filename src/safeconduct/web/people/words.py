"""Positions in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from safeconduct.web.access.rights import Position


def said(position: str) -> str:
    """A position as people say it: “Deputy safeguarding lead”, “IT manager”."""
    words = str(position).replace("_", " ").replace("it manager", "IT manager")
    return words[:1].upper() + words[1:]


def day_said(day: date) -> str:
    """A day as people write it: 1 September 2026."""
    return f"{day.day} {day:%B %Y}"


POSITIONS: Final = [(position.value, said(position)) for position in Position]
"""Every position and how it is said, for choices."""

__all__: Final = ("POSITIONS", "day_said", "said")
