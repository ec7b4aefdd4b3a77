"""Who may close a case, hold it, hand it over and destroy it, once they are on it; and say how long cases are kept."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right
from safeconduct.web.concerns.rights import WORKERS

_DECIDE: Final = WORKERS - {Position.DEPUTY_LEAD}
# The second person may be a deputy, or somebody let in to work on it: of some cases only one person decides, such as the chair
# of governors of one about the head teacher, and these could else never be destroyed, nor a hold on them be lifted.

RIGHTS: Final = (
    Right("keeping.close", "Say how a case ended, and open it again", _DECIDE),
    Right("keeping.hold", "Lift a legal hold that somebody else put; who may close a case puts one", WORKERS),
    Right("keeping.destroy", "Agree that a case be destroyed, or refuse; who may close it asks for that", WORKERS),
    Right("keeping.ask-reply", "Ask the member of staff concerned for their reply", _DECIDE),
    Right("keeping.reply", "Read what one is asked to reply to, and reply", own=True),
    Right("keeping.hand-over", "Hand a case to the police or an authority", _DECIDE),
    Right("keeping.set-spans", "Say how long an organisation keeps cases", _DECIDE),
)
