"""Numbers by which the state knows a person: UPN, National Insurance, NHS, passport, licence, DBS, teacher reference.

Each has to pass its own check and, where the shape alone says little, to stand beside its name:
* UPN: a check letter and twelve digits, weighted 2 to 13 modulo 23 (DfE, UPN guide); a last letter marks a temporary one;
* National Insurance: no D, F, I, Q, U, V in the prefix, no O second, not BG GB KN NK NT TN ZZ; suffix A to D (HMRC);
* NHS: ten digits, the last by modulo 11, and the name beside it: a bare ten-digit number is not one;
* driving licence: surname, decade, month (+50 for women), day, year, initials (DVLA);
* passport, DBS certificate and teacher reference numbers only with their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import around, before, has, warns_of_fraud
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_UPN_LETTERS: Final = "abcdefghjklmnpqrtuvwxyz"
_BARRED_PREFIXES: Final = frozenset({"bg", "gb", "kn", "nk", "nt", "tn", "zz"})


def upn(text: str) -> bool:
    """Whether a text without spaces is a unique pupil number by its check letter."""
    values = [_UPN_LETTERS.find(c) if c.isalpha() else int(c) for c in text[1:]]
    return min(values) >= 0 and _UPN_LETTERS[sum(v * w for w, v in enumerate(values, 2)) % 23] == text[0]


def national_insurance(text: str) -> bool:
    """Whether a text without spaces has a prefix that HMRC gives out."""
    return text[:2] not in _BARRED_PREFIXES


def nhs(text: str) -> bool:
    """Whether ten digits pass the check of NHS numbers."""
    check = 11 - sum(int(d) * (10 - place) for place, d in enumerate(text[:9])) % 11
    return check != 10 and check % 11 == int(text[9]) and len(set(text)) > 1


def driving_licence(text: str) -> bool:
    """Whether the digits of a driver number can be a date of birth, and the nines pad the surname."""
    month, day = int(text[6:8]) % 50, int(text[8:10])
    return 1 <= month <= 12 and 1 <= day <= 31 and not text[0].isdigit() and "9" not in text[:5].rstrip("9")


def _any(text: str) -> bool:
    return len(set(text)) > 1


class _Number(NamedTuple):
    """A kind of number: its shape, its check, the words that must stand near, and what to call it."""

    shape: str
    check: Callable[[str], bool]
    cue: str
    name: str
    of_pupil: bool = False


_SCHOOL_CUE: Final = (
    r"\b(?:upns?|unique pupil|pupils?|students?|child(?:ren)?|boys?|girls?|kids?|register|roll|census|admissions?|class|"
    r"year \d+|y\d+|sims|arbor|bromcom|school)\b"
)
_NUMBERS: Final = (
    _Number(r"\b([abcdefghjklmnpqrtuvwxyz]\d{11}[0-9a-hj-np-rt-z])\b", upn, _SCHOOL_CUE, "unique pupil number", of_pupil=True),
    _Number(
        r"\b([abceghj-prstw-z][abceghj-npr-tw-z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[a-d])\b",
        national_insurance,
        r"\b(?:national insurance|n\.?i\.?(?: ?(?:no|number|num|nr))?|nino|hmrc|payroll|"
        r"pension|tax|wages|payslip|p45|p60|hr)\b",
        "National Insurance number",
    ),
    _Number(r"\b(\d{3}[ -]?\d{3}[ -]?\d{4})\b", nhs, r"\bnhs\b", "NHS number"),
    _Number(r"\b([a-z][a-z9]{4}\d{6}[a-z][a-z9]\d?[a-z0-9]{2,3})\b", driving_licence, "", "driving licence number"),
    _Number(r"\b([a-z]?\d{8,9})\b", _any, r"\bpassport\b", "passport number"),
    _Number(r"\b(0\d{11})\b", _any, r"\b(?:dbs|crb|disclosure)\b", "DBS certificate number"),
    _Number(
        r"\b(\d\d[/ ]?\d{5})\b",
        _any,
        r"\b(?:trn|teacher (?:reference )?(?:number|no)|dfe number|qts (?:number|no)|tra number)\b",
        "teacher reference number",
    ),
)
_NOT_ONE: Final = (
    r"\b(?:order|ref(?:erence)? for|tracking|invoice|example|made[- ]up|dummy|helpline|ring|call|phone|dial|fax|office|"
    r"copies|votes|£|like|such as|e\.g\.)[ :.-]{0,3}(?:on |the |is |number |no )*$|"
    r"\b(?:ring|call|phone|dial|text) [^.!?\n\d]{0,20}$|"
    r"\b(?:surgery|dentist|clinic|helpline|gp|doctors?|hospital)(?:'s)? (?:number|line|phone|no)\b[^.!?\n]{0,10}$"
)
_PUPIL: Final = (
    r"\b(?:pupils?|students?|child(?:ren)?(?:'s)?|boys?|girls?|upn|year \d+|y\d+|class|[789][a-z]|kids?|his|her|their|"
    r"[a-z]+'s nhs)\b"
)
_OWN: Final = r"\b(?:my|mine|i'm|im|me|i)\b"
_COLLEAGUE: Final = (
    r"\b(?:mr|mrs|ms|miss) [a-z]+|\b(?:her|his|their|[a-z]{3,20}'s) (?:n\.?i|national|passport|dbs|trn|teacher|driving|"
    r"licence)\b"
)


def _topic(draft: Draft, found: Match, number: _Number) -> Topic:
    near = around(draft, found.start, found.end, 80)
    if number.of_pupil:
        return Topic.CONFIDENTIAL
    if has(_COLLEAGUE, before(draft, found.start, 60)):
        return Topic.COLLEAGUE_PRIVACY
    if number.name == "NHS number" and has(_PUPIL, near) and not has(r"\bmy (?:own )?nhs\b", near):
        return Topic.CONFIDENTIAL
    return Topic.OWN_DETAILS


def _found(draft: Draft, number: _Number) -> Iterator[Match]:
    for found in pattern(number.shape).all(draft.folded):
        near = around(draft, found.start, found.end, 60)
        plain = "".join(c for c in found.text if c.isalnum())
        beside = not number.cue or has(number.cue, near)
        if beside and number.check(plain) and not has(_NOT_ONE, before(draft, found.start, 30)):
            yield found


def _proper_channel(draft: Draft) -> bool:
    """A message from the school's own account to one person is where such numbers may have to go."""
    return not draft.personal and draft.context.audience is Audience.DIRECT


