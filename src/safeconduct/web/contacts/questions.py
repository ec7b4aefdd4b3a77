"""What a conversation may ask, in the words of a staff room, and which facts each answer gives to the engine.

Nothing here decides anything, nor when a question is asked: ``bearing`` finds out, from the policies, which question can
still change their answer. The order of ``QUESTIONS`` is the order in which people are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from safeconduct.activity import CONTACT_KINDS, Kind, Value

_NO_FACTS: Final[Mapping[str, Value]] = {}


class Option(NamedTuple):
    """One answer. ``facts`` are what it tells the engine; none means that the person does not know.

    ``kinds`` are the kinds of activity that it makes sense for; empty means all.
    """

    code: str
    label: str
    facts: Mapping[str, Value] = _NO_FACTS
    hint: str = ""
    kinds: frozenset[Kind] = frozenset()


class Situation(NamedTuple):
    """What happened, or what somebody wants to do: where a conversation starts. ``noun`` is for lists and for the caption."""

    code: str
    label: str
    noun: str
    facts: Mapping[str, Value]
    hint: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of activity that it is."""
        return Kind(str(self.facts["kind"]))

    @property
    def incoming(self) -> bool:
        """Whether somebody else began it."""
        return self.facts.get("direction") == "incoming"

    @property
    def asks_who(self) -> bool:
        """Whether there is another person in it."""
        return self.kind in CONTACT_KINDS or self.kind is Kind.REMOVAL_REQUEST


class Question(NamedTuple):
    """One step. ``short`` names it in the list of what was said; ``asks`` has other words for some situations."""

    name: str
    short: str
    ask: str
    options: tuple[Option, ...]
    hint: str = ""
    asks: Mapping[str, str] = {}
    kinds: frozenset[Kind] = frozenset()

    def asked(self, situation: Situation) -> str:
        """The question as it is put in a situation."""
        return self.asks.get(situation.code, self.ask)

    def options_for(self, kind: Kind) -> tuple[Option, ...]:
        """The answers that make sense for a kind of activity; none where the question does not."""
        if self.kinds and kind not in self.kinds:
            return ()
        return tuple(option for option in self.options if not option.kinds or kind in option.kinds)


# --- what happened ------------------------------------------------------------------------------------------


def _came(kind: Kind, label: str, noun: str) -> Situation:
    return Situation(kind.value, label, noun, {"kind": kind.value, "direction": "incoming"})


def _goes(kind: Kind, label: str, noun: str) -> Situation:
    return Situation(f"my-{kind.value}", label, noun, {"kind": kind.value, "direction": "outgoing"})


INCOMING: Final = (
    _came(Kind.FRIEND_REQUEST, "A friend request", "A friend request came to me"),
    _came(Kind.FOLLOW, "A new follower", "Somebody follows me"),
    _came(Kind.DIRECT_MESSAGE, "A private message", "A private message came to me"),
    _came(Kind.TEXT, "A text message", "A text message came to me"),
    _came(Kind.PHONE, "A phone call", "Somebody rang me"),
    _came(Kind.EMAIL, "An e-mail", "An e-mail came to me"),
    _came(Kind.TAG, "Somebody tagged me", "Somebody tagged me"),
    _came(Kind.COMMENT, "A comment on something of mine", "Somebody commented on something of mine"),
    _came(Kind.GROUP_INVITE, "An invitation to a group", "Somebody invited me to a group"),
    _came(Kind.PHOTO_SHARE, "A photo was sent to me", "Somebody sent me a photo"),
    _came(Kind.GAME_INVITE, "An invitation to a game", "Somebody invited me to an online game"),
)
OUTGOING: Final = (
    _goes(Kind.FRIEND_REQUEST, "Send a friend request", "I want to send a friend request"),
    _goes(Kind.FOLLOW, "Follow somebody", "I want to follow somebody"),
    _goes(Kind.DIRECT_MESSAGE, "Send a private message", "I want to send a private message"),
    _goes(Kind.TEXT, "Send a text message", "I want to send a text message"),
    _goes(Kind.PHONE, "Ring somebody", "I want to ring somebody"),
    _goes(Kind.EMAIL, "Send an e-mail", "I want to send an e-mail"),
    _goes(Kind.TAG, "Tag somebody", "I want to tag somebody"),
    _goes(Kind.COMMENT, "Comment on something of theirs", "I want to comment on something of theirs"),
    _goes(Kind.GROUP_INVITE, "Invite somebody to a group", "I want to invite somebody to a group"),
    _goes(Kind.PHOTO_SHARE, "Send somebody a photo", "I want to send somebody a photo"),
    _goes(Kind.GAME_INVITE, "Invite somebody to a game", "I want to invite somebody to an online game"),
)
ELSE: Final = (
    Situation("post", "Post about the school", "I want to post about the school", {"kind": Kind.POST_ABOUT_SCHOOL.value}),
    Situation("photograph", "Take or share a picture", "I want to take or share a picture", {"kind": Kind.PHOTOGRAPH.value}),
    Situation("phone-use", "Use my own phone at work", "I want to use my own phone at work", {"kind": Kind.PHONE_USE.value}),
    Situation("browse", "Visit a website or an app", "I want to visit a website or an app", {"kind": Kind.BROWSE.value}),
    Situation(
        "take-down",
        "Somebody asks me to take something down",
        "Somebody asks me to take something of mine down",
        {"kind": Kind.REMOVAL_REQUEST.value, "direction": "incoming"},
    ),
    Situation(
        "my-take-down",
        "Ask somebody to take something down",
        "I want to ask somebody to take something down",
        {"kind": Kind.REMOVAL_REQUEST.value, "direction": "outgoing"},
    ),
    Situation(
        "equipment",
        "Take equipment home, or bring it back",
        "I want to take equipment home, or bring it back",
        {"kind": Kind.TAKE_EQUIPMENT_HOME.value},
    ),
    Situation(
        "practice",
        "Use social media to learn for my work",
        "I want to use social media to learn for my work",
        {"kind": Kind.INFORM_PRACTICE.value},
    ),
)
SITUATIONS: Final[Mapping[str, Situation]] = {each.code: each for each in (*INCOMING, *OUTGOING, *ELSE)}


