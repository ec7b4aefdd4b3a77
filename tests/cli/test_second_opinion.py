"""A second opinion through the command line: off by default, announced, never silent, never in the way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.running import jsonl, run, spawn
from opinion_server import Model, drips, finds, http, sends

DOUBTFUL = "Ours is run by clowns, honestly"
NAME = "SAFECONDUCT_SECOND_OPINION"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("URL", "MODEL", "KEY", "KEY_FILE"):
        monkeypatch.delenv(f"{NAME}_{each}", raising=False)


def _options(model: Model) -> list[str]:
    return ["--second-opinion", model.base, "--second-opinion-model", "tiny"]


def test_it_is_off_by_default_and_then_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys; from safeconduct.cli import app; app(['check', sys.argv[1], '--json'], standalone_mode=False); "
        "loaded = {'socket', 'ssl', 'http.client', 'safeconduct.opinion', 'safeconduct.opinion.asking'} & set(sys.modules); "
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, DOUBTFUL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"derogatory"' in done.stdout


def test_a_notice_says_beforehand_what_goes_where() -> None:
    with Model(finds("agrees")) as model:
        ran = run("check", DOUBTFUL, *_options(model))
    assert len(ran.err.splitlines()) == 1
    assert f"{model.base}/chat/completions (model tiny)" in ran.err
    assert "the draft, the words in doubt and the wording of the clauses" in ran.err


def test_a_disagreement_is_shown_with_its_reason_and_changes_outcome_and_status() -> None:
    assert run("check", DOUBTFUL).status == 3
    with Model(finds("disagrees", "It is about [bold]a circus[/].")) as model:
        ran, answer = run("check", DOUBTFUL, *_options(model)), run("check", DOUBTFUL, "--json", *_options(model)).json
    assert ran.status == 0
    assert "derogatory (does not count; second opinion: It is about [bold]a circus[/].)" in ran.text
    assert (answer["outcome"], answer["findings"], answer["suggestions"]) == ("allow", [], [])
    assert [(f["topic"], f["quote"], f["vetoed"]) for f in answer["vetoed"]] == [
        ("derogatory", "clowns", "second opinion: It is about [bold]a circus[/].")
    ]


def test_an_agreement_leaves_a_possible_finding() -> None:
    with Model(finds("agrees")) as model:
        answer = run("check", DOUBTFUL, "--json", *_options(model)).json
    assert answer == run("check", DOUBTFUL, "--json").json
    assert [finding["certain"] for finding in answer["findings"]] == [False]


def test_a_fault_leaves_output_and_status_as_they_were_and_is_told_once() -> None:
    with Model(sends(http(b"{}", "500 Oh"))) as model:
        ran = run("check", DOUBTFUL, "--json", *_options(model))
    without = run("check", DOUBTFUL, "--json")
    assert (ran.status, ran.out) == (without.status, without.out)
    assert [line for line in ran.err.splitlines() if "no second opinion" in line] == [
        "safeconduct: no second opinion: it reports an error (status 500). The answer stands as it is without one."
    ]


def test_a_server_that_drips_holds_nobody_up() -> None:
    with Model(drips(b"X: y\r\n", b"HTTP/1.1 200 OK\r\n")) as model:
        started = time.monotonic()
        ran = spawn("check", DOUBTFUL, "--json", *_options(model))
        took = time.monotonic() - started
    assert ran.status == 3
    assert "no answer in time" in ran.err
    assert took < 20


def test_a_stream_asks_line_by_line_and_gives_a_dead_server_up() -> None:
    lines = jsonl(*({"id": number, "text": text} for number, text in enumerate([DOUBTFUL, "This is shit", DOUBTFUL])))
    with Model(finds("disagrees")) as model:
        answers = run("check", "--jsonl", "-", *_options(model), stdin=lines).lines
    assert [answer["outcome"] for answer in answers] == ["allow", "stop", "allow"]
    assert len(model.asked) == 2
    with Model(sends(b"")) as model:
        ran = run("check", "--jsonl", "-", *_options(model), stdin=lines * 3)
    assert (ran.status, len(ran.lines), len(model.asked)) == (0, 9, 3)
    assert len(ran.err.splitlines()) == 3


def test_the_environment_sets_it_and_an_empty_address_switches_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    with Model(finds("disagrees")) as model:
        monkeypatch.setenv(f"{NAME}_URL", model.base)
        monkeypatch.setenv(f"{NAME}_MODEL", "tiny")
        on, off = run("check", DOUBTFUL), run("check", DOUBTFUL, "--second-opinion", "")
    assert (on.status, off.status) == (0, 3)
    assert "second opinion" in on.err
    assert off.err == ""


@pytest.mark.parametrize("way", ["KEY", "KEY_FILE"])
def test_the_key_comes_from_a_variable_or_a_file_and_is_shown_nowhere(
    way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text("s3cret-key\n", "utf-8")
    monkeypatch.setenv(f"{NAME}_{way}", "s3cret-key" if way == "KEY" else str(file))
    with Model(sends(http(b"{}", "401 Unauthorized"))) as model:
        ran = run("check", DOUBTFUL, *_options(model))
    assert "Authorization: Bearer s3cret-key" in model.asked[0][0]
    assert "s3cret" not in ran.text + ran.err
    assert "does not take this one" in ran.err


def test_a_key_file_that_cannot_be_read_is_an_error_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{NAME}_KEY_FILE", "/nowhere/key")
    with Model(finds("agrees")) as model:
        ran = run("check", DOUBTFUL, *_options(model))
    assert (ran.status, ran.out, model.asked) == (1, b"", [])
    assert "/nowhere/key" in ran.err


def test_plain_http_to_the_internet_is_an_error_before_anything_is_sent() -> None:
    ran = run("check", DOUBTFUL, "--second-opinion", "http://8.8.8.8/v1", "--second-opinion-model", "tiny")
    assert (ran.status, ran.out) == (1, b"")
    assert "https" in ran.err


@pytest.mark.parametrize("option", [["--second-opinion", "http://127.0.0.1:9/v1"], ["--second-opinion-model", "tiny"]])
def test_half_of_the_options_is_wrong_usage(option: list[str]) -> None:
    ran = run("check", DOUBTFUL, *option)
    assert (ran.status, ran.out) == (2, b"")
    assert "--second-opinion-model" in ran.err


def test_names_of_a_roster_are_not_sent(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Role\nZephaniah Quillfeather,pupil\n", "utf-8")
    with Model(finds("agrees")) as model:
        run("check", f"{DOUBTFUL}. Zeph did well in maths.", "--roster", str(roster), *_options(model))
    assert "uillfeather" not in str(model.asked)
    assert model.asked
