"""Rules shared by the detectors of conduct: words that tell, what must stand near them, and what takes them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Topic
from safeconduct.gates import Gate
from safeconduct.screening import Draft, Finding
from safeconduct.text import Match, Pattern, pattern

REACH: Final = 160


def words(listed: str) -> str:
    """One of the listed words or phrases; the list is written “this | that | the other”, over as many lines as needed."""
    return "(?:" + "|".join(" ".join(each.split()) for each in listed.split("|")) + ")"


class Rule(NamedTuple):
    """Words that tell, the sentence for the user, words wanted near by, and words near by that make them harmless."""

    words: Pattern
    why: str
    needs: tuple[Pattern, ...]
    unless: Pattern | None
    certain: bool
    reach: int


def rule(
    source: str, why: str, *, needs: tuple[str, ...] = (), unless: str = "", certain: bool = True, reach: int = REACH
) -> Rule:
    """A rule from pattern sources; every one of ``needs`` and none of ``unless`` may stand within reach of the words."""
    wanted = tuple(_word(each) for each in needs)
    return Rule(_word(source), why, wanted, _word(unless) if unless else None, certain, reach)


def signs(source: str, why: str, *, needs: tuple[str, ...] = (), unless: str = "", certain: bool = True) -> Rule:
    """A rule for emoji and other signs, which have no word edges."""
    wanted = tuple(_word(each) for each in needs)
    return Rule(pattern(f"({source})"), why, wanted, _word(unless) if unless else None, certain, REACH)


def _word(source: str) -> Pattern:
    return pattern(rf"\b({source})\b")


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
    near = around(folded, match, each.reach)
    if any(wanted.search(near) is None for wanted in each.needs):
        return False
    if each.unless is not None and each.unless.search(near) is not None:
        return False
    return general is None or general.search(near) is None


def gate_of(rules: Iterable[Rule], clues: Iterable[Clue] = ()) -> Gate:
    """What a text must hold for ``scan`` or ``heaviest`` to find anything: words of a rule, or of a clue that marks.

    ``heaviest`` takes a text of up to three times ``REACH`` as one stretch.
    """
    return Gate(*(each.words for each in rules), *(each.words for each in clues if each.marks), longest=3 * REACH)


CONDEMNING: Final = words(
    r"""(?:is|are|was|that's|it's|so|plain|pure|just) (?:racist|racism|sexist|sexism|homophobi[ac]|transphobi[ac]|ableist)
    | antisemiti[cs]m? | islamophobi[ac] | bigot(?:ed|ry|s)? | racism | sexism | ableism | homophobia | prejudice | stereotypes?
    | (?:is|was|that's|it's|this is) (?:bullying|abuse|harassment|wrong|vile|a hate crime|a slur|illegal|a crime|a criminal)
    | (?:isn't|not|never) (?:ok|okay|acceptable|funny) | unacceptable | zero tolerance | hate (?:crime|speech) | slurs?
    | (?:don't|do not|never|stop|nobody should|no ?one should|shouldn't) (?:ever )?(?:say|use|call|repeat|joke about)(?:ing)?
    | (?:stop|against|tired of|sick of|tackl\w+|challeng\w+) (?:\w+ ){0,2}(?:saying|using|calling|people|hate|abuse|bullying)
    | reported (?:it|him|her|them|this) | apologi[sz]ed | ashamed of (?:him|them|her) | not in our name
    | calling (?:it|that) out"""
)
TEACHING: Final = words(
    r"""training | inset day on | cpd | workshop | webinar | curriculum | assembly (?:on|about) | lesson (?:on|about)
    | teaching (?:about|on) | scheme of work | pshe | rse | rshe | toolkit | policy (?:says|on|is) | guidance | leaflets?
    | helpline | warning signs? | red flags? | history (?:lesson|week|month|trip) | museum | archive | awareness
    | if you (?:see|hear|suspect|are worried|think)(?: \w+){0,4} (?:report|tell|call|speak) | phishing | scams?"""
)
FICTION: Final = words(
    r"""episodes? | season (?:\d|one|two|three) | series (?:\d|one|two|three) | novels? | films? | movie | box ?set | netflix
    | iplayer | bbc drama | itv | channel 4 | eastenders | corrie | coronation street | emmerdale | hollyoaks | soap opera
    | line of duty | happy valley | poirot | marple | agatha christie | midsomer | murder mystery | panto | whodunnit
    | playing the (?:part|role) | script | act (?:one|two|three|\d) | chapter | audiobook | podcast | documentary | true crime
    | dickens | shakespeare | macbeth | hamlet | othello | an inspector calls | lord of the flies | the baddie | villain
    | cluedo | board game | minecraft | fortnite | fifa | mario kart | d&d | monopoly | the traitors | bake off
    | strictly | taskmaster | musical | opera | book club | storyline | character(?:s)?"""
)
SPORT: Final = words(
    r"""match | fixture | league | derby | final | semi | cup | keeper | striker | scored | goals? | nil | half ?time
    | kick ?off
    | innings | wicket | scrum | tackle | darts | bullseye | chess | snooker | karate | judo | boxing | sparring | mma
    | 5-a-side | five-a-side | quiz | scrabble | uno | bingo | netball | rugby | cricket | tournament | playoffs? | trophy
    | parkrun | race | relay | fantasy league | var | penalt(?:y|ies) | offside | premier league"""
)


class Clue(NamedTuple):
    """A pattern that speaks for (points above 0) or against what is looked for; a finding may sit on it if it ``marks``."""

    points: float
    words: Pattern
    marks: bool


def clue(points: float, source: str, *, marks: bool = False) -> Clue:
    """A clue from words."""
    return Clue(points, _word(source), marks)


def sign(points: float, source: str, *, marks: bool = False) -> Clue:
    """A clue from emoji and other signs, which have no word edges."""
    return Clue(points, pattern(f"({source})"), marks)


def heaviest(folded: str, clues: tuple[Clue, ...]) -> tuple[float, Match | None]:
    """The most points that the clues reach within one stretch of text, and the first marking clue there.

    Stretches overlap by half, so that nothing is cut in two; a long text is judged by its parts.
    """
    best: tuple[float, Match | None] = (0.0, None)
    for start in range(0, max(1, len(folded) - REACH), 2 * REACH):
        points, mark = _weighed(folded[start : start + 4 * REACH], clues)
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


RECOUNTED: Final = words(
    r"""(?:was|were|been|being|am|are|is|got|get|gets|getting) (?:\w+ ){0,2}(?:called|labelled|branded|nicknamed)
    | (?:memes?|posts?|comments?|headlines?|posters?|leaflets?|articles?|columns?|trolls?|stickers?|tweets?|people|papers?
    |ministers?)
    (?:\w+ ){0,3}(?:calling|saying|claiming|describing|labelling|branding) | (?:calls?|called|calling) (?:me|us|my|our)
    | it gets better | grow up | deserves? (?:\w+ )?(?:dignity|respect|better|kindness|support) | shame on (?:you|them|whoever)
    | how dare | disgusted (?:by|that|to|at) | breaks my heart | made me cry | in tears | hurtful | in the playground"""
)
ENDORSED: Final = pattern(
    r"\b(?:so true|spot on|bang on|not wrong|(?:can'?t|couldn'?t) (?:disagree|argue|agree more)|(?:they|he|she)'?(?:re"
    r"|s) (?:not "
    r"wrong|right)|is right|are right|about time|someone (?:finally )?said it|totally agree|i agree|hear hear|100%|facts)\b"
)
_SELF: Final = pattern(r"\b(?:i'?m|i am|we'?re|we are|i'?ve always been|us|myself|fellow|my (?:own )?people)\b(?: \w+){0,4} $")
_DISH: Final = pattern(
    r"\b(?:gravy|peas|mash|butcher|peppers?|brays|west midlands|black country|wikipedia|dykes? on bikes|tottenham|spurs"
    r"|yid army|boots? polish|flame retardant|fire retardant|growth retardation|homo sapiens|homo erectus|rolled r's)\b"
)


def of_oneself(draft: Draft, match: Match) -> bool:
    """Whether words for people are said of the author and their own, or mean a dish, a team, a place."""
    before = draft.folded[max(0, match.start - 40) : match.start]
    return _SELF.search(before) is not None or _DISH.search(around(draft.folded, match)) is not None
