"""Private UK phone numbers, however they are written.

Finds mobile numbers (071 to 075, 077 to 079, and 07624 of the Isle of Man) and numbers of somebody's home in any
grouping, with +44 or 0044, with dots and dashes, with o for nought, and spelled out (“oh seven seven double four”).
The shapes are those of Ofcom's National Telephone Numbering Plan; its numbers for drama count like all others.
Leaves alone: 03, 08 and 09 numbers, short codes, the office's, a shop's or a helpline's number, landlines that
nobody calls their own, order numbers, dates and scores, and warnings of fraud.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, before, contact_findings, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WORDS: Final = {
    "zero": "0",
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_TIMES: Final = {"double": 2, "treble": 3, "triple": 3}
_ATOM: Final = (
    r"(?:(?:double|treble|triple)[ -]{1,2})?"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine) hundred"
    r"|zero|oh|nought|naught|one|two|three|four|five|six|seven|eight|nine|[0-9oil]{1,16})"
)
_KEYCAP: Final = "\u20e3"  # the box round a digit that is an emoji
_EMOJI: Final = r"\x{20e3}\x{2190}-\x{21ff}\x{2300}-\x{2bff}\x{1F000}-\x{1FAFF}"
_MARKS: Final = rf"[.\-/\\()\[\]{{}}*_·•,:;~|\n{_EMOJI}]"
_GAP: Final = rf"(?: {{0,2}}{_MARKS} {{0,2}}\)?| {{1,3}}| and | then |\) ?\(?|\] ?){{0,2}}"
_RUN: Final = pattern(rf"\b({_ATOM}(?:\b{_GAP}\b{_ATOM}){{0,30}})(?:\b|x{{1,4}}\b)")  # kisses may follow at once
_ONE: Final = pattern(rf"\b{_ATOM}\b")
# Ten digits take three atoms in a row, or two of which one is long, or one that is longer still, or a multiplied one.
_GATE: Final = Gate(
    rf"\b{_ATOM}(?:\b{_GAP}\b{_ATOM}){{2}}",
    rf"\b{_ATOM}\b{_GAP}\b[0-9oil]{{4}}|[0-9oil]{{4}}\b{_GAP}\b{_ATOM}",
    r"[0-9oil]{10}",
    r"\b(?:double|treble|triple)[ -]",
)


class _Token(NamedTuple):
    start: int
    end: int
    digits: str


def _decoded(text: str) -> str:
    """The digits that a token stands for; nothing if it is no number."""
    times, _, word = text.replace("-", " ").rpartition(" ")
    if word == "hundred":
        return _WORDS[times.strip()] + "00"
    if word in _WORDS:
        digits = _WORDS[word]
    elif sum(c.isdigit() for c in word) * 3 >= len(word) or set(word) == {"o"}:
        digits = word.translate(str.maketrans("oil", "011"))
    else:
        digits = ""
    return digits * _TIMES.get(times.strip(), 1)


def _tokens(folded: str) -> Iterator[list[_Token]]:
    for run in _RUN.all(folded):
        found = [_Token(run.start + m.start, run.start + m.end, _decoded(m.text)) for m in _ONE.all(run.text)]
        if sum(len(token.digits) for token in found) >= 10:
            yield found


_MOBILE: Final = pattern(r"(?:0|44|440|0044|00440)7(?:[1-57-9]\d|624)\d{5,7}")
_LANDLINE: Final = pattern(r"(?:0|44|440|0044|00440)(?:1\d{8,9}|2\d{9})")
_SHORTEST: Final = 10  # digits of a number, which is without its nought then
_BARE: Final = pattern(r"7[1-57-9]\d{8}")
_BEGINNINGS: Final = frozenset({"00", "01", "02", "07", "44"} | {f"7{n}" for n in range(1, 10)})


def _national(digits: str) -> str:
    """A number as dialled at home: 07…"""
    for prefix in ("00440", "0044", "440", "44"):
        if digits.startswith(prefix) and len(digits) >= 10 + len(prefix):
            return "0" + digits[len(prefix) :]
    return digits


class _Number(NamedTuple):
    start: int
    end: int
    digits: str
    tokens: int


def _numbers(draft: Draft) -> Iterator[_Number]:
    for tokens in _tokens(draft.folded):
        first = 0
        while first < len(tokens):
            found = _number_from(tokens, first)
            if found:
                yield found
            first += found.tokens if found else 1


def _number_from(tokens: list[_Token], first: int) -> _Number | None:
    """The longest phone number that begins at a token and ends with one."""
    digits, best = "", None
    for last in range(first, min(len(tokens), first + 16)):
        if not tokens[last].digits:
            break
        digits += tokens[last].digits
        if len(digits) > 15 or (len(digits) > 1 and digits[:2] not in _BEGINNINGS):
            break
        if len(digits) >= _SHORTEST and _is_number(digits) and not _goes_on(tokens, last):
            best = _Number(tokens[first].start, tokens[last].end, _national(digits), last - first + 1)
    return best


def _is_number(digits: str) -> bool:
    if _BARE.fits(digits):
        return True
    home = _national(digits)
    return (len(home) == 11 and (_MOBILE.fits(home) or _LANDLINE.fits(home))) or (len(home) == 10 and home[:2] == "01")


def _goes_on(tokens: list[_Token], last: int) -> bool:
    """Whether the digits run straight on, as in a card number; another phone number may follow."""
    if last + 1 >= len(tokens):
        return False
    follows = tokens[last + 1]
    return len(follows.digits) >= 3 and follows.digits[0] not in "0+" and follows.start - tokens[last].end <= 1


_OTHER_NUMBER: Final = (
    r"\b(?:order|ref(?:erence)?|tracking|invoice|parcel|ticket|raffle|lottery|booking|case|claim|serial|account|acc|a/c|isbn|imei|crime"
    r"|policy|part|item|model|upn|nhs|passport|barcode|meter|charity|vat|company)(?: (?:no|number|num|id|code|reference|"
    r"ref))?"
    r"\.?(?: is| was)?[ :#.-]*$"
)
_DATE: Final = pattern(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})(?:\D.*)?")
_ASKED: Final = (
    r"\b(?:number|no|num|mobile|mob|phone|ring|text|call|whats ?app|cell|tel|me on|reach me|contact|line|nr)\b[^.!?\n]{0,40}$"
)
_HOME: Final = (
    r"\b(?:(?:my|his|her|their|our|own|at) (?:own )?(?:home|house|land ?line)(?: (?:phone|number|line|no))?"
    r"|(?:my|his|her|their) (?:own|personal|private) (?:phone |land ?)?(?:number|line|no))\b[^!?\n]{0,30}$"
)
_COUNTED: Final = r"^ (?:followers|views|votes|points|copies|people|steps|times|pounds|won|likes)\b"
_IN_ANOTHER: Final = r"(?:[£$€#@=_&]|[^0-9 \n] ?/|0x) ?$"  # a price, a tag, a path
_GAME: Final = r"\b(?:lotter\w*|lotto|numbers (?:are|were|came)|scores?|results|odds|bingo|splits?|laps?)\b"


def _spaced_oddly(text: str) -> bool:
    """Pairs of digits all the way may be dates, scores or lottery numbers."""
    groups = [m.text for m in pattern(r"\d+").all(text)]
    return len(groups) >= 4 and sum(len(group) == 2 for group in groups) >= len(groups) - 1


def _is_phone(draft: Draft, number: _Number) -> bool:
    ahead, text = before(draft, number.start), draft.folded[number.start : number.end]
    asked = has(_ASKED, ahead)
    if has(r"\bwa\.me/$", ahead):
        return True
    if has(_OTHER_NUMBER, ahead) or has(_IN_ANOTHER, ahead) or (_DATE.fits(text) and not asked):
        return False
    if has(_COUNTED, after(draft, number.end, 12)):
        return False
    if number.digits[0] == "7" or (_spaced_oddly(text) and (not asked or has(_GAME, ahead))):
        return asked
    return number.digits[:2] == "07" or has(_HOME, ahead)


def find(draft: Draft) -> Iterator[Finding]:
    """Private phone numbers, by whose they are and who is given them."""
    for number in _numbers(draft):
        if _is_phone(draft, number):
            end = number.end + draft.folded.startswith(_KEYCAP, number.end)
            yield from contact_findings(draft, _with_lead(draft, number.start), end, "phone number")


def _with_lead(draft: Draft, start: int) -> int:
    """The start of a number with the + or bracket before it."""
    ahead = before(draft, start, 3)
    lead = ahead[len(ahead.rstrip("+( ")) :].lstrip()
    return start - len(lead)


_DIRECT: Final = Context(audience=Audience.DIRECT, kind="message")
_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_REPLY: Final = Context(audience=Audience.PUBLIC, kind="reply")
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)

DETECTOR: Final = Detector(
    id="uk_phone",
    says="Private UK phone numbers, however they are written.",
    topics=frozenset({Topic.PRIVATE_CONTACT, Topic.OWN_DETAILS, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=_GATE,
    fires=(
        Example("Mrs Nwosu, ring me tonight on 07700 900123 about Chidi", "07700 900123", Topic.PRIVATE_CONTACT, _DIRECT),
        Example(
            "its sir, my number is oh seven seven double oh nine double oh one two three, ask about the homework",
            "oh seven seven double oh nine double oh one two three",
            Topic.PRIVATE_CONTACT,
            _DIRECT,
        ),
        Example("Year 9 parents can text me: +44 (0)7700-900-456", "+44 (0)7700-900-456", Topic.PRIVATE_CONTACT, _PUBLIC),
        Example("Plants for sale, message me on o77oo 9oo321", "o77oo 9oo321", Topic.OWN_DETAILS, _PUBLIC),
        Example("New phone! I'm on 0044 7700.900.654 now", "0044 7700.900.654", Topic.OWN_DETAILS, _PUBLIC),
        Example(
            "If anyone at work wants her, Mrs Adebayo's mobile is 07 700 900 888", "07 700 900 888", Topic.COLLEAGUE_PRIVACY
        ),
        Example(
            "Year 6 families, my own mobile is 07700 900777, use it any evening",
            "07700 900777",
            Topic.PRIVATE_CONTACT,
            _OFFICIAL,
        ),
        Example(
            "Hi Miss Roberts' mum, my home number is 01632 960456, school never answers",
            "01632 960456",
            Topic.PRIVATE_CONTACT,
            _REPLY,
        ),
    ),
    quiet=(
        Quiet("Parents, please ring the school office on 01632 960456."),
        Quiet("The trip mobile is 07700 900111 and a member of staff has it all week.", _OFFICIAL),
        Quiet("Pupils can ring Childline on 0800 1111 or text SHOUT to 85258."),
        Quiet("Parents, if you get a text from 07700 900222 asking for trip money, it is a scam."),
        Quiet("Order number 07700900333 still hasn't come, three weeks I've waited."),
        Quiet("Hi Mum, it's my new number 07700 900444, will you ring me after school?", _DIRECT),
        Quiet("We beat them 07.11.2024 9.30 15 and again in May"),
        Quiet("Samaritans are on 116 123, day or night, and so is my kettle."),
        Quiet("Lottery numbers were 07 12 23 31 40 and 4, I had none of them"),
        Quiet("My brother's number is 07700 900555 if you need a roofer"),
        Quiet("I never give my number to parents; they ring 01632 960 789 in the daytime."),
    ),
)
