"""Whose name, gender, faith or nation, and how it is spelt, changes no answer; and what is hidden is found all the same.

``--posts N`` tries N posts of the corpus instead of a seeded few.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from altering import DISGUISES, SWAPS, Altered
from safeconduct.policy import Library
from safeconduct.screening import Context
from safeconduct.walks import Check, check_many
from tests_support import TODAY, corpus_posts

Post = tuple[str, Context]
UNCHANGED = {"names": 0.995, "genders": 0.995, "faiths and nations": 0.995, "dialects": 0.995}
FOUND = {"spaced": 0.95, "leet": 0.95, "lookalikes": 0.99, "invisible": 0.99, "emoji": 0.95}


@pytest.fixture(scope="module")
def posts(request: pytest.FixtureRequest) -> list[Post]:
    return sample(request.config.getoption("posts"))


@cache
def sample(number: int) -> list[Post]:
    every = list(corpus_posts())
    return random.Random(5).sample(every, min(number, len(every)))


@cache
def as_given(number: int) -> list[Check]:
    return checked(sample(number))


def checked(posts: Sequence[Post]) -> list[Check]:
    policies = Library.shipped().select((), TODAY)
    return [check for at in range(0, len(posts), 64) for check in check_many(posts[at : at + 64], policies, redacting=False)]


@pytest.mark.parametrize("swap", SWAPS)
def test_whose_and_how_spelt_changes_no_outcome(swap: str, posts: list[Post]) -> None:
    alter: Altered = SWAPS[swap]
    changed = [(alter(text, random.Random(at)), context) for at, (text, context) in enumerate(posts)]
    pairs = [
        (before, after)
        for before, after, (old, _), new in zip(as_given(len(posts)), _only_where(changed, posts), posts, changed, strict=True)
        if old != new[0]
    ]
    other = sum(before.decision.outcome is not after.decision.outcome for before, after in pairs)

    assert pairs
    assert 1 - other / len(posts) >= UNCHANGED[swap], f"{other} of {len(posts)}"


def _only_where(changed: Sequence[Post], posts: Sequence[Post]) -> list[Check]:
    """The checks of the changed posts; where nothing changed, the one from before."""
    known = as_given(len(posts))
    at = [number for number, (new, old) in enumerate(zip(changed, posts, strict=True)) if new[0] != old[0]]
    fresh = dict(zip(at, checked([changed[number] for number in at]), strict=True))
    return [fresh.get(number, known[number]) for number in range(len(posts))]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_what_is_hidden_is_found_all_the_same(disguise: str, posts: list[Post]) -> None:
    found = [(post, check) for post, check in zip(posts, as_given(len(posts)), strict=True) if check.topics]
    hidden = checked([(_hidden(post[0], check, DISGUISES[disguise]), post[1]) for post, check in found])
    still = sum(bool(set(before.topics) & set(after.topics)) for (_, before), after in zip(found, hidden, strict=True))

    assert still / len(found) >= FOUND[disguise], f"{still} of {len(found)}"


def _hidden(text: str, check: Check, disguise: Callable[[str], str]) -> str:
    """The text with the words disguised that gave it away."""
    past = len(text) + 1
    for start, end in sorted({(each.start, each.end) for each in check.findings}, reverse=True):
        if end <= past:
            text, past = text[:start] + disguise(text[start:end]) + text[end:], start
    return text
