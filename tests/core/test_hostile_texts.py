"""No text costs a detector more than its length: not a megabyte of one letter, nor of what the detector looks for itself."""

from __future__ import annotations

from time import process_time

import pytest

from safeconduct.screening import Context, Detector, Draft, detectors

MEGABYTE = 1_000_000
DETECTORS = [each for each in detectors() if each.id != "meaning"]  # what it reads closely has a bound: tests/semantic


def hostile(detector: Detector, size: int) -> list[str]:
    """Texts of a size: one letter, letters that nearly match all over, figures; and a quarter of it of what it looks for."""
    own = f"{detector.fires[0].text} "
    return [*(each * (size // len(each)) for each in ("a", "aaaa@aaaa.", "0 ")), own * (size // 4 // len(own))]


def cost(detector: Detector, text: str) -> float:
    """Seconds of the processor, whatever else the machine does meanwhile."""
    draft = Draft(text, Context())
    began = process_time()
    for _ in detector.find(draft):
        pass
    return process_time() - began


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.id)
def test_a_megabyte_costs_no_more_than_its_length(detector: Detector) -> None:
    quarters = hostile(detector, MEGABYTE // 4)
    for short, long in zip(quarters, hostile(detector, MEGABYTE), strict=True):
        assert cost(detector, long) <= 8 * cost(detector, short) + 0.5, short[:40]
