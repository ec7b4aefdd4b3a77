"""What differs between two versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from safeconduct.policy import Library
from safeconduct.web.policies.differences import Change, differences, marked
from web.policies.made import adopt, altered, days, kevi, reworded

KEVI = Library.shipped().get("kevi", date(2026, 11, 1))


def test_the_same_version_does_not_differ_from_itself() -> None:
    found = differences(KEVI, KEVI)

    assert {each.change for each in found} == {Change.SAME}
    assert not any(each.matters for each in found)


def test_each_kind_of_change_is_told_apart() -> None:
    stricter = msgspec.structs.replace(KEVI.clauses["5.1e"], decide=())
    moved = msgspec.structs.replace(KEVI.clauses["8d"], id="9", source="section 9")
    new = msgspec.structs.replace(KEVI.clauses["5.2a"], id="10", says="Something new.")
    version = altered(KEVI, "2", reworded(KEVI, "5.1d", "No posts at all."), stricter, moved, new, without=["8d", "6c"])
    found = {each.clause.id: each for each in differences(KEVI, version)}

    assert found["5.1d"].change is Change.REWORDED
    assert found["5.1e"].change is Change.EFFECT
    assert found["5.1e"].stopped
    assert not found["5.1e"].started
    assert found["9"].change is Change.MOVED
    assert found["10"].change is Change.ADDED
    assert found["6c"].change is Change.REMOVED
    assert found["5.2i"].change is Change.SAME
    assert {each.clause.id for each in differences(KEVI, version) if each.matters} == {"5.1d", "5.1e", "10", "6c"}


def test_a_number_given_to_another_clause_does_not_confuse_them() -> None:
    first, second = KEVI.clauses["5.1d"], KEVI.clauses["5.1e"]
    swapped = altered(KEVI, "2", msgspec.structs.replace(second, id="5.1d"), msgspec.structs.replace(first, id="5.1e"))
    found = {each.clause.id: each for each in differences(KEVI, swapped)}

    assert (found["5.1d"].change, found["5.1d"].old) == (Change.MOVED, second)
    assert (found["5.1e"].change, found["5.1e"].old) == (Change.MOVED, first)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("Post nothing.", "Post nothing.", [("same", "Post nothing.")]),
        ("Post little.", "Post nothing.", [("same", "Post "), ("gone", "little"), ("new", "nothing"), ("same", ".")]),
        ("", "New", [("new", "New")]),
        ("Old", "", [("gone", "Old")]),
    ],
)
def test_words_are_marked_one_by_one(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    found = list(marked(old, new))

    assert [tuple(piece) for piece in found] == pieces
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert "".join(piece.text for piece in found if piece.kind != "new") == old


@pytest.fixture
def newer(world: SimpleNamespace) -> int:
    """A second version at Elm Park: one point reworded, and one sentence about the policy itself."""
    policy = kevi().policy
    about_itself = msgspec.structs.replace(policy.clauses["2b"], says="It holds for nobody who has left.")
    return adopt(world, altered(policy, "2026-11", reworded(policy, "5.1d", "No posts that <b>harm</b>."), about_itself)).pk


def test_the_page_shows_changes_with_marks_and_escapes_them(newer: int, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("priya").get(reverse("policy-changes", args=[newer])).content.decode()

    assert "<ins>" in page
    assert "<del>" in page
    assert "<b>harm" not in page
    assert 'aria-label="Point 2b"' in page
    assert "49 points stayed the same" in page


def test_what_changed_for_me_leaves_out_what_nobody_signs(newer: int, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("priya").get(reverse("policy-changes", args=[newer]), {"for": "me"}).content.decode()

    assert 'aria-label="Point 5.1d"' in page
    assert 'aria-label="Point 2b"' not in page


@pytest.mark.parametrize("asked", ["", "0", "999999999999999999999", "x", "' OR 1=1"])
def test_an_unknown_version_to_compare_with_gives_the_one_before(
    newer: int, signed_in: Callable[[str], Client], asked: str
) -> None:
    page = signed_in("priya").get(reverse("policy-changes", args=[newer]), {"from": asked}).content.decode()

    assert "From version 2017-11" in page


def test_a_policy_with_one_version_says_so(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("priya").get(reverse("policy-changes", args=[kevi().pk])).content.decode()

    assert "the only version" in page


def test_a_version_to_come_is_compared_with_the_one_in_force(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    old = kevi()
    policy = old.policy
    coming = adopt(world, altered(policy, "next", reworded(policy, "5.1d", "Soon.")), old.since + days(400))
    page = signed_in("tomasz").get(reverse("policy-changes", args=[coming.pk])).content.decode()

    assert "From version 2017-11" in page
    assert "Soon" in page
