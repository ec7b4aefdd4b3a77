"""Equipment of the school at home (tapton P14)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="equipment",
    order=8,
    name="School equipment at home",
    says="A laptop, tablet or camera of the school that you have at home.",
    cites=(Cite("tapton", "P14"),),
    of_equipment=True,
    questions=(
        Question(
            "listed",
            "Is everything of the school that you have at home entered in the register?",
            "Enter it under Permissions, “I take equipment home”.",
        ),
        Question(
            "safe",
            "Is it kept out of sight, out of the car, and locked when nobody uses it?",
            "Find it a place. If something is lost or stolen, tell the school at once: every hour counts.",
        ),
        Question(
            "alone",
            "Are you the only one who uses it?",
            "It is for your work alone. Take out whatever family or friends have signed in to, and change your password.",
        ),
        Question(
            "personal",
            "Is it free of anything personal of yours, and of anything about pupils that need not be there?",
            "Move what is yours to your own device, and what is the school's to the school's storage; then delete it there.",
        ),
        Question(
            "back",
            "Do you still need it?",
            "Bring it back, and have its return confirmed. Remove everything personal first.",
        ),
    ),
)
