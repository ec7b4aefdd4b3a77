"""``archive read``, ``archive info`` and ``audit`` as a person runs them: the contract, errors, exit status, privacy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from archive.zipmaking import Item, make
from audit.building import FINE, STOP, facebook_files, js, packed, roster, tweet, x_files
from cli.running import run, spawn

SEARCH = {
    "header": "YouTube", "title": "Searched for soup", "titleUrl": "https://www.youtube.com/results?search_query=soup",
    "time": "2024-01-01T12:00:00Z", "products": ["YouTube"],
}  # fmt: skip
CONTRACT = {
    "platform", "kind", "author_is_owner", "at", "text", "audience", "to", "edited", "deleted", "versions", "locator"
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    ads = {"data/ad-engagements.js": "window.YTD.ad_engagements.part0 = []"}
    return packed(tmp_path / "twitter-2024.zip", x_files([tweet(1, FINE), tweet(2, STOP)]) | ads)


def test_read_writes_the_contract_s_lines_and_sums_up_on_the_last_line_of_standard_error(archive: Path) -> None:
    ran = run("archive", "read", str(archive), "--jsonl", "-")

    assert ran.status == 0
    posts = [line for line in ran.lines if line["kind"] == "post"]
    assert all(set(line) >= CONTRACT for line in ran.lines)
    assert posts[1] == {
        "platform": "x", "kind": "post", "author_is_owner": True, "at": "2023-02-18T12:33:11+00:00", "text": STOP,
        "audience": "public", "to": "", "edited": False, "deleted": False, "versions": [],
        "locator": {"member": "data/tweets.js", "index": 1}, "id": "2", "link": "https://x.com/nia_r/status/2",
    }  # fmt: skip
    last = ran.err.strip().splitlines()[-1]
    assert "read: data/tweets.js, data/account.js;" in last
    assert "skipped: data/ad-engagements.js" in last
    assert "not understood: none" in last


def test_read_writes_a_file_that_is_there_only_when_it_is_whole(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"

    assert run("archive", "read", str(archive), "--jsonl", str(target)).status == 0
    assert {json.loads(line)["text"] for line in target.read_text("utf-8").splitlines()} >= {FINE, STOP}
    assert list(tmp_path.glob("*.part")) == []


def test_what_is_not_understood_is_named_file_by_file(tmp_path: Path) -> None:
    files = x_files([tweet(1, FINE)]) | {"data/unheard-of.js": "window.YTD.unheard_of.part0 = [{}]"}

    ran = run("archive", "read", str(packed(tmp_path / "a.zip", files)), "--jsonl", "-")

    assert ran.status == 0
    assert "not understood: data/unheard-of.js" in ran.err.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><html><body>Your link has expired</body></html>", "page"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 100, "7-zip"),
        (b"Rar!\x1a\x07\x01\x00" + b"\0" * 100, "rar"),
        (b"", "empty"),
        (b"PK\x03\x04 not really", "Download it again"),
    ],
)
def test_what_is_no_archive_is_an_error_that_says_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "download.zip").write_bytes(content)

    for command in (("archive", "read", "--jsonl", "-"), ("archive", "info"), ("audit",)):
        ran = run(*command, str(tmp_path / "download.zip"))
        assert ran.status == 1
        assert ran.out == b""
        assert says.lower() in ran.err.lower()
        assert "Traceback" not in ran.err


def test_a_path_that_does_not_exist_is_an_error_that_names_it() -> None:
    ran = run("audit", "/nowhere/download.zip")

    assert ran.status == 1
    assert "/nowhere/download.zip" in ran.err


def test_an_archive_from_which_nothing_could_be_read_is_an_error(tmp_path: Path) -> None:
    broken = packed(tmp_path / "broken.zip", {"data/tweets.js": "window.YTD.tweets.part0 = \x00\x00 nothing at all"})

    ran = run("archive", "read", str(broken), "--jsonl", "-")

    assert ran.status == 1
    assert "data/tweets.js" in ran.err


def test_info_tells_owner_platform_period_and_counts(archive: Path) -> None:
    ran = run("archive", "info", str(archive))
    told = run("archive", "info", str(archive), "--json").json

    assert ran.status == 0
    assert "Nia R" in ran.text
    assert told["platforms"] == ["x"]
    assert told["counts"]["x"]["post"] == 2
    assert (told["from"][:10], told["until"][:10]) == ("2023-02-18", "2023-02-18")
    assert told["understood"] is True


def test_info_names_missing_parts(tmp_path: Path) -> None:
    one = packed(
        tmp_path / "takeout-20240101T000000Z-001.zip",
        {"Takeout/YouTube and YouTube Music/history/search-history.json": json.dumps([SEARCH])},
    )
    three = packed(tmp_path / "takeout-20240101T000000Z-003.zip", {"Takeout/archive_browser.html": "<html></html>"})

    ran = run("archive", "info", str(one), str(three))

    assert "002" in ran.text


def test_audit_shows_what_was_read_first_and_then_the_worst(archive: Path) -> None:
    ran = run("audit", str(archive))

    assert ran.status == 0
    assert ran.text.index("What was read") < ran.text.index("Take down")
    assert "https://x.com/nia_r/status/2" in ran.text or "was excluded today" in ran.text


def test_audit_writes_all_the_reports(archive: Path, tmp_path: Path) -> None:
    html, csv, lines = tmp_path / "report.html", tmp_path / "worklist.csv", tmp_path / "matters.jsonl"

    ran = run("audit", str(archive), "--html", str(html), "--csv", str(csv), "--jsonl", str(lines), "--policy", "kevi")

    assert ran.status == 0
    assert html.read_text("utf-8").lower().startswith("<!doctype html>")
    assert STOP in csv.read_text("utf-8-sig")
    matters = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    [own] = [matter for matter in matters if matter["section"] == "own-words"]
    assert own["outcome"] == "stop"
    assert own["policies"] == {"kevi": "stop"}
    assert own["locator"] == {"member": "data/tweets.js", "index": 1}


def test_audit_jsonl_to_standard_output_is_only_that(archive: Path) -> None:
    ran = run("audit", str(archive), "--jsonl", "-")

    assert all(isinstance(line, dict) for line in ran.lines)
    assert "What was read" in ran.err


def test_audit_of_two_archives_at_once(archive: Path, tmp_path: Path) -> None:
    other = packed(tmp_path / "facebook-nia.zip", facebook_files(messages={"Tom Bell": [("Nia Roberts", STOP)]}))

    ran = run("audit", str(archive), str(other), "--jsonl", "-")

    own = [line for line in ran.lines if line["section"] == "own-words"]
    assert {line["platform"] for line in own} == {"x", "facebook"}
    assert {line["locator"]["archive"] for line in own} == {"twitter-2024.zip", "facebook-nia.zip"}


def test_the_words_of_others_are_in_no_report(tmp_path: Path) -> None:
    secret = "Mum threw me out again, can I sleep at yours"
    talk = [("Jayden Okafor", secret), ("Nia Roberts", STOP)]
    path = packed(tmp_path / "facebook-nia.zip", facebook_files(messages={"Jayden Okafor": talk}))
    targets = [tmp_path / name for name in ("a.html", "a.csv", "a.jsonl")]

    ran = run(
        "audit", str(path), "--roster", str(roster(tmp_path)),
        "--html", str(targets[0]), "--csv", str(targets[1]), "--jsonl", str(targets[2]),
    )  # fmt: skip

    assert ran.status == 0
    for written in (ran.text, ran.err, *(target.read_text("utf-8") for target in targets)):
        assert "threw me out" not in written


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--since", "yesterday"), "2026-09-01"),
        (("--since", "2024-02-01", "--until", "2024-01-01"), "after"),
        (("--term", "autumn"), "term"),
        (("--hours", "noon"), "hours"),
        (("--policy", "nobody"), "nobody"),
        (("--html", "/no/such/folder/report.html"), "folder"),
        (("--jobs", "0"), "jobs"),
        (("--nation", "france"), "france"),
    ],
)
def test_wrong_options_are_errors_that_say_what_is_right(archive: Path, options: tuple[str, str], says: str) -> None:
    ran = run("audit", str(archive), *options)

    assert ran.status == (1 if options[0] in ("--policy", "--html") else 2)
    assert says in ran.err


def test_nothing_found_is_said_of_a_whole_archive_and_never_of_a_part(tmp_path: Path) -> None:
    files = x_files([tweet(1, FINE, "Sat Feb 18 12:33:11 +0000 2023")])
    whole = run("audit", str(packed(tmp_path / "whole.zip", files)))
    packed(tmp_path / "part.zip", files | {"data/unheard-of.js": "window.YTD.unheard_of.part0 = [{}]"})
    part = run("audit", str(tmp_path / "part.zip"))

    assert "Nothing found" in whole.text or "nothing was found" in whole.text.lower()
    assert "Nothing found" not in part.text
    assert "data/unheard-of.js" in part.text


def test_ctrl_c_keeps_what_was_found_and_resume_goes_on(tmp_path: Path) -> None:
    texts = [STOP, *(f"{FINE} {n}" for n in range(100_000))]
    path = packed(tmp_path / "twitter-2024.zip", x_files([tweet(n, text) for n, text in enumerate(texts)]))
    command = [sys.executable, "-m", "safeconduct", "audit", str(path), "--jsonl", str(tmp_path / "a.jsonl")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    journals = tmp_path / "state" / "safeconduct" / "audits"
    until = time.monotonic() + 60
    while time.monotonic() < until and not any(file.stat().st_size for file in journals.glob("*.journal")):
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert "--resume" in err
    found = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert STOP in [line.get("text") for line in found]
    [journal] = journals.iterdir()
    assert STOP not in journal.read_text("utf-8")


def test_no_process_outlives_an_audit_that_was_killed(tmp_path: Path) -> None:
    path = packed(tmp_path / "twitter-2024.zip", x_files([tweet(n, f"{FINE} {n}") for n in range(100_000)]))
    command = [sys.executable, "-m", "safeconduct", "audit", str(path), "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    journals = tmp_path / "state" / "safeconduct" / "audits"
    until = time.monotonic() + 60
    while time.monotonic() < until and not any(file.stat().st_size for file in journals.glob("*.journal")):
        time.sleep(0.05)

    process.kill()

    process.communicate(timeout=30)  # ends when nobody holds the other end any more


def test_an_audit_leaves_nothing_behind_but_its_reports(archive: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    spawn("audit", str(archive), "--html", str(tmp_path / "report.html"), env={"TMPDIR": str(tmp_path)})

    assert {path for path in tmp_path.rglob("*") if path.is_file()} - before == {tmp_path / "report.html"}


def test_an_archive_that_cannot_be_written_to_is_audited_all_the_same(archive: Path) -> None:
    archive.chmod(0o400)
    archive.parent.chmod(0o500)
    try:
        assert run("audit", str(archive)).status == 0
    finally:
        archive.parent.chmod(0o700)


def test_several_archives_read_as_one_whatever_their_order(tmp_path: Path, archive: Path) -> None:
    older = tmp_path / "older.zip"
    with zipfile.ZipFile(archive) as new, zipfile.ZipFile(older, "w") as old:
        old.writestr("data/tweets.js", new.read("data/tweets.js"))

    both = run("archive", "read", str(older), str(archive), "--jsonl", "-")
    turned = run("archive", "read", str(archive), str(older), "--jsonl", "-")

    assert len([line for line in both.lines if line["kind"] == "post"]) == 2
    assert sorted(line["text"] for line in both.lines) == sorted(line["text"] for line in turned.lines)


def test_the_state_folder_is_the_user_s_own(tmp_path: Path) -> None:
    assert os.environ["XDG_STATE_HOME"] == str(tmp_path / "state")


def test_an_archive_in_which_every_file_is_empty_is_an_error(tmp_path: Path) -> None:
    ran = run("archive", "read", str(packed(tmp_path / "a.zip", {"data/tweets.js": js("tweets", [])})), "--jsonl", "-")

    assert ran.status == 1
    assert "Nothing in this archive could be read" in ran.err


def test_downloads_of_two_people_are_each_judged_by_their_own_owner(tmp_path: Path) -> None:
    nia = facebook_files(messages={"Bea Stone": [("Nia Roberts", FINE), ("Bea Stone", STOP)]})
    ben = {name: content.replace("Nia Roberts", "Ben Li") for name, content in nia.items()}
    paths = [packed(tmp_path / "nia.zip", nia), packed(tmp_path / "ben.zip", ben)]

    lines = run("archive", "read", *map(str, paths), "--jsonl", "-").lines

    messages = [line for line in lines if line["kind"] == "message"]
    assert {(line["locator"]["archive"], line["text"], line["author_is_owner"]) for line in messages} >= {
        ("nia.zip", FINE, True),
        ("nia.zip", STOP, False),
        ("ben.zip", FINE, True),
    }
    assert "several people" in run("archive", "info", *map(str, paths)).text


def test_signs_that_other_programs_take_for_a_line_break_are_escaped(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_files([tweet(1, f"one\u2028two\u2029three\x85four {STOP}")]))

    for command in (("archive", "read"), ("audit",)):
        out = run(*command, str(path), "--jsonl", "-").text
        assert all(json.loads(line) for line in out.splitlines())
        assert "\\u2028" in out


@pytest.mark.parametrize("option", ["--html", "--csv", "--jsonl"])
def test_a_report_never_takes_the_place_of_the_archive(archive: Path, option: str) -> None:
    before = archive.read_bytes()

    ran = run("audit", str(archive), option, str(archive))

    assert ran.status == 1
    assert "is what is read" in ran.err
    assert archive.read_bytes() == before


def test_a_report_never_takes_the_place_of_a_file_of_the_archive(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    (folder / "data").mkdir(parents=True)
    tweets = folder / "data" / "tweets.js"
    tweets.write_text(js("tweets", [tweet(1, FINE)]), encoding="utf-8")

    assert run("archive", "read", str(folder), "--jsonl", str(tweets)).status == 1
    assert FINE in tweets.read_text("utf-8")


def test_a_report_never_takes_the_place_of_the_roster_or_of_another_report(archive: Path, tmp_path: Path) -> None:
    names = roster(tmp_path)
    before = names.read_bytes()
    over_roster = run("audit", str(archive), "--roster", str(names), "--csv", str(names), "--force")
    one, same = tmp_path / "report", tmp_path / "." / "report"
    twice = run("audit", str(archive), "--html", str(one), "--csv", str(same), "--force")

    assert (over_roster.status, twice.status) == (1, 1)
    assert names.read_bytes() == before
    assert "one name" in twice.err
    assert not one.exists()


@pytest.mark.parametrize("command", [("archive", "read"), ("audit",)], ids=" ".join)
def test_a_file_that_is_there_is_written_over_only_with_force(archive: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    target = tmp_path / "mine.jsonl"
    target.write_text("mine", encoding="utf-8")

    refused = run(*command, str(archive), "--jsonl", str(target))
    assert refused.status == 1
    assert "--force" in refused.err
    assert target.read_text("utf-8") == "mine"

    assert run(*command, str(archive), "--jsonl", str(target), "--force").status == 0
    assert FINE in target.read_text("utf-8") or STOP in target.read_text("utf-8")


@pytest.mark.parametrize("form", ["html", "csv", "jsonl"])
def test_a_newer_report_takes_the_place_of_an_earlier_one(archive: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "report"
    target.touch()

    for _ in range(2):
        assert run("audit", str(archive), f"--{form}", str(target)).status == 0
        assert target.stat().st_size > 0


def test_with_the_matters_on_standard_output_nothing_is_quoted_on_standard_error(archive: Path) -> None:
    ran = run("audit", str(archive), "--jsonl", "-")

    assert "Okafor" in ran.text
    assert "Okafor" not in ran.err
    assert "What was read" in ran.err


TWEETS = b"window.YTD.tweets.part0 = []"


@pytest.mark.parametrize(
    "items",
    [
        [Item(b"data/tweets.js", TWEETS, flags=1)],
        [Item(b"data/tweets.js", TWEETS, flags=1), Item(b"read-me.weird", b"hello")],
        [Item(b"a-read-me.weird", b"hello"), Item(b"data/tweets.js", TWEETS, flags=1)],
        [Item(b"notes.bin", b"hello", flags=1), Item(b"read-me.weird", b"hello")],
    ],
    ids=["alone", "before another file", "after another file", "nothing that is known"],
)
@pytest.mark.parametrize("command", [["info"], ["read", "--jsonl", "-"]], ids=" ".join)
def test_a_password_is_what_is_said_and_what_to_do_about_it_alone(
    tmp_path: Path, items: list[Item], command: list[str]
) -> None:
    file = tmp_path / "given.zip"
    file.write_bytes(make(*items))

    ran = run("archive", *command, str(file))

    assert (ran.status, ran.out) == (1, b"")
    assert "has a password. Unpack the archive with the password, and give the folder instead." in ran.err
    assert ".." not in ran.err
    assert "Download it again" not in ran.err


def test_a_file_of_a_platform_that_is_not_understood_is_named_before_one_that_nobody_knows(tmp_path: Path) -> None:
    file = tmp_path / "given.zip"
    file.write_bytes(make(Item(b"a.weird", b"hello"), Item(b"data/tweets.js", b"window.YTD.tweets.part0 = 7")))

    ran = run("archive", "info", str(file))

    assert ran.status == 1
    assert "data/tweets.js" in ran.err
    assert ran.err.endswith("Download it again and give the file as it came.\n")


GROUP = "14/02/2024, 10:00 - Ada: x\n14/02/2024, 10:01 - Ben: y\n14/02/2024, 10:02 - Cy: z\n"


def telegram_group() -> str:
    people = [("Ada", "user1"), ("Ben", "user2"), ("Cy", "user3")]
    messages = [
        {"id": n, "type": "message", "date": "2024-02-14T10:00:00", "from": name, "from_id": known, "text": "y"}
        for n, (name, known) in enumerate(people)
    ]
    return json.dumps({"name": "Staff", "type": "private_group", "id": 5, "messages": messages})


@pytest.mark.parametrize(
    ("name", "content"), [("chat.txt", GROUP), ("result.json", telegram_group())], ids=["WhatsApp", "Telegram"]
)
def test_whose_words_are_not_known_is_said_until_the_owner_is_named(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")

    unknown = run("archive", "read", str(file), "--jsonl", "-")
    known = run("archive", "read", str(file), "--jsonl", "-", "--owner", "Ben")

    assert [line["author_is_owner"] for line in unknown.lines if line["kind"] == "message"] == [None, None, None]
    assert "3 texts: nothing says whether they are yours. Give your name, as it stands there, with --owner." in unknown.err
    assert [line["author_is_owner"] for line in known.lines if line["text"] in ("x", "y")].count(True) == 1
    assert "--owner" not in known.err
    assert "3 texts: nothing says" in run("archive", "info", str(file)).text
