"""How well ``check`` finds what the labelled corpus holds: per topic recall, precision and F1, and false alarms.

Usage: python benchmarks/corpus_topics.py FILE.jsonl… [--topic T] [--show misses|alarms] [--detector ID]
A post counts as found for a topic when any certain or possible finding has the topic; a false alarm is a post
labelled clean with any finding at all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safeconduct.activity import Account, Audience, Role
from safeconduct.screening import Context, Draft, Finding, Screen, detectors


def posts(paths: list[str]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def context(post: dict[str, Any]) -> Context:
    return Context(
        Account(post["account"]), Audience(post["audience"]), Role(post["author_role"]), post["platform"], post["kind"]
    )


def show(post: dict[str, Any], findings: tuple[Finding, ...]) -> None:
    print(post["id"], post["account"], post["kind"], post["topics"], post["why"])
    print("   ", post["text"])
    for finding in findings:
        print("     *", finding.topic, finding.detector, repr(post["text"][finding.start : finding.end]), finding.why)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--topic")
    parser.add_argument("--detector")
    parser.add_argument("--show", choices=["misses", "alarms"])
    args = parser.parse_args()
    screen = Screen(d for d in detectors() if args.detector in (None, d.id))
    hit, labelled, found, clean, alarms = Counter[str](), Counter[str](), Counter[str](), 0, 0
    concerned, caught = 0, 0
    by_topic_on_clean = Counter[str]()
    for post in posts(args.files):
        findings = screen.findings(Draft(post["text"], context(post)))
        topics = {str(f.topic) for f in findings}
        labels = set(post["topics"])
        labelled.update(labels)
        found.update(topics)
        hit.update(topics & labels)
        clean += not labels
        concerned += bool(labels)
        caught += bool(labels and topics)
        alarms += bool(not labels and topics)
        if not labels:
            by_topic_on_clean.update(topics)
        wanted = {args.topic} if args.topic else labels | topics
        if args.show == "misses" and (labels - topics) & wanted:
            show(post, findings)
        if args.show == "alarms" and (topics - labels) & wanted:
            show(post, findings)
    print(f"{'topic':20} {'posts':>6} {'recall':>7} {'prec.':>7} {'F1':>6}  on clean")
    scores = []
    for topic in sorted(labelled | found):
        recall = hit[topic] / labelled[topic] if labelled[topic] else 0.0
        precision = hit[topic] / found[topic] if found[topic] else 0.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        if labelled[topic]:
            scores.append(f1)
        print(f"{topic:20} {labelled[topic]:6} {recall:7.3f} {precision:7.3f} {f1:6.3f}  {by_topic_on_clean[topic]}")
    print(f"macro F1 {sum(scores) / max(1, len(scores)):.3f}")
    print(f"concern recall {caught}/{concerned} = {caught / max(1, concerned):.3f}")
    print(f"false alarms on clean posts {alarms}/{clean} = {alarms / max(1, clean):.3f}")


if __name__ == "__main__":
    main()
