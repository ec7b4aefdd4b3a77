"""A gate changes what a detector costs and never what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import gates, protected
from safeconduct.activity import Account, Audience
from safeconduct.detectors.meaning import prepare
from safeconduct.gates import Gate, Gates, loosened
from safeconduct.protected import protections
from safeconduct.screening import Context, Detector, Draft, Finding, Lexicons, Screen, detectors, read_terms, run
from safeconduct.text import Text
from tests_support import ROOT, json_lines

GATED: Final = tuple(detector for detector in detectors() if detector.gate is not None)
CONTEXTS: Final = (
    Context(audience=Audience.PUBLIC),
    Context(audience=Audience.DIRECT, kind="message"),
    Context(account=Account.OFFICIAL, audience=Audience.PUBLIC, kind="bio"),
)
CORPUS: Final = sorted((ROOT / "corpus").glob("[A-F].jsonl"))
EXAMPLES: Final = [
    *(fires.text for detector in detectors() for fires in detector.fires),
    *(quiet.text for detector in detectors() for quiet in detector.quiet),
]
WORDS: Final = sorted({word for text in EXAMPLES for word in text.split()})
OPEN: Final = Gate("")
CONFIG: Final = settings(derandomize=True, max_examples=150, deadline=None)


def _wrongly_shut(text: str, contexts: tuple[Context, ...] = CONTEXTS) -> Iterator[tuple[str, str, list[Finding]]]:
    """The findings that a gate would have kept from being made."""
    for context in contexts:
        draft = Draft(text, context)
        for detector in GATED:
            assert detector.gate is not None
            if not detector.gate.admits(draft.text) and (found := list(run(detector, draft))):
                yield detector.id, text, found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_on_real_posts_no_gate_keeps_a_finding_back(path: Path) -> None:
    assert [shut for post in json_lines(path) for shut in _wrongly_shut(post["text"], CONTEXTS[:1])] == []


def test_on_the_examples_no_gate_keeps_a_finding_back() -> None:
    assert [shut for text in EXAMPLES for shut in _wrongly_shut(text)] == []


@CONFIG
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30), st.sampled_from([" ", "", "\n", ". ", "-"]))
def test_on_words_thrown_together_no_gate_keeps_a_finding_back(words: list[str], between: str) -> None:
    assert list(_wrongly_shut(between.join(words))) == []


@CONFIG
@given(st.sampled_from(EXAMPLES), st.data())
def test_on_damaged_examples_no_gate_keeps_a_finding_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", " ", ".", "*", "1", "é", "🔥", "\u200b", "\n", "double ", "@", "‑"]))

    assert list(_wrongly_shut(text[:at] + put + text[at + data.draw(st.integers(0, 2)) :])) == []


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_gate_keeps_protected_speech_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = [post["text"] for post in json_lines(path)]
    gated = [protections(Draft(text)) for text in posts]
    monkeypatch.setattr(protected, "_GATE", OPEN)

    assert [protections(Draft(text)) for text in posts] == gated


@pytest.mark.parametrize(
    ("source", "loose"),
    [
        ("a{2,5}b{3}", "a{2,}b{3}"),
        ("(?:my|our){0,2} x{,4}", "(?:my|our)* x*"),
        (r"\x{1F595}{1,2}", r"\x{1F595}{1,}"),
        (r"[{1,2}\]{3,4}]{5,6}", r"[{1,2}\]{3,4}]{5,}"),
        (r"[]{1,2}]", r"[]{1,2}]"),
        (r"[^[:alpha:]{1,2}]{0,1}", r"[^[:alpha:]{1,2}]*"),
        (r"\{1,2\}", r"\{1,2\}"),
        (r"\pL{0,3}?\p{Greek}", r"\pL*?\p{Greek}"),
    ],
)
def test_a_loosened_pattern_has_no_upper_limits(source: str, loose: str) -> None:
    assert loosened(source) == loose


def test_every_loosened_pattern_is_a_pattern() -> None:
    for detector in GATED:
        assert detector.gate is not None
        for source in detector.gate.sources:
            re2.compile(loosened(source))


@pytest.mark.parametrize("name", sorted(Lexicons.shipped().names))
def test_every_term_of_a_lexicon_opens_the_gate_made_of_it(name: str) -> None:
    gate = Gate(Lexicons.shipped().sign_of(name))
    file = ROOT / "src" / "safeconduct" / "data" / "lexicons" / f"{name}.txt"
    terms = [term.rstrip("*") for term, _ in read_terms(file.read_text("utf-8"))]

    for text in (f"{before}{term}{after}" for term in terms for before, after in (("", ""), ("so ", "."), ("é ", "é"))):
        assert gate.admits(Text(text)) or not Draft(text).hits(name)
    assert not gate.admits(Text("zzz"))


class _GivenUp:
    """An automaton that found no room for the next of its states: it reports nothing at all."""

    def __call__(self, text: bytes) -> None:
        assert text


def test_gates_that_run_out_of_memory_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    some = Gates((Gate("digits"), Gate("letters"), Gate("e")))
    assert some.open(Text("letters")) == {1, 2}
    monkeypatch.setattr(gates, "_automaton", lambda _: _GivenUp())
    others = Gates((Gate("digits"), Gate("letters"), Gate("e")))

    assert others.open(Text("letters")) == {0, 1, 2}


def test_a_text_longer_than_the_pieces_of_a_detector_is_let_through() -> None:
    gate = Gate("letters", longest=9)

    assert not gate.admits(Text("123456789"))
    assert gate.admits(Text("1234567890"))


def test_a_gate_of_nothing_admits_nothing() -> None:
    assert not Gate("x").admits(Text(""))
    assert Gates(()).open(Text("anything")) == set()


# --- the screen ----------------------------------------------------------------------------------------------


def _detector(name: str, gate: Gate | None, seen: list[str]) -> Detector:
    def find(draft: Draft) -> Iterator[Finding]:
        seen.append(f"{name}: {draft.folded}")
        return iter(())

    return Detector(name, "Says.", frozenset(), find, (), (), gate)


def test_a_screen_asks_only_the_detectors_that_a_text_concerns() -> None:
    seen: list[str] = []
    screen = Screen([_detector("digits", Gate(r"\d"), seen), _detector("any", None, seen)])
    screen.findings_of([Draft("")] * 20)  # the first few are put to every detector
    seen.clear()

    screen.findings_of([Draft("year 9"), Draft("year nine")])

    assert seen == ["digits: year 9", "any: year 9", "any: year nine"]


def test_a_batch_is_prepared_before_any_of_it_is_searched() -> None:
    seen: list[str] = []
    screen = Screen([_detector("any", None, seen)], prepare=lambda drafts: seen.append(f"prepared {len(drafts)}"))

    screen.findings_of([Draft("one"), Draft("two")])
    screen.findings(Draft("three"))

    assert seen == ["prepared 2", "any: one", "any: two", "prepared 1", "any: three"]


def test_a_batch_gives_what_its_texts_give_one_by_one() -> None:
    drafts = [Draft(post["text"]) for post in json_lines(CORPUS[0])][:100]

    alone = [Screen(detectors(), prepare).findings(Draft(draft.text.raw)) for draft in drafts]
    assert Screen(detectors(), prepare).findings_of(drafts) == alone
