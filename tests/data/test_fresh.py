"""Posts written for one topic each, half of them clean near misses: what is found, and what must keep quiet.

They were written by the hand that wrote the rules, so that the shares flatter; they guard what works and predict
nothing about posts by others (for that: benchmarks/README.md).
"""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Account
from safeconduct.screening import Context, Draft
from safeconduct.walks import shipped_screen
from tests_support import DATA, json_lines

FILES = sorted((DATA / "fresh").glob("*.jsonl"))


def _found(post: dict[str, Any]) -> set[str]:
    context = Context(Account(post.get("account", "personal")), kind=post.get("kind", "post"))
    return {finding.topic.value for finding in shipped_screen().findings(Draft(post["text"], context))}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_most_is_found_and_little_is_found_wrongly(file: Any) -> None:
    posts = [(post, _found(post)) for post in json_lines(file)]
    wanted = [bool(found & set(post["topics"])) for post, found in posts if post["topics"]]
    alarms = [post["text"] for post, found in posts if not post["topics"] and found]

    assert sum(wanted) / len(wanted) >= 0.45
    assert len(alarms) <= 0.15 * len(posts), alarms
