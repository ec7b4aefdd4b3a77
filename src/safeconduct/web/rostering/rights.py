"""Who may bring in what the school's information system says."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

LOOK_AFTER: Final = frozenset({Position.ADMINISTRATOR, Position.BUSINESS_MANAGER})

RIGHTS: Final = (
    Right(
        "rostering.import", "Import staff and pupils from the school's information system, by hand or each night", LOOK_AFTER
    ),
)
