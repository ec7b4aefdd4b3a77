"""Whatever comes in: no traceback, an error in plain words, and the rest of the stream answered."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import pytest

from cli.running import Ran, jsonl, run, spawn

FINE: Final = "Soup, slippers and the quiz on the telly."
SWEARING: Final = "This bloody weather is shit"
GOOD: Final = {"text": FINE}
FOLLOW: Final = {"kind": "follow", "direction": "incoming", "person": "pupil"}
MEGABYTE: Final = 1024 * 1024


def refused(ran: Ran, *words: str) -> None:
    """The run ended with an error in plain words that has these words in it."""
    assert (ran.status, ran.out) == (1, b"")
    assert ran.err.startswith("safeconduct: ")
    assert ran.err.strip().endswith((".", ")", "}"))
    assert "Traceback" not in ran.err
    assert [word for word in words if word not in ran.err] == []


def check_lines(*lines: Any) -> Ran:
    """Lines put to ``check`` between two good ones."""
    return run("check", "--jsonl", "-", stdin=jsonl({"id": "first", **GOOD}, *lines, {"id": "last", **GOOD}))


def decide_lines(*lines: Any) -> Ran:
    return run("decide", "--jsonl", "-", stdin=jsonl({"id": "first", **FOLLOW}, *lines, {"id": "last", **FOLLOW}))


def only_error(ran: Ran) -> str:
    """The error of the one bad line in the middle; the good ones around it are answered."""
    assert (ran.status, ran.err) == (1, "")
    first, bad, last = ran.lines
    assert (first["id"], last["id"]) == ("first", "last")
    assert "outcome" in first
    assert "outcome" in last
    assert (list(bad), bad["line"]) == (["id", "line", "error"], 2)
    return str(bad["error"])


# --- the command itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "route"])
@pytest.mark.parametrize("words", [["Jayden", "in", "my", "class"], ["-5 degrees for Jayden"], ["--Jayden bit me"]], ids=repr)
def test_a_text_without_quotation_marks_is_not_repeated(command: str, words: list[str]) -> None:
    ran = run(command, *words)

    assert (ran.status, ran.out) == (2, b"")
    assert "quotation marks" in ran.err
    assert not [word for word in ("Jayden", "class", "degrees", "-5") if word in ran.err]


def test_a_text_that_begins_with_a_hyphen_follows_two() -> None:
    assert run("check", "--", "-5 degrees today").status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "args",
    [["check", FINE], ["check", "--json", FINE], ["check", "--jsonl", "-"], ["policy", "list"], ["--help"]],
    ids=" ".join,
)
def test_an_answer_that_cannot_be_written_is_an_error_in_plain_words(args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "safeconduct", *args]
        done = subprocess.run(command, input=jsonl(GOOD), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)

    assert done.returncode == 1
    assert done.stderr.decode().startswith("safeconduct: The answer cannot be written")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_platform_or_kind_that_is_no_word_is_refused() -> None:
    assert "must be a word" in only_error(check_lines({**GOOD, "kind": 5}))
    assert "must be a word" in only_error(check_lines({**GOOD, "platform": ["x"]}))


def test_the_profile_of_an_archive_is_a_bio() -> None:
    text = "Maths teacher | Harrow Lane High | runs on tea"
    ran = run("check", "--jsonl", "-", stdin=jsonl({"text": text, "kind": "profile"}, {"text": text, "kind": "bio"}))

    profile, bio = ran.lines
    assert profile["topics"] == bio["topics"] == ["school-identity"]


# --- one text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u00a0\u2003", "\ufeff"], ids=ascii)
def test_a_text_without_anything_in_it_is_an_error(text: str) -> None:
    refused(run("check", "-", stdin=text), "empty")
    refused(run("route", "-", stdin=text), "empty")


@pytest.mark.parametrize("text", ["", "   "], ids=ascii)
def test_an_argument_without_anything_in_it_is_an_error(text: str) -> None:
    refused(run("check", text), "empty")
    refused(run("route", text), "empty")


def test_a_text_of_ten_megabytes_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"word " * (2 * MEGABYTE))
    refused(run("check", "--file", str(file)), "characters long", "--jsonl")
    refused(run("check", "-", stdin=file.read_bytes()), "characters long", "--jsonl")


DISGUISED: Final = {
    "a NUL": "\x00shit\x00",
    "a zero-width space": "sh\u200bit",
    "a byte order mark inside": "sh\ufeffit",
    "a direction override": "\u202eoops\u202c shit",
    "an override inside the word": "sh\u202eit",
    "a soft hyphen": "sh\u00adit",
    "Cyrillic letters": "ѕһіt",
    "full-width letters": "ｓｈｉｔ",
    "accents": "s\u0301h\u0301i\u0301t\u0301",
    "control characters": "\x07\x1bshit\x0b",
    "a private-use character": "\ue000 shit \U0010ffff",
    "emoji of several parts": "\U0001f468\u200d\U0001f469\u200d\U0001f467 shit \U0001f3f4\U000e0067\U000e007f",
}


@pytest.mark.parametrize("disguise", DISGUISED)
def test_a_strange_text_gets_the_right_answer_at_the_right_place(disguise: str) -> None:
    text = DISGUISED[disguise]
    ran = run("check", "-", "--json", stdin=text)
    finding = next(finding for finding in ran.json["findings"] if finding["topic"] == "profanity")
    assert (ran.status, ran.err) == (5, "")
    assert text[finding["start"] : finding["end"]] == finding["quote"]
    assert finding["quote"][0] in "sѕｓ"


@pytest.mark.parametrize("disguise", DISGUISED)
def test_a_strange_text_is_shown_at_a_terminal_without_what_steers_it(disguise: str) -> None:
    shown = run("check", "-", stdin=DISGUISED[disguise])
    assert (shown.status, shown.err) == (5, "")
    assert [char for char in "\x00\x07\x0b\x1b\u202e" if char in shown.text] == []


def test_what_looks_like_markup_is_shown_as_it_stands() -> None:
    text = "[bold]shit[/bold] [/] [red on"
    assert text in run("check", text).text


# --- bytes ---------------------------------------------------------------------------------------------------


def test_half_a_surrogate_pair_on_the_command_line_is_a_character_like_any_other() -> None:
    finding = run("check", "\udcff shit \ud83d", "--json").json["findings"][0]
    assert (finding["start"], finding["end"], finding["quote"]) == (2, 6, "shit")


def test_bytes_on_the_command_line_that_are_not_utf_8_are_answered() -> None:
    ran = spawn("check", b"caf\xe9 \xff\xfe shit", "--json")
    assert (ran.status, ran.err, ran.json["main"]) == (5, "", "profanity")


def test_bytes_in_facts_on_the_command_line_that_are_not_utf_8_are_an_error() -> None:
    refused(spawn("decide", "--json-facts", b'{"kind": "follow", "note": "\xff"}'), "UTF-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_any_unicode_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(f"Ça, {SWEARING} \U0001f389".encode(encoding))
    for ran in (run("check", "--file", str(file), "--json"), run("check", "-", "--json", stdin=file.read_bytes())):
        finding = ran.json["findings"][0]
        assert (ran.status, finding["quote"], finding["start"]) == (5, "shit", 27)


@pytest.mark.parametrize("data", [b"caf\xe9 noir", b"\x80", b"ok \xed\xa0\x80", b"\xff\xfe\x00"], ids=ascii)
def test_bytes_that_are_no_unicode_text_are_an_error_that_names_the_file(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(data)
    refused(run("check", "--file", str(file)), "draft.txt", "UTF-8", "Save")
    refused(run("check", "-", stdin=data), "standard input", "UTF-8", "Save")


@pytest.mark.parametrize(
    "command", [["check", "--file"], ["check", "--jsonl"], ["decide", "--jsonl"], ["check", "hi", "--roster"]]
)
def test_a_file_that_is_not_there_or_is_a_folder_is_an_error_that_names_it(command: list[str], tmp_path: Path) -> None:
    refused(run(*command, str(tmp_path / "gone")), "gone", "cannot be read")
    refused(run(*command, str(tmp_path)), tmp_path.name, "cannot be read")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_a_terminal_that_cannot_show_every_letter_is_no_fault(encoding: str) -> None:
    ran = spawn("check", f"\u2603 {SWEARING}", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert (ran.status, ran.err) == (5, "")
    assert b"profanity" in ran.out


# --- facts on the command line -------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["kind=follow", "{", "", "{'kind': 'follow'}", '{"kind": "follow"} extra', "\x00"], ids=ascii)
def test_facts_that_are_not_json_are_an_error_that_says_where_and_what_to_do(given: str) -> None:
    refused(run("decide", "--json-facts", given), "--json-facts", "JSON")


@pytest.mark.parametrize("given", ["[]", "null", "5", '"follow"', '[{"kind": "follow"}]'])
def test_facts_that_are_not_an_object_are_an_error_that_shows_one(given: str) -> None:
    refused(run("decide", "--json-facts", given), "--json-facts", "JSON object")


WRONG_FACTS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "no kind": ({"person": "pupil"}, "“kind” is missing"),
    "a kind that is null": ({"kind": None}, "“kind” is missing"),
    "an unknown kind": ({"kind": "frend_request"}, "did you mean “friend_request”"),
    "a kind that is a number": ({"kind": 5}, "“kind” cannot be “5”"),
    "a kind that is a list": ({"kind": ["follow"]}, "“kind” cannot be"),
    "a kind that is an object": ({"kind": {"follow": 1}}, "“kind” cannot be"),
    "an unknown person": ({**FOLLOW, "person": "puple"}, "did you mean “pupil”"),
    "a person that is true": ({**FOLLOW, "person": True}, "“person” cannot be"),
    "a flag that is a word": ({**FOLLOW, "unsure": "yes"}, "“unsure” must be true or false"),
    "a flag that is a number": ({**FOLLOW, "unsure": 1}, "“unsure” must be true or false"),
    "an age that is a word": ({**FOLLOW, "person_age": "17"}, "“person_age” must be a whole number"),
    "an age with a fraction": ({**FOLLOW, "person_age": 17.5}, "“person_age” must be a whole number"),
    "an age that is true": ({**FOLLOW, "person_age": True}, "“person_age” must be a whole number"),
    "a negative age": ({**FOLLOW, "person_age": -1}, "from 0 to 120"),
    "a huge age": ({**FOLLOW, "person_age": 10**30}, "from 0 to 120"),
    "a fact worked out from others": ({"kind": "draft"}, "safeconduct check"),
    "a parent of five": ({**FOLLOW, "person": "parent", "person_age": 5}, "contradict"),
    "an e-mail over the phone": ({"kind": "email", "channel": "school_phone"}, "contradict"),
    "a text over e-mail": ({"kind": "text", "channel": "personal_email"}, "contradict"),
    "in a lesson and on a break": ({"kind": "phone_use", "moment": "lesson", "on_break": True}, "contradict"),
    "a value of a megabyte": ({"kind": "x" * MEGABYTE}, "“kind” cannot be “xxx"),
    "a value that steers the terminal": ({"kind": "\x1b[31m\u202e"}, "“kind” cannot be"),
}


@pytest.mark.parametrize("what", WRONG_FACTS)
def test_wrong_facts_are_an_error_that_names_them_alone_and_in_a_line(what: str) -> None:
    facts, said = WRONG_FACTS[what]
    alone, error = run("decide", "--json-facts", json.dumps(facts)), only_error(decide_lines(facts))
    refused(alone, said)
    assert alone.err == f"safeconduct: {error}\n"
    assert said in error
    assert len(error) < 1000
    assert all(char.isprintable() for char in error)


WRONG_CONCERNS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "an unknown kind": ({"kind": "mischief"}, "mischief"),
    "a kind that is a list": ({"kind": ["grievance"]}, "kind"),
    "neither kind nor situation": ({}, "“situation”"),
    "a situation that is a number": ({"situation": 5}, "“situation”"),
    "a blank situation": ({"situation": "  "}, "“situation”"),
    "a situation of no kind": ({"situation": "Lalala."}, "not clear"),
    "an unknown subject": ({"kind": "grievance", "subject": "king"}, "“subject”"),
    "a subject that is an object": ({"kind": "grievance", "subject": {}}, "“subject”"),
    "an unknown reporter": ({"kind": "grievance", "reporter": "king"}, "“reporter”"),
    "child protection that is a word": ({"kind": "grievance", "child_protection": "yes"}, "“child_protection”"),
}


@pytest.mark.parametrize("what", WRONG_CONCERNS)
def test_a_wrong_concern_is_an_error_in_its_place(what: str) -> None:
    given, said = WRONG_CONCERNS[what]
    ran = run("route", "--jsonl", "-", stdin=jsonl({"id": 8, **given}, {"id": 9, "kind": "grievance"}))
    assert (ran.status, ran.err) == (1, "")
    assert (ran.lines[0]["id"], ran.lines[0]["line"], ran.lines[1]["id"]) == (8, 1, 9)
    assert said in ran.lines[0]["error"]


# --- lines ---------------------------------------------------------------------------------------------------

BAD_LINES: Final = {
    "not JSON": (b"text: hello", "JSON"),
    "half an object": (b'{"text": "hello"', "JSON"),
    "two objects": (b'{"text": "a"} {"text": "b"}', "JSON"),
    "an array": (b'[{"text": "hello"}]', "object"),
    "a string": (b'"hello"', "object"),
    "a number": (b"12", "object"),
    "null": (b"null", "object"),
    "NaN alone": (b"NaN", ""),
    "NaN as a value": (b'{"text": "hello", "score": NaN}', "JSON"),
    "an infinite number": (b'{"text": "hello", "score": -Infinity}', "JSON"),
    "a byte that is not UTF-8": (b'{"text": "caf\xe9"}', "UTF-8"),
    "a raw line break in a string": (b'{"text": "a\x01b"}', "JSON"),
    "nested beyond measure": (b'{"text": "x", "a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested"),
    "nested beyond measure and not closed": (b"[" * 200_000, ""),
    "half a pair and nested beyond measure": (b'{"text": "\\ud83d", "a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", ""),
    "a number of 5000 digits": (b'{"text": "x", "a": ' + b"9" * 5000 + b"}", "JSON"),
    "no text": (b'{"texte": "hello"}', "“text”"),
    "a text that is a number": (b'{"text": 5}', "“text”"),
    "a text that is a list": (b'{"text": ["hello"]}', "“text”"),
    "a text that is null": (b'{"text": null}', "“text”"),
    "a text beyond any post": (json.dumps({"text": "a" * (3 * MEGABYTE)}).encode(), "characters long"),
}


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_bad_line_is_an_error_in_its_place_and_the_rest_is_answered(what: str) -> None:
    line, said = BAD_LINES[what]
    error = only_error(check_lines(line))
    assert said in error
    assert error.endswith(".")


def test_a_line_of_fifty_megabytes_among_good_ones_is_passed_over() -> None:
    assert "longer than" in only_error(check_lines(b'{"text": "' + b"a" * (50 * MEGABYTE) + b'"}'))


def test_a_last_line_that_is_far_too_long_and_never_ends_is_an_error() -> None:
    ran = run("check", "--jsonl", "-", stdin=jsonl(GOOD) + b"x" * (40 * MEGABYTE))
    assert [answer.get("line") for answer in ran.lines] == [None, 2]


GOOD_LINES: Final = {
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps({"id": 1, "text": SWEARING}).encode(),
    "a carriage return": json.dumps({"id": 1, "text": SWEARING}).encode() + b"\r",
    "blanks around it": b" \t" + json.dumps({"id": 1, "text": SWEARING}).encode() + b"  ",
    "half a surrogate pair": b'{"id": 1, "text": "\\ud83d ' + SWEARING.encode() + b'"}',
    "the halves the wrong way round": b'{"id": 1, "text": "' + SWEARING.encode() + b' \\ude00\\ud83d"}',
    "a NUL": b'{"id": 1, "text": "\\u0000' + SWEARING.encode() + b'"}',
    "a key twice, of which the last counts": b'{"id": 0, "text": "hello", "id": 1, "text": "' + SWEARING.encode() + b'"}',
    "keys that nobody knows": b'{"id": 1, "text": "' + SWEARING.encode() + b'", "": {}, "\\u202e": [1e400]}',
    "a huge number in another key": b'{"id": 1, "n": 123456789012345678901234567890, "text": "' + SWEARING.encode() + b'"}',
}


@pytest.mark.parametrize("what", GOOD_LINES)
def test_a_strange_but_good_line_is_answered(what: str) -> None:
    answer = check_lines(GOOD_LINES[what]).lines[1]
    assert (answer["id"], answer["outcome"], answer["findings"][0]["quote"]) == (1, "stop", "shit")


def test_half_a_pair_keeps_every_place_where_it_was() -> None:
    line = b'{"id": 1, "text": "\\ud83d\\ud83d shit"}'
    finding = check_lines(line).lines[1]["findings"][0]
    assert (finding["start"], finding["end"]) == (3, 7)


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**64), 10**30])
def test_a_huge_number_is_echoed_as_the_id(number: int) -> None:
    assert check_lines({"id": number, **GOOD}).lines[1]["id"] == number


@pytest.mark.parametrize("depth", [100, 500, 900])
def test_a_deep_id_is_echoed_or_refused(depth: int) -> None:
    line = b'{"id": ' + b"[" * depth + b"]" * depth + b', "text": "hello"}'
    answer = check_lines(line).lines[1]
    assert ("error" in answer) or json.dumps(answer["id"]) == "[" * depth + "]" * depth


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "utf-32"])
def test_a_file_of_lines_in_another_encoding_is_all_errors_and_no_fault(encoding: str) -> None:
    lines = "\n".join(json.dumps({"text": "Ça va"}, ensure_ascii=False) for _ in range(3)) + "\n"
    ran = run("check", "--jsonl", "-", stdin=lines.encode(encoding))
    assert (ran.status, ran.err) == (1, "")
    assert len(ran.lines) >= 3
    assert all(answer["error"] for answer in ran.lines)


def test_a_binary_file_in_place_of_lines_is_all_errors_and_no_fault() -> None:
    ran = run("decide", "--jsonl", "-", stdin=bytes(range(256)) * 20)
    assert (ran.status, ran.err) == (1, "")
    assert {"error" in answer for answer in ran.lines} == {True}


# --- rosters -------------------------------------------------------------------------------------------------

ROSTERS: Final = {
    "nothing": b"",
    "a header and nobody": b"name\n",
    "no column of names": b"id,class\n7,Quillfeather\n",
    "blanks for names": b"name\n \n\n",
    "lines ended as on old Macs": b"name\rZephaniah Quillfeather\r",
    "one endless field": b"name," + b"Quillfeather" * 20_000 + b"\nAda,x\n",
    "a quote that never closes": b'name\n"Quillfeather' + b"x" * 200_000,
    "a spreadsheet": b"PK\x03\x04\x14\x00\x81\x8d\x8f\x90Quillfeather",
    "UTF-16": "name\nZephaniah Quillfeather\n".encode("utf-16"),
}


@pytest.mark.parametrize("what", ROSTERS)
def test_a_bad_roster_is_refused_without_a_name_or_read_rightly(what: str, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(ROSTERS[what])
    ran = run("check", "Zephaniah Quillfeather was in detention", "--json", "--roster", str(file))
    if ran.status == 1:
        refused(ran, "roster")
        assert "quillfeather" not in ran.err.lower()
    else:
        assert "Zephaniah Quillfeather" in {finding["quote"] for finding in ran.json["findings"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_roster_as_spreadsheets_write_it_is_read(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes("Surname;Forename\r\n".replace(";", ",").encode(encoding) + "Zéphirin,Ottoline\r\n".encode(encoding))
    answer = run("check", "Ottoline Zephirin was in detention", "--json", "--roster", str(file)).json
    assert "Ottoline Zephirin" in {finding["quote"] for finding in answer["findings"]}


# --- memory --------------------------------------------------------------------------------------------------

LIMIT: Final = 200 * 1024  # kB


def _peak(process: subprocess.Popen[bytes]) -> int:
    """The most memory that a living process has held, in kB."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))


