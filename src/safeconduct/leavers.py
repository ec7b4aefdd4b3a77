"""Whether somebody tells of a former pupil who is grown up, from the words in which it is told.

What policies say of pupils ends with school, or at eighteen (``kevi`` 5.2i, ``safe-use`` S5): of an adult who once was a
pupil most of them are silent, and nobody is to be told of it. Whoever is not plainly both a leaver and an adult counts as a
pupil, for a child's safety does not hang on a turn of phrase.
"""

from __future__ import annotations

from typing import Final

from safeconduct.text import Match, Text, pattern

READ_AT_MOST: Final = 4_000  # characters of a text, from its beginning

_COUNT: Final = r"(?:[89]|[1-9][0-9]|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)"
_ADULT_AGE: Final = r"(?:1[89]|[2-9][0-9])"
_FORMER: Final = pattern(
    r"\b(?:ex|former|old|past|previous)[ -]?(?:pupils?|students?|tutees?|sixth[ -]?formers?)\b"
    r"|\b(?:somebody|someone|(?:a|the) (?:man|woman|person|pupil|student|boy|girl|lad)) (?:who |whom |that )?i (?:once "
    r"|used to )?(?:taught|teach)\b"
    r"|\b(?:pupils?|students?|boy|girl|lad|child) (?:from|of) (?:\w+ )?years ago\b"
    r"|\b(?:pupil|student)s? who left\b"
    rf"|\bleft (?:the |our |my )?(?:school|sixth form) (?:over |about |some )?{_COUNT} years ago\b"
)
_ADULT: Final = pattern(
    rf"\b(?:aged?|is|now|are|he's|she's|they're|turned|turns|at|,) (?:now |about |over |almost |nearly )?{_ADULT_AGE}\b"
    rf"|\b{_ADULT_AGE}[ -]?(?:years?[ -]?old|y/?o)\b|\({_ADULT_AGE}\)"
    r"|\bin (?:his|her|their) (?:late |early |mid[- ]?)?(?:twenties|thirties|forties|fifties|sixties|[2-6]0s)\b"
    r"|\b(?:an adult|grown[- ]?up|a grown (?:man|woman)|over 18|married|has (?:kids|children) of (?:his|her|their) own)\b"
    rf"|\bleft (?:\w+ ){{0,3}}(?:over |about |more than |some )?{_COUNT} years (?:ago|since|back)\b|\bdecades? ago\b"
    rf"|\b{_COUNT} years after (?:leaving|he left|she left)\b|\bfrom {_COUNT} years ago\b"
    r"|\b(?:ex|former|old|past)[ -]?(?:pupil|student), (?:1[89]|[2-9][0-9])\b"
)
_CHILD: Final = pattern(
    r"\b(?:pupils?|students?|child(?:ren)?|kids?|boys?|girls?|lads?|sixth[ -]?form\w*|year [0-9]+\w*|y[0-9]+|tutees?|minors?"
    r"|under[- ]?(?:18|eighteen)|teenagers?|not (?:yet )?(?:18|eighteen)|in my (?:class|form|set|group))\b"
    r"|\b(?:aged?|is|now|he's|she's|turned|,) (?:now |only |just |about |still )?(?:[4-9]|1[0-7])\b"
    r"|\b(?:[4-9]|1[0-7])[ -]?(?:years?[ -]?old|y/?o)\b|\((?:[4-9]|1[0-7])\)"
)


def is_of_adult(situation: str) -> bool:
    """Whether a former pupil who is grown up is told of, and nobody besides who may be a child."""
    folded = Text(situation[:READ_AT_MOST].encode("utf-8", "replace").decode("utf-8")).folded
    former, adult = tuple(_FORMER.all(folded)), tuple(_ADULT.all(folded))
    if not former or not adult:
        return False
    return not any(_apart(child, (*former, *adult)) for child in _CHILD.all(folded))


def _apart(found: Match, others: tuple[Match, ...]) -> bool:
    """Whether a match lies in none of the others."""
    return not any(other.start <= found.start and found.end <= other.end for other in others)
