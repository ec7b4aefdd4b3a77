"""What can be found about oneself (key 6, 9; vision 3b; kevi 5.2b, 5.2l)."""

from __future__ import annotations

from typing import Final

from safeconduct.policy import LooksAt
from safeconduct.web.permissions.kind import Cite
from safeconduct.web.reviews.checkup import Checkup, Question

CHECKUP: Final = Checkup(
    id="profile",
    order=4,
    name="What others find about me",
    says="Look yourself up as a curious pupil would.",
    cites=(Cite("key", "6"), Cite("key", "9"), Cite("vision", "3b"), Cite("kevi", "5.2b"), Cite("kevi", "5.2l")),
    looks_at=frozenset({LooksAt.FINDABILITY, LooksAt.EMPLOYER, LooksAt.DETAILS}),
    questions=(
        Question(
            "search",
            "Have you looked up your name, signed out, in a search engine, its pictures, and on each platform?",
            "Open a private window, so that you are signed out, and search for your name, alone and with your town.",
        ),
        Question(
            "fine",
            "Are you content with everything that is found?",
            "Take down what is yours. Ask whoever posted the rest to remove it; platforms and search engines have forms.",
        ),
        Question(
            "forgotten",
            "Are accounts that you no longer use closed?",
            "Sign in once more and close them: nobody looks after a forgotten account.",
            "An old blog, a dating profile, a forum, an account from your student days.",
        ),
        Question(
            "school",
            "Is the name of your school left out of your private profiles?",
            "Take it out, unless you have decided that it must stand there. A site for careers is another matter.",
        ),
        Question(
            "details",
            "Are your date and place of birth, your address, telephone number and favourite team out of sight?",
            "Hide them or take them out: they answer security questions, and lead to your door.",
        ),
    ),
)
