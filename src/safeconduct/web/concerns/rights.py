"""Everybody may raise a concern and follow their own; a case is open to those on it alone (``Case.positions_of``)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import ANYBODY, Position, Right

WORKERS: Final = frozenset(
    {
        Position.SAFEGUARDING_LEAD,
        Position.DEPUTY_LEAD,
        Position.HEADTEACHER,
        Position.CHAIR_OF_GOVERNORS,
        Position.AGENCY_CONSULTANT,
    }
)
"""Who deals with a case, once they receive it; the others who receive one read it and write notes."""
_SETTERS: Final = WORKERS - {Position.DEPUTY_LEAD} | {Position.ADMINISTRATOR}

RIGHTS: Final = (
    Right("concerns.raise", "Raise a concern", open=True),
    Right("concerns.follow", "Follow a concern of one's own, and write to those who deal with it", own=True),
    Right("concerns.read", "Read a case that one receives or was let into", ANYBODY),
    Right("concerns.note", "Write a note on such a case", ANYBODY),
    Right("concerns.work", "Deal with a case: let somebody in, shut somebody out, answer who told it", WORKERS),
    Right("concerns.evidence-take", "Put evidence on such a case", ANYBODY),
    Right("concerns.evidence-see", "See the evidence of such a case: pictures as copies, texts as plain letters", ANYBODY),
    Right("concerns.evidence-custody", "Take the certificate of the custody of a case's evidence", WORKERS),
    Right("concerns.evidence-download", "Take a copy of an original; whoever was let in, only with leave", WORKERS),
    Right("concerns.evidence-export", "Put originals into a bundle that is handed over", WORKERS),
    Right("concerns.step-back", "Step back from a case because one cannot be impartial", ANYBODY),
    Right("concerns.set-routes", "Say who is told of concerns, who stands in, whom to turn to outside", _SETTERS),
)
