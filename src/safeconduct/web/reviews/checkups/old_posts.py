"""What one posted long ago (kevi 8d)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="old-posts",
    order=5,
    name="Old posts",
    says="What you posted years ago, read with the eyes of today.",
    cites=(Cite("kevi", "8d"),),
    looks_at=frozenset({LooksAt.OLD_POSTS}),
    questions=(
        Question(
            "looked",
            "Have you looked through your old posts, photos and comments?",
            "Begin with the oldest: scroll to the end of your profile, or open your activity log. Half an hour a year will do.",
        ),
        Question(
            "today",
            "Would you post all of it today?",
            "Delete what you would not, or set it so that only you see it.",
        ),
        Question(
            "pupils",
            "Is it free of pupils, parents, colleagues and your schools?",
            "Delete what speaks of them or shows them, whoever may see it.",
        ),
        Question(
            "audience",
            "Do old posts have the audience that you would choose now?",
            "Some platforms can limit all past posts to friends at once. Look for “limit past posts”.",
        ),
    ),
)
