"""The command line keeps its contract: commands, keys, order, exit statuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from cli.running import Ran, jsonl, run, spawn
from safeconduct import coverage
from safeconduct.activity import MustNot, Topic

FIVE: Final = ["kevi", "key", "safe-use", "tapton", "vision"]
FINE: Final = "Soup, slippers and the quiz on the telly."
SWEARING: Final = "This bloody weather is shit"
TALE: Final = "Three detentions before lunch. Jayden in my year 9 set told me his mum lost her job so who can blame him."
SCHOOL: Final = "So proud to work at Tapton School, our Year 6 play was brilliant. #TaptonSchool"
BALLOT: Final = "Vote yes in the NEU ballot, we strike on Thursday"
PUPIL: Final = {"kind": "friend_request", "direction": "incoming", "person": "pupil", "channel": "personal_social"}
PARENT: Final = {**PUPIL, "person": "parent"}
FORMER: Final = {**PUPIL, "person": "former_pupil"}
GRIEVANCE: Final = {"kind": "grievance"}


def decide(facts: dict[str, Any], *options: str) -> Ran:
    return run("decide", "--json-facts", json.dumps(facts), "--json", *options)


def routed(*options: str, **given: Any) -> Any:
    """The answer to one concern."""
    return run("route", "--jsonl", "-", *options, stdin=jsonl(given)).json


# --- check: keys ---------------------------------------------------------------------------------------------


def test_check_answers_with_every_key_of_the_contract() -> None:
    answer = run("check", TALE, "--json").json
    keys = {"id", "outcome", "topics", "main", "findings", "reasons", "policies", "guidance", "missing", "protected"}
    keys |= {"suggestions", "redacted"}
    assert keys - answer.keys() == set()
    assert (answer["id"], answer["outcome"], answer["main"]) == (None, "stop", "confidential")
    assert all(isinstance(piece, str) and piece for piece in answer["guidance"])


def test_a_finding_has_every_key_and_quotes_the_text_between_start_and_end() -> None:
    findings = run("check", TALE, "--json").json["findings"]
    assert findings
    for finding in findings:
        assert {"topic", "start", "end", "quote", "why", "detector"} - finding.keys() == set()
        assert finding["quote"] == TALE[finding["start"] : finding["end"]] != ""


def test_places_count_code_points_of_the_text_as_given() -> None:
    text = "\U0001f389\U0001f1ec\U0001f1e7 Ça\r\n\ufb01nally: this is shit"
    finding = run("check", "-", "--json", stdin=text).json["findings"][0]
    assert text[finding["start"] : finding["end"]] == finding["quote"] == "shit"


def test_a_reason_has_every_key_and_cites_a_clause_of_its_policy() -> None:
    reasons = run("check", TALE, "--json", "--policy", "kevi").json["reasons"]
    clauses = {clause["id"]: clause["says"] for clause in run("policy", "show", "kevi", "--json").json["clauses"]}
    assert reasons
    for reason in reasons:
        assert list(reason) == ["policy", "version", "clause", "force", "outcome", "topic", "says"]
        assert (reason["policy"], reason["version"], clauses[reason["clause"]]) == ("kevi", "2017-11", reason["says"])


def test_topics_come_the_most_serious_first_and_main_leads() -> None:
    answer = run("check", f"{TALE} {SWEARING}", "--json").json
    ranks = [Topic(topic).rank for topic in answer["topics"]]
    assert ranks == sorted(ranks)
    assert answer["main"] == answer["topics"][0]
    assert {finding["topic"] for finding in answer["findings"]} == set(answer["topics"])


def test_a_text_with_nothing_in_it_has_empty_lists_and_no_main_topic() -> None:
    answer = run("check", FINE, "--json").json
    assert [answer[key] for key in ("topics", "findings", "reasons", "missing", "main")] == [[], [], [], [], None]
    assert answer["policies"] == dict.fromkeys(FIVE, "allow")


def test_the_outcome_is_the_strictest_of_the_policies() -> None:
    answer = run("check", SWEARING, "--json").json
    assert (answer["policies"]["kevi"], answer["policies"]["vision"], answer["outcome"]) == ("caution", "stop", "stop")


def test_suggestions_say_what_to_put_where_and_make_up_the_redacted_text() -> None:
    answer = run("check", SWEARING, "--json").json
    (suggestion,) = answer["suggestions"]
    (place,) = suggestion["replacements"]
    assert suggestion["topic"] == "profanity"
    assert suggestion["says"] in answer["guidance"]
    assert SWEARING[place["start"] : place["end"]] == "shit"
    assert answer["redacted"] == SWEARING.replace("shit", place["text"]) == "This bloody weather is rubbish"


def test_where_no_words_can_be_taken_out_there_is_no_redacted_text() -> None:
    assert run("check", FINE, "--json").json["redacted"] is None
    assert "taken out" not in run("check", FINE).text


def test_the_terminal_shows_the_redacted_text_and_what_it_leaves() -> None:
    shown = run("check", "Kyle and Ava in 9C threw a fucking chair").text
    assert "still to be dealt with: work-talk" in shown
    assert shown.rstrip().endswith("Two pupils in 9C threw a chair")
    assert "still to be" not in run("check", SWEARING).text


# --- exit statuses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options", "outcome", "status"),
    [
        (FINE, [], "allow", 0),
        (BALLOT, [], "not-covered", 0),
        (SWEARING, ["--policy", "kevi"], "caution", 3),
        (SCHOOL, [], "ask", 4),
        (TALE, [], "stop", 5),
    ],
)
@pytest.mark.parametrize("form", ["--json", ""])
def test_check_ends_with_the_status_of_its_outcome(text: str, options: list[str], outcome: str, status: int, form: str) -> None:
    ran = run("check", text, *options, *filter(None, [form]))
    assert (ran.status, ran.err) == (status, "")
    assert (ran.json["outcome"] == outcome) if form else (f"({outcome})" in ran.text.splitlines()[0])


@pytest.mark.parametrize(
    ("facts", "policy", "outcome", "status"),
    [
        ({"kind": "take_equipment_home"}, "key", "not-covered", 0),
        (PARENT, "kevi", "caution", 3),
        (FORMER, "kevi", "ask", 4),
        (PUPIL, "kevi", "stop", 5),
    ],
)
@pytest.mark.parametrize("form", ["--json", ""])
def test_decide_ends_with_the_status_of_its_outcome(
    facts: dict[str, Any], policy: str, outcome: str, status: int, form: str
) -> None:
    ran = run("decide", "--json-facts", json.dumps(facts), "--policy", policy, *filter(None, [form]))
    assert (ran.status, ran.err) == (status, "")
    assert (ran.json["outcome"] == outcome) if form else (f"({outcome})" in ran.text.splitlines()[0])


@pytest.mark.parametrize("form", ["--json", ""])
def test_a_route_ends_with_status_0(form: str) -> None:
    ran = run("route", "It happened.", "--kind", "grievance", *filter(None, [form]))
    assert (ran.status, ran.err) == (0, "")


def test_json_lines_end_with_status_0_whatever_the_outcomes() -> None:
    ran = run("check", "--jsonl", "-", stdin=jsonl({"text": TALE}, {"text": FINE}))
    assert (ran.status, [answer["outcome"] for answer in ran.lines]) == (0, ["stop", "allow"])


# --- decide --------------------------------------------------------------------------------------------------


def test_decide_answers_with_every_key_of_the_contract() -> None:
    answer = decide({"id": "c1", **PUPIL}).json
    assert list(answer) == ["id", "outcome", "policies", "report_to", "say", "guidance", "missing"]
    assert (answer["id"], answer["outcome"], list(answer["policies"])) == ("c1", "stop", FIVE)


def test_each_policy_of_a_decision_has_its_outcome_its_reasons_and_whom_to_tell() -> None:
    kevi = decide(PUPIL).json["policies"]["kevi"]
    assert {"outcome", "report_to", "reasons"} - kevi.keys() == set()
    assert (kevi["outcome"], kevi["report_to"]) == ("stop", ["designated_safeguarding_lead"])
    assert all({"policy", "version", "clause", "force", "outcome", "says"} == reason.keys() for reason in kevi["reasons"])


def test_wording_is_offered_for_a_parent_and_never_where_replying_is_barred() -> None:
    assert "school" in decide(PARENT, "--policy", "vision").json["say"]
    assert decide(PUPIL).json["say"] is None


def test_a_fact_that_is_missing_is_named() -> None:
    answer = decide(FORMER, "--policy", "kevi").json
    assert (answer["outcome"], answer["missing"]) == ("ask", ["person_age"])


@pytest.mark.parametrize(("age", "outcome"), [(17, "stop"), (17.0, "stop"), (30, "not-covered")])
def test_the_missing_fact_settles_the_question(age: float, outcome: str) -> None:
    answer = decide({**FORMER, "person_age": age}, "--policy", "kevi").json
    assert (answer["outcome"], answer["missing"]) == (outcome, [])


def test_a_key_that_nobody_understands_is_named_in_the_guidance() -> None:
    assert "persn" in " ".join(decide({**PUPIL, "persn": "pupil"}).json["guidance"])


# --- route ---------------------------------------------------------------------------------------------------


def test_route_answers_with_every_key_of_the_contract() -> None:
    answer = routed(id="r1", kind="pupil-contact", child_protection=True)
    assert (answer["id"], answer["kind"], answer["suggested"], list(answer["policies"])) == ("r1", "pupil-contact", False, FIVE)
    keys = {"route", "immediate", "preserve_evidence", "must_not", "external", "reasons"}
    assert all(keys - policy.keys() == set() for policy in answer["policies"].values())


def test_a_pupil_who_makes_contact_goes_to_the_safeguarding_lead_at_once_without_a_reply() -> None:
    kevi = routed("--policy", "kevi", kind="pupil-contact", child_protection=True)["policies"]["kevi"]
    assert (kevi["route"], kevi["immediate"]) == (["designated_safeguarding_lead"], True)
    assert "respond" in kevi["must_not"]


def test_what_must_not_be_done_comes_from_the_closed_list() -> None:
    kinds = ["shared-login", "picture-of-me", "suspect-media", "removal-request", "malpractice", "pupil-contact"]
    answers = run("route", "--jsonl", "-", stdin=jsonl(*({"kind": kind} for kind in kinds))).lines
    said = {value for answer in answers for policy in answer["policies"].values() for value in policy["must_not"]}
    assert said
    assert said <= set(MustNot)


def test_a_policy_that_names_nobody_gives_an_empty_route_and_says_so() -> None:
    policy = routed("--policy", "safe-use", kind="abuse-of-me")["policies"]["safe-use"]
    assert policy["route"] == []
    assert "nobody" in policy["note"]


def test_the_person_complained_of_is_left_out_and_the_answer_says_so() -> None:
    answer = routed("--policy", "tapton", kind="misuse-by-adult", subject="line_manager")["policies"]["tapton"]
    assert "line_manager" not in answer["route"]
    assert "line manager" in answer["note"]


def test_a_role_that_only_the_words_complain_of_is_left_out_and_said_to_be_assumed() -> None:
    words = "My line manager is watching pornography on the school computer"
    answer = run("route", words, "--policy", "tapton", "--json").json
    assert "line_manager" not in answer["policies"]["tapton"]["route"]
    assert "we assume that the line manager is the person complained of" in " ".join(answer["guidance"])
    assert "we assume" in " ".join(run("route", words, "--policy", "tapton").text.split())


def test_the_subject_that_is_given_counts_rather_than_the_words() -> None:
    words = "My line manager is watching pornography on the school computer"
    answer = run("route", words, "--policy", "tapton", "--subject", "teacher", "--json").json
    assert answer["policies"]["tapton"]["route"] == ["line_manager"]


def test_a_key_of_a_concern_that_nobody_understands_is_named_in_the_guidance() -> None:
    answer = routed(kind="grievance", subjekt="line_manager", id=4, policies=["tapton"])
    assert "Not understood and left out of the answer: subjekt." in answer["guidance"]
    assert "Not understood" not in str(routed(kind="grievance", subject="line_manager", reporter="teacher", situation="…"))


def test_a_kind_that_is_left_out_is_suggested_and_said_to_be_a_suggestion() -> None:
    words = "I found a USB stick in the staff car park and I am not sure it is safe to plug in."
    answer = run("route", words, "--json").json
    assert (answer["kind"], answer["suggested"]) == ("suspect-media", True)
    assert "suggestion" in run("route", words).text


def test_a_kind_that_is_given_is_no_suggestion() -> None:
    assert run("route", "It happened.", "--kind", "grievance", "--json").json["suggested"] is False


# --- json lines ----------------------------------------------------------------------------------------------

STREAMS: Final = {
    "check": [{"text": TALE}, {"text": FINE}, {"text": SWEARING}],
    "decide": [PUPIL, PARENT, FORMER],
    "route": [GRIEVANCE, {"kind": "malpractice"}, {"kind": "own-content"}],
}
IDS: Final = ["a", 7, 2.5, None, True, ["x", {"y": 1}], {"deep": [1, 2]}, "\U0001f389 é", "", 2**53, -1]


@pytest.mark.parametrize("command", STREAMS)
def test_a_file_and_standard_input_give_the_same_answers_in_the_order_of_the_lines(command: str, tmp_path: Path) -> None:
    data = jsonl(*({"id": number, **given} for number, given in enumerate(STREAMS[command])))
    file = tmp_path / "questions.jsonl"
    file.write_bytes(data)
    read, piped = run(command, "--jsonl", str(file)), run(command, "--jsonl", "-", stdin=data)
    assert (read.status, read.err) == (0, "")
    assert read == piped
    assert [answer["id"] for answer in read.lines] == [0, 1, 2]


@pytest.mark.parametrize("command", STREAMS)
def test_a_line_is_answered_as_a_single_question_is(command: str) -> None:
    given = STREAMS[command][0]
    line = run(command, "--jsonl", "-", stdin=jsonl(given)).json
    alone = {
        "check": lambda: run("check", TALE, "--json").json,
        "decide": lambda: decide(PUPIL).json,
        "route": lambda: run("route", "…", "--kind", "grievance", "--json").json,
    }[command]()
    assert line == alone


@pytest.mark.parametrize("command", STREAMS)
def test_any_json_value_is_echoed_as_the_id(command: str) -> None:
    given = STREAMS[command][0]
    ran = run(command, "--jsonl", "-", stdin=jsonl(*({"id": each, **given} for each in IDS), given))
    assert [answer["id"] for answer in ran.lines] == [*IDS, None]


@pytest.mark.parametrize("command", STREAMS)
def test_a_bad_line_is_answered_in_its_place_and_the_status_is_1(command: str) -> None:
    good = STREAMS[command][0]
    bad = {"id": "b", "text": 5, "kind": "nonsense"}
    ran = run(command, "--jsonl", "-", stdin=jsonl({"id": "a", **good}, bad, {"id": "c", **good}))
    assert (ran.status, ran.err) == (1, "")
    assert [answer["id"] for answer in ran.lines] == ["a", "b", "c"]
    assert ["error" in answer for answer in ran.lines] == [False, True, False]
    assert list(ran.lines[1]) == ["id", "line", "error"]
    assert ran.lines[1]["line"] == 2


def test_blank_lines_are_passed_over_and_counted() -> None:
    ran = run("check", "--jsonl", "-", stdin=b"\n" + jsonl({"text": FINE}) + b"  \n\r\n" + jsonl({"id": 9}))
    assert [answer.get("line") for answer in ran.lines] == [None, 5]


def test_a_last_line_without_a_line_break_is_answered() -> None:
    assert len(run("check", "--jsonl", "-", stdin=jsonl({"text": FINE}, {"text": FINE})[:-1]).lines) == 2


def test_an_empty_file_has_no_answers_and_no_error() -> None:
    assert run("check", "--jsonl", "-") == Ran(0, b"", "")


def test_a_line_says_where_its_text_goes() -> None:
    lines = [{"text": SCHOOL, **more} for more in ({}, {"account": "official"}, {"permission": True})]
    found = [set(answer["topics"]) for answer in run("check", "--jsonl", "-", stdin=jsonl(*lines)).lines]
    assert ["needs-permission" in topics for topics in found] == [True, False, False]


@pytest.mark.parametrize(
    ("key", "value"), [("account", "mine"), ("audience", "everybody"), ("author_role", "king"), ("account", ["personal"])]
)
def test_a_line_with_a_wrong_value_is_an_error_that_names_it(key: str, value: object) -> None:
    answer = run("check", "--jsonl", "-", stdin=jsonl({"id": 1, "text": FINE, key: value})).json
    assert f"“{key}”" in answer["error"]


@pytest.mark.parametrize("command", STREAMS)
def test_a_line_names_its_own_policies(command: str) -> None:
    given = {**STREAMS[command][0], "policies": ["tapton", "key"]}
    answer = run(command, "--jsonl", "-", "--policy", "kevi", stdin=jsonl(given, STREAMS[command][0])).lines
    assert [list(each["policies"]) for each in answer] == [["tapton", "key"], ["kevi"]]


@pytest.mark.parametrize("policies", [["kvei"], "kevi", [], [5], {"kevi": 1}])
def test_a_line_with_wrong_policies_is_an_error(policies: object) -> None:
    ran = run("decide", "--jsonl", "-", stdin=jsonl({"id": 1, **PUPIL, "policies": policies}, PUPIL))
    assert ["error" in answer for answer in ran.lines] == [True, False]


def test_what_is_found_twice_is_said_once() -> None:
    text = "Jayden in my Year 4 class wet himself again today. Sick of it, ffs. Jayden bit me, too, and ffs again"
    lines = run("check", text).text.splitlines()
    told = [line for line in lines if line.startswith("  • ")]
    assert len(told) == len(set(told))
    found = run("check", "--json", "Jayden in my Year 4 class wet himself again today.").json["findings"]
    assert [each["topic"] for each in found].count("work-talk") == 1


# --- policies ------------------------------------------------------------------------------------------------

QUESTIONS: Final = {
    "check": ["check", TALE],
    "decide": ["decide", "--json-facts", json.dumps(PUPIL)],
    "route": ["route", "…", "--kind", "grievance"],
}


@pytest.mark.parametrize("command", QUESTIONS)
def test_without_a_policy_all_five_answer(command: str) -> None:
    assert sorted(run(*QUESTIONS[command], "--json").json["policies"]) == FIVE


@pytest.mark.parametrize("command", QUESTIONS)
def test_the_policies_named_answer_and_no_other(command: str) -> None:
    named = run(*QUESTIONS[command], "--json", "--policy", "vision", "--policy", "kevi", "--policy", "vision").json
    assert list(named["policies"]) == ["vision", "kevi"]


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_policy_that_does_not_exist_is_an_error_that_lists_those_that_do(command: str) -> None:
    ran = run(*QUESTIONS[command], "--policy", "eton")
    assert (ran.status, ran.out) == (1, b"")
    assert "“eton”" in ran.err
    assert [name for name in FIVE if name not in ran.err] == []


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_day_before_adoption_is_an_error_that_says_from_when_the_policy_holds(command: str) -> None:
    ran = run(*QUESTIONS[command], "--policy", "kevi", "--on", "2017-11-21")
    assert (ran.status, ran.out) == (1, b"")
    assert "2017-11-22" in ran.err


def test_on_the_day_of_adoption_the_policy_answers() -> None:
    assert run("check", FINE, "--policy", "kevi", "--on", "2017-11-22").status == 0


def test_policies_not_yet_adopted_are_left_out_where_none_is_named() -> None:
    assert "kevi" not in run("check", FINE, "--json", "--on", "2017-11-21").json["policies"]


# --- wrong usage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", FINE, "--file", "x.txt"],
        ["check", FINE, "--jsonl", "-"],
        ["decide"],
        ["decide", "--json-facts", "{}", "--jsonl", "-"],
        ["route"],
        ["route", "It happened.", "--jsonl", "-"],
        ["check", FINE, "--role", "king"],
        ["check", FINE, "--account", "mine"],
        ["check", FINE, "--audience", "everybody"],
        ["check", FINE, "--on", "yesterday"],
        ["check", FINE, "--on", "2026-02-30"],
        ["check", FINE, "--nonsense"],
        ["check", FINE, FINE],
        ["route", "It happened.", "--kind", "mischief"],
        ["route", "It happened.", "--kind", "grievance", "--subject", "king"],
        ["gossip"],
        ["policy", "burn"],
        ["policy", "show"],
        ["policy", "compare", "kevi"],
        ["policy", "compare", "kevi", "kevi"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_2_and_says_what_is_wrong(args: list[str]) -> None:
    ran = run(*args)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.strip()


@pytest.mark.parametrize("args", [["--help"], ["check", "-h"], ["policy", "--help"]], ids=" ".join)
def test_help_is_no_error(args: list[str]) -> None:
    ran = run(*args)
    assert (ran.status, ran.err) == (0, "")
    assert "Usage" in ran.text


# --- reading -------------------------------------------------------------------------------------------------


def test_the_draft_comes_from_standard_input_a_file_or_the_command_line_alike(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(TALE, "utf-8")
    piped, read = run("check", "-", "--json", stdin=TALE), run("check", "--file", str(file), "--json")
    assert piped == read == run("check", TALE, "--json")
    assert piped.status == 5


def test_a_situation_comes_from_standard_input() -> None:
    words = "I found a USB stick in the staff car park and I am not sure it is safe to plug in."
    assert run("route", "-", "--json", stdin=words) == run("route", words, "--json")


def test_a_file_is_read_as_it_stands() -> None:
    finding = run("check", "-", "--json", stdin="One.\r\nTwo is shit.\r\n").json["findings"][0]
    assert (finding["start"], finding["end"]) == (13, 17)


def test_permission_on_record_answers_the_need_for_it() -> None:
    without, on_record = run("check", SCHOOL, "--json").json, run("check", SCHOOL, "--json", "--permission").json
    assert "needs-permission" in without["topics"]
    assert "needs-permission" not in on_record["topics"]
    assert without["outcome"] == "ask" != on_record["outcome"]


def test_an_official_account_needs_no_permission() -> None:
    assert "needs-permission" not in run("check", SCHOOL, "--json", "--account", "official").json["topics"]


# --- the roster ----------------------------------------------------------------------------------------------

ROSTER: Final = (
    "First name,Surname,Role\nZephaniah,Quillfeather,pupil\nOttoline,Brackenwick,pupil\nPeregrine,Thistledown,teacher\n"
)
ROSTER_NAMES: Final = ("zephaniah", "quillfeather", "ottoline", "brackenwick", "peregrine", "thistledown")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER, "utf-8")
    return file


def _names_in(text: str) -> list[str]:
    return [name for name in ROSTER_NAMES if name in text.lower()]


def test_a_name_on_the_roster_is_found(roster: Path) -> None:
    text = "Zephaniah Quillfeather was in detention again"
    answer = run("check", text, "--json", "--roster", str(roster)).json
    assert ("confidential", "Zephaniah Quillfeather") in {(f["topic"], f["quote"]) for f in answer["findings"]}


@pytest.mark.parametrize("text", [FINE, TALE, "Zeph was in detention again", "My pupil Z.Q. was in detention again"])
@pytest.mark.parametrize("form", ["--json", ""])
def test_no_name_of_the_roster_is_in_the_answer(text: str, form: str, roster: Path) -> None:
    ran = run("check", text, "--roster", str(roster), *filter(None, [form]))
    assert ran.out
    assert _names_in(ran.text + ran.err) == []


@pytest.mark.parametrize("text", ["Zephaniah Quillfeather was in detention again", "zephaniahquillfeather cried in class"])
def test_a_name_of_the_roster_stands_in_the_answer_only_as_the_text_has_it(text: str, roster: Path) -> None:
    answer = run("check", text, "--json", "--roster", str(roster)).json
    quoted = answer.pop("findings")
    assert quoted
    assert all(finding["quote"] in text and _names_in(finding["why"]) == [] for finding in quoted)
    assert _names_in(json.dumps(answer)) == []


def test_the_roster_holds_for_every_line(roster: Path) -> None:
    given = jsonl({"text": "Ottoline Brackenwick cried in class"}, {"text": FINE}, {"id": 3, "text": 4})
    ran = run("check", "--jsonl", "-", "--roster", str(roster), stdin=given)
    assert [answer.get("main") for answer in ran.lines] == ["confidential", None, None]
    lines = ran.lines
    quotes = [finding["quote"] for answer in lines for finding in answer.pop("findings", ())]
    assert all(quote in "Ottoline Brackenwick cried in class" for quote in quotes)
    assert _names_in(json.dumps(lines)) == []


# --- policy list, show, compare, coverage --------------------------------------------------------------------


def test_policy_list_names_the_five_with_their_versions() -> None:
    listed = run("policy", "list", "--json")
    assert listed.status == 0
    assert [policy["id"] for policy in listed.json] == FIVE
    assert all(policy["version"] and re.fullmatch("[0-9a-f]{64}", policy["digest"]) for policy in listed.json)
    assert [name for name in FIVE if name not in run("policy", "list").text] == []


def test_policy_show_gives_every_clause_with_what_it_does() -> None:
    shown = [run("policy", "show", name, "--json").json for name in FIVE]
    assert sum(len(policy["clauses"]) for policy in shown) == 156
    assert all(clause["says"] and clause["mechanisms"] and clause["does"] for policy in shown for clause in policy["clauses"])


def test_policy_show_prints_every_clause() -> None:
    text = " ".join(run("policy", "show", "kevi").text.split())
    clauses = run("policy", "show", "kevi", "--json").json["clauses"]
    assert [clause["id"] for clause in clauses if " ".join(clause["says"].split()) not in text] == []


@pytest.mark.parametrize(
    "args", [["show", "eton"], ["compare", "kevi", "eton"], ["coverage", "--policy", "eton"]], ids=" ".join
)
def test_a_policy_to_look_at_that_does_not_exist_is_an_error(args: list[str]) -> None:
    ran = run("policy", *args)
    assert (ran.status, ran.out) == (1, b"")
    assert "“eton”" in ran.err


def test_policy_compare_answers_each_question_for_each_policy() -> None:
    rows = run("policy", "compare", "kevi", "tapton", "--json").json
    assert len(rows) > 20
    for row in rows:
        assert list(row["outcomes"]) == ["kevi", "tapton"]
        assert row["differs"] == (row["outcomes"]["kevi"] != row["outcomes"]["tapton"])
        assert set(row["strictest"]) <= {"kevi", "tapton"} != set()


def test_policy_compare_says_where_policies_contradict_each_other() -> None:
    against = [row for row in run("policy", "compare", *FIVE, "--json").json if row["contradicts"]]
    assert against
    assert all("stop" in row["outcomes"].values() for row in against)
    assert all({"allow", "caution"} & set(row["outcomes"].values()) for row in against)
    assert f"Contradictions: {len(against)} " in run("policy", "compare", *FIVE).text


def test_policy_coverage_lists_every_statement_with_its_mechanisms_and_tests() -> None:
    ran = run("policy", "coverage", "--json")
    assert ran.status == 0
    assert len({entry["id"] for entry in ran.json}) == len(ran.json) == 156
    for entry in ran.json:
        assert list(entry) == ["id", "mechanisms", "does", "tests"]
        assert entry["mechanisms"]
        assert entry["tests"]
        assert entry["does"].endswith(".")


def test_policy_coverage_ends_with_status_1_while_a_statement_has_no_test(monkeypatch: pytest.MonkeyPatch) -> None:
    named = coverage.clause_tests()
    monkeypatch.setattr(coverage, "clause_tests", lambda: {**named, "kevi:5.2i": ()})
    ran = run("policy", "coverage", "--json")
    assert (ran.status, ran.err) == (1, "")
    assert [entry["id"] for entry in ran.json if not entry["tests"]] == ["kevi:5.2i"]


def test_policy_coverage_is_printed_for_one_policy() -> None:
    ran = run("policy", "coverage", "--policy", "kevi")
    assert ran.status == 0
    assert "kevi:5.2i" in ran.text
    assert "tapton:" not in ran.text


# --- in a process of its own ---------------------------------------------------------------------------------


def test_python_dash_m_is_the_same_command_line() -> None:
    ran = spawn("check", TALE, "--json")
    assert (ran.status, ran.err) == (5, "")
    assert ran.json == run("check", TALE, "--json").json


def test_the_demo_answers_without_an_error() -> None:
    ran = run("demo", "--tour")
    assert (ran.status, ran.err) == (0, "")
    assert "safeconduct check" in ran.text


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes(jsonl(*([PUPIL] * 3000)))
    command = [sys.executable, "-m", "safeconduct", "decide", "--jsonl", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read().decode()
    assert (process.returncode, complaint) == (1, "")
