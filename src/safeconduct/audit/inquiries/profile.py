"""What the profile says: the employer named, opinions without the words that they are personal, a date of birth.

Sources: kevi 5.2b (employer), 5.2h (disclaimer), 5.2l (personal details); vision 13; tapton D2; through ``decide``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from safeconduct.activity import Audience, Topic
from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind
from safeconduct.audit.answers import finding, of_findings
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Mark, Matter, Section, excerpt, from_record
from safeconduct.audit.scope import Scope
from safeconduct.context import disclaims
from safeconduct.screening import Context, Finding
from safeconduct.text import Text, pattern
from safeconduct.walks import check_draft

_WORDS: Final = frozenset({"bio", "headline", "location", "website", "about", "summary"})
_EMPLOYER: Final = frozenset({"employer"})
_DETAILS: Final[Mapping[str, str]] = {
    "birthday": "your date of birth",
    "birthplace": "where you were born",
    "phone": "your phone number",
    "address": "your address",
    "relationship": "your relationship",
}
_SCHOOL: Final = pattern(
    r"\b(?:school|academy|academies|college|nursery|primary|secondary|infants?|juniors?|grammar|sixth form|ysgol|trust|"
    r"teach\w*|education|pupil referral unit)\b"
)
_KEPT: Final = 200  # profile fields of one archive: old bios too


class _Look:
    def __init__(self, scope: Scope, reading: Reading) -> None:
        self._scope = scope
        self._titles = {reader.id: reader.title for reader, _, _ in reading.exports}
        self._fields: list[Record] = []
        self._seen: Counter[tuple[str, str]] = Counter()

    def see(self, record: Record) -> None:
        if record.kind is RecordKind.PROFILE and record.text.strip():
            place = record.platform, record.locator.archive
            self._seen[place] += 1
            if self._seen[place] <= _KEPT:
                self._fields.append(record)

    def matters(self) -> Iterator[Matter]:
        for record in self._fields:
            found = tuple(self._found(record))
            if found:
                yield self._matter(record, found)

    def _found(self, record: Record) -> Iterator[Finding]:
        if record.aspect in _DETAILS:
            why = f"Your profile holds {_DETAILS[record.aspect]}: see who can see it; such details answer security questions."
            yield finding(Topic.OWN_DETAILS, record.text, why, certain=False)
            return
        named = tuple(self._employer(record)) if record.aspect in _EMPLOYER else self._words(record)
        yield from named
        identity = next((each for each in named if each.topic is Topic.SCHOOL_IDENTITY), None)
        if identity and not self._disclaims(record.platform):
            why = "Your profile ties you to your employer and does not say that your views are your own."
            yield msgspec.structs.replace(identity, topic=Topic.MISSING_DISCLAIMER, why=why, aspect=None)

    def _employer(self, record: Record) -> Iterator[Finding]:
        if _SCHOOL.search(Text(record.text).folded):
            yield finding(Topic.SCHOOL_IDENTITY, record.text, "Your profile names your employer.")

    def _words(self, record: Record) -> tuple[Finding, ...]:
        if record.aspect not in _WORDS:
            return ()
        context = Context(audience=Audience.PUBLIC, role=self._scope.role, platform=record.platform, kind="bio")
        found = check_draft(record.text, self._scope.policies, context, redacting=False).findings
        return tuple(each for each in found if each.topic is not Topic.MISSING_DISCLAIMER)

    def _disclaims(self, platform: str) -> bool:
        return any(disclaims(Text(field.text).folded) for field in self._fields if field.platform == platform)

    def notes(self) -> Iterator[str]:
        for (platform, _), count in self._seen.items():
            if count > _KEPT:
                title = self._titles.get(platform, platform)
                yield f"{title}: {count - _KEPT:,} of {count:,} entries of your profile were not looked at, there are so many."
        if not self._fields:
            yield "No profile was found in the archive: look at what yours says of your employer, and at your date of birth."

    def _matter(self, record: Record, found: tuple[Finding, ...]) -> Matter:
        text, marks = excerpt(record.text, found)
        decision = of_findings(self._scope, found, Audience.PUBLIC)
        return from_record(Section.PROFILE, record, decision, _said(record, marks), text=text, marks=marks)


def _said(record: Record, marks: tuple[Mark, ...]) -> str:
    about = ", ".join(dict.fromkeys(mark.topic.value.replace("-", " ") for mark in marks))
    return f"Your profile ({record.aspect or 'words'}): {about}"


def _start(scope: Scope, reading: Reading) -> _Look:
    return _Look(scope, reading)


INQUIRY: Final = Inquiry("profile", "Looks at what the profile says of the employer and of the person.", _start)
