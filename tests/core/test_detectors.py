"""Every detector against its own examples, and against a long hostile text."""

from __future__ import annotations

import pytest

from safeconduct.screening import Detector, Draft, Example, Quiet, detectors, run

DETECTORS = detectors()
FIRES = [pytest.param(d, e, id=f"{d.id}-{n}") for d in DETECTORS for n, e in enumerate(d.fires)]
QUIET = [pytest.param(d, q, id=f"{d.id}-{n}") for d in DETECTORS for n, q in enumerate(d.quiet)]
HOSTILE = ("07" * 30, "a" * 60, "@" * 50, "my class " * 9, "\u200b" * 40, "!?." * 20, "f u c k " * 8, "((((" * 20, "é" * 60)


@pytest.mark.parametrize(("detector", "example"), FIRES)
def test_it_fires(detector: Detector, example: Example) -> None:
    start = example.text.index(example.quote)
    found = [f for f in run(detector, Draft(example.text, example.context)) if f.topic is example.topic and not f.vetoed]

    assert any(f.start < start + len(example.quote) and start < f.end for f in found), [
        (f.topic, example.text[f.start : f.end]) for f in found
    ]


@pytest.mark.parametrize(("detector", "quiet"), QUIET)
def test_it_keeps_quiet(detector: Detector, quiet: Quiet) -> None:
    draft = Draft(quiet.text, quiet.context)

    assert [(f.topic, quiet.text[f.start : f.end]) for f in run(detector, draft) if not f.vetoed] == []


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.id)
def test_it_is_well_described(detector: Detector) -> None:
    assert len(detector.fires) >= 3
    assert len(detector.quiet) >= 3
    assert detector.says.endswith(".")
    assert {example.topic for example in detector.fires} <= detector.topics


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.id)
def test_it_survives_hostile_texts(detector: Detector) -> None:
    for piece in HOSTILE:
        text = (piece + " ") * 150
        for finding in run(detector, Draft(text)):
            assert 0 <= finding.start < finding.end <= len(text)
            assert finding.topic in detector.topics
            assert finding.why.endswith(".")
