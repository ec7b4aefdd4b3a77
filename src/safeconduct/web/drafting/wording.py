"""Facts, values, topics and people in the words of a staff room, for the forms and for reading a rule aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from safeconduct.activity import FACTS, About, Aspect, ConcernKind, Force, Kind, Mechanism, MustNot, Outcome, Role, Told, Topic
from safeconduct.policy import Duty, LooksAt
from safeconduct.web.contacts.telling import MUST_NOT
from safeconduct.web.people.words import spelt

TOPICS_OF_LIFE: Final[Mapping[About, str]] = {
    About.POST: "What you post",
    About.MESSAGE: "Messages and tone",
    About.CONNECT: "Friends and followers",
    About.IMAGE: "Pictures",
    About.ACCOUNT: "Your accounts",
    About.DEVICE: "Phones and computers",
    About.BROWSE: "Websites at work",
    About.REPORT: "Telling somebody",
    About.COMPLAIN: "Complaints and worries about work",
    About.GOVERN: "About the policy itself",
    About.ACKNOWLEDGE: "What signing it means",
}
FORCES: Final[Mapping[Force, str]] = {
    Force.MUST: "Must: everybody has to",
    Force.MUST_NOT: "Must not: nobody may",
    Force.SHOULD: "Should: unless there is a good reason",
    Force.SHOULD_NOT: "Should not: unless there is a good reason",
    Force.MAY: "May: it is allowed",
    Force.INFORMS: "Good to know: it asks nothing of anybody",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.ALLOW: "Fine",
    Outcome.CAUTION: "Think again",
    Outcome.ASK: "Ask first",
    Outcome.STOP: "Do not",
    Outcome.NOT_COVERED: "The policy says nothing about it",
}
TOPICS: Final[Mapping[Topic, str]] = {
    Topic.GROOMING: "grooming a child",
    Topic.SEXUAL: "something sexual",
    Topic.HATE: "hatred of a group",
    Topic.HARASSMENT: "harassment or bullying",
    Topic.SECURITY: "passwords, codes or keys",
    Topic.PRIVATE_CONTACT: "private contact with a pupil",
    Topic.PUPIL_CONTACT: "contact with a pupil",
    Topic.PUPIL_IMAGE: "a picture of a pupil",
    Topic.CONFIDENTIAL: "something confidential",
    Topic.DEFAMATION: "an accusation that may be untrue",
    Topic.DISREPUTE: "something that harms the school's name",
    Topic.DEROGATORY: "insults about people at school",
    Topic.COPYRIGHT: "somebody else's work",
    Topic.COLLEAGUE_PRIVACY: "private matters of a colleague",
    Topic.WORK_TALK: "talk about work",
    Topic.SCHOOL_IDENTITY: "the school's name or logo",
    Topic.PROFANITY: "swearing",
    Topic.OWN_DETAILS: "your own address, number or whereabouts",
    Topic.NEEDS_PERMISSION: "something that needs permission",
    Topic.MISSING_DISCLAIMER: "no word that the views are your own",
}
ASPECTS: Final[Mapping[Aspect, str]] = {
    Aspect.COMPLAINT: "a complaint or worry about work",
    Aspect.PICTURE: "a picture or recording",
    Aspect.LOGO: "the school's logo, or speaking in its name",
    Aspect.PARENT: "with a parent, and no pupil",
    Aspect.OUTSIDER: "of somebody outside the school",
    Aspect.SITE: "naming a site, and no file",
    Aspect.POLITICS: "an opinion on politics",
}
CONCERNS: Final[Mapping[ConcernKind, str]] = {
    ConcernKind.ACCIDENTAL_ACCESS: "a bad site opened by accident",
    ConcernKind.MISUSE_BY_ADULT: "misuse by an adult",
    ConcernKind.MISUSE_BY_PUPIL: "misuse by a pupil",
    ConcernKind.SUSPECT_MEDIA: "pictures or files that may be illegal",
    ConcernKind.SHARED_LOGIN: "a login that somebody else used",
    ConcernKind.ABUSE_OF_ME: "abuse of the person who tells",
    ConcernKind.ABUSE_OF_ANOTHER: "abuse of somebody else",
    ConcernKind.PUPIL_CONTACT: "contact from a pupil",
    ConcernKind.UNINTENDED_CONTACT: "contact by mistake",
    ConcernKind.PARENT_CONTACT: "contact from a parent",
    ConcernKind.INAPPROPRIATE_CONTENT: "something unsuitable online",
    ConcernKind.OWN_CONTENT: "something of one's own that should not be there",
    ConcernKind.PICTURE_OF_ME: "a picture of the person who tells",
    ConcernKind.REMOVAL_REQUEST: "a wish to have something taken down",
    ConcernKind.MALPRACTICE: "wrongdoing at work",
    ConcernKind.GRIEVANCE: "a grievance",
    ConcernKind.DEVICE_COMPROMISED: "a device that is lost, stolen or broken into",
}
KINDS: Final[Mapping[Kind, str]] = {
    Kind.FRIEND_REQUEST: "a friend request",
    Kind.FOLLOW: "following somebody",
    Kind.DIRECT_MESSAGE: "a private message",
    Kind.TEXT: "a text message",
    Kind.PHONE: "a phone call",
    Kind.EMAIL: "an e-mail",
    Kind.TAG: "a tag",
    Kind.COMMENT: "a comment",
    Kind.GROUP_INVITE: "an invitation to a group",
    Kind.PHOTO_SHARE: "a photo that is sent",
    Kind.GAME_INVITE: "an invitation to a game",
    Kind.BROWSE: "visiting a website or an app",
    Kind.PHOTOGRAPH: "taking or sharing a picture",
    Kind.PHONE_USE: "using one's own phone at work",
    Kind.POST_ABOUT_SCHOOL: "a post about the school",
    Kind.TAKE_EQUIPMENT_HOME: "taking equipment home",
    Kind.INFORM_PRACTICE: "using social media to learn for work",
    Kind.REMOVAL_REQUEST: "a request to take something down",
    Kind.DRAFT: "the text of a post",
}
DUTIES: Final[Mapping[Duty, str]] = {
    Duty.ADOPTION: "when and by whom it was adopted",
    Duty.REVIEW: "when it is looked at again",
    Duty.SCOPE: "whom it binds",
    Duty.RELATED: "which other policies it goes with",
    Duty.DEFINITION: "what a word in it means",
    Duty.MONITORING: "that people are monitored",
    Duty.INVESTIGATION: "how things are looked into",
    Duty.DISCIPLINE: "what may follow if it is not kept",
    Duty.PARENTS: "what parents are asked",
}
LOOKS_AT: Final[Mapping[LooksAt, str]] = {
    LooksAt.PRIVACY: "privacy settings",
    LooksAt.TAGS: "tags",
    LooksAt.PEOPLE: "friends and followers",
    LooksAt.EMPLOYER: "whether the school is named",
    LooksAt.DETAILS: "personal details",
    LooksAt.OLD_POSTS: "old posts",
    LooksAt.FINDABILITY: "what can be found about oneself",
    LooksAt.PASSWORDS: "passwords",
    LooksAt.DEVICES: "devices",
}
MECHANISMS: Final[Mapping[Mechanism, str]] = {
    Mechanism.PERMIT: "The permission that must be on record",
    Mechanism.REVIEW: "What people look over regularly",
    Mechanism.RESTRICT: "What the network is asked to bar",
    Mechanism.SIGN: "The point that people sign",
    Mechanism.GOVERN: "What is put on record",
    Mechanism.GUIDE: "The help that is shown",
}
ROLES: Final[Mapping[Role, str]] = {role: spelt(role.value) for role in Role}
TOLD: Final[Mapping[Told, str]] = {told: spelt(told.value) for told in Told}
NOT_MEANWHILE: Final[Mapping[MustNot, str]] = MUST_NOT

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {kind.value: says for kind, says in KINDS.items()},
    "author_role": {role.value: says for role, says in ROLES.items()},
    "direction": {"incoming": "it comes to you", "outgoing": "you would send it"},
    "person": {
        "pupil": "a pupil",
        "former_pupil": "a former pupil",
        "parent": "a parent or carer",
        "colleague": "a colleague",
        "former_colleague": "a former colleague",
        "governor": "a governor",
        "member_of_public": "somebody else",
        "pupil_and_relative": "a pupil of one's own family",
    },
    "channel": {
        "personal_social": "your own social media account",
        "official_social": "the school's social media account",
        "school_email": "your school e-mail address",
        "personal_email": "your own e-mail address",
        "personal_phone": "your own phone",
        "school_phone": "a school phone",
        "learning_platform": "the school's learning platform",
    },
    "time": {
        "school_day": "during the school day",
        "evening": "in the evening",
        "weekend": "at the weekend",
        "holiday": "in the holidays",
    },
    "site": {
        "social_media": "social media",
        "work": "a site for work",
        "personal": "a site for personal matters",
        "inappropriate": "an unsuitable site",
    },
    "device": {"school": "the school's", "own": "your own"},
    "network": {"school": "the school's", "own": "your own"},
    "of": {"pupil": "a pupil", "parent": "a parent", "colleague": "a colleague", "event": "an event", "nobody": "nobody"},
    "purpose": {
        "planned_learning": "planned learning",
        "identification": "identification",
        "work": "other work",
        "personal": "personal use",
        "other": "something else",
    },
    "moment": {"lesson": "in a lesson", "non_teaching": "in non-teaching time", "outside_work": "outside work"},
    "account": {"personal": "your own account", "official": "the school's account"},
    "audience": {
        "public": "everybody",
        "friends": "your friends",
        "private_group": "a private group",
        "direct": "one person",
    },
    "age_group": {"under_18": "under 18", "adult": "18 or over"},
}
# How a condition is read aloud: “the other person is …”; for a yes or no, both.
_ALOUD: Final[Mapping[str, str]] = {
    "kind": "it is",
    "direction": "",
    "person": "the other person is",
    "channel": "it goes over",
    "time": "it is",
    "author_role": "you work as",
    "site": "it is",
    "device": "the device is",
    "network": "the network is",
    "of": "it shows",
    "purpose": "it is for",
    "moment": "it is",
    "account": "it comes from",
    "audience": "it can be seen by",
    "age_group": "the person is",
}
_FLAGS: Final[Mapping[str, tuple[str, str]]] = {
    "unintended": ("it happened by mistake", "it did not happen by mistake"),
    "concerning": ("something about it worries you", "nothing about it worries you"),
    "unsure": ("you are unsure what to do", "you are sure what to do"),
    "has_permission": ("whoever must agree has agreed", "whoever must agree has not agreed"),
    "pre_existing": ("you knew the person before you worked here", "you did not know the person before you worked here"),
    "family_member": ("the person is in your own family", "the person is not in your own family"),
    "former_family": ("the child of this family has left the school", "the child of this family is still at the school"),
    "removal_request": ("it is a request to take something down", "it is no request to take something down"),
    "asks_about_work": ("the person asks about your work", "the person does not ask about your work"),
    "approved_site": ("the school made or approved the site", "the school did not make or approve the site"),
    "on_break": ("you are on a break", "you are not on a break"),
    "subject_consent": ("the person shown has agreed", "the person shown has not agreed"),
    "parent_consent": ("the child's parents have agreed", "the child's parents have not agreed"),
    "to_be_posted": ("it is to be posted online", "it is not to be posted online"),
    "leaves_premises": ("the pictures leave the school", "the pictures stay at the school"),
    "emergency": ("it is an emergency", "it is no emergency"),
    "disclaimer": ("it says that the views are your own", "it does not say that the views are your own"),
    "critical": ("it criticises the school or anybody in it", "it criticises nobody at the school"),
    "returning": ("the equipment is coming back to the school", "the equipment is not coming back"),
    "wiped": ("everything personal has been removed from it", "something personal is still on it"),
    "school_channel": ("it goes over one of the school's own channels", "it goes over a channel of your own"),
    "social_media": ("it is on social media", "it is not on social media"),
    "about_people": ("it is about a pupil, parent or colleague", "it is not about a pupil, parent or colleague"),
    "about_pupil": ("it is about a pupil", "it is not about a pupil"),
    "about_adult": ("it is about a parent or colleague", "it is not about a parent or colleague"),
    "contact": ("somebody is in contact with another person", "it is no contact with another person"),
    "connecting": ("it would tie two people together online", "it would not tie two people together online"),
    "messaging": ("it is a private exchange", "it is no private exchange"),
}


def value(fact: str, code: str) -> str:
    """A value of a fact in words."""
    return _VALUES.get(fact, {}).get(code, code.replace("_", " "))


def choices(fact: str) -> list[tuple[str, str]]:
    """The values of a fact, for a form."""
    return [(code, value(fact, code)) for code in FACTS[fact].values]


def either(codes: Iterable[str]) -> str:
    """Words joined by “or”: “a tag, a comment or a follow”."""
    return _joined(list(codes), "or")


def both(codes: Iterable[str]) -> str:
    """Words joined by “and”."""
    return _joined(list(codes), "and")


def _joined(words: list[str], by: str) -> str:
    return f" {by} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def condition(fact: str, wanted: object) -> str:
    """One condition, read aloud: “the other person is a pupil or a parent or carer”."""
    if fact in _FLAGS:
        return _FLAGS[fact][0 if wanted else 1]
    codes = wanted if isinstance(wanted, list) else [str(wanted)]
    return f"{_ALOUD.get(fact, fact)} {either(value(fact, str(code)) for code in codes)}".strip()


def situation(facts: Mapping[str, object]) -> list[str]:
    """The facts of a situation, each read aloud."""
    said = []
    for name, given in facts.items():
        if name == "person_age":
            said.append(f"the person is {given} years old")
        elif name == "topic":
            said.append(f"there is {TOPICS[Topic(str(given))]} in it")
        elif name == "aspect":
            said.extend([f"it is {ASPECTS[Aspect(str(given))]}"] if given else [])
        elif name == "about":
            said.extend([f"it is about {given}"] if given else [])
        elif name in FACTS and given is not False:
            said.append(condition(name, given))
    return said


__all__: Final = (
    "ASPECTS", "CONCERNS", "DUTIES", "FORCES", "KINDS", "LOOKS_AT", "MECHANISMS", "NOT_MEANWHILE", "OUTCOMES", "ROLES", "TOLD",
    "TOPICS", "TOPICS_OF_LIFE", "both", "choices", "condition", "either", "situation", "value",
)  # fmt: skip
