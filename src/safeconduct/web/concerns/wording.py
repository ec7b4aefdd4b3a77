"""What kinds, natures and places are called when somebody tells something: in the words of a staff room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.activity import ConcernKind
from safeconduct.web.checks.wording import PLATFORMS
from safeconduct.web.concerns.models import Concern

KINDS: Final[Mapping[ConcernKind, str]] = {
    ConcernKind.PUPIL_CONTACT: "A pupil contacted me, or wants to be friends online",
    ConcernKind.UNINTENDED_CONTACT: "I contacted a pupil by mistake",
    ConcernKind.PARENT_CONTACT: "A parent contacted me privately",
    ConcernKind.MISUSE_BY_ADULT: "Something that an adult at work does online or with a device",
    ConcernKind.MISUSE_BY_PUPIL: "Something that a pupil does online or with a device",
    ConcernKind.INAPPROPRIATE_CONTENT: "Unsuitable posts, pictures or comments",
    ConcernKind.ABUSE_OF_ME: "I am insulted, bullied or threatened online",
    ConcernKind.ABUSE_OF_ANOTHER: "Somebody else is insulted, bullied or threatened online",
    ConcernKind.PICTURE_OF_ME: "A picture of me, or a tag, that I did not want",
    ConcernKind.OWN_CONTENT: "Something that I posted myself",
    ConcernKind.REMOVAL_REQUEST: "I was asked to take something down",
    ConcernKind.ACCIDENTAL_ACCESS: "I came upon something unsuitable by accident",
    ConcernKind.SHARED_LOGIN: "Somebody uses another person's password or login",
    ConcernKind.SUSPECT_MEDIA: "A stick, disk or file that I do not trust",
    ConcernKind.DEVICE_COMPROMISED: "A device that may be infected, lost or in wrong hands",
    ConcernKind.MALPRACTICE: "Wrongdoing at work, or that something is covered up",
    ConcernKind.GRIEVANCE: "A complaint of mine about how I am treated at work",
}
NATURES: Final[Mapping[Concern.Nature, str]] = {
    Concern.Nature.SEEN: "Something I saw or heard",
    Concern.Nature.OWN: "Something I did myself",
    Concern.Nature.DONE_TO_ME: "Something that is done to me",
}
ELSEWHERE: Final = (
    ("in-person", "In person"),
    ("telephone", "By telephone or text"),
    ("email", "By e-mail"),
    ("game", "In a game"),
    ("learning-platform", "On the school's learning platform"),
    ("website", "On another website"),
)
WHERE: Final = (*PLATFORMS, *ELSEWHERE)

__all__: Final = ("ELSEWHERE", "KINDS", "NATURES", "WHERE")
