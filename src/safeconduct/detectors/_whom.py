"""With whom contact is: policies treat pupils and their parents apart."""

from __future__ import annotations

from typing import Final

from safeconduct.detectors._pupils import parent_addressed, speaks_to_pupil
from safeconduct.text import pattern

_PARENTS_MEANT: Final = pattern(
    r"\b(?:a|the|some|one|all|these|those|of|our|with|hi|dear|hello|class|year \w+|y\d+|[a-z]+'s) (?:\w+ ){0,2}"
    r"(?:mums?|mams?|dads?|mothers?|fathers?|parents?|carers?|mummies|families)\b"
    r"|^\W*(?:mums|mams|dads|parents|carers|families|mummies)\b"
)
_PUPILS_TOO: Final = pattern(
    r"\b(?:your|ur|yr|ya) (?:mums?|mams?|dads?|parents?|folks)\b|\b(?:and|or|&) (?:\w+ ){0,2}(?:pupils?|students?|kids"
    r"|children|"
    r"sixth formers|year \w+s?|my class|my form)\b|\b(?:pupils?|students?|kids|sixth formers) and\b"
    r"|\b(?:accept|add|follow|message|text|snap)(?:ed|ing|ped|ping)? (?:back )?[a-z]+ (?:from|in) (?:1[0-3]|[1-9])[a-z]\b"
)


def with_parents_only(text: str) -> bool:
    """Words about keeping in touch are for parents, and no pupil is among those who read them."""
    if not parent_addressed(text) and _PARENTS_MEANT.search(text) is None and _TITLED_FIRST.search(text) is None:
        return False
    return _PUPILS_TOO.search(text) is None and not speaks_to_pupil(text)


_TITLED_FIRST: Final = pattern(r"^\W*(?:mr|mrs|ms|miss|dr) [a-z'-]+[,:!]")
