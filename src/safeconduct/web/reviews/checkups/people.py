"""Who is among one's friends, followers and groups (kevi 5.2k; safe-use S5; vision 3a)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="people",
    order=3,
    name="Friends, followers and groups",
    says="Who is on your lists, and who can see these lists.",
    cites=(Cite("kevi", "5.2k"), Cite("safe-use", "S5"), Cite("vision", "3a")),
    looks_at=frozenset({LooksAt.PEOPLE}),
    questions=(
        Question(
            "pupils",
            "Have you made sure that no pupil, and no former pupil under 18, is among your friends and followers?",
            "Remove them without a word about it. If a pupil has written to you, tell your Designated Safeguarding Lead.",
            "Look at names that tell you nothing, too: a follower whom you cannot place may be a pupil.",
        ),
        Question(
            "known",
            "Do you know everybody on the lists of your private accounts?",
            "Remove whomever you cannot place. They are not told.",
        ),
        Question(
            "apart",
            "Are friends and people from work kept apart?",
            "Put people from work into a list that sees less, or move them to a platform for work.",
        ),
        Question(
            "groups",
            "Do you know who is in your group chats, and could everything you write there be read out at school?",
            "Leave groups in which there are pupils, or in which parents or colleagues are talked about.",
        ),
        Question(
            "lists",
            "Are your lists of friends, and of whom you follow, hidden from others?",
            "Set “who can see your friends list” to only you, where the platform has that.",
        ),
    ),
)
