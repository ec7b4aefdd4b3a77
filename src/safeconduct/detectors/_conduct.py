# ruff: noqa: E501  (a pattern is one line, so that it can be read and searched as one)
"""Rules shared by the detectors of conduct: a pattern with its sentence, and what in the words around takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Topic
from safeconduct.screening import Draft, Finding
from safeconduct.text import Match, Pattern, pattern

REACH: Final = 160


class Rule(NamedTuple):
    """Words that tell, the sentence for the user, and words near by that make them harmless."""

    words: Pattern
    why: str
    unless: Pattern | None = None
    needs: Pattern | None = None
    certain: bool = True


def rule(source: str, why: str, *, unless: str = "", needs: str = "", certain: bool = True) -> Rule:
    """A rule from pattern sources; ``unless`` and ``needs`` are looked for in the words around the match."""
    return Rule(pattern(source), why, pattern(unless) if unless else None, pattern(needs) if needs else None, certain)


def around(folded: str, match: Match, reach: int = REACH) -> str:
    """The words about a match, so many characters to each side."""
    return folded[max(0, match.start - reach) : match.end + reach]


def scan(
    draft: Draft,
    topic: Topic,
    rules: Iterable[Rule],
    general: Pattern | None = None,
    keep: Callable[[Draft, Match], bool] = lambda _draft, _match: True,
) -> Iterator[Finding]:
    """The findings of some rules; ``general`` takes any of them back, and ``keep`` has the last word."""
    for each in rules:
        for match in each.words.all(draft.folded):
            if _stands(each, match, draft.folded, general) and keep(draft, match):
                yield draft.finding(topic, (match.start, match.end), each.why, certain=each.certain)


def _stands(each: Rule, match: Match, folded: str, general: Pattern | None) -> bool:
    near = around(folded, match)
    if each.needs is not None and each.needs.search(near) is None:
        return False
    if each.unless is not None and each.unless.search(near) is not None:
        return False
    return general is None or general.search(near) is None


CONDEMNING: Final = (
    r"\b(?:(?:is|are|was|were|that's|it's|its|this is|be) (?:plain |just |so |pure )?(?:racist|racism|sexist|sexism|homophobic|"
    r"transphobic|ableist|antisemitic|islamophobic|bigot(?:ed|ry)|bullying|abuse|harassment|wrong|vile|disgusting|not ok(?:ay)?|"
    r"unacceptable|a hate crime|a slur|illegal|a crime)|isn't ok(?:ay)?|not ok(?:ay)?|shouldn't (?:have to|be)|"
    r"(?:don't|do not|never|stop|please don't|nobody should|no ?one should|we don't) (?:say|saying|use|using|repeat|share|call|"
    r"calling|post|joke|laugh)|zero tolerance|call(?:ed|ing)? (?:it|that|this|him|her|them) out|challenge[ds]? (?:it|him|her|them|this|that)|"
    r"reported (?:it|him|her|them|this|the)|report (?:it|them|this|any)|apologi[sz]ed?|banned for|i said no|ashamed of (?:him|them|her)|"
    r"not in our name|hate (?:crime|speech)|bigots?|racists?)\b"
)
TEACHING: Final = (
    r"\b(?:training|inset|cpd|workshop|webinar|curriculum|lesson (?:on|about)|assembly (?:on|about)|teaching (?:about|on)|scheme of work|"
    r"pshe|rse|rshe|key stage|ks[1-5]|toolkit|policy (?:says|on|is)|guidance|keeping children safe|leaflet|poster|helpline|charity|"
    r"warning signs?|red flags?|spot the signs|history (?:lesson|week|month|trip)|museum|archive|source (?:a|b|work)|"
    r"awareness|if you (?:see|hear|suspect|are worried|think)|phishing|scam|scams)\b"
)
FICTION: Final = (
    r"\b(?:episodes?|season (?:\d|one|two|three)|series (?:\d|one|two|three)|novels?|film|films|movie|box ?set|netflix|iplayer|"
    r"bbc drama|itv|channel 4|eastenders|corrie|coronation street|emmerdale|hollyoaks|line of duty|happy valley|poirot|marple|"
    r"agatha christie|midsomer|murder mystery|panto|playing the (?:part|role)|script|act (?:one|two|three|\d)|chapter|audiobook|"
    r"podcast|documentary|true crime|whodunnit|dickens|shakespeare|macbeth|hamlet|othello|inspector calls|lord of the flies|"
    r"the baddie|villain|cluedo|board game|minecraft|fortnite|fifa|mario kart|gta|d&d|dungeons|monopoly|the traitors|"
    r"bake off|strictly|taskmaster|musical|opera)\b"
)
SPORT: Final = (
    r"\b(?:match|fixture|league|derby|final|semi|cup|keeper|striker|ref|referee|scored|goals?|nil|half ?time|kick ?off|innings|"
    r"wicket|scrum|tackle|darts|bullseye|checkout|chess|snooker|karate|judo|boxing|sparring|mma|gym|5-a-side|five-a-side|"
    r"quiz|scrabble|uno|bingo|netball|rugby|cricket|tournament|playoffs?|season)\b"
)


class Clue(NamedTuple):
    """A pattern that speaks for (points above 0) or against what is looked for; a finding may sit on it if it ``marks``."""

    points: float
    words: Pattern
    marks: bool


def clue(points: float, source: str, *, marks: bool = False) -> Clue:
    """A clue from a pattern source."""
    return Clue(points, pattern(source), marks)


def heaviest(folded: str, clues: tuple[Clue, ...]) -> tuple[float, Match | None]:
    """The most points that the clues reach within one stretch of text, and the first marking clue there.

    Stretches overlap by half, so that nothing is cut in two; a long text is judged by its parts.
    """
    best: tuple[float, Match | None] = (0.0, None)
    for start in range(0, max(1, len(folded) - REACH), 2 * REACH):
        stretch = folded[start : start + 4 * REACH]
        points, mark = _weighed(stretch, clues)
        if points > best[0]:
            best = (points, mark and Match(start + mark.start, start + mark.end, mark.text))
    return best


def _weighed(stretch: str, clues: tuple[Clue, ...]) -> tuple[float, Match | None]:
    points, marks = 0.0, []
    for each in clues:
        found = each.words.search(stretch)
        if found is not None:
            points += each.points
            marks += [found] if each.marks else []
    return points, min(marks, default=None)
