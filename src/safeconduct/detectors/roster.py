"""Names of pupils and colleagues that the user gave, in the forms that people write them.

Full name (either order), first name with the initial, initial with the surname, familiar forms (Tom for Thomas), hashtag
and handle; for colleagues also title and surname; a first name alone only beside words of school, and not where it is
spoken to. Possessives and punctuation make no difference. The roster itself is never repeated in an answer.

Each form is looked up in a table made once a roster, so the cost is linear in the text however long the roster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from safeconduct.activity import Topic
from safeconduct.detectors._nicknames import familiar
from safeconduct.detectors._people import CODE, YEAR
from safeconduct.disguise import everyday
from safeconduct.mentions import in_family_words, is_ordinary
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet, Roster
from safeconduct.text import Match, Text, pattern


class Form(NamedTuple):
    """What a run of words means: whose name, and whether the words alone prove it."""

    topic: Topic
    alone: bool  # enough by itself; otherwise only beside words of school


_TOKEN: Final = pattern(r"[\pL\pM\pN]+")
_MOST: Final = 6  # words of the longest form
_TITLES: Final = ("mr", "mrs", "miss", "ms", "mx", "dr", "sir")
_SCHOOL: Final = pattern(
    rf"\b(?:{CODE}|{YEAR}|school|class|form|lesson|maths|english|science|assembly|homework|detention|exclu\w+"
    rf"|playground|dinner|lunch|break|trip|coach"
    r"|teacher|ta|head|staff|reading|spelling|mock|exam|results?|nativity|play|match|team|set|tutor|corridor|register"
    r"|attendance|behaviour|parents'? evening"
    r"|mum|dad|mam|nan|social worker|foster|pupil|student|kid|lad|lass|little|office|meeting|colleague|department|dept"
    r"|briefing|cover)\b"
)
_SPOKEN_TO: Final = pattern(
    r"(?:^|[\n.!?] *)(?:hi|hello|hey|hiya|dear|thanks|thank you|well done|happy birthday|good luck"
    r"|congratulations|cheers|morning) $"
)
_SURNAME: Final = pattern(r"^ ([a-z][a-z'-]{2,20})")
_NEAR: Final = 60


@lru_cache(maxsize=16)  # a trust's schools have a roster each; of two thousand names one takes some ten megabytes
def _table(roster: Roster) -> dict[tuple[str, ...], Form]:
    """Every form of every name; a form that proves somebody wins over one that does not, a pupil over a colleague."""
    table: dict[tuple[str, ...], Form] = {}
    for names, topic in ((roster.pupils, Topic.CONFIDENTIAL), (roster.colleagues, Topic.COLLEAGUE_PRIVACY)):
        for name in sorted(names):
            for words, alone in _forms(_words(name), topic):
                if words not in table or (alone and not table[words].alone):
                    table[words] = Form(topic, alone)
    return table


def _words(name: str) -> tuple[str, ...]:
    return tuple(match.text for match in _TOKEN.all(name.lower()))[:_MOST]


def _forms(name: tuple[str, ...], topic: Topic) -> Iterator[tuple[tuple[str, ...], bool]]:
    if len(name) == 1:
        yield name, False
    if len(name) < 2:
        return
    last = name[-1]
    yield from _squashed(name)
    yield from _closed_up(name)
    for first in (name[0], *sorted(familiar(name[0]))):
        yield (first, *name[1:]), True
        yield (first, last), True
        yield from _squashed((first, last))
        yield from _squashed((last, first))
        if len(first) > 1:
            yield (first, last[0]), True
            yield (first,), False
    yield (last, *name[:-1]), True
    if len(last) > 1:
        yield (name[0][0], last), True
    yield (name[0][0], last[0]), False
    if topic is Topic.COLLEAGUE_PRIVACY:
        yield from (((title, last), True) for title in _TITLES)


def _closed_up(name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Two words of a name written as one: O'Shea as OShea, Mary-Jane as Maryjane."""
    if len(name) > 2:
        yield (*name[:-2], name[-2] + name[-1]), True
        yield (name[0] + name[1], *name[2:]), True


