"""Who may close a case, hold it, hand it over and destroy it, once they are on it; and say how long cases are kept."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right
from safeconduct.web.concerns.rights import WORKERS

_DECIDE: Final = WORKERS - {Position.DEPUTY_LEAD}

RIGHTS: Final = (
    Right("keeping.close", "Say how a case ended, and open it again", _DECIDE),
    Right("keeping.hold", "Put a case on legal hold, and lift a hold that somebody else put", _DECIDE),
    Right("keeping.destroy", "Ask for a case to be destroyed, or agree to what somebody else asked", _DECIDE),
    Right("keeping.ask-reply", "Ask the member of staff concerned for their reply", _DECIDE),
    Right("keeping.reply", "Read what one is asked to reply to, and reply", own=True),
    Right("keeping.hand-over", "Hand a case to the police or an authority", _DECIDE),
    Right("keeping.set-spans", "Say how long an organisation keeps cases", _DECIDE),
)
