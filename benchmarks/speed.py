"""Texts a second on one core, side by side in one run: our detectors and what a user would install instead.

Usage: python benchmarks/speed.py [FILE.jsonl…]   (the corpus of the project if none is given)
Each row runs over the same posts, three times after a warm-up, and the median counts; slow tools run over the first
posts only, as many as they manage in about ten seconds. Ratios are to Presidio's pattern recognisers. A tool that is
not installed is named as missing. Nothing goes over the network. Time is that of the processor, so that other work on
the machine counts for little.

The last two rows are about posts as people write them every day, those labelled clean and not hard, which are most of
what there is to check: what everything costs but the detectors that weigh what words mean.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from safeconduct.policy import Library
from safeconduct.screening import Draft, Screen, detectors
from safeconduct.walks import check_draft

EXACT = frozenset(
    {
        *("uk_phone", "email_address", "handle", "postcode_address", "birth_details", "bank_details"),
        *("identity_numbers", "access_codes", "adult_sites", "profanity"),
    }
)
WEIGHING = frozenset(
    {
        *("work_talk", "derogatory", "confidential", "defamation", "disrepute", "harassment", "hate", "sexual", "piracy"),
        *("colleague_privacy", "pupil_image", "pupil_contact", "private_contact", "school_identity", "grooming"),
    }
)
BUDGET = 10.0  # seconds for one row
Row = tuple[str, Callable[[str], object]]


def posts(paths: list[str]) -> list[dict[str, Any]]:
    files = paths or sorted(str(file) for file in (Path(__file__).parent.parent / "corpus").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in Path(file).read_text(encoding="utf-8").splitlines()]


def everyday(post: dict[str, Any]) -> bool:
    return not post.get("topics") and not post.get("hard")


def ours() -> Iterator[Row]:
    every = detectors()
    exact = Screen(d for d in every if d.id.replace("-", "_") in EXACT)
    whole = Screen(every)
    policies = Library.shipped().select((), date.today())  # noqa: DTZ011 the policies of today
    yield "safeconduct, exact detectors and lexicons", lambda text: exact.findings(Draft(text))
    yield "safeconduct, all detectors", lambda text: whole.findings(Draft(text))
    yield "safeconduct, whole check under five policies", lambda text: check_draft(text, policies)


def ours_every_day() -> Iterator[Row]:
    most = Screen(detector for detector in detectors() if detector.id not in WEIGHING)
    policies = Library.shipped().select((), date.today())  # noqa: DTZ011 the policies of today
    yield "everyday posts: all but the weighing detectors", lambda text: most.findings(Draft(text))
    yield "everyday posts: whole check without those", lambda text: check_draft(text, policies, screen=most)


def presidio() -> Row:
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # its default asks the network

    blank = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    blank.nlp = {"en": spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if isinstance(r, PatternRecognizer) or "Phone" in type(r).__name__]
    engine = AnalyzerEngine(registry=registry, nlp_engine=blank, supported_languages=["en"])
    return "presidio-analyzer, pattern recognisers, blank spaCy", lambda text: engine.analyze(text, "en")


def better_profanity() -> Row:
    from better_profanity import profanity

    return "better-profanity", profanity.contains_profanity


def alt_profanity_check() -> Row:
    from profanity_check import predict_prob

    return "alt-profanity-check, one by one", lambda text: predict_prob([text])


def measured(run: Callable[[str], object], texts: list[str]) -> float:
    """Texts a second."""
    began = time.process_time()
    for done, text in enumerate(texts, start=1):
        run(text)
        if time.process_time() - began > BUDGET / 4:
            texts = texts[:done]
            break
    rates = []
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            run(text)
        rates.append(len(texts) / (time.process_time() - began))
    return statistics.median(rates)


def start_up() -> float:
    """Seconds for one check from the command line, start-up included: the median of seven."""
    command = [sys.executable, "-m", "safeconduct", "check", "--policy", "kevi", "Soup, slippers and the quiz."]
    times = []
    for _ in range(8):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    given = posts(sys.argv[1:])
    texts, clean = [post["text"] for post in given], [post["text"] for post in given if everyday(post)]
    for each, name in ((texts, "posts"), (clean, "everyday posts")):
        print(f"{len(each)} {name}, {sum(map(len, each)) / max(1, len(each)):.0f} characters each, one core")
    rows = list(ours())
    for rival in (presidio, better_profanity, alt_profanity_check):
        try:
            rows.append(rival())
        except ImportError as error:
            print(f"missing: {rival.__name__} ({error})")
    rates = {name: measured(run, texts) for name, run in rows}
    rates |= {name: measured(run, clean) for name, run in ours_every_day() if clean}
    base = next((rate for name, rate in rates.items() if name.startswith("presidio")), None)
    for name, rate in rates.items():
        print(f"{name:52} {rate:10.0f} texts/s" + (f"  {rate / base:8.2f} × presidio" if base else ""))
    print(f"{'one check on the command line, start-up included':52} {start_up():10.2f} s")


if __name__ == "__main__":
    main()
