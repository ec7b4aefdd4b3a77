"""Tags and mentions by others (key 8a; vision 10)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="tags",
    order=2,
    name="Tags",
    says="Nobody puts your name to a photo or a post without asking you.",
    cites=(Cite("key", "8a"), Cite("vision", "10")),
    looks_at=frozenset({LooksAt.TAGS}),
    questions=(
        Question(
            "approval",
            "Must you agree before a tag of you is shown?",
            "Look for “tags and mentions” or “review tags” in the settings of each account, and switch on that you are asked.",
        ),
        Question(
            "friends",
            "Do your friends know that they ask before they tag you?",
            "Tell them once, best before the next night out: “Please ask before you tag me; school minds.”",
        ),
        Question(
            "looked",
            "Have you looked through what you are tagged in, and taken off what should not be there?",
            "Open the list of posts that you are tagged in and take your name off. To have the picture itself taken down, ask "
            "whoever posted it; if they refuse, report it to the platform.",
        ),
    ),
)
