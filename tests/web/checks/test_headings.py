"""What stands at the head of an answer: a child at risk before all else, and no “Fine” of what was hardly read."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from safeconduct.suggestions.harm import TELL
from safeconduct.suggestions.languages import PARTLY, ROUGHLY, UNREAD

SignedIn = Callable[[str], Client]
BRUISES = "One of my year 4 girls told me her dad hits her with a belt, I feel sick"
FINNISH = "Hyvää huomenta kaikille, tänään sataa koko päivän ja jäämme kotiin"
POLISH = "Dzisiaj znowu cały dzień padał deszcz i nikt nie chciał wyjść na spacer nad rzekę"


def shown(client: Client, text: str, **more: Any) -> Any:
    given = {"text": text, "account": "personal", "audience": "public", "kind": "post", **more}
    return client.post("/check/", given)


@pytest.mark.parametrize("who", ["priya", "grace", "ruth"])
def test_a_child_at_risk_comes_before_the_answer(who: str, signed_in: SignedIn) -> None:
    answer = shown(signed_in(who), BRUISES)
    page = unescape(answer.content.decode())
    assert TELL in page
    assert page.index(TELL) < page.index("sc-answer__word")
    assert page.count(TELL) == 1
    assert page.count(">Tell the Designated Safeguarding Lead<") == 1
    assert 'href="/tell/' in page[page.index(TELL) : page.index("sc-answer__word")]


@pytest.mark.parametrize(("text", "says"), [(POLISH, ROUGHLY), (FINNISH, PARTLY), ("今天天气很好我们去公园散步了", UNREAD)])
def test_what_was_hardly_read_is_not_called_fine(text: str, says: str, signed_in: SignedIn) -> None:
    answer = shown(signed_in("priya"), text)
    page = unescape(answer.content.decode())
    assert "Nothing found, but it was read only in part</h2>" in page
    assert "<title>Nothing found, but it was read only in part" in page
    assert says in page
    assert "Fine</h2>" not in page
    assert says not in [each.text for each in answer.context["answer"].more]


def test_an_answer_that_is_strict_anyway_keeps_its_headline(signed_in: SignedIn) -> None:
    page = unescape(shown(signed_in("priya"), f"{POLISH} 07700 900123 kurwa").content.decode())
    assert ROUGHLY in page
    assert "read only in part</h2>" not in page
