"""Job titles into positions, by their words; what no word tells is asked once and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import re2

from safeconduct.web.access.rights import Position
from safeconduct.web.people.staff_list.columns import normal

# The first that matches counts, so that a deputy is no head and a head of year is a teacher.
_WORDS: Final = tuple(
    (re2.compile(rf"\b(?:{'|'.join(words)})\b"), position)
    for position, words in (
        (Position.DEPUTY_LEAD, (r"deputy (?:designated )?safeguarding(?: lead)?", "deputy dsl", "ddsl")),
        (Position.SAFEGUARDING_LEAD, ("designated safeguarding (?:lead|officer)", "dsl")),
        (Position.CHAIR_OF_GOVERNORS, ("chair of (?:the )?(?:governors|governing (?:body|board))", "chair of trustees")),
        (Position.GOVERNOR, ("governor", "trustee")),
        (
            Position.TEACHING_ASSISTANT,
            ("ta", "hlta", "lsa", "(?:teaching|learning support|classroom|pupil support) assistants?"),
        ),
        (Position.TEACHING_ASSISTANT, ("nursery nurse", "learning mentor")),
        (Position.TEACHER, (r"(?:deputy|assistant|vice) (?:head|principal)(?: ?teacher)?",)),
        (Position.HEADTEACHER, ("head ?(?:teacher|master|mistress)", "executive head", "head of (?:school|college|academy)")),
        (Position.TEACHER, (r"head of \w+",)),
        (Position.HEADTEACHER, ("principal",)),
        (Position.SUPPLY_TEACHER, ("supply",)),
        (Position.BUSINESS_MANAGER, ("business manager", "bursar", "sbm")),
        (Position.IT_MANAGER, ("(?:it|ict|network|systems) (?:manager|technician|support|lead)",)),
        (Position.SITE_STAFF, ("caretaker", "cleaner", "cook", "groundskeeper", "site (?:manager|staff|supervisor|assistant)")),
        (Position.SITE_STAFF, ("premises (?:manager|officer|staff)", "(?:kitchen|catering) (?:assistant|staff|manager)")),
        (Position.SITE_STAFF, ("(?:mid ?day|lunch ?time)(?: meals)? (?:supervisor|assistant)",)),
        (Position.VOLUNTEER, ("volunteer", "helper")),
        (Position.CONTRACTOR, ("contractor", "peripatetic", "coach")),
        (Position.TEACHER, ("teacher", "lecturer", "sendco", "senco", "ect", "nqt", "(?:subject|phase) leader", "tutor")),
    )
)
_HEAD: Final = frozenset({"head", "ht"})


def guess(title: str, remembered: Mapping[str, str]) -> Position | None:
    """What somebody with this title is here; none if neither memory nor the words tell."""
    said = normal(title)
    if said in remembered:
        return Position(remembered[said])
    if said in _HEAD:
        return Position.HEADTEACHER
    return next((position for words, position in _WORDS if words.search(said)), None)


__all__: Final = ("guess",)
