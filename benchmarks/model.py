"""What the semantic model finds, on whom it errs, how it compares, and how fast it is: one command, one run.

Usage: python benchmarks/model.py [--six FOLDER] [--public FOLDER] [--speed]

Always: the test share of the corpus's first six parts, which has taught nothing (a tenth of their posts, by a hash of the id),
and the parts by hands of whom nothing ever teaches.
--six     a folder in which ``corpus/train.py --six`` has left its scores of posts by hands that had taught nothing:
          the same figures for reader, glance and rules together, which is what the product answers with
--public  a folder with HateCheck and TweetEval (see corpus/training/public.py for where such sets are to be had), side by
          side with whatever rivals are installed: alt-profanity-check, better-profanity, vaderSentiment and others
--speed   texts a second on one core
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct.activity import Account, Audience, Role, Topic
from safeconduct.screening import Context, Draft, Finding
from safeconduct.semantic.model import Model
from safeconduct.walks import check_many, hurried_screen, shipped_screen, what_counts

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "corpus"))
FIRST = "ABCDEF"
TOPICS = tuple(topic for topic in Topic if topic not in (Topic.NEEDS_PERMISSION, Topic.MISSING_DISCLAIMER))
Flags = npt.NDArray[np.bool_]


def posts(parts: Iterable[str]) -> list[dict[str, Any]]:
    """The labelled posts of some parts."""
    return [json.loads(line) for part in parts for line in (ROOT / "corpus" / f"{part}.jsonl").read_text("utf-8").splitlines()]


def context(post: Mapping[str, Any]) -> Context:
    return Context(
        Account(post["account"]), Audience(post["audience"]), Role(post["author_role"]), post["platform"], post["kind"]
    )


def wanted(given: Sequence[Mapping[str, Any]]) -> Flags:
    return np.array([[topic in post["topics"] for topic in TOPICS] for post in given])


def figures(found: Flags, labels: Flags) -> str:
    hits = (found & labels).sum(0)
    f1 = 2 * hits / np.maximum(1, found.sum(0) + labels.sum(0))
    known = labels.sum(0) > 0
    clean = ~labels.any(1)
    recall = found[~clean].any(1).mean() if (~clean).any() else float("nan")
    alarms = found[clean].any(1).mean() if clean.any() else float("nan")
    return f"macro F1 {f1[known].mean():.3f}   concern recall {recall:.3f}   false alarms {alarms:.3f}   ({len(labels)} posts)"


def by(title: str, key: Callable[[Mapping[str, Any]], str], given: Sequence[Mapping[str, Any]], found: Flags) -> None:
    labels, groups = wanted(given), defaultdict[str, list[int]](list)
    for at, post in enumerate(given):
        groups[key(post)].append(at)
    print(f"  by {title}")
    for name, rows in sorted(groups.items(), key=lambda each: -len(each[1])):
        if len(rows) >= 25:
            print(f"    {name:24} {figures(found[rows], labels[rows])}")


def _field(key: str, post: Mapping[str, Any]) -> str:
    return str(post[key])


def report(title: str, given: Sequence[Mapping[str, Any]], found: Flags) -> None:
    labels = wanted(given)
    print(f"\n{title}\n  {figures(found, labels)}")
    print("  by topic                     posts  precision  recall     F1")
    for at, topic in enumerate(TOPICS):
        hits, said, there = (found[:, at] & labels[:, at]).sum(), found[:, at].sum(), labels[:, at].sum()
        shares = hits / max(1, said), hits / max(1, there), 2 * hits / max(1, said + there)
        print(f"    {topic.value:24} {there:6} {shares[0]:10.2f} {shares[1]:7.2f} {shares[2]:7.2f}")
    for name, key in (("role", "author_role"), ("platform", "platform"), ("account", "account"), ("hard or easy", "hard")):
        by(name, partial(_field, key), given, found)
    by("language", lambda post: str(post.get("lang", "en")), given, found)


# --- the test share ---


def test_share() -> None:
    from training.data import split

    given = [post for post in posts(FIRST) if split(post["id"]) == "test"]
    checks = what_counts([Draft(each["text"], context(each)) for each in given])
    found = np.array([[any(f.topic is topic for f in each) for topic in TOPICS] for each in checks])
    report("The test share of the first six parts, by the shipped screen (rules and model)", given, found)
    overlaps = []
    for post, findings in zip(given, checks, strict=True):
        for words, topic in post["spans"]:
            meant = set(range(post["text"].find(words), post["text"].find(words) + len(words)))
            marked = {
                place for f in findings if f.topic.value == topic and f.detector == "meaning" for place in range(f.start, f.end)
            }
            if marked:
                overlaps.append((len(meant & marked) / len(marked), len(meant & marked) / len(meant), bool(meant & marked)))
    precision, recall, touched = np.mean(overlaps, axis=0)
    print(
        f"  words marked by the model against the corpus's spans, {len(overlaps)} of both: "
        f"precision {precision:.2f}, recall {recall:.2f}, touching {touched:.2f}"
    )


def blind() -> None:
    from training.data import BLIND

    for part in BLIND:
        given = posts((part,))
        checks = what_counts([Draft(each["text"], context(each)) for each in given])
        found = np.array([[any(f.topic is topic for f in each) for topic in TOPICS] for each in checks])
        report(f"{part}, a hand of whom nothing has taught or set anything, by the shipped screen", given, found)


# --- six ways ---


def _said(found: Sequence[Sequence[Finding]], which: Callable[[Finding], bool]) -> Flags:
    return np.array([[any(f.topic is topic and which(f) for f in each) for topic in TOPICS] for each in found])


def six(folder: Path) -> None:
    """Reader and glance of hands that taught nothing, joined with the rules as the product joins them."""
    from training import bars

    given, found, alone = [], [], []
    screen = [detector for detector in shipped_screen().detectors if detector.id != "meaning"]
    from safeconduct.screening import Screen

    rules = Screen(screen)
    weighs = {detector.id for detector in screen if detector.weighs}
    refuted = np.array([bars.NEVER if topic in bars.HEARD else bars.REFUTED for topic in TOPICS])
    for part in FIRST:
        kept = np.load(folder / f"without_{part}.npz")
        odds = bars.in_use(kept)[:, : len(TOPICS)]
        its = posts(part)
        ruled = [rules.findings(Draft(post["text"], context(post))) for post in its]
        sure = _said(ruled, lambda f: f.certain)
        certain = _said(ruled, lambda f: f.certain and f.detector not in weighs)
        possible = _said(ruled, lambda _: True)
        read = bars.counting(odds)
        counts = certain | (sure & (odds >= refuted)) | read | (possible & (odds >= bars.DOUBTFUL))
        print(f"  {part}  model {figures(read, wanted(its))}\n     with rules {figures(counts, wanted(its))}")
        given += its
        found.append(counts)
        alone.append(read)
    report("Six ways, model alone", given, np.concatenate(alone))
    report("Six ways, model and rules (the rules know parts A to D)", given, np.concatenate(found))


# --- public sets ---


class Rival(NamedTuple):
    """Says of texts whether each is bad."""

    name: str
    judge: Callable[[Sequence[str]], Iterable[bool]]


def rivals() -> Iterator[Rival]:
    """Those that are installed, each as its documentation shows it."""
    with_errors: list[str] = []
    for name, make in _RIVALS.items():
        try:
            yield Rival(name, make())
        except Exception as error:  # noqa: BLE001 whatever keeps a rival from starting is told, and the others run
            with_errors.append(f"{name} ({error})")
    if with_errors:
        print("not installed here: " + ", ".join(with_errors))


def _apc() -> Callable[[Sequence[str]], Iterable[bool]]:
    from profanity_check import predict

    return lambda texts: [bool(each) for each in predict(list(texts))]


def _better() -> Callable[[Sequence[str]], Iterable[bool]]:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda texts: [profanity.contains_profanity(text) for text in texts]


def _vader() -> Callable[[Sequence[str]], Iterable[bool]]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    known = SentimentIntensityAnalyzer()
    return lambda texts: [known.polarity_scores(text)["compound"] <= -0.05 for text in texts]


def _filter() -> Callable[[Sequence[str]], Iterable[bool]]:
    from profanityfilter import ProfanityFilter

    known = ProfanityFilter()
    return lambda texts: [known.is_profane(text) for text in texts]


def _safetext() -> Callable[[Sequence[str]], Iterable[bool]]:
    from safetext import SafeText

    known = SafeText(language="en")
    return lambda texts: [bool(known.check_profanity(text)) for text in texts]


def _glin() -> Callable[[Sequence[str]], Iterable[bool]]:
    from glin_profanity import Filter

    known = Filter()
    return lambda texts: [known.is_profane(text) for text in texts]


def _sonar() -> Callable[[Sequence[str]], Iterable[bool]]:
    from hatesonar import Sonar

    known = Sonar()
    return lambda texts: [known.ping(text=text)["top_class"] != "neither" for text in texts]


def _valx() -> Callable[[Sequence[str]], Iterable[bool]]:
    from valx import detect_profanity

    return lambda texts: [bool(detect_profanity([text])) for text in texts]


_RIVALS: Mapping[str, Callable[[], Callable[[Sequence[str]], Iterable[bool]]]] = {
    "alt-profanity-check": _apc,
    "better-profanity": _better,
    "vaderSentiment": _vader,
    "profanityfilter": _filter,
    "safetext": _safetext,
    "glin-profanity": _glin,
    "hatesonar": _sonar,
    "valx": _valx,
}


def macro_f1(said: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    values = [
        2 * ((said == kind) & (true == kind)).sum() / max(1, (said == kind).sum() + (true == kind).sum()) for kind in (0, 1)
    ]
    return float(np.mean(values))


def public(folder: Path) -> None:
    with (folder / "hatecheck" / "test_suite_cases.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cases, hateful = [row["test_case"] for row in rows], np.array([row["label_gold"] == "hateful" for row in rows])
    tweets = (folder / "tweeteval_offensive" / "test_text.txt").read_text("utf-8").splitlines()
    offensive = np.array(
        [line == "1" for line in (folder / "tweeteval_offensive" / "test_labels.txt").read_text("utf-8").split()]
    )
    model = Model.shipped()
    bars = model.card.public
    print("\nHateCheck (accuracy; hateful, not hateful) and TweetEval offensive (macro F1)")
    for close in (False, True):
        started = time.perf_counter()
        hate = model.odds(cases, "hate-anywhere", closely=close) >= bars["hate-anywhere"][close]
        offence = model.odds(tweets, "offence-anywhere", closely=close) >= bars["offence-anywhere"][close]
        _line(
            "safeconduct, read closely" if close else "safeconduct, at a glance",
            hate,
            hateful,
            offence,
            offensive,
            time.perf_counter() - started,
        )
    for rival in rivals():
        started = time.perf_counter()
        hate, offence = np.array(list(rival.judge(cases))), np.array(list(rival.judge(tweets)))
        _line(rival.name, hate, hateful, offence, offensive, time.perf_counter() - started)


def _line(name: str, hate: Flags, hateful: Flags, offence: Flags, offensive: Flags, seconds: float) -> None:
    right = hate == hateful
    print(
        f"  {name:28} {right.mean():.3f} ({right[hateful].mean():.2f}, {right[~hateful].mean():.2f})   "
        f"{macro_f1(offence, offensive):.3f}   {(len(hate) + len(offence)) / seconds:10,.0f} texts/s"
    )


# --- speed ---


def speed() -> None:
    """On one core: run it under ``taskset -c 0``; the posts of the corpus, and everyday ones among them."""
    model = Model.shipped()
    everything = [(post["text"], context(post)) for post in posts(FIRST)]
    everyday = [each for each, post in zip(everything, posts(FIRST), strict=True) if not post["topics"] and not post["hard"]]
    print("\nSpeed")
    for name, given in (("all posts of the corpus", everything), ("its clean easy ones", everyday)):
        drafts = [Draft(*each) for each in given]
        model.readings(drafts[:50])
        for what, run in (
            ("glance", lambda drafts=drafts: model.glance_at(drafts)),
            ("model", lambda drafts=drafts: model.readings(drafts)),
            ("whole check", lambda given=given: check_many(given, (), redacting=False)),
            ("model, hurried", lambda drafts=drafts: model.readings(drafts, hurried=True)),
            ("audit's check", lambda given=given: check_many(given, (), hurried_screen(), redacting=False)),
        ):
            run()
            started = time.perf_counter()
            run()
            print(f"  {name:24} {what:14} {len(given) / (time.perf_counter() - started):10,.0f} texts/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--six", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    test_share()
    blind()
    if options.six:
        six(options.six)
    if options.public:
        public(options.public)
    if options.speed:
        speed()


if __name__ == "__main__":
    main()
