"""Who reviews filtering and monitoring; requests and complaints about data are for their handlers (``positions_of``)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import ANYBODY, Position, Right

SIGN_AS_LEAD: Final = frozenset({Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD})
SIGN_AS_GOVERNOR: Final = frozenset({Position.CHAIR_OF_GOVERNORS, Position.GOVERNOR})
REVIEWERS: Final = (
    SIGN_AS_LEAD
    | SIGN_AS_GOVERNOR
    | {Position.HEADTEACHER, Position.IT_MANAGER, Position.ONLINE_SAFETY_MANAGER, Position.BUSINESS_MANAGER}
)
_HEADS: Final = frozenset({Position.HEADTEACHER, Position.AGENCY_CONSULTANT, Position.CHAIR_OF_GOVERNORS})

RIGHTS: Final = (
    Right("accountable.see-rule", "See what the policies ask of the network filter", ANYBODY),
    Right("accountable.report-incident", "Tell what the filter let through or closed by mistake", ANYBODY),
    Right("accountable.review-filter", "Keep the register of reviews of filtering and monitoring", REVIEWERS),
    Right("accountable.sign-filter", "Sign such a review", SIGN_AS_LEAD | SIGN_AS_GOVERNOR),
    Right("accountable.ask", "Ask what is held about oneself, and follow that", own=True),
    Right("accountable.handle", "Deal with a request or a complaint about data, as its handler", ANYBODY),
    Right("accountable.decide", "Decide which parts of a case or a register somebody gets to see", ANYBODY),
    Right("accountable.complain", "Complain about how one's data are handled, and follow that", own=True),
    Right("accountable.set", "Choose who deals with data protection, the clocks, and the page for complaints", _HEADS),
)
