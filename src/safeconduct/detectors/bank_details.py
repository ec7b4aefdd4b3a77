"""Bank details: a sort code with an account number, a card number, an IBAN, a picture of a card.

A card number must have a known first digit and pass the check of Luhn (ISO/IEC 7812); an IBAN must have the length of
its country where that is known and leave 1 modulo 97 (ISO 13616). Leaves alone: the school's, a charity's or a club's
account, numbers that fail their check, order and meter numbers, and warnings of fraud.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, around, before, has, warns_of_fraud
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_SORT: Final = r"\d\d ?[-–.\s/] ?\d\d ?[-–.\s/] ?\d\d|\d{6}"
_SORT_AND_ACCOUNT: Final = pattern(rf"\b((?:{_SORT})\b(?:[^\d\n]{{1,50}}\n?|\n)[^\d\n]{{0,30}}\b\d{{4}}[ -]?\d{{4}})\b")
_ACCOUNT_FIRST: Final = pattern(
    rf"\b(?:account|acc?t?|a/c)\b[^\d\n]{{1,20}}(\d{{4}}[ -]?\d{{4}}\b(?:[^\d\n]{{1,30}}\n?|\n)[^\d\n]{{0,20}}\b(?:{_SORT}))\b"
)
_CARD: Final = pattern(r"\b([3-6]\d{3}(?:[ .-]?\d{4}){2}[ .-]?\d{1,7}|3[47]\d{2}[ .-]?\d{6}[ .-]?\d{5})\b")
_IBAN: Final = pattern(r"\b([a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?)\b")
_IBAN_LENGTHS: Final = {
    "gb": 22,
    "ie": 22,
    "fr": 27,
    "de": 22,
    "es": 24,
    "it": 27,
    "nl": 18,
    "pl": 28,
    "ro": 24,
    "pt": 25,
    "be": 16,
    "at": 20,
    "se": 24,
    "dk": 18,
    "no": 15,
    "fi": 18,
    "ch": 21,
    "lt": 20,
    "lv": 21,
    "ee": 20,
    "cz": 24,
    "sk": 24,
    "hu": 28,
    "bg": 22,
    "gr": 27,
    "cy": 28,
    "mt": 31,
    "hr": 21,
    "si": 19,
    "tr": 26,
    "ua": 29,
    "pk": 24,
    "sa": 24,
    "ae": 23,
    "lu": 20,
}
_CARD_PICTURE: Final = pattern(
    r"((?:pic|photo|picture|selfie|look at|front of|both sides of|close-?up)[^.!?\n]{0,30}\b(?:debit|credit|bank|monzo|"
    r"visa) card"
    r"|\b(?:debit|credit|bank|monzo|visa) card\b[^.!?\n]{0,60}?(?:look how|\[(?:photo|pic)|front (?:of it|and back)|"
    r"long number|number showing|numbers? and all))"
)

_SHARED: Final = (
    r"\b(?:pta|school|charity|church|mosque|temple|gurdwara|synagogue|club|trust|committee|appeal|fund|hospice|association|"
    r"society"
    r"|company|ltd|council|team|league|association)(?:'s)? (?:bank )?(?:account|acct|acc|fund)|\bac(?:count|ct)? ?name[ "
    r":]+[^.\n]{0,30}"
    r"(?:pta|school|fund|trust|charity|club|friends of|association|academy)|\bfriends of [a-z' ]{2,30}"
)
_COUNTED: Final = r"^ (?:people|steps|views|votes|tickets|pupils|times|copies|pounds)\b"
_SORT_CUE: Final = r"\b(?:sort|s/c|sc|account|acct?|a/c|bank|transfer|pay|bacs)\b"
_ACCOUNT_CUE: Final = r"\b(?:sort|s/c|sc|account|acct?|a/c)\b"
_DAY_MONTH_YEAR: Final = pattern(r"^(?:0[1-9]|[12]\d|3[01])[-–./ ](?:0[1-9]|1[0-2])[-–./ ]")
_UNDATED_PAIR: Final = pattern(
    r"(?:00|3[2-9]|[4-9]\d)-\d\d-\d\d[ ,/]{1,3}\d{4} ?\d{4}|\d\d-(?:00|1[3-9]|[2-9]\d)-\d\d[ ,/]{1,3}\d{4} ?\d{4}"
)
_CARD_CUE: Final = r"\b(?:card|visa|debit|credit|amex|mastercard|monzo|long number|expir\w*|cvv|cvc|security code)\b"
_NOT_CARD: Final = (
    r"\b(?:order|ref|reference|tracking|parcel|isbn|imei|meter|serial|voucher|gift|library|loyalty|nectar|clubcard|test "
    r"card|example)\b"
)


def luhn(digits: str) -> bool:
    """Whether a row of digits passes the check of Luhn."""
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def iban(text: str) -> bool:
    """Whether a text without spaces is an IBAN by its length and its check digits."""
    if len(text) != _IBAN_LENGTHS.get(text[:2], -1):
        return False
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def _sorted_accounts(draft: Draft) -> Iterator[Match]:
    for found in (*_SORT_AND_ACCOUNT.all(draft.folded), *_ACCOUNT_FIRST.all(draft.folded)):
        cue = _ACCOUNT_CUE if _DAY_MONTH_YEAR.search(found.text) else _SORT_CUE
        cued = _UNDATED_PAIR.fits(found.text) or has(cue, before(draft, found.start, 40) + found.text)
        if cued and not has(_COUNTED, after(draft, found.end, 12)):
            yield found


def _cards(draft: Draft) -> Iterator[Match]:
    for found in _CARD.all(draft.folded):
        digits = "".join(c for c in found.text if c.isdigit())
        near = around(draft, found.start, found.end, 60)
        grouped = has(r"^\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}$", found.text)
        if 13 <= len(digits) <= 19 and luhn(digits) and not has(_NOT_CARD, near) and (grouped or has(_CARD_CUE, near)):
            yield found


def _ibans(draft: Draft) -> Iterator[Match]:
    for found in _IBAN.all(draft.folded):
        words = found.text.split(" ")
        for count in range(len(words), 0, -1):
            text = " ".join(words[:count])
            if iban(text.replace(" ", "").replace("-", "")):
                yield Match(found.start, found.start + len(text), text)
                break


def find(draft: Draft) -> Iterator[Finding]:
    """Bank and card details in a text or in a picture that it tells of."""
    for found in (*_sorted_accounts(draft), *_cards(draft), *_ibans(draft)):
        near = around(draft, found.start, found.end, 80)
        if not warns_of_fraud(draft, found.start, found.end) and not has(_SHARED, near):
            yield from _judged(draft, found, near)
    if draft.personal:
        for found in _CARD_PICTURE.all(draft.folded):
            if not has(r"\b(?:don't|do not|never|gift|library|loyalty|scam)\b", around(draft, found.start, found.end, 50)):
                yield draft.finding(
                    Topic.OWN_DETAILS, (found.start, found.end), "A picture of a bank card shows enough to misuse it."
                )


def _judged(draft: Draft, found: Match, near: str) -> Iterator[Finding]:
    where = (found.start, found.end)
    theirs = has(r"\b(?:his|her|their) (?:own )?(?:bank )?account\b|\bfor our [a-z]+\b|\bname (?:of )?[a-z] [a-z]{3,}", near)
    if draft.personal:
        yield draft.finding(Topic.OWN_DETAILS, where, "These are bank details, and whoever sees them can misuse them.")
    if theirs and not has(r"\bmy\b", near) and (not draft.personal or has(r"\bfor our [a-z]+\b", near)):
        yield draft.finding(Topic.COLLEAGUE_PRIVACY, where, "These look like a colleague's own bank details.", certain=False)
    elif not draft.personal and has(r"\b(?:my|own) (?:own )?(?:bank )?account\b", near + after(draft, found.end)):
        yield draft.finding(Topic.OWN_DETAILS, where, "These are somebody's own bank details on the school's account.")


_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)

DETECTOR: Final = Detector(
    id="bank_details",
    says="Sort codes with account numbers, card numbers, IBANs and pictures of cards.",
    topics=frozenset({Topic.OWN_DETAILS, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=Gate(_SORT_AND_ACCOUNT, _ACCOUNT_FIRST, _CARD, _IBAN, _CARD_PICTURE),
    fires=(
        Example(
            "Curry money to me please, sort code 00-12-34 account 12345678",
            "sort code 00-12-34 account 12345678",
            Topic.OWN_DETAILS,
        ),
        Example("a/c 87654321, s/c 00 12 34, twelve quid each", "a/c 87654321, s/c 00 12 34", Topic.OWN_DETAILS, _PUBLIC),
        Example("Use my card, 4111 1111 1111 1111, exp 04/29", "4111 1111 1111 1111", Topic.OWN_DETAILS),
        Example("Wire it to GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32", Topic.OWN_DETAILS),
        Example("New debit card, front and back, isn't the blue gorgeous", "debit card, front and back", Topic.OWN_DETAILS),
        Example("Sort 001234, acct 1234 5678, tenner each for the coach", "Sort 001234, acct 1234 5678", Topic.OWN_DETAILS),
        Example(
            "Pay Mr Bello direct, his own account: sort code 00-12-34, account 22334455",
            "sort code 00-12-34, account 22334455",
            Topic.COLLEAGUE_PRIVACY,
            _OFFICIAL,
        ),
    ),
    quiet=(
        Quiet("Please never send your sort code to anyone who messages you."),
        Quiet("PTA account: sort code 00-12-34, account 12345678", _OFFICIAL),
        Quiet("Donations to the hospice fund account, sort code 00-12-34, number 12345678"),
        Quiet("Order 4111 1111 1111 1112 is still lost in Swindon"),
        Quiet("Tracking number 4111111111111111, it says it's in Kent"),
        Quiet("A text asked me to pay 00-12-34 account 12345678, it's a scam"),
        Quiet("12-10-14 was the best team I ever saw, 19651970 the best decade"),
        Quiet("My library card has a picture of a badger, look how smart"),
    ),
)
