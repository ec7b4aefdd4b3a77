"""What a person did or wants to do, and the closed lists in which everything here speaks.

An activity is a draft, a message in an archive, a friend request, a photograph, a visit to a site.
It is a kind plus *facts*; the facts that a policy rule may mention are listed in ``FACTS``, each with the
question that a person would be asked for it. A rule that names anything else does not load.

A flag that is left out is ``false`` (nobody said so); any other fact that is left out is *unknown*, and
an unknown fact that decides is named in the answer, never treated as harmless.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from safeconduct.errors import FactError, UnansweredError


class Outcome(StrEnum):
    """The five answers. ``rank`` orders them by strictness; silence is the mildest."""

    NOT_COVERED = "not-covered"
    ALLOW = "allow"
    CAUTION = "caution"
    ASK = "ask"
    STOP = "stop"

    @property
    def rank(self) -> int:
        """0 is the mildest."""
        return _OUTCOME_RANK[self]


_OUTCOME_RANK: Final = {outcome: rank for rank, outcome in enumerate(Outcome)}


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """The strictest of some outcomes; of none at all, ``not-covered``."""
    return max(outcomes, key=lambda outcome: outcome.rank, default=Outcome.NOT_COVERED)


class Topic(StrEnum):
    """What a text can be about, the most serious first; the last two come from context, not from words."""

    GROOMING = "grooming"
    SEXUAL = "sexual"
    HATE = "hate"
    HARASSMENT = "harassment"
    SECURITY = "security"
    PRIVATE_CONTACT = "private-contact"
    PUPIL_CONTACT = "pupil-contact"
    PUPIL_IMAGE = "pupil-image"
    CONFIDENTIAL = "confidential"
    DEFAMATION = "defamation"
    DISREPUTE = "disrepute"
    DEROGATORY = "derogatory"
    COPYRIGHT = "copyright"
    COLLEAGUE_PRIVACY = "colleague-privacy"
    WORK_TALK = "work-talk"
    SCHOOL_IDENTITY = "school-identity"
    PROFANITY = "profanity"
    OWN_DETAILS = "own-details"
    NEEDS_PERMISSION = "needs-permission"
    MISSING_DISCLAIMER = "missing-disclaimer"

    @property
    def rank(self) -> int:
        """0 is the most serious."""
        return _TOPIC_RANK[self]


_TOPIC_RANK: Final = {topic: rank for rank, topic in enumerate(Topic)}


class Aspect(StrEnum):
    """A detail of a finding that a policy may treat apart from the rest of its topic."""

    COMPLAINT = "complaint"  # a grievance or concern about work, rather than a tale from it
    PICTURE = "picture"  # a picture or recording, rather than words
    LOGO = "logo"  # the school's crest, logo or uniform, or speaking in its name
    PARENT = "parent"  # with a pupil's parent, and no pupil
    OUTSIDER = "outsider"  # of somebody who has nothing to do with the school
    SITE = "site"  # a site on the internet, rather than a file
    POLITICS = "politics"  # of politics and public policy, rather than of the school


class Force(StrEnum):
    """How strongly a clause speaks."""

    MUST = "must"
    MUST_NOT = "must-not"
    SHOULD = "should"
    SHOULD_NOT = "should-not"
    MAY = "may"
    INFORMS = "informs"


class About(StrEnum):
    """Which part of life a clause governs."""

    POST = "post"
    MESSAGE = "message"
    CONNECT = "connect"
    IMAGE = "image"
    ACCOUNT = "account"
    DEVICE = "device"
    BROWSE = "browse"
    REPORT = "report"
    COMPLAIN = "complain"
    GOVERN = "govern"
    ACKNOWLEDGE = "acknowledge"


class Mechanism(StrEnum):
    """What makes a clause work."""

    SCREEN = "screen"
    DECIDE = "decide"
    ROUTE = "route"
    PERMIT = "permit"
    REVIEW = "review"
    RESTRICT = "restrict"
    SIGN = "sign"
    GOVERN = "govern"
    GUIDE = "guide"


class Kind(StrEnum):
    """What kind of activity a question is about: the kinds of contact first, then the other questions of fact."""

    FRIEND_REQUEST = "friend_request"
    FOLLOW = "follow"
    DIRECT_MESSAGE = "direct_message"
    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    TAG = "tag"
    COMMENT = "comment"
    GROUP_INVITE = "group_invite"
    PHOTO_SHARE = "photo_share"
    GAME_INVITE = "game_invite"
    BROWSE = "browse"
    PHOTOGRAPH = "photograph"
    PHONE_USE = "phone_use"
    POST_ABOUT_SCHOOL = "post_about_school"
    TAKE_EQUIPMENT_HOME = "take_equipment_home"
    INFORM_PRACTICE = "inform_practice"
    REMOVAL_REQUEST = "removal_request"
    DRAFT = "draft"


CONTACT_KINDS: Final = frozenset(list(Kind)[:11])


class Role(StrEnum):
    """What the person who acts is at the school."""

    TEACHER = "teacher"
    TEACHING_ASSISTANT = "teaching_assistant"
    SUPPLY_TEACHER = "supply_teacher"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    SCHOOL_BUSINESS_MANAGER = "school_business_manager"
    SITE_STAFF = "site_staff"
    HEADTEACHER = "headteacher"
    CONTRACTOR = "contractor"
    PUPIL = "pupil"
    PARENT = "parent"


class Told(StrEnum):
    """Who, or what procedure, a report goes to."""

    DESIGNATED_SAFEGUARDING_LEAD = "designated_safeguarding_lead"
    DEPUTY_SAFEGUARDING_LEAD = "deputy_safeguarding_lead"
    HEADTEACHER = "headteacher"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    LINE_MANAGER = "line_manager"
    ONLINE_SAFETY_MANAGER = "online_safety_manager"
    IT_MANAGER = "it_manager"
    ICT_STRATEGY_MANAGER = "ict_strategy_manager"
    CHILD_PROTECTION_LIAISON_OFFICER = "child_protection_liaison_officer"
    AGENCY_CONSULTANT = "agency_consultant"
    EMPLOYER = "employer"
    INTERNAL_CHANNELS = "internal_channels"
    PROPER_PROCESS = "proper_process"
    WHISTLEBLOWING_PROCEDURE = "whistleblowing_procedure"
    GRIEVANCE_PROCEDURE = "grievance_procedure"
    BULLYING_AND_HARASSMENT_PROCEDURE = "bullying_and_harassment_procedure"
    PLATFORM = "platform"
    PERSON_CONCERNED = "person_concerned"


class ConcernKind(StrEnum):
    """What a concern is about."""

    ACCIDENTAL_ACCESS = "accidental-access"
    MISUSE_BY_ADULT = "misuse-by-adult"
    MISUSE_BY_PUPIL = "misuse-by-pupil"
    SUSPECT_MEDIA = "suspect-media"
    SHARED_LOGIN = "shared-login"
    ABUSE_OF_ME = "abuse-of-me"
    ABUSE_OF_ANOTHER = "abuse-of-another"
    PUPIL_CONTACT = "pupil-contact"
    UNINTENDED_CONTACT = "unintended-contact"
    PARENT_CONTACT = "parent-contact"
    INAPPROPRIATE_CONTENT = "inappropriate-content"
    OWN_CONTENT = "own-content"
    PICTURE_OF_ME = "picture-of-me"
    REMOVAL_REQUEST = "removal-request"
    MALPRACTICE = "malpractice"
    GRIEVANCE = "grievance"
    DEVICE_COMPROMISED = "device-compromised"


class MustNot(StrEnum):
    """What the person who raises a concern must not do meanwhile."""

    RESPOND = "respond"
    ACCEPT = "accept"
    POST_ONLINE = "post-online"
    DISCUSS_ONLINE = "discuss-online"
    SHARE_CONFIDENTIAL = "share-confidential"
    USE_PRIVATE_CHANNEL = "use-private-channel"
    SHARE_LOGIN = "share-login"
    USE_OTHERS_LOGIN = "use-others-login"
    OPEN_ATTACHMENT = "open-attachment"
    CONNECT_DEVICE = "connect-device"
    KEEP_ONLINE = "keep-online"
    CRITICISE_EMPLOYER = "criticise-employer"
    JOIN_IN = "join-in"
    ALLOW_TAG = "allow-tag"


class Account(StrEnum):
    """Whose account a text goes out from."""

    PERSONAL = "personal"
    OFFICIAL = "official"


class Audience(StrEnum):
    """Who can see a text. Clause tapton:Z: the rules hold whatever the audience."""

    PUBLIC = "public"
    FRIENDS = "friends"
    PRIVATE_GROUP = "private_group"
    DIRECT = "direct"


class Fact(msgspec.Struct, frozen=True):
    """One fact that rules may mention.

    ``values`` is the closed list of what it can be; empty for yes-or-no facts. ``given`` is false for facts that
    are worked out from others and never typed in.
    """

    name: str
    question: str
    values: tuple[str, ...] = ()
    given: bool = True

    @property
    def is_flag(self) -> bool:
        """Whether the fact is a yes or a no."""
        return not self.values


def _values(*names: str) -> tuple[str, ...]:
    return names


_PERSONS = _values(
    "pupil", "former_pupil", "parent", "colleague", "former_colleague", "governor", "member_of_public",
    "pupil_and_relative",
)  # fmt: skip
_CHANNELS = _values(
    "personal_social", "official_social", "school_email", "personal_email", "personal_phone", "school_phone",
    "learning_platform",
)  # fmt: skip
SCHOOL_CHANNELS: Final = frozenset({"official_social", "school_email", "school_phone", "learning_platform"})
SOCIAL_CHANNELS: Final = frozenset({"personal_social", "official_social"})
_SOCIAL_KINDS: Final = frozenset({"friend_request", "follow", "tag", "comment", "game_invite"})

FACTS: Final[Mapping[str, Fact]] = {
    fact.name: fact
    for fact in (
        Fact("kind", "What is it?", tuple(Kind)),
        Fact("direction", "Did it come to you, or would you send it?", ("incoming", "outgoing")),
        Fact("person", "Who is the other person?", _PERSONS),
        Fact("channel", "Over which account, number or platform?", _CHANNELS),
        Fact("time", "When?", ("school_day", "evening", "weekend", "holiday")),
        Fact("author_role", "What is your role at the school?", tuple(Role)),
        Fact("unintended", "Did the contact happen by mistake?"),
        Fact("concerning", "Is there anything about it that worries you?"),
        Fact("unsure", "Are you unsure what to do?"),
        Fact("has_permission", "Has the person who must agree given permission?"),
        Fact("pre_existing", "Did you know the person before you worked at the school?"),
        Fact("family_member", "Is the person a member of your own family?"),
        Fact("former_family", "Has the child of this family left the school?"),
        Fact("removal_request", "Is it a request to take something down?"),
        Fact("asks_about_work", "Does the person ask about your work?"),
        Fact("site", "What kind of site is it?", ("social_media", "work", "personal", "inappropriate")),
        Fact("device", "Whose device is it?", ("school", "own")),
        Fact("network", "Whose network is it on?", ("school", "own")),
        Fact("approved_site", "Did the school make or approve the site for its own use?"),
        Fact("on_break", "Are you on a designated break?"),
        Fact("of", "Who or what is in the picture?", ("pupil", "parent", "colleague", "event", "nobody")),
        Fact("purpose", "What is it for?", ("planned_learning", "identification", "work", "personal", "other")),
        Fact("subject_consent", "Did the person shown agree?"),
        Fact("parent_consent", "Did the parents of the child agree?"),
        Fact("to_be_posted", "Is it to be posted online?"),
        Fact("leaves_premises", "Would the pictures leave the school's premises?"),
        Fact("moment", "At what moment of the working day?", ("lesson", "non_teaching", "outside_work")),
        Fact("emergency", "Is it an emergency?"),
        Fact("disclaimer", "Does it say that the views are your own?"),
        Fact("critical", "Does it criticise the school or anyone in it?"),
        Fact("returning", "Is the equipment coming back to the school?"),
        Fact("wiped", "Has everything personal been removed from it?"),
        Fact("account", "From a personal or an official account?", tuple(Account)),
        Fact("audience", "Who can see it?", tuple(Audience)),
        # Worked out, never typed in:
        Fact("age_group", "Is the person under 18?", ("under_18", "adult"), given=False),
        Fact("school_channel", "Is it one of the school's own channels?", given=False),
        Fact("social_media", "Is it on social media?", given=False),
        Fact("about_people", "Is it about a pupil, parent or colleague?", given=False),
        Fact("about_pupil", "Is it about a pupil?", given=False),
        Fact("about_adult", "Is it about a parent or a colleague?", given=False),
        Fact("contact", "Is it a contact with another person?", given=False),
        Fact("connecting", "Would it tie the two of you together online: a friend, a follower, a game?", given=False),
        Fact("off_duty", "Is it outside work?", given=False),
        Fact("messaging", "Is it a private exchange: a message, a call, an e-mail, a photo, a group?", given=False),
    )
}
# What people call things, for the facts that they type by hand.
_NETWORKS: Final = (
    "facebook", "instagram", "threads", "x", "twitter", "tiktok", "snapchat", "youtube", "linkedin", "reddit", "bluesky",
    "mastodon", "whatsapp", "telegram", "discord", "tumblr", "pinterest", "bebo", "twitch",
)  # fmt: skip
ALIASES: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {"social_networking": "social_media", "school": "work", "shopping": "personal", "adult": "inappropriate"}
    | dict.fromkeys(_NETWORKS, "social_media")
    | {f"{network}.com": "social_media" for network in _NETWORKS},
    "device": {"school_computer": "school", "school_laptop": "school", "school_device": "school", "work": "school"}
    | dict.fromkeys(("personal", "personal_phone", "own_phone", "own_device", "phone", "mobile"), "own"),
    "network": {"school_wifi": "school", "school_network": "school", "mobile": "own", "mobile_data": "own", "home": "own"},
    "of": {
        "pupils": "pupil",
        "student": "pupil",
        "students": "pupil",
        "child": "pupil",
        "parents": "parent",
        "staff": "colleague",
    },
    "purpose": {"learning": "planned_learning", "planned_learning_activity": "planned_learning", "id": "identification"},
    "moment": {"teaching": "lesson", "break": "non_teaching", "lunch": "non_teaching"},
}

# One of these must stand in every rule over facts, so that it speaks only of the activities it was written for.
SCOPING_FACTS: Final = frozenset({"kind", "contact", "connecting", "messaging", "removal_request"})
CONNECTING_KINDS: Final = frozenset({Kind.FRIEND_REQUEST, Kind.FOLLOW, Kind.GAME_INVITE})
MESSAGING_KINDS: Final = frozenset(
    {Kind.DIRECT_MESSAGE, Kind.TEXT, Kind.PHONE, Kind.EMAIL, Kind.PHOTO_SHARE, Kind.GROUP_INVITE}
)
_FREE: Final = frozenset({"id", "person_age", "about", "text", "note"})
DEFAULT_FALSE: Final = frozenset(name for name, fact in FACTS.items() if fact.is_flag and fact.given)

Value = str | bool | int | None
Facts = Mapping[str, Value]


class Activity(msgspec.Struct, frozen=True):
    """One activity: its kind, the facts that are known, and the words in it where there are any.

    ``ignored`` names the keys that were given and that no rule understands, so that a misspelt one is seen.
    """

    kind: Kind
    facts: dict[str, Any] = {}
    text: str | None = None
    id: Any = None
    ignored: tuple[str, ...] = ()


def read_facts(given: Mapping[str, Any]) -> Activity:
    """Turn facts as typed, or as read from JSON, into an activity.

    Raises:
        FactError: the kind is missing or unknown, a value is outside its list, or two facts contradict each other.
    """
    kind = _kind(given)
    facts = {name: _checked(name, value) for name, value in given.items() if name in FACTS and FACTS[name].given}
    ignored = tuple(name for name in given if not (name in FACTS and FACTS[name].given) and name not in _FREE)
    age = _age(given.get("person_age"))
    _refuse_contradictions(facts, age)
    for flag in DEFAULT_FALSE - facts.keys():
        facts[flag] = False
    if kind is Kind.REMOVAL_REQUEST:  # asked of the author unless said otherwise
        facts |= {"removal_request": True, "direction": facts.get("direction") or "incoming"}
    if kind is Kind.PHONE_USE:
        facts["moment"] = facts.get("moment") or _implied_moment(facts)
    facts |= _kind_groups(kind, facts) | _derived(facts, age, str(given.get("about") or ""))
    known = {name: value for name, value in facts.items() if value is not None}
    return Activity(kind, known, id=given.get("id"), ignored=ignored)


def _kind(given: Mapping[str, Any]) -> Kind:
    if given.get("kind") is None:
        raise FactError(f"The fact “kind” is missing: say what this is about, one of {_list(Kind)}.")
    return Kind(str(_checked("kind", given["kind"])))


def _checked(name: str, value: Any) -> Value:
    fact = FACTS[name]
    if isinstance(value, str):
        value = ALIASES.get(name, {}).get(value.lower().removeprefix("www."), value)
    if value is None:
        return False if fact.is_flag else None
    if fact.is_flag:
        if isinstance(value, bool):
            return value
        raise FactError(f"The fact “{name}” must be true or false, not {_shown(value)}. ({fact.question})")
    if isinstance(value, str) and value in fact.values:
        return value
    raise FactError(f"The fact “{name}” cannot be {_shown(value)}{_hint(value, fact.values)} Use one of {_list(fact.values)}.")


def _hint(value: Any, values: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(value)[:60], list(values), 1)
    return f"; did you mean “{near[0]}”?" if near else "."


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    printable = "".join(char if char.isprintable() else "�" for char in text[:60])
    return f"“{printable}{'…' if len(text) > 60 else ''}”"


def _list(values: Iterable[str]) -> str:
    return ", ".join(values)


def _age(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON knows no difference between 12 and 12.0
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 120:
        raise FactError(f"The fact “person_age” must be a whole number of years from 0 to 120, not {_shown(value)}.")
    return value


_ADULTS: Final = frozenset({"parent", "colleague", "former_colleague", "governor"})
_PHONES: Final = frozenset({"personal_phone", "school_phone"})
_MAILBOXES: Final = frozenset({"personal_email", "school_email"})


def _refuse_contradictions(facts: Facts, age: int | None) -> None:
    if facts.get("person") in _ADULTS and age is not None and age < 12:
        raise UnansweredError(
            f"These facts contradict each other: a {facts['person']} who is {age}. Check the person or the age."
        )
    if facts.get("kind") == "email" and facts.get("channel") in _PHONES:
        raise UnansweredError(
            f"These facts contradict each other: an e-mail over {facts['channel']}. Check the kind or the channel."
        )
    if facts.get("kind") in ("text", "phone") and facts.get("channel") in _MAILBOXES:
        raise UnansweredError(
            f"These facts contradict each other: a {facts['kind']} over {facts['channel']}. Check the kind or the channel."
        )
    if facts.get("kind") == "phone_use" and facts.get("moment") == "lesson" and facts.get("on_break"):
        raise UnansweredError("These facts contradict each other: in a lesson, and on a break. Check the moment or the break.")


_WARY_OF: Final = frozenset({None, "pupil", "pupil_and_relative", "former_pupil", "parent"})


def _kind_groups(kind: Kind, facts: Facts) -> dict[str, Value]:
    """What a kind is an instance of. A pupil's, a parent's or unknown person's removal request is a message too."""
    asked = kind is Kind.REMOVAL_REQUEST and facts.get("person") in _WARY_OF
    return {
        "contact": kind in CONTACT_KINDS or asked,
        "connecting": kind in CONNECTING_KINDS,
        "messaging": kind in MESSAGING_KINDS or asked,
    }