# --- what may be asked then ---------------------------------------------------------------------------------


def _yes_no(fact: str, *, yes: str = "Yes", no: str = "No") -> tuple[Option, ...]:
    return (Option("yes", yes, {fact: True}), Option("no", no, {fact: False}))


_WITH_SOMEBODY: Final = CONTACT_KINDS | {Kind.REMOVAL_REQUEST}
_SOCIAL: Final = frozenset({Kind.FRIEND_REQUEST, Kind.FOLLOW, Kind.TAG, Kind.COMMENT, Kind.GAME_INVITE})
_SENT: Final = frozenset({Kind.GROUP_INVITE, Kind.PHOTO_SHARE, Kind.REMOVAL_REQUEST})
_CALLS: Final = frozenset({Kind.TEXT, Kind.PHONE})

WHO: Final = Question(
    "who",
    "Who",
    "Who is the other person?",
    (
        Option("pupil", "A pupil", {"person": "pupil"}),
        Option("pupil_and_relative", "A pupil who is in my own family", {"person": "pupil_and_relative"}),
        Option("former_pupil", "A former pupil", {"person": "former_pupil"}),
        Option("parent", "A parent or carer", {"person": "parent"}),
        Option("colleague", "A colleague", {"person": "colleague"}),
        Option("former_colleague", "A former colleague", {"person": "former_colleague"}),
        Option("governor", "A governor", {"person": "governor"}),
        Option("member_of_public", "Somebody else", {"person": "member_of_public"}),
    ),
    hint="If more than one fits, take the one higher up.",
    kinds=_WITH_SOMEBODY,
)
QUESTIONS: Final = (
    Question(
        "where",
        "Where",
        "On which account or number?",
        (
            Option(
                "own_social", "My own account", {"channel": "personal_social"}, kinds=_SOCIAL | _SENT | {Kind.DIRECT_MESSAGE}
            ),
            Option(
                "own_phone",
                "My own phone number",
                {"channel": "personal_phone"},
                "WhatsApp and the like count here.",
                _CALLS | _SENT | {Kind.DIRECT_MESSAGE},
            ),
            Option("own_email", "My own e-mail address", {"channel": "personal_email"}, kinds=frozenset({Kind.EMAIL}) | _SENT),
            Option(
                "school_social",
                "The school's own account",
                {"channel": "official_social"},
                kinds=_SOCIAL | _SENT | {Kind.DIRECT_MESSAGE},
            ),
            Option("school_phone", "A school phone", {"channel": "school_phone"}, kinds=_CALLS | {Kind.REMOVAL_REQUEST}),
            Option(
                "school_email", "My school e-mail address", {"channel": "school_email"}, kinds=frozenset({Kind.EMAIL}) | _SENT
            ),
            Option(
                "platform",
                "The school's learning platform",
                {"channel": "learning_platform"},
                kinds=_SENT | {Kind.DIRECT_MESSAGE, Kind.COMMENT},
            ),
        ),
        kinds=_WITH_SOMEBODY,
    ),
    Question(
        "age",
        "Age",
        "Is the person under 18?",
        (
            Option("under_18", "Under 18", {"person_age": 17}),
            Option("adult", "18 or over", {"person_age": 18}),
            Option("unknown", "I do not know"),
        ),
        kinds=_WITH_SOMEBODY,
    ),
    Question(
        "agreed",
        "Agreed",
        "Has the person who must agree said yes?",
        _yes_no("has_permission"),
        asks={
            "tag": "Do you agree to being tagged?",
            "my-tag": "Has the person whom you tag agreed to it?",
            "my-photo_share": "Has everybody in the photo agreed to it?",
            "practice": "Have you talked it over with your line manager?",
        },
        kinds=_WITH_SOMEBODY | {Kind.INFORM_PRACTICE},
    ),
    Question(
        "permission",
        "Permission",
        "Has the head teacher given permission for it?",
        _yes_no("has_permission"),
        kinds=frozenset({Kind.POST_ABOUT_SCHOOL}),
    ),
    Question(
        "family",
        "Family",
        "Is the person in your own family?",
        (
            Option("no", "No", {"family_member": False, "former_family": False}),
            Option("yes", "Yes, in my own family", {"family_member": True, "former_family": False}),
            Option("left", "No, a family whose child has left the school", {"family_member": False, "former_family": True}),
        ),
        kinds=_WITH_SOMEBODY,
    ),
    Question(
        "work",
        "About work",
        "Is it about your work?",
        (
            Option("no", "No", {"asks_about_work": False}),
            Option(
                "people",
                "Yes, about a pupil, a parent or a colleague",
                {"asks_about_work": True, "about": "a pupil, a parent or a colleague"},
            ),
            Option("other", "Yes, about something else at work", {"asks_about_work": True, "about": "work"}),
        ),
        kinds=CONTACT_KINDS,
    ),
    Question(
        "slip",
        "By mistake",
        "Did it happen by mistake?",
        _yes_no("unintended", yes="Yes, it was a slip"),
        hint="A wrong number, a wrong button, a group that you did not know they were in.",
        asks=dict.fromkeys((each.code for each in OUTGOING), "Has it gone out already, by mistake?"),
        kinds=CONTACT_KINDS,
    ),
    Question(
        "feel",
        "Worry",
        "Does anything about it worry you?",
        (
            Option("no", "No", {"concerning": False, "unsure": False}),
            Option("worried", "Yes, it worries me", {"concerning": True, "unsure": False}),
            Option("unsure", "I am not sure what to make of it", {"concerning": False, "unsure": True}),
        ),
        kinds=CONTACT_KINDS,
    ),
    Question(
        "site",
        "Site",
        "What kind of site or app is it?",
        (
            Option("social_media", "Social media", {"site": "social_media"}),
            Option("work", "For my work", {"site": "work"}),
            Option("personal", "For myself", {"site": "personal"}, "Shopping, banking, news, games."),
            Option(
                "inappropriate", "One that has no place in a school", {"site": "inappropriate"}, "Adult, hateful or illegal."
            ),
        ),
        kinds=frozenset({Kind.BROWSE}),
    ),
    Question(
        "machine",
        "Device",
        "On what?",
        (
            Option("school", "The school's computer or device", {"device": "school", "network": "school"}),
            Option("school_away", "The school's device, away from school", {"device": "school", "network": "own"}),
            Option("own_wifi", "My own device, on the school's wi-fi", {"device": "own", "network": "school"}),
            Option("own", "My own device, on my own data", {"device": "own", "network": "own"}),
        ),
        kinds=frozenset({Kind.BROWSE}),
    ),
    Question(
        "picture_of",
        "In the picture",
        "Who or what is in the picture?",
        (
            Option("pupil", "A pupil", {"of": "pupil"}),
            Option("parent", "A parent or carer", {"of": "parent"}),
            Option("colleague", "A colleague", {"of": "colleague"}),
            Option("event", "A school event", {"of": "event"}),
            Option("nobody", "Nobody", {"of": "nobody"}),
        ),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "goes",
        "What happens to it",
        "What will happen to the picture?",
        (
            Option("stays", "It stays in school", {"to_be_posted": False, "leaves_premises": False}),
            Option("leaves", "It leaves the school, but is not posted", {"to_be_posted": False, "leaves_premises": True}),
            Option(
                "posted",
                "It is to be posted, on an account of my own",
                {"to_be_posted": True, "leaves_premises": True, "account": "personal"},
            ),
            Option(
                "official",
                "It is to be posted by the school, on its account or site",
                {"to_be_posted": True, "leaves_premises": True, "account": "official"},
            ),
        ),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "purpose",
        "What for",
        "What is it for?",
        (
            Option("planned_learning", "A planned lesson or activity", {"purpose": "planned_learning"}),
            Option("identification", "To identify somebody", {"purpose": "identification"}, "A badge, a register, a coat peg."),
            Option("work", "Something else at work", {"purpose": "work"}),
            Option("personal", "For myself", {"purpose": "personal"}),
            Option("other", "Something else", {"purpose": "other"}),
        ),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "consent",
        "Consent",
        "Who has agreed to the picture?",
        (
            Option("all", "Everybody shown, and for a child the parents", {"subject_consent": True, "parent_consent": True}),
            Option("shown", "Those shown, but not the child's parents", {"subject_consent": True, "parent_consent": False}),
            Option("parents", "Only the child's parents", {"subject_consent": False, "parent_consent": True}),
            Option("nobody", "Nobody yet", {"subject_consent": False, "parent_consent": False}),
        ),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "camera",
        "Camera",
        "What do you take it with?",
        (
            Option("school", "The school's camera or device", {"device": "school"}),
            Option("own", "My own phone or camera", {"device": "own"}),
        ),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "cleared",
        "Cleared with the school",
        "Has the school's leadership agreed to it?",
        _yes_no("has_permission"),
        kinds=frozenset({Kind.PHOTOGRAPH}),
    ),
    Question(
        "moment",
        "When",
        "When in the working day?",
        (
            Option("lesson", "In a lesson, or with pupils", {"moment": "lesson"}),
            Option("non_teaching", "On a break, with no pupils", {"moment": "non_teaching"}),
            Option("outside_work", "Before or after work", {"moment": "outside_work"}),
        ),
        kinds=frozenset({Kind.PHONE_USE}),
    ),
    Question("emergency", "Emergency", "Is it an emergency?", _yes_no("emergency"), kinds=frozenset({Kind.PHONE_USE})),
    Question(
        "leader",
        "Agreed",
        "Has a senior leader agreed to it?",
        _yes_no("has_permission"),
        kinds=frozenset({Kind.PHONE_USE}),
    ),
    Question(
        "critical",
        "Criticism",
        "Does it criticise the school or anybody in it?",
        _yes_no("critical"),
        kinds=frozenset({Kind.POST_ABOUT_SCHOOL}),
    ),
    Question(
        "disclaimer",
        "Own views",
        "Does it say that the views are your own?",
        _yes_no("disclaimer"),
        kinds=frozenset({Kind.POST_ABOUT_SCHOOL}),
    ),
    Question(
        "returning",
        "Which way",
        "Is it going home, or coming back?",
        (Option("home", "Going home", {"returning": False}), Option("back", "Coming back to school", {"returning": True})),
        kinds=frozenset({Kind.TAKE_EQUIPMENT_HOME}),
    ),
    Question(
        "wiped",
        "Cleaned",
        "Has everything personal been removed from it?",
        _yes_no("wiped"),
        kinds=frozenset({Kind.TAKE_EQUIPMENT_HOME}),
    ),
    Question(
        "when",
        "When",
        "When would you do it?",
        (
            Option("school_day", "In the school day", {"time": "school_day"}),
            Option("evening", "In the evening", {"time": "evening"}),
            Option("weekend", "At the weekend", {"time": "weekend"}),
            Option("holiday", "In the holidays", {"time": "holiday"}),
        ),
        asks=dict.fromkeys((each.code for each in INCOMING), "When would you deal with it?"),
        kinds=_WITH_SOMEBODY | {Kind.BROWSE, Kind.POST_ABOUT_SCHOOL},
    ),
    Question(
        "approved",
        "Approved",
        "Did the school make or approve the site for its own use?",
        _yes_no("approved_site"),
        kinds=frozenset({Kind.BROWSE}),
    ),
    Question("pause", "Break", "Are you on a break?", _yes_no("on_break"), kinds=frozenset({Kind.BROWSE})),
)
BY_NAME: Final[Mapping[str, Question]] = {question.name: question for question in (WHO, *QUESTIONS)}


def questions_for(kind: Kind) -> Iterator[tuple[Question, tuple[Option, ...]]]:
    """The questions that make sense for a kind of activity, in order, each with its answers; “who” is not among them."""
    for question in QUESTIONS:
        if options := question.options_for(kind):
            yield question, options


__all__: Final = (
    "BY_NAME", "ELSE", "INCOMING", "OUTGOING", "QUESTIONS", "SITUATIONS", "WHO", "Option", "Question", "Situation",
    "questions_for",
)  # fmt: skip
