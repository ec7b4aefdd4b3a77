"""The journal of an audit: numbers only, kept from other users, gone when the audit is finished."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from safeconduct.audit.journal import Journal, digest
from safeconduct.errors import InputError


def interrupted(path: Path) -> None:
    journal = Journal(path, resume=False)
    for number in range(1200):
        journal.note(number, flagged=number in (3, 700, 1100))
    journal.write(1200)
    journal.close(finished=False)


def test_an_interrupted_audit_leaves_numbers_and_nothing_else(tmp_path: Path) -> None:
    interrupted(tmp_path / "one.journal")

    assert set((tmp_path / "one.journal").read_text(encoding="utf-8")) <= set('{}[]":, \nfromdoneflagged0123456789')
    assert stat.S_IMODE((tmp_path / "one.journal").stat().st_mode) == 0o600


def test_it_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    interrupted(tmp_path / "one.journal")

    again = Journal(tmp_path / "one.journal", resume=True)

    again.close(finished=False)

    assert (again.done, again.flagged) == (1200, {3, 700, 1100})


def test_a_last_line_that_was_cut_off_costs_only_itself(tmp_path: Path) -> None:
    interrupted(tmp_path / "one.journal")
    with (tmp_path / "one.journal").open("a", encoding="utf-8") as file:
        file.write('{"done": 17')

    again = Journal(tmp_path / "one.journal", resume=True)
    again.note(1999, flagged=True)
    again.close(finished=False)
    third = Journal(tmp_path / "one.journal", resume=True)
    third.close(finished=True)

    assert again.done == 2000
    assert third.flagged == {3, 700, 1100, 1999}


def test_where_lines_were_lost_it_is_taken_up_before_them_and_no_finding_is_passed_over(tmp_path: Path) -> None:
    interrupted(tmp_path / "one.journal")
    first, *others = (tmp_path / "one.journal").read_text(encoding="utf-8").splitlines()
    (tmp_path / "one.journal").write_text("\n".join([first, *others[1:]]) + "\n", encoding="utf-8")

    again = Journal(tmp_path / "one.journal", resume=True)
    again.close(finished=True)

    assert (again.done, again.flagged) == (500, {3})


def test_an_audit_that_is_started_twice_at_once_passes_over_no_finding(tmp_path: Path) -> None:
    one, other = tmp_path / "one.journal", tmp_path / "one.journal"
    early = Journal(one, resume=False)
    for number in range(1000):
        early.note(number, flagged=number == 7)
    late = Journal(other, resume=False)  # empties what the first one wrote
    for number in range(1000, 2500):
        early.note(number, flagged=number == 1200)
    early.close(finished=False)
    late.close(finished=False)

    again = Journal(one, resume=True)
    again.close(finished=True)

    assert again.done == 0 or 7 in again.flagged


def test_without_resume_it_starts_anew(tmp_path: Path) -> None:
    interrupted(tmp_path / "one.journal")

    anew = Journal(tmp_path / "one.journal", resume=False)
    anew.close(finished=True)

    assert (anew.done, anew.flagged) == (0, set())


def test_a_finished_audit_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "deep" / "one.journal", resume=False)
    journal.close(finished=True)

    assert list((tmp_path / "deep").iterdir()) == []


def test_where_nothing_can_be_written_the_audit_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    journal = Journal(tmp_path / "file" / "one.journal", resume=False)
    journal.note(499, flagged=True)
    journal.close(finished=False)

    assert not journal.kept


def test_a_journal_that_cannot_be_read_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "one.journal").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match="without --resume"):
        Journal(tmp_path / "one.journal", resume=True)


def test_other_files_or_other_questions_are_another_audit(tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    file.write_bytes(b"1")
    first = digest([file], ("kevi",), None)

    assert digest([file], ("kevi",), None) == first
    assert digest([file], ("key",), None) != first
    file.write_bytes(b"12")
    assert digest([file], ("kevi",), None) != first


def test_a_file_that_changed_deep_in_a_folder_makes_another_audit(tmp_path: Path) -> None:
    deep = tmp_path / "download" / "data"
    deep.mkdir(parents=True)
    (deep / "tweets.js").write_text("one", encoding="utf-8")
    before = digest([tmp_path / "download"])
    assert digest([tmp_path / "download"]) == before

    (deep / "tweets.js").write_text("another", encoding="utf-8")
    changed = digest([tmp_path / "download"])
    (deep / "like.js").write_text("", encoding="utf-8")

    assert len({before, changed, digest([tmp_path / "download"])}) == 3
