"""What a reading of a text as a whole changes: weighing detectors are spared, uncertain findings of rules are set aside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from safeconduct.activity import Outcome, Topic
from safeconduct.policy import Library
from safeconduct.screening import Detector, Draft, Finding, Screen
from safeconduct.semantic.model import Model
from safeconduct.walks import check_draft
from tests_support import TODAY, corpus_posts

POLICIES = Library.shipped().select((), TODAY)
TEXT = "The whole lot of them are sheep"


class _Reading(NamedTuple):
    doubtful: frozenset[Topic]
    refuted: frozenset[Topic]


def _screen(
    *, harmless: bool, doubtful: frozenset[Topic], certain: bool, weighs: bool, refuted: bool = False, named: str = "derogatory"
) -> Screen:
    def find(draft: Draft) -> Iterator[Finding]:
        yield draft.finding(Topic.DEROGATORY, (0, 9), "This is contempt.", certain=certain)

    def prepare(drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            draft.prepared, draft.harmless = _Reading(doubtful, doubtful if refuted else frozenset()), harmless

    detector = Detector(named, "Finds contempt.", frozenset({Topic.DEROGATORY}), find, (), (), weighs=weighs)
    return Screen([detector], prepare)


def _found(screen: Screen) -> list[bool]:
    """For the first few texts, of which no gate is asked, and for later ones."""
    return [bool(screen.findings(Draft(TEXT))) for _ in range(20)]


def test_a_detector_that_weighs_is_spared_what_is_plainly_harmless() -> None:
    every = frozenset(Topic)

    assert not any(_found(_screen(harmless=True, doubtful=every, certain=True, weighs=True)))
    assert all(_found(_screen(harmless=True, doubtful=every, certain=True, weighs=False)))
    assert all(_found(_screen(harmless=False, doubtful=every, certain=True, weighs=True)))


def test_an_uncertain_finding_does_not_count_where_the_text_reads_as_something_else() -> None:
    screen = _screen(harmless=False, doubtful=frozenset({Topic.DEROGATORY}), certain=False, weighs=True)
    check = check_draft(TEXT, POLICIES, screen=screen)

    assert check.decision.outcome is Outcome.ALLOW
    assert check.findings == ()
    assert [finding.vetoed for finding in check.vetoed] == [
        "The words alone could mean this; the text as a whole does not read so."
    ]


def test_a_certain_finding_stands_where_the_text_hardly_reads_so() -> None:
    screen = _screen(harmless=False, doubtful=frozenset({Topic.DEROGATORY}), certain=True, weighs=True)

    assert check_draft(TEXT, POLICIES, screen=screen).topics == (Topic.DEROGATORY,)


def test_a_certain_finding_of_words_does_not_count_where_the_text_plainly_reads_as_something_else() -> None:
    topics = frozenset({Topic.DEROGATORY})
    screen = _screen(harmless=False, doubtful=topics, certain=True, weighs=True, refuted=True)
    check = check_draft(TEXT, POLICIES, screen=screen)

    assert check.decision.outcome is Outcome.ALLOW
    assert [finding.vetoed for finding in check.vetoed] == [
        "The words look like this; the text as a whole plainly reads as something else."
    ]


def test_a_number_or_a_swear_word_is_what_it_is_whatever_the_text_reads_as() -> None:
    topics = frozenset({Topic.DEROGATORY})
    screen = _screen(harmless=False, doubtful=topics, certain=True, weighs=False, refuted=True, named="slurs")

    assert check_draft(TEXT, POLICIES, screen=screen).topics == (Topic.DEROGATORY,)


@pytest.mark.parametrize("topic", [Topic.GROOMING, Topic.SEXUAL, Topic.HATE, Topic.HARASSMENT, Topic.SECURITY])
def test_of_the_gravest_topics_a_rule_that_is_sure_is_always_heard(topic: Topic) -> None:
    assert Model.shipped().card.bars[topic].refuted < -50


def test_an_uncertain_finding_counts_where_the_reading_does_not_doubt_it() -> None:
    screen = _screen(harmless=False, doubtful=frozenset(), certain=False, weighs=True)
    check = check_draft(TEXT, POLICIES, screen=screen)

    assert check.topics == (Topic.DEROGATORY,)
    assert check.decision.outcome is Outcome.CAUTION


MEMORY = """
import json, resource, sys
import numpy
from safeconduct.screening import Draft
def held(): return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1000
from safeconduct.detectors import meaning
before = held()
from safeconduct.semantic.model import Model
texts = json.load(sys.stdin)
for at in range(0, len(texts), 64):
    Model.shipped().readings([Draft(text) for text in texts[at : at + 64]])
print(held() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the most memory that a process held")
def test_the_model_at_work_holds_less_than_a_hundred_megabytes() -> None:
    texts = [text for text, _ in islice(corpus_posts(), 500)] + ["A word of the most that is read at once. " * 400]
    ran = subprocess.run([sys.executable, "-c", MEMORY], input=json.dumps(texts), capture_output=True, text=True, check=True)

    assert float(ran.stdout) < 100