def find(draft: Draft) -> Iterator[Finding]:
    """Identity numbers, by whose they are."""
    if _proper_channel(draft):
        return
    for number in _NUMBERS:
        for found in _found(draft, number):
            if not warns_of_fraud(draft, found.start, found.end):
                yield draft.finding(
                    _topic(draft, found, number),
                    (found.start, found.end),
                    f"This looks like a {number.name}, by which a person can be traced or passed off.",
                )


_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.DIRECT, kind="message")

DETECTOR: Final = Detector(
    id="identity_numbers",
    says="UPN, National Insurance, NHS, passport, licence, DBS and teacher reference numbers.",
    topics=frozenset({Topic.OWN_DETAILS, Topic.CONFIDENTIAL, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=Gate(*(pattern(number.shape) for number in _NUMBERS)),
    fires=(
        Example("payroll keep losing my NI number, it's AB 12 34 56 C, there", "AB 12 34 56 C", Topic.OWN_DETAILS, _PUBLIC),
        Example("Which of you has pupil H801200001001 on your register?", "H801200001001", Topic.CONFIDENTIAL),
        Example("My NHS number is 943 476 5919 if the chemist is reading", "943 476 5919", Topic.OWN_DETAILS, _PUBLIC),
        Example("passport's come! 533401372, new photo, same face", "533401372", Topic.OWN_DETAILS, _PUBLIC),
        Example("licence number MORGA657054SM9IJ, finally passed", "MORGA657054SM9IJ", Topic.OWN_DETAILS, _PUBLIC),
        Example("My DBS certificate 001234567890 is on the update service", "001234567890", Topic.OWN_DETAILS, _PUBLIC),
        Example("Mrs Begum's teacher reference number is 12/34567, look her up", "12/34567", Topic.COLLEAGUE_PRIVACY, _PUBLIC),
        Example("that pupil's NHS number is 9434765919, in case the nurse asks", "9434765919", Topic.CONFIDENTIAL),
    ),
    quiet=(
        Quiet("Ring 943 476 5918 or 943 476 5919 for the quiz."),
        Quiet("My NHS number isn't 943 476 5910, it keeps telling me"),
        Quiet("Order QQ 12 34 56 C arrived with the wrong lid"),
        Quiet("GB 12 34 56 A is what is on the side of our boat"),
        Quiet("UPN letters have a check: A801200001001 would fail it"),
        Quiet("A new passport costs more than my last holiday"),
        Quiet("ISBN 9780141036144 is the one to order"),
        Quiet("DBS update service is £16 a year, worth it"),
        Quiet("We raised 1234567890 pennies, or so it felt carrying them"),
        Quiet("Dear Mrs Lee, your DBS certificate 001234567890 has been recorded.", _OFFICIAL),
    ),
)