def _feed(process: subprocess.Popen[bytes], line: Callable[[int], bytes], count: int) -> int:
    """Write lines to a process; its peak memory when all but the last few are read."""
    stream: IO[bytes] | None = process.stdin
    assert stream is not None
    for number in range(count):
        stream.write(line(number))
    stream.flush()
    peak = _peak(process)
    stream.close()
    return peak


def _streamed(args: list[str], line: Callable[[int], bytes], count: int) -> tuple[int, list[Any]]:
    """The peak memory and the answers of a command that reads lines from standard input."""
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-m", "safeconduct", *args, "--jsonl", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out) as process:
            peak = _feed(process, line, count)
        out.seek(0)
        return peak, [json.loads(each) for each in out]


def test_sixty_megabytes_of_contacts_are_answered_in_constant_memory() -> None:
    note = "x" * 100_000
    peak, answers = _streamed(["decide"], lambda number: jsonl({"id": number, **FOLLOW, "note": note}), 600)
    assert [answer["id"] for answer in answers] == list(range(600))
    assert {answer["outcome"] for answer in answers} == {"stop"}
    assert peak < LIMIT


def test_many_short_contacts_are_answered_in_constant_memory() -> None:
    peak, answers = _streamed(["decide", "--policy", "key"], lambda number: jsonl({"id": number, **FOLLOW}), 20_000)
    assert [answer["id"] for answer in answers] == list(range(20_000))
    assert peak < LIMIT
