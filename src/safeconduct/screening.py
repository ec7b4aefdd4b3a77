"""Text in, findings with spans out. A finding says what, where and why; it never says what to do.

A detector is one file in ``safeconduct.detectors``: a function over a draft, the topics it can find, and
examples that must and must not fire, which the tests run. Detectors know no policy. The semantic model of a
later version is one more detector behind this same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick

from safeconduct.abroad import in_english, whole_words
from safeconduct.activity import Account, Aspect, Audience, Role, Topic
from safeconduct.disguise import BOXES, Plain, everyday, undisguised
from safeconduct.errors import PluginError
from safeconduct.gates import Gate, Gates
from safeconduct.plugins import discover
from safeconduct.text import Text


class Finding(msgspec.Struct, frozen=True):
    """Something of concern in a text.

    ``start`` and ``end`` count code points of the text as given. ``certain`` is false where the words may mean
    something else; the outcome is then never more than a caution. ``vetoed`` says why a finding does not count.
    """

    topic: Topic
    start: int
    end: int
    why: str
    detector: str
    aspect: Aspect | None = None
    certain: bool = True
    vetoed: str = ""


class Hit(NamedTuple):
    """A lexicon term found in the folded text; ``note`` is what the lexicon says of the term."""

    start: int
    end: int
    term: str
    note: str


class Roster(msgspec.Struct, frozen=True):
    """Names that the user gave; never printed. Full names, folded, by whom they are.

    Drafts are searched for pupils and colleagues, and for the names of where the author works; the others tell an audit who a
    friend or follower is.
    """

    pupils: frozenset[str] = frozenset()
    colleagues: frozenset[str] = frozenset()
    former_pupils: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()


class Context(msgspec.Struct, frozen=True):
    """Where a text is going, by whom. The defaults are those of somebody posting on their own account."""

    account: Account = Account.PERSONAL
    audience: Audience | None = None
    role: Role | None = None
    platform: str = ""
    kind: str = "post"
    permission: bool = False
    roster: Roster = Roster()


OWN_ACCOUNT: Final = Context()


class Draft:
    """A text with its context, and what several detectors need of it, worked out once."""

    def __init__(self, text: str, context: Context = OWN_ACCOUNT) -> None:
        self.text = Text(text)
        self.context = context
        self.prepared: Any = None  # what was worked out for a whole batch of drafts
        self.harmless = False  # whether it is plainly so at a glance
        self.excused: tuple[Finding, ...] = ()  # what a screen saw and does not count, each with the reason

    @property
    def folded(self) -> str:
        """The text as detectors search it."""
        return self.text.folded

    @property
    def personal(self) -> bool:
        """Whether it goes out from the author's own account."""
        return self.context.account is Account.PERSONAL

    @cached_property
    def disguised(self) -> tuple[Plain, Draft] | None:
        """The same in plain words, if words of it are disguised, and where they stand; otherwise ``None``."""
        plain = undisguised(self.text)
        return None if plain is None else (plain, Draft(_cased(self, plain), self.context))

    @cached_property
    def in_english(self) -> tuple[Plain, Draft] | None:
        """The same roughly in English, if it is in another language that is known, and where its words stand."""
        plain = None if self.disguised else in_english(self.folded)
        return None if plain is None else (plain, Draft(_cased(self, plain), self.context))

    @property
    def to_read(self) -> Draft:
        """What somebody who reads it understands: the plain words of a disguised text, or the text."""
        return self.disguised[1] if self.disguised else self

    @cached_property
    def _hits(self) -> Mapping[str, list[Hit]]:
        return Lexicons.shipped().search(self.folded)

    def hits(self, lexicon: str) -> list[Hit]:
        """Where terms of a lexicon stand, whole words only, in order."""
        if lexicon not in Lexicons.shipped().names:
            raise PluginError(f"There is no lexicon “{lexicon}” in data/lexicons.")
        return self._hits.get(lexicon, [])

    def finding(
        self, topic: Topic, where: tuple[int, int] | Hit, why: str, *, aspect: Aspect | None = None, certain: bool = True
    ) -> Finding:
        """A finding at a place of the folded text, its span led back to the text as given."""
        start, end = self.text.span(where[0], where[1])
        return Finding(topic, start, end, why, "", aspect, certain)


class Example(NamedTuple):
    """A text and what a detector must find in it: the words marked, and as what."""

    text: str
    quote: str
    topic: Topic
    context: Context = OWN_ACCOUNT


class Quiet(NamedTuple):
    """A text in which a detector must find nothing."""

    text: str
    context: Context = OWN_ACCOUNT


