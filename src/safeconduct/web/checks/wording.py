"""What codes are called on the pages of this app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.activity import Account, Audience, Outcome, Topic
from safeconduct.web.permissions.models import PLATFORMS as NETWORKS

TOPICS: Final[Mapping[Topic, str]] = {
    Topic.GROOMING: "Could look like grooming",
    Topic.SEXUAL: "Sexual",
    Topic.HATE: "Hateful",
    Topic.HARASSMENT: "Threatening or bullying",
    Topic.SECURITY: "Passwords or codes",
    Topic.PRIVATE_CONTACT: "A private way to reach you",
    Topic.PUPIL_CONTACT: "Talking with a pupil",
    Topic.PUPIL_IMAGE: "A picture of pupils",
    Topic.CONFIDENTIAL: "Confidential",
    Topic.DEFAMATION: "Could be defamatory",
    Topic.DISREPUTE: "Could bring school or you into disrepute",
    Topic.DEROGATORY: "Insulting",
    Topic.COPYRIGHT: "Somebody else’s work",
    Topic.COLLEAGUE_PRIVACY: "A colleague’s private life",
    Topic.WORK_TALK: "Talk about work",
    Topic.SCHOOL_IDENTITY: "Ties you to your school",
    Topic.PROFANITY: "Swearing",
    Topic.OWN_DETAILS: "Your own private details",
    Topic.NEEDS_PERMISSION: "Needs the head teacher’s permission",
    Topic.MISSING_DISCLAIMER: "Does not say that the views are yours",
}
ACCOUNTS: Final = ((Account.PERSONAL.value, "My own account"), (Account.OFFICIAL.value, "An official school or agency account"))
AUDIENCES: Final = (
    ("", "I am not sure"),
    (Audience.PUBLIC.value, "Anybody"),
    (Audience.FRIENDS.value, "My friends or followers"),
    (Audience.PRIVATE_GROUP.value, "A private or closed group"),
    (Audience.DIRECT.value, "One person, or a few, by message"),
)
KINDS: Final = (
    ("post", "A post"),
    ("comment", "A comment"),
    ("reply", "A reply"),
    ("message", "A message"),
    ("story", "A story"),
    ("bio", "My profile text"),
)
PLATFORMS: Final = (("", "Not sure"), *((name.lower(), name) for name in NETWORKS))

NOTHING_FOUND: Final = "Nothing in it goes against the rules that we checked."
PROTECTED: Final = "School policies do not decide about speech like this. The reasons are below."
SILENT: Final = "The policies say nothing about this. If you feel unsure, ask somebody you trust at work before you share it."
SIGNS: Final[Mapping[Outcome, str]] = {
    Outcome.ALLOW: "✓",
    Outcome.CAUTION: "!",
    Outcome.ASK: "?",
    Outcome.STOP: "✕",
    Outcome.NOT_COVERED: "–",
}

__all__: Final = (
    "ACCOUNTS", "AUDIENCES", "KINDS", "NOTHING_FOUND", "PLATFORMS", "PROTECTED", "SIGNS", "SILENT", "TOPICS",
)  # fmt: skip