def _squashed(name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The name as one word, as hashtags and handles write it."""
    if sum(map(len, name)) >= 6:
        yield ("".join(name),), True


def _find(draft: Draft) -> Iterator[Finding]:
    roster = draft.context.roster
    if not (roster.pupils or roster.colleagues):
        return
    for (start, end), form in _places(draft.folded, _table(roster)):
        small = _small_words(draft, start, end)
        # “Will young people vote?” is not about Will Young.
        if small and _capital(draft, start) and not _beside_school(draft, start, end):
            continue
        if form.alone or _beside_school(draft, start, end):
            yield draft.finding(form.topic, (start, end), _WHY[form.topic], certain=form.alone and not small)


def _small_words(draft: Draft, start: int, end: int) -> bool:
    """Whether a name of several parts, each of them a word too, ends without a capital there."""
    words = list(_TOKEN.all(draft.folded[start:end]))
    if len(words) < 2 or not all(is_ordinary(word.text) or word.text in _WORDS_TOO | everyday() for word in words):
        return False
    return not _capital(draft, start + words[-1].start)


def names(text: Text, roster: Roster) -> Iterator[tuple[int, int]]:
    """Where a text may name a pupil of a roster, proved or not: for whoever has another reason to ask who is meant."""
    for (start, end), form in _places(text.folded, _table(roster)) if roster.pupils else ():
        begin, finish = text.span(start, end)
        if form.topic is Topic.CONFIDENTIAL and (form.alone or text.raw[begin].isupper()):
            yield begin, finish


@lru_cache(maxsize=4)
def _whose(names: frozenset[str]) -> dict[tuple[str, ...], frozenset[str]]:
    """For every form of every pupil's name, whose it is."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        for form, _ in _forms(_words(name), Topic.CONFIDENTIAL):
            found.setdefault(form, set()).add(name)
    return {form: frozenset(whose) for form, whose in found.items()}


def meant(said: str, names: frozenset[str]) -> frozenset[str]:
    """The pupils' names of a roster of which some words, such as a finding's, are a form: several where they share it."""
    words = _words(Text(said).folded)
    if not words:
        return frozenset()
    bare = words[-1].removesuffix("s").rstrip("0123456789")
    asked = {words, (*words[:-1], bare), (*words[:-1], words[-1].rstrip("0123456789"))}
    table = _whose(names)
    return frozenset[str]().union(*(table.get(form, ()) for form in asked))


_WHY: Final = {
    Topic.CONFIDENTIAL: "This is the name of a pupil on your list.",
    Topic.COLLEAGUE_PRIVACY: "This is the name of a colleague on your list.",
}


def _places(folded: str, table: dict[tuple[str, ...], Form]) -> Iterator[tuple[tuple[int, int], Form]]:
    """The longest form at each word, none inside another."""
    ahead: deque[Match] = deque()
    words = _TOKEN.all(folded)
    while True:
        while len(ahead) < _MOST and (word := next(words, None)) is not None:
            ahead.append(word)
        if not ahead:
            return
        length, form, spare = _longest(folded, ahead, table)
        if form is not None:
            yield (ahead[0].start, ahead[length - 1].end - spare), form
        for _ in range(length):
            ahead.popleft()


def _longest(folded: str, ahead: deque[Match], table: dict[tuple[str, ...], Form]) -> tuple[int, Form | None, int]:
    """How many words the longest form has, what it means, and how many letters at its end are not of the name."""
    words = [match.text for match in ahead]
    for length in range(len(words), 0, -1):
        form = table.get(tuple(words[:length]))
        if form is not None and _together(folded, ahead, length):
            return length, form, 0
        if _without_s(words[length - 1]) and _together(folded, ahead, length):
            form = table.get((*words[: length - 1], words[length - 1][:-1]))
            if form is not None:
                return length, form, 1
    whole = table.get((words[0].rstrip("0123456789"),)) if len(words[0]) > 6 else None  # a handle with a number: adasmith08
    return 1, whole if whole is not None and whole.alone else None, 0


def _without_s(word: str) -> bool:
    """Whether a word may be a name with the s of possession and no apostrophe: “Kwames mum”."""
    return word.endswith("s") and len(word) > 4 and word[:-1] not in _WORDS_TOO and not is_ordinary(word[:-1])


def _together(folded: str, ahead: deque[Match], length: int) -> bool:
    """Whether the words stand close: at most a comma, a full stop, a hyphen or an underscore and a space between.

    The s of “Tom's” is no initial.
    """
    if length > 1 and ahead[length - 1].text == "s" and folded[ahead[length - 2].end] == "'":
        return False
    return all(ahead[index + 1].start - ahead[index].end <= 2 for index in range(length - 1))


def _beside_school(draft: Draft, start: int, end: int) -> bool:
    """Whether a first name alone, or two initials, stand by words of school and are not spoken to."""
    folded = draft.folded
    before = folded[max(0, start - _NEAR) : start]
    word = folded[start:end]
    if _SPOKEN_TO.search(before) or in_family_words(folded, start) or _somebody_else(draft, end):
        return False
    if (is_ordinary(word) or word in _WORDS_TOO or len(word) < 4) and not _capital(draft, start):
        return False
    return _SCHOOL.search(before) is not None or _SCHOOL.search(folded[end : end + _NEAR]) is not None


def _somebody_else(draft: Draft, end: int) -> bool:
    """Whether another surname follows: Liz Truss is not the Liz of the list."""
    after = _SURNAME.search(draft.folded[end : end + 24])
    if after is None or is_ordinary(after.text) or _SCHOOL.search(after.text) is not None:
        return False
    begin, finish = draft.text.span(end + after.start, end + after.end)
    return draft.text.raw[begin].isupper() and not draft.text.raw[begin:finish].isupper()


# Names that are words as well, of every culture; they count only with a capital.
_WORDS_TOO: Final = frozenset(
    {
        "will",
        "mark",
        "may",
        "june",
        "april",
        "rose",
        "grace",
        "joy",
        "hope",
        "faith",
        "bill",
        "rob",
        "pat",
        "sue",
        "jack",
        "dean",
        "art",
        "amber",
        "ruby",
    }
    | {
        "summer",
        "autumn",
        "sky",
        "river",
        "max",
        "rich",
        "nick",
        "guy",
        "grant",
        "frank",
        "drew",
        "chase",
        "hunter",
        "mason",
        "miles",
        "reed",
        "wade",
    }
    | {
        "precious",
        "blessing",
        "favour",
        "praise",
        "gift",
        "destiny",
        "honey",
        "melody",
        "angel",
        "iris",
        "ivy",
        "daisy",
        "poppy",
        "olive",
        "holly",
    }
    | {
        "star",
        "noor",
        "love",
        "bliss",
        "prince",
        "king",
        "major",
        "basil",
        "ray",
        "rod",
        "gene",
        "earl",
        "duke",
        "sunny",
        "happy",
        "lucky",
        "sandy",
    }
)


def _capital(draft: Draft, place: int) -> bool:
    begin, _ = draft.text.span(place, place + 1)
    return draft.text.raw[begin].isupper()


_CLASS: Final = Context(
    roster=Roster(
        frozenset(
            {
                "jayden smith",
                "thomas okafor",
                "aleksander nowak",
                "siobhan o'brien",
                "simran kaur gill",
                "will carter",
                "nguyen thi mai",
            }
        ),
        frozenset({"fatima begum", "dafydd ap rhys", "marguerite dupont"}),
    )
)

DETECTOR: Final = Detector(
    "roster",
    "Finds the names on the list of pupils and colleagues that you gave, in the forms that people write them.",
    frozenset({Topic.CONFIDENTIAL, Topic.COLLEAGUE_PRIVACY}),
    _find,
    (
        Example("What a catch by Jayden Smith on Saturday", "Jayden Smith", Topic.CONFIDENTIAL, _CLASS),
        Example("jayden s has outgrown his blazer again", "jayden s", Topic.CONFIDENTIAL, _CLASS),
        Example("so proud of #JaydenSmith tonight", "JaydenSmith", Topic.CONFIDENTIAL, _CLASS),
        Example("look what @jayden_smith made", "jayden_smith", Topic.CONFIDENTIAL, _CLASS),
        Example("look what @jaydensmith08 made", "jaydensmith08", Topic.CONFIDENTIAL, _CLASS),
        Example("Tom Okafor's drawing made my week", "Tom Okafor", Topic.CONFIDENTIAL, _CLASS),
        Example("Alex lost a tooth in assembly", "Alex", Topic.CONFIDENTIAL, _CLASS),
        Example("Siobhán O’Brien sang the whole verse", "Siobhán O’Brien", Topic.CONFIDENTIAL, _CLASS),
        Example("Register says SMITH, JAYDEN and nobody answers", "SMITH, JAYDEN", Topic.CONFIDENTIAL, _CLASS),
        Example("Simran Gill ran the line", "Simran Gill", Topic.CONFIDENTIAL, _CLASS),
        Example("J. Smith has handed in a blank page", "J. Smith", Topic.CONFIDENTIAL, _CLASS),
        Example("Will forgot his homework and his shoes", "Will", Topic.CONFIDENTIAL, _CLASS),
        Example("Mrs Begum is the reason that I get through Mondays", "Mrs Begum", Topic.COLLEAGUE_PRIVACY, _CLASS),
        Example("Dafydd ap Rhys snores on the coach", "Dafydd ap Rhys", Topic.COLLEAGUE_PRIVACY, _CLASS),
        Example("Margot was late to briefing again", "Margot", Topic.COLLEAGUE_PRIVACY, _CLASS),
    ),
    (
        Quiet("What a catch by Jayden Smith on Saturday"),
        Quiet("Jayden Cole is back in the England squad", _CLASS),
        Quiet("Went to see Tom play at the Dog and Duck", Context(roster=Roster(frozenset({"anna kowalska"})))),
        Quiet("Hi Jayden, your homework is on the class page", _CLASS),
        Quiet("I will mark these tonight if it kills me, class", _CLASS),
        Quiet("My nephew Jayden starts school on Monday", _CLASS),
        Quiet("The smith made new gates for the park", _CLASS),
        Quiet("Begum Rokeya's stories are on the wireless tonight", _CLASS),
        Quiet("Alexandria by night, from the roof of the hotel", _CLASS),
        Quiet("js and css, my new hobby at weekends", _CLASS),
    ),
)
