"""Positions in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from safeconduct.web.access.rights import Position

_SPELT: Final = {
    "designated_safeguarding_lead": "Designated Safeguarding Lead",
    "deputy_safeguarding_lead": "Deputy Safeguarding Lead",
    "child_protection_liaison_officer": "Child Protection Liaison Officer",
    "headteacher": "head teacher",
    "it_manager": "IT manager",
    "ict_strategy_manager": "ICT strategy manager",
}


def spelt(code: str) -> str:
    """A position, or whom else a policy names, as it stands inside a sentence: “head teacher”, “IT manager”."""
    return _SPELT.get(str(code), str(code).replace("_", " "))


def said(position: str) -> str:
    """The same at the beginning of one: “Head teacher”, “IT manager”."""
    words = spelt(position)
    return words[:1].upper() + words[1:]


def day_said(day: date) -> str:
    """A day as people write it: 1 September 2026."""
    return f"{day.day} {day:%B %Y}"


POSITIONS: Final = [(position.value, said(position)) for position in Position]
"""Every position and how it is said, for choices."""

__all__: Final = ("POSITIONS", "day_said", "said", "spelt")
