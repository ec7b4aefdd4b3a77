"""The commands for a policy that is being written."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from cli.running import run
from safeconduct.activity import Outcome
from safeconduct.policy import Library, Policy
from safeconduct.written import written

KEY = Library.shipped().versions("key")[0]


def softer() -> Policy:
    """KEY, but a friend request from a pupil is only to be thought about."""
    rules = tuple(msgspec.structs.replace(rule, outcome=Outcome.CAUTION) for rule in KEY.clauses["4a"].decide)
    clause = msgspec.structs.replace(KEY.clauses["4a"], decide=rules)
    other = msgspec.structs.replace(KEY.clauses["1b"], decide=())
    changed = {"4a": clause, "1b": other}
    return msgspec.structs.replace(KEY, version="2", clause=tuple(changed.get(each.id, each) for each in KEY.clause))


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "next.toml"
    path.write_text(written(softer()), encoding="utf-8")
    return str(path)


def test_a_file_is_shown_like_a_shipped_policy(file: str) -> None:
    shown = run("policy", "show", file, "--json").json

    assert (shown["id"], shown["version"], len(shown["clauses"])) == ("key", "2", len(KEY.clause))


def test_a_file_that_is_no_policy_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("id = 3", encoding="utf-8")
    ran = run("policy", "show", str(tmp_path / "x.toml"))

    assert (ran.status, "x.toml" in ran.err) == (1, True)


def test_check_says_which_clauses_clash_and_which_cases_fail(file: str) -> None:
    ran = run("policy", "check", file, "--json")

    assert ran.status == 1
    assert {(each["clause"], *each["others"]) for each in ran.json["contradictions"]} >= {("1a", "4b"), ("8a", "13a")}
    assert any("It should be “stop”" in each["why"] for each in ran.json["failing"])
    assert "For example: kind: friend_request" in run("policy", "check", file).text


def test_check_is_content_with_a_policy_that_is_at_one_with_itself() -> None:
    ran = run("policy", "check", "safe-use")

    assert (ran.status, "no contradiction found" in ran.text) == (0, True)


def test_shadow_shows_whose_answer_changes_and_by_which_clause(file: str, tmp_path: Path) -> None:
    corpus = tmp_path / "posts.jsonl"
    corpus.write_text(
        json.dumps({"text": "Year 9 are a bunch of idiots.", "account": "personal", "audience": "public"}) + "\n\n"
    )
    ran = run("policy", "shadow", "key", file, "--corpus", str(corpus), "--json")

    assert ran.status == 0
    says = {change["says"]: change for change in ran.json["changes"]}
    change = says["A year 9 pupil asks to be friends on a personal account."]
    assert (change["old"]["outcome"], change["new"]["outcome"], change["direction"]) == ("stop", "caution", -1)
    assert "1b" in change["because"]
    assert ran.json["asked"] > 1_500
    shown = run("policy", "shadow", "key", "vision", "--cases-only").text
    assert "situations change" in shown
    assert "before" in shown


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"text": "x", "audience": "all"}'])
def test_a_line_that_is_no_post_is_named(line: str, file: str, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(f'{{"text": "fine"}}\n{line}\n', encoding="utf-8")
    ran = run("policy", "shadow", "key", file, "--corpus", str(tmp_path / "posts.jsonl"), "--cases-only")

    assert (ran.status, "posts.jsonl, line 2: this is no post" in ran.err) == (1, True)
