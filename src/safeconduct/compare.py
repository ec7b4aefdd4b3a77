"""Put policies side by side: by topic of a text and by kind of activity, and say where they contradict each other.

The questions are put to the same engine that answers everybody, so that a comparison cannot drift from the answers.
A *contradiction* is a question that one policy allows or leaves to discretion and another forbids; otherwise one is
*stricter*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

import msgspec

from safeconduct.activity import Aspect, Force, Outcome, Topic, read_facts
from safeconduct.decision import PolicyAnswer, decide
from safeconduct.policy import Policy
from safeconduct.screening import Finding


class Row(msgspec.Struct, frozen=True):
    """One question put to all policies: what each answers, and by which clauses."""

    about: str
    question: str
    outcomes: dict[str, Outcome]
    clauses: dict[str, list[str]]
    free: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the policies answer differently."""
        return len(set(self.outcomes.values())) > 1

    @property
    def contradicts(self) -> bool:
        """Whether one policy (those in ``free``) allows or leaves open what another forbids."""
        return bool(self.free) and Outcome.STOP in self.outcomes.values()

    @property
    def strictest(self) -> list[str]:
        """The policies with the strictest answer."""
        top = max(outcome.rank for outcome in self.outcomes.values())
        return [policy for policy, outcome in self.outcomes.items() if outcome.rank == top]


_PERSONS: Final = ("pupil", "former_pupil", "parent", "colleague", "member_of_public", "pupil_and_relative")
_CONTACTS: Final = (
    ("friend_request", "personal_social"),
    ("comment", "personal_social"),
    ("tag", "personal_social"),
    ("direct_message", "personal_social"),
    ("text", "personal_phone"),
    ("email", "personal_email"),
    ("email", "school_email"),
    ("direct_message", "learning_platform"),
)
_SCHOOL_KIT: Final = {"device": "school", "network": "school"}
_CONSENTED: Final = {"of": "pupil", "purpose": "planned_learning", "subject_consent": True, "parent_consent": True}
_OTHERS: Final[Sequence[tuple[str, dict[str, Any]]]] = (
    ("social media in the school day, school computer", {"kind": "browse", "site": "social_media", **_SCHOOL_KIT}),
    (
        "social media in the school day, own phone and network",
        {"kind": "browse", "site": "social_media", "device": "own", "network": "own"},
    ),
    (
        "social media in a designated break, school computer",
        {"kind": "browse", "site": "social_media", "on_break": True, **_SCHOOL_KIT},
    ),
    ("mobile phone in a lesson", {"kind": "phone_use", "moment": "lesson"}),
    ("mobile phone in non-teaching time", {"kind": "phone_use", "moment": "non_teaching"}),
    (
        "a pupil photographed for planned learning, all consents",
        {"kind": "photograph", "device": "school", "leaves_premises": False, **_CONSENTED},
    ),
    (
        "a pupil's picture posted online, all consents",
        {"kind": "photograph", "device": "school", "to_be_posted": True, "has_permission": True, **_CONSENTED},
    ),
    ("a post about the school without the head's permission", {"kind": "post_about_school"}),
    (
        "a post about the school with permission and disclaimer",
        {"kind": "post_about_school", "has_permission": True, "disclaimer": True},
    ),
    ("school equipment taken home", {"kind": "take_equipment_home"}),
    ("social media to inform practice", {"kind": "inform_practice"}),
    ("a colleague asks for something to be taken down", {"kind": "removal_request", "person": "colleague"}),
)


def compare(policies: Sequence[Policy]) -> list[Row]:
    """Every question, answered by every policy."""
    return [*_texts(policies), *_contacts(policies), *_activities(policies)]


def _texts(policies: Sequence[Policy]) -> Iterator[Row]:
    activity = read_facts({"kind": "draft", "account": "personal"})
    for topic in Topic:
        answers = decide(activity, policies, [Finding(topic, 0, 1, "", "compare")]).answers
        yield _row("text", f"a text with {topic}", answers)
    complaint = Finding(Topic.WORK_TALK, 0, 1, "", "compare", Aspect.COMPLAINT)
    yield _row("text", "a complaint about work", decide(activity, policies, [complaint]).answers)


def _contacts(policies: Sequence[Policy]) -> Iterator[Row]:
    for person, (kind, channel) in product(_PERSONS, _CONTACTS):
        facts = {
            "kind": kind,
            "channel": channel,
            "person": person,
            "direction": "incoming",
            "time": "school_day",
            "person_age": 17,
        }
        facts = facts if person == "former_pupil" else {**facts, "person_age": None}
        age = " of 17" if person == "former_pupil" else ""
        question = f"{kind} from {person}{age} over {channel}".replace("_", " ")
        yield _row("contact", question, decide(read_facts(facts), policies).answers)


def _activities(policies: Sequence[Policy]) -> Iterator[Row]:
    for question, facts in _OTHERS:
        yield _row("activity", question, decide(read_facts({**facts, "time": "school_day"}), policies).answers)


def _row(about: str, question: str, answers: Sequence[PolicyAnswer]) -> Row:
    clauses = {answer.policy: list(dict.fromkeys(reason.clause for reason in answer.reasons)) for answer in answers}
    free = tuple(answer.policy for answer in answers if _leaves_free(answer))
    return Row(about, question, {answer.policy: answer.outcome for answer in answers}, clauses, free)


def _leaves_free(answer: PolicyAnswer) -> bool:
    """Whether a clause permits it: of a text *allow* is only silence, so that there must be a clause."""
    permitted = answer.outcome is Outcome.ALLOW or any(reason.force == Force.MAY for reason in answer.reasons)
    return permitted and bool(answer.reasons) and answer.outcome.rank <= Outcome.CAUTION.rank
