"""Numbers, addresses, codes and handles, left out to the letter.

Only what a finding marks exactly is taken out. A preposition goes along where nothing would be left of it (“text me on
07700 900123” becomes “text me”); elsewhere a bracket says what stood there, so that the author sees the gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from safeconduct.activity import Topic
from safeconduct.screening import Draft, Finding
from safeconduct.suggestions.edits import Replacement
from safeconduct.text import pattern


class Exact(NamedTuple):
    """A detector whose findings (with ``when`` in what they say) mark a detail to the letter; ``what`` it is."""

    detector: str
    what: str
    when: str = ""


EXACT: Final = (
    Exact("uk_phone", "number"),
    Exact("email_address", "e-mail address"),
    Exact("handle", "account", "a private account;"),
    Exact("postcode_address", "address"),
    Exact("identity_numbers", "number"),
    Exact("bank_details", "bank details", "bank details"),
    Exact("birth_details", "date", "date of birth"),
    Exact("access_codes", "code", "states a code or password"),
    Exact("access_codes", "code", "sign-in code"),
    Exact("access_codes", "link", "closed meeting"),
)
# What leads to a number or an address and to nothing else.
_LEADING: Final = pattern(
    r"\b(?:text|txt|ring|call|phone|message|msg|whatsapp|e-?mail|reach|contact|write to|drop|ping|get)"
    r"(?: (?:me|us|him|her|them|a text|a line|a message|hold of me))* ((?:on|at|via) )$"
)
_REACH: Final = 40


def detail_edits(draft: Draft, findings: Sequence[Finding]) -> Iterator[tuple[Topic, Replacement]]:
    """An edit for each detail that can be left out, with the topic of its finding."""
    for finding in findings:
        kind = next((each for each in EXACT if each.detector == finding.detector and each.when in finding.why), None)
        if kind is not None and (kind.what != "account" or " " not in draft.text.raw[finding.start : finding.end]):
            yield finding.topic, _left_out(draft.text.raw, finding, kind)


def _left_out(raw: str, finding: Finding, kind: Exact) -> Replacement:
    lead = _LEADING.search(raw[max(0, finding.start - _REACH) : finding.start].lower())
    if lead is not None:
        return Replacement(finding.start - len(lead.text), finding.end, "")
    return Replacement(finding.start, finding.end, f"[{kind.what} removed]")