class Detector(msgspec.Struct, frozen=True):
    """One way of finding something.

    ``find`` yields findings over a draft; ``fires`` and ``quiet`` are its examples, run by the tests, and at least
    three of each are wanted. ``says`` explains it to a user in one sentence. ``gate`` is what a text must hold for
    ``find`` to yield anything; without one, the detector looks at every text. One that ``weighs`` what words mean is not
    asked about a text that is plainly harmless at a glance. A ``reserve`` is heard only on topics of which no other speaks.
    What ``find`` yields ``vetoed`` does not count, nor does what a reserve reads into the same words.
    """

    id: str
    says: str
    topics: frozenset[Topic]
    find: Callable[[Draft], Iterable[Finding]]
    fires: tuple[Example, ...]
    quiet: tuple[Quiet, ...]
    gate: Gate | None = None
    weighs: bool = False
    reserve: bool = False


Prepare = Callable[[Sequence[Draft]], None]
_FIRST: Final = 8  # drafts before gates are asked: making their automata takes as long as some checks without them


class Screen:
    """All detectors, run over one draft after another.

    ``prepare`` is given every batch of drafts before a detector sees one of them: the place for work that is cheaper
    for many texts at once than for one at a time.
    """

    def __init__(self, detectors: Iterable[Detector], prepare: Prepare | None = None) -> None:
        self.detectors = tuple(detectors)
        self._prepare = prepare
        self._taken = 0
        self._asked = _Asked.of(enumerate(self.detectors))
        self._asked_of_harmless = _Asked.of((number, each) for number, each in enumerate(self.detectors) if not each.weighs)
        self._reserves = frozenset(each.id for each in self.detectors if each.reserve)

    @cached_property
    def exact(self) -> Screen:
        """The same without its reserves: what can be said of words alone, and at once."""
        return Screen(each for each in self.detectors if not each.reserve)

    def findings(self, draft: Draft) -> tuple[Finding, ...]:
        """What the detectors found and counts, in the order of the text, nothing twice."""
        return self.findings_of((draft,))[0]

    def findings_of(self, drafts: Sequence[Draft]) -> list[tuple[Finding, ...]]:
        """What the detectors found in each of some drafts."""
        self._taken += len(drafts)
        if self._prepare is not None:
            self._prepare(drafts)
        return [self._found(draft) for draft in drafts]

    def _found(self, draft: Draft) -> tuple[Finding, ...]:
        found = self._seen(draft)
        if draft.disguised is not None:
            plain, read = draft.disguised
            found += _led_back(draft, plain, self._seen(read), found)
        elif draft.in_english is not None:
            plain, read = draft.in_english
            found += (_roughly(draft, each) for each in _led_back(draft, plain, self._seen(read), found))
        counting = [each for each in found if not each.vetoed]
        excused = [each for each in found if each.vetoed]
        if excused:
            counting, echoed = self._heard(counting, excused)
            draft.excused = _in_order((*excused, *echoed))
        return _in_order(self._without_echoes(counting))

    def _heard(self, found: Sequence[Finding], excused: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """What counts, and what a reserve reads into words that another detector has excused, with that one's reason."""
        kept, echoed = [], []
        for each in found:
            why = next((other.vetoed for other in excused if _same_words(each, other)), "")
            if why and each.detector in self._reserves:
                echoed.append(msgspec.structs.replace(each, vetoed=why))
            else:
                kept.append(each)
        return kept, echoed

    def _without_echoes(self, found: Sequence[Finding]) -> list[Finding]:
        """A reserve is not heard on a topic on which another detector has spoken: that one says more exactly why."""
        told = {finding.topic for finding in found if finding.detector not in self._reserves}
        return [each for each in found if each.detector not in self._reserves or each.topic not in told]

    def _seen(self, draft: Draft) -> list[Finding]:
        return [named for detector in self._concerned(draft) for named in run(detector, draft)]

    def _concerned(self, draft: Draft) -> list[Detector]:
        """The detectors for which there can be anything in a draft, in their order."""
        if self._taken > _FIRST:
            asked = self._asked_of_harmless if draft.harmless else self._asked
            return [self.detectors[number] for number in asked.concerned(draft.text)]
        return [each for each in self.detectors if not (draft.harmless and each.weighs)]


class _Asked(NamedTuple):
    """Detectors by number: those that look at every text, and those behind gates."""

    always: tuple[int, ...]
    gated: tuple[int, ...]
    gates: Gates

    @staticmethod
    def of(detectors: Iterable[tuple[int, Detector]]) -> _Asked:
        known = list(detectors)
        gated = [(number, each.gate) for number, each in known if each.gate is not None]
        always = tuple(number for number, each in known if each.gate is None)
        return _Asked(always, tuple(number for number, _ in gated), Gates([gate for _, gate in gated]))

    def concerned(self, text: Text) -> list[int]:
        return sorted((*self.always, *(self.gated[each] for each in self.gates.open(text))))


def _cased(draft: Draft, plain: Plain) -> str:
    """The plain words with the capitals of the text as given, by which names are told."""
    given = [draft.text.raw[draft.text.span(place, place + 1)[0]] for place in plain.places]
    before = (None, *plain.places)  # one letter that stands for several has one capital
    capitals = [
        char.isupper() and ord(char) not in BOXES and place != last
        for char, place, last in zip(given, plain.places, before, strict=False)
    ]
    for start in _names_in_boxes(plain.text, given):
        capitals[start] = True
    return "".join(
        char.upper() if capital and len(char.upper()) == 1 else char for char, capital in zip(plain.text, capitals, strict=True)
    )


def _names_in_boxes(text: str, given: Sequence[str]) -> Iterator[int]:
    """Where words begin that were written in boxes, which are neither large nor small, and that are no usual words."""
    at = 0
    for word in text.split(" "):
        core = word.strip("\"'()[],.;:!?")
        start = at + word.find(core)
        if core.removesuffix("'s").isalpha() and ord(given[start]) in BOXES and core.removesuffix("'s") not in everyday():
            yield start
        at += len(word) + 1


def _led_back(draft: Draft, plain: Plain, seen: Iterable[Finding], known: Sequence[Finding]) -> list[Finding]:
    """What only the plain words of a disguised text show, or the English ones, at the places of the text as given."""
    found = []
    for finding in seen:
        start, end = draft.text.span(*plain.span(finding.start, finding.end))
        placed = msgspec.structs.replace(finding, start=start, end=end)
        same = (each for each in known if _same_words(each, placed) and bool(each.vetoed) is bool(placed.vetoed))
        if not any(each.certain or not finding.certain for each in same):
            found.append(placed)
    return found


def _roughly(draft: Draft, finding: Finding) -> Finding:
    """A finding in the English of a text, on whole words of the text as given, with how it was read; so it is never certain."""
    start, end = whole_words(draft.text.raw, finding.start, finding.end)
    why = f"{finding.why} We read it word by word in a rough English."
    return msgspec.structs.replace(finding, start=start, end=end, why=why, certain=False)


def _same_words(one: Finding, other: Finding) -> bool:
    return one.topic is other.topic and one.start < other.end and other.start < one.end


def run(detector: Detector, draft: Draft) -> Iterator[Finding]:
    """The findings of one detector, under its name, whatever its gate says."""
    for finding in detector.find(draft):
        yield msgspec.structs.replace(finding, detector=detector.id)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(_once(findings), key=lambda finding: (finding.start, finding.topic.rank, finding.end)))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Of findings with one topic and one span, the most certain, so that no word is marked twice for the same reason."""
    best: dict[tuple[Topic, int, int, Aspect | None], Finding] = {}
    for finding in findings:
        key = (finding.topic, finding.start, finding.end, finding.aspect)
        if key not in best or (finding.certain and not best[key].certain):
            best[key] = finding
    return best.values()


def detectors() -> tuple[Detector, ...]:
    """Every shipped detector, one a file of ``safeconduct.detectors``."""
    return discover("safeconduct.detectors", Detector)


# --- lexicons ----------------------------------------------------------------------------------------------


class Lexicons:
    """Word lists, searched all at once.

    One list a file in ``data/lexicons``: a header of ``#`` lines (what it is, origin, date), then one term a line
    in folded form, optionally a tab and a note. A term ending in ``*`` also matches longer words.
    """

    def __init__(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        self.names = frozenset(lists)
        self._terms: list[tuple[str, str, str, bool]] = [
            (name, term.rstrip("*"), note, term.endswith("*")) for name, terms in lists.items() for term, note in terms.items()
        ]

    @staticmethod
    @cache
    def shipped() -> Lexicons:
        """The lists inside the package, read once a process."""
        folder = resources.files("safeconduct.data") / "lexicons"
        files = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
        return Lexicons({file.name[:-4]: dict(read_terms(file.read_text("utf-8"))) for file in files})

    def sign_of(self, name: str) -> str:
        """A pattern that matches every text in which a term of a list stands, for a gate."""
        return "|".join(_begun(term) for listed, term, _, _ in self._terms if listed == name)

    @cached_property
    def _automaton(self) -> Any:
        return AhoCorasick([term for _, term, _, _ in self._terms])

    def search(self, folded: str) -> Mapping[str, list[Hit]]:
        """Every whole-word occurrence of every term, by lexicon, overlapping ones included."""
        hits: dict[str, list[Hit]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            name, term, note, prefix = self._terms[index]
            if _on_word_edges(folded, start, end, prefix=prefix):
                hits.setdefault(name, []).append(Hit(start, _word_end(folded, end) if prefix else end, term, note))
        return hits


def read_terms(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a lexicon file with their notes."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            term, _, note = line.partition("\t")
            yield term.strip(), note.strip()


def _begun(term: str) -> str:
    """A pattern for a term at the beginning of a word."""
    literally = "".join(rf"\{char}" if char.isascii() and not char.isalnum() else char for char in term)
    return f"(?:^|[^a-z0-9]){literally}" if term[0].isalnum() else literally


def _on_word_edges(text: str, start: int, end: int, *, prefix: bool) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and (prefix or not after)


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


__all__: Final = (
    "Context", "Detector", "Draft", "Example", "Finding", "Hit", "Lexicons", "Quiet", "Roster", "Screen",
    "detectors", "read_terms", "run",
)  # fmt: skip
