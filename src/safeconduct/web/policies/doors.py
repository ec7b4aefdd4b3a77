"""What waits behind the home page's door to policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.people.models import Person
from safeconduct.web.policies.progress import my_readings


def due(person: Person) -> Mapping[str, str]:
    """How many policies somebody has yet to sign, and could go on with now."""
    left = sum(
        1 for at in my_readings(person) if at.points and at.signature is None and len(at.waiting) < len(at.left or at.points)
    )
    return {"sign": f"{left} polic{'y' if left == 1 else 'ies'} to sign"} if left else {}


__all__: Final = ("due",)
