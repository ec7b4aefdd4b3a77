"""A policy that is written as a file and read again is the same policy, whatever stands in it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.errors import PolicyError
from safeconduct.policy import Library, Policy, faults, read, sketched
from safeconduct.written import written

POLICIES = {f"{name}@{each.version}": each for name in Library.shipped().ids for each in Library.shipped().versions(name)}
KEY = next(policy for name, policy in POLICIES.items() if name.startswith("key@"))


@pytest.mark.parametrize("name", POLICIES)
def test_every_shipped_policy_comes_back_as_it_was(name: str) -> None:
    policy = POLICIES[name]

    again = read(written(policy), f"{name}.toml")

    assert (again, again.digest) == (policy, policy.digest)


@given(says=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), day=st.dates(), months=st.integers(1, 120))
def test_whatever_is_written_in_it(says: str, day: date, months: int) -> None:
    clause = msgspec.structs.replace(KEY.clause[0], says=says, source=says)
    case = msgspec.structs.replace(KEY.case[0], situation=says, facts={"kind": "email", says: True, "note": [1, 2.5, says]})
    policy = msgspec.structs.replace(KEY, clause=(clause,), case=(case,), adopted=day, review_months=months, approver=says)

    assert sketched(written(policy), "x.toml") == policy


def test_rules_stand_on_lines_of_their_own() -> None:
    text = written(KEY)

    assert '\n  { topics = ["profanity", "copyright"], outcome = "caution" },\n' in text
    assert 'decide = [{ when = { kind = "post_about_school" }, outcome = "caution", otherwise = true }]' in text


def test_an_unfinished_policy_comes_back_but_does_not_load() -> None:
    empty: Policy = msgspec.structs.replace(
        KEY, clause=(msgspec.structs.replace(KEY.clause[0], screen=(), decide=()),), case=()
    )

    again = sketched(written(empty), "x.toml")

    assert again == empty
    assert [(each.what, each.clause) for each in faults(again)] == [("idle", "1a"), ("no-case", "1a")]
    with pytest.raises(PolicyError, match="does nothing"):
        read(written(empty), "x.toml")


def test_nothing_at_all_comes_back_too() -> None:
    empty = msgspec.structs.replace(KEY, clause=(), case=())

    assert sketched(written(empty), "x.toml") == empty
