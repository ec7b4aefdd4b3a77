"""Who may let other programs in, and what they do then."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

RIGHTS: Final = (
    Right("api.manage", "Let other programs in by a token, and shut them out", frozenset({Position.ADMINISTRATOR})),
    # No person holds this: it is a token's alone, and only of one with the scope for it (see ``acting.by_token``).
    Right("api.provision", "Take joiners, changes and leavers over from the directory", frozenset()),
)
