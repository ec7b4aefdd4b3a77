"""Locks on phones and computers (key 15b; vision 2; tapton P1b)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="devices",
    order=7,
    name="Locks on phone and computer",
    says="A PIN on whatever you take to school, and a screen that locks.",
    cites=(Cite("key", "15b"), Cite("vision", "2"), Cite("tapton", "P1b")),
    looks_at=frozenset({LooksAt.DEVICES}),
    questions=(
        Question(
            "pin",
            "Does every phone, tablet, laptop and watch that you take to school lock with a PIN, password or fingerprint?",
            "Set a PIN of six digits or more: “Screen lock” or “Passcode” in the settings of the device.",
        ),
        Question(
            "itself",
            "Do they lock by themselves within a few minutes?",
            "Look for “auto-lock” or “screen timeout” and choose two minutes on a phone, five on a computer.",
        ),
        Question(
            "notices",
            "Does the locked screen hide your messages?",
            "Set notifications to hide their content while locked: pupils read what lies on your desk.",
        ),
        Question(
            "away",
            "Do you lock the classroom computer when you step away, and sign out when you finish?",
            "Make it a habit: Windows key and L on a PC, Control-Command-Q on a Mac.",
        ),
        Question(
            "found",
            "Could you find, lock or wipe a lost phone from elsewhere?",
            "Switch on “Find My” (Apple) or “Find Hub” (Android; formerly “Find My Device”), and try it once.",
        ),
    ),
)
