"""Who may see how the case key is looked after. No page ever shows a key."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

_KEEPERS: Final = frozenset({Position.ADMINISTRATOR, Position.HEADTEACHER, Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD})

RIGHTS: Final = (Right("sealing.see-keys", "See who holds the recovery keys and when they were last tried", _KEEPERS),)
