"""What was found, opened for the one who may see it: the account, and a page of findings as they are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from django.core.paginator import Page, Paginator
from django.http import QueryDict

from safeconduct.audit.matter import TITLES, Section
from safeconduct.audit.told import Brief, Told
from safeconduct.web.audits import work
from safeconduct.web.audits.actions import settled
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.sealed import Reader, kept

PER_PAGE: Final = 20
_OUTCOMES: Final = {"stop": "Take down or stop", "ask": "Ask first", "caution": "Think again"}
_STATES: Final = {"open": "Still to do", "done": "Dealt with"}


class Choice(NamedTuple):
    """One way to choose among the findings: its name in the address, what it is called, and its answers."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


class Shown(NamedTuple):
    """A finding on a page: its place in the whole list from 0, its words, and whether it was dealt with."""

    place: int
    words: Told
    dealt_with: bool


def findings(audit: Audit, key: bytes) -> work.Findings:
    """The account and every finding's place.

    Raises:
        ArchiveError: there is none yet, or this is not its key.
    """
    return msgspec.msgpack.decode(kept(work.findings(audit.folder), key), type=work.Findings)


class Result:
    """What was found, and how much of it was dealt with."""

    def __init__(self, audit: Audit, key: bytes) -> None:
        self._audit = audit
        self._key = key
        found = findings(audit, key)
        self.account = found.account
        self.places = found.places
        self.settled = settled(audit, key)

    @property
    def open(self) -> int:
        """How many findings are not dealt with."""
        return len(self.places) - len(self.settled)

    def choices(self, asked: Mapping[str, str]) -> list[Choice]:
        """The ways to choose among the findings, each only where there is something to choose."""
        briefs = [place.brief for place in self.places]
        years = sorted({brief.year for brief in briefs}, reverse=True)
        sections, outcomes = {brief.section for brief in briefs}, {brief.outcome for brief in briefs}
        offered = [
            ("section", "Where", [(each.value, TITLES[each]) for each in Section if each in sections]),
            ("outcome", "What to do", [(each, says) for each, says in _OUTCOMES.items() if each in outcomes]),
            ("platform", "Platform", [(each, each) for each in sorted({brief.platform for brief in briefs})]),
            ("year", "Year", [(str(year), str(year) if year else "no date") for year in years]),
            ("state", "Done or not", list(_STATES.items())),
        ]
        return [Choice(name, says, options, asked.get(name, "")) for name, says, options in offered if len(options) > 1]

    def page(self, asked: Mapping[str, str]) -> Page[int]:
        """The findings that were asked for, by their places."""
        chosen = [n for n, place in enumerate(self.places) if self._fits(n, place.brief, asked)]
        return Paginator(chosen, PER_PAGE).get_page(asked.get("page"))

    def _fits(self, number: int, brief: Brief, asked: Mapping[str, str]) -> bool:
        has = {
            "section": brief.section,
            "outcome": brief.outcome,
            "platform": brief.platform,
            "year": str(brief.year),
            "state": "done" if number in self.settled else "open",
        }
        return all(not asked.get(name) or asked[name] == value for name, value in has.items())

    def shown(self, numbers: Iterable[int]) -> list[Shown]:
        """These findings in words."""
        reader = Reader(work.matters(self._audit.folder), self._key)
        try:
            return [Shown(number, self._words(reader, number), number in self.settled) for number in numbers]
        finally:
            reader.close()

    def _words(self, reader: Reader, number: int) -> Told:
        place = self.places[number]
        return msgspec.msgpack.decode(reader.read_at(place.start, place.size), type=Told)


def asked_of(given: QueryDict) -> dict[str, str]:
    """The choices in an address; whatever else stands there is left out."""
    names = ("section", "outcome", "platform", "year", "state", "page")
    return {name: str(given[name]) for name in names if given.get(name)}


def kept_in_address(asked: Mapping[str, str], *, page: bool = True) -> str:
    """The choices as an address keeps them."""
    kept_ones = QueryDict(mutable=True)
    kept_ones.update({name: value for name, value in asked.items() if page or name != "page"})
    return kept_ones.urlencode()


__all__: Final = ("PER_PAGE", "Choice", "Result", "Shown", "asked_of", "findings", "kept_in_address")
