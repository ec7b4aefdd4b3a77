"""Passwords and the second step of signing in (key 15a; tapton P1a, P2)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="passwords",
    order=6,
    name="Passwords",
    says="Strong, your own, and with a second step.",
    cites=(Cite("key", "15a"), Cite("tapton", "P1a"), Cite("tapton", "P2")),
    looks_at=frozenset({LooksAt.PASSWORDS}),
    questions=(
        Question(
            "strong",
            "Does each account have a password of its own that nobody could guess?",
            "Begin with your e-mail: whoever is in there gets everywhere. Take three words that have nothing to do with you, "
            "or let your phone or browser make passwords and remember them.",
        ),
        Question(
            "changed",
            "Have you changed every password that is weak, old, or that somebody else may know?",
            "Change them now, the most important first. Do not reuse one that you had before.",
        ),
        Question(
            "second",
            "Do your e-mail and social media ask for a second step when you sign in on a new device?",
            "Look for “two-step verification” or “two-factor” in the security settings, and switch it on. An app or a passkey "
            "is better than text messages.",
        ),
        Question(
            "shared",
            "Do you alone know your school login, and do you use only your own?",
            "Change your password, and ask IT for a login for whoever used yours. Supply staff get one of their own, too.",
        ),
        Question(
            "devices",
            "Do you know every device and app that is signed in to your accounts?",
            "Look for “where you are logged in” and “apps” in the security settings, and sign out what you do not know.",
        ),
    ),
)
