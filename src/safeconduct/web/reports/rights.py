"""Reports on staff and policies for those who answer for them; on concerns for those alone who deal with or watch over them."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

INSIDE: Final = frozenset(
    {
        Position.HEADTEACHER,
        Position.SAFEGUARDING_LEAD,
        Position.DEPUTY_LEAD,
        Position.BUSINESS_MANAGER,
        Position.ADMINISTRATOR,
        Position.AGENCY_CONSULTANT,
    }
)
"""Who works with the things themselves at a school or an agency, and so gets numbers as they are."""
GOVERNORS: Final = frozenset({Position.CHAIR_OF_GOVERNORS, Position.GOVERNOR})
"""Who watches over them: small numbers are kept back."""
CONCERNS: Final = GOVERNORS | {
    Position.HEADTEACHER,
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
    Position.AGENCY_CONSULTANT,
}

RIGHTS: Final = (
    Right("reports.see", "See reports on policies, signatures, reviews and permissions, in numbers", INSIDE | GOVERNORS),
    Right("reports.concerns", "See reports on concerns, in numbers that lead to nobody", CONCERNS),
    Right("reports.take", "Take such a report away as a file", INSIDE | GOVERNORS),
    Right("reports.pack", "Make the governors’ pack: every report that one may see, small numbers kept back", CONCERNS),
    Right("reports.take-pack", "Take one’s own pack away, for a day", own=True),
)

__all__: Final = ("CONCERNS", "GOVERNORS", "INSIDE", "RIGHTS")