def _derived(facts: Facts, age: int | None, about: str) -> dict[str, Value]:
    channel = _implied_channel(facts) if _is_a_notice(facts) else facts.get("channel") or _implied_channel(facts)
    return {
        "channel": channel,
        "age_group": None if age is None else ("under_18" if age < 18 else "adult"),
        "school_channel": None if channel is None else channel in SCHOOL_CHANNELS,
        "social_media": None if channel is None else channel in SOCIAL_CHANNELS,
        "about_people": _mentions(about, ("parent", "colleague", "staff", *_PUPILS)),
        "about_pupil": _mentions(about, _PUPILS),
        "about_adult": _mentions(about, ("parent", "carer", "colleague", "member of staff")),
        "off_duty": facts.get("moment") == "outside_work",
    }


_PUPILS: Final = ("pupil", "student", "child")


def _mentions(about: str, words: Iterable[str]) -> bool:
    return any(word in about.lower() for word in words)


def _implied_moment(facts: Facts) -> Value:
    """A break is time without teaching, and an evening, a weekend or a holiday is none of work."""
    if facts.get("on_break"):
        return "non_teaching"
    return "outside_work" if facts.get("time") in ("evening", "weekend", "holiday") else None


def _is_a_notice(facts: Facts) -> bool:
    """Whether an e-mail or a telephone only tells of a friend request, a follow or a game: those are of a profile."""
    return facts.get("kind") in CONNECTING_KINDS and facts.get("channel") in _MAILBOXES | _PHONES


def _implied_channel(facts: Facts) -> Value:
    """A friend request, a follow, a tag, a comment or a game comes to a personal profile unless said otherwise."""
    return "personal_social" if facts.get("kind") in _SOCIAL_KINDS else None
