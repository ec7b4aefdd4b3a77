"""Privacy settings, platform by platform (key 7; kevi 5.2j, 5.2k; vision 3a; tapton D2)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="privacy",
    order=1,
    name="Privacy settings",
    says="Who sees what you post, on each platform that you use.",
    cites=(
        Cite("key", "7"),
        Cite("kevi", "5.2j"),
        Cite("kevi", "5.2k"),
        Cite("vision", "3a"),
        Cite("tapton", "D2"),
    ),
    looks_at=frozenset({LooksAt.PRIVACY}),
    of_platforms=True,
    questions=(
        Question(
            "audience",
            "Do only people whom you chose see what you post?",
            "Set each account to private, or the audience of your posts to friends. Where everything is public by nature, "
            "use no full name and no picture of yourself, and write nothing that a pupil should not read.",
        ),
        Question(
            "photos",
            "Is the same true of your photos, albums and stories?",
            "Photos often have a setting of their own, and old albums keep the one that they were made with. Change those too.",
        ),
        Question(
            "cover",
            "Would a pupil or a parent be welcome to see your profile and cover picture?",
            "These two are public nearly everywhere. Choose others that you would hang up in a corridor.",
        ),
        Question(
            "contact",
            "Can only people whom you know send you messages and requests?",
            "Look for “who can contact me” or “message requests”, and set it to friends, or friends of friends at most.",
        ),
        Question(
            "comments",
            "Can only people whom you know write on your pages?",
            "Limit who may comment and post on your profile to friends. No pupil may be able to.",
        ),
    ),
)
