"""Who may do what on a case, once they are on it: whoever is not gets “not found”, whatever they are at the school."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import ANYBODY, Position, Right
from safeconduct.web.concerns.rights import WORKERS

_DECIDE: Final = WORKERS - {Position.DEPUTY_LEAD}

RIGHTS: Final = (
    Right("casework.open", "Open a case and read what was told", ANYBODY),
    Right("casework.triage", "Decide what a case is, and weigh the tests of the harm threshold", WORKERS),
    Right("casework.tell-officer", "Put on record that the designated officer was told, or why not", WORKERS),
    Right("casework.task", "Set a task on a case", WORKERS),
    Right("casework.do-task", "Say that a task of one's own is done", ANYBODY),
    Right("casework.let-in", "Let somebody into a case, and end that", WORKERS),
    Right("casework.link", "Link a case with another that one may see", WORKERS),
    Right("casework.open-strand", "Open the other strand: the child's, or the adult's", WORKERS),
    Right("casework.review", "Look at low-level concerns about one person together", _DECIDE),
    Right("casework.set-ways", "Say how patterns are looked for, and how long the school gives itself", _DECIDE),
)
