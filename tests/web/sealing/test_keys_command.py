"""“safeconduct keys …” as the person at the keyboard meets it, with two holders beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as site_settings
from django.db import connection
from pyrage.x25519 import Identity

from safeconduct.cli import app
from safeconduct.errors import SafeconductError
from safeconduct.web.access.models import Event
from safeconduct.web.sealing import keys
from safeconduct.web.sealing.typed import on_sheet
from web.sealing.conftest import lay_down
from web.sealing.test_verifying import sealed

NAMES = ("Helen Marsh", "Daniel Okafor", "Farah Siddiqui")


def run(*args: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["keys", *map(str, args)], input=typed)


def refused(ran: Result) -> str:
    """What an error says that the command line shows in a line."""
    assert isinstance(ran.exception, SafeconductError), ran.output
    return str(ran.exception)


@pytest.fixture
def sheets(db: None, tmp_path: Path) -> list[Path]:
    """The text sheets of three holders."""
    folder = tmp_path / "sheets"
    assert run("holders", *NAMES, "--sheets", folder).exit_code == 0
    return [folder / f"sheet-{number}.txt" for number in (1, 2, 3)]


def lines_of(sheet: Path) -> list[str]:
    return on_sheet(Identity.from_str(sheet.read_text("utf-8").splitlines()[-1]))


def typing(*lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for each in lines for line in each)


def test_the_sheets_are_for_their_owner_alone_and_are_not_made_twice(sheets: list[Path], key: Path) -> None:
    folder = sheets[0].parent

    assert sorted(file.name for file in folder.iterdir()) == [f"sheet-{n}.{kind}" for n in (1, 2, 3) for kind in ("pdf", "txt")]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    before = Path(site_settings.CASE_RECOVERY).read_bytes()
    assert "exists already" in refused(run("holders", *NAMES, "--sheets", folder, "--yes"))
    assert Path(site_settings.CASE_RECOVERY).read_bytes() == before


def test_sheets_are_not_written_where_backups_are_made_of(db: None) -> None:
    ran = run("holders", *NAMES, "--sheets", Path(site_settings.DATA) / "sheets")

    assert "backed up" in refused(ran)
    assert not Path(site_settings.CASE_RECOVERY).exists()


def test_sheets_can_be_shown_instead_of_written(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = run("holders", *NAMES, "--print")
    assert list(Path().iterdir()) == []

    assert ran.output.count("AGE-SECRET-KEY-1") == 3
    assert "sheet 3 of 3" in ran.output


def test_older_sheets_become_void_only_after_a_yes(sheets: list[Path], tmp_path: Path) -> None:
    before = Path(site_settings.CASE_RECOVERY).read_bytes()
    ran = run("holders", "A", "B", "--sheets", tmp_path / "other", typed="n\n")
    assert ran.exit_code == 1
    assert "The sheets of Helen Marsh, Daniel Okafor and Farah Siddiqui open the new recovery file no more" in ran.output
    assert Path(site_settings.CASE_RECOVERY).read_bytes() == before
    assert not (tmp_path / "other").exists()

    assert run("holders", "A", "B", "--sheets", tmp_path / "other", typed="y\n").exit_code == 0
    assert Path(site_settings.CASE_RECOVERY).read_bytes() != before


def test_two_holders_type_their_keys_and_the_key_is_back(sheets: list[Path], key: Path) -> None:
    before = key.read_bytes()
    key.unlink()
    ran = run("recover", typed=typing(lines_of(sheets[0]), [line.lower() for line in lines_of(sheets[2])]))

    assert ran.exit_code == 0, ran.output
    assert "by Helen Marsh and Farah Siddiqui" in ran.output
    assert key.read_bytes() == before


def test_only_the_wrong_line_is_asked_for_again(sheets: list[Path]) -> None:
    one, two = lines_of(sheets[0]), lines_of(sheets[1])
    slip = one[1].replace(one[1][7], "Q" if one[1][7] != "Q" else "P", 1)
    ran = run("drill", typed=typing([one[0], slip, one[2], one[1]], [two[0][:-1], two[1], two[2], two[0]]))

    assert ran.exit_code == 0, ran.output
    assert "Line 2 is not as on the sheet." in ran.output
    assert "Line 1 has 19 letters; on the sheet it has 20." in ran.output
    assert "All is well: Helen Marsh and Daniel Okafor" in ran.output


def test_a_key_may_be_pasted_as_a_whole(sheets: list[Path]) -> None:
    whole = [sheet.read_text("utf-8").splitlines()[-1] for sheet in sheets]

    assert run("drill", typed=f"{whole[0]}\n{whole[1]}\n").exit_code == 0


def test_the_keys_may_come_from_files_or_standard_input(sheets: list[Path], tmp_path: Path) -> None:
    both = tmp_path / "both"
    both.write_text(sheets[0].read_text("utf-8") + sheets[1].read_text("utf-8"), "utf-8")

    assert run("drill", "--keys", sheets[0], "--keys", sheets[1]).exit_code == 0
    assert run("drill", "--keys", both).exit_code == 0
    assert run("drill", "--keys", "-", typed=both.read_text("utf-8")).exit_code == 0
    assert Event.objects.filter(verb="sealing.drill").count() == 3


def test_a_file_that_is_wrong_is_named_with_its_line(sheets: list[Path], tmp_path: Path) -> None:
    key = sheets[0].read_text("utf-8").splitlines()[-1]
    wrong = tmp_path / "wrong"
    wrong.write_text(f"# Helen\n\n{key[:-1]}{'Q' if key[-1] != 'Q' else 'P'}\n", "ascii")
    said = refused(run("drill", "--keys", wrong, "--keys", sheets[1]))

    assert "wrong, line 3: Line 3 is not as on the sheet." in said
    assert key[20:40] not in said
    assert "hold 1" in refused(run("drill", "--keys", sheets[1]))
    assert "cannot be read" in refused(run("drill", "--keys", tmp_path / "missing", "--keys", sheets[1]))


def test_the_same_sheet_twice_is_refused(sheets: list[Path]) -> None:
    assert "same holder" in refused(run("drill", "--keys", sheets[1], "--keys", sheets[1]))
    assert not Event.objects.filter(verb="sealing.drill").exists()


def test_a_recovery_file_may_lie_elsewhere(sheets: list[Path], key: Path, tmp_path: Path) -> None:
    Path(site_settings.CASE_RECOVERY).rename(tmp_path / "from-the-backup")
    before = key.read_bytes()
    key.unlink()
    assert "Take it from a backup" in refused(run("recover", "--keys", sheets[0], "--keys", sheets[1]))

    ran = run("recover", "--keys", sheets[0], "--keys", sheets[1], "--file", tmp_path / "from-the-backup")
    assert ran.exit_code == 0
    assert key.read_bytes() == before


def test_a_key_that_was_never_lost_is_left_as_it_is(sheets: list[Path], key: Path) -> None:
    before = key.read_bytes()
    ran = run("recover", "--keys", sheets[0], "--keys", sheets[1])

    assert "was there already" in ran.output
    assert key.read_bytes() == before


def test_a_newer_key_is_given_to_the_holders_at_once(sheets: list[Path]) -> None:
    ran = run("new", "--rotate")

    assert "Helen Marsh, Daniel Okafor and Farah Siddiqui keep their sheets" in ran.output
    assert run("drill", "--keys", sheets[0], "--keys", sheets[2]).exit_code == 0
    assert len(keys.identities()) == 2


def test_a_first_key_says_what_comes_next(db: None, key: Path) -> None:
    key.unlink()
    ran = run("new")

    assert str(key) in ran.output
    assert "keys holders NAME NAME NAME" in ran.output
    assert "AGE-SECRET" not in ran.output
    assert "already" in refused(run("new"))


def test_status_says_what_there_is_and_what_is_to_be_done(db: None, sheets: list[Path], key: Path) -> None:
    ran = run("status")
    assert ran.exit_code == 1
    assert "seals  age1" in ran.output
    assert "  2  Daniel Okafor" in ran.output
    assert "keys drill" in ran.output

    run("drill", "--keys", sheets[0], "--keys", sheets[1])
    ran = run("status")
    assert ran.exit_code == 0
    assert "by Helen Marsh and Daniel Okafor." in ran.output
    lay_down(key, Identity.generate(), *keys.identities())
    ran = run("status")
    assert (ran.exit_code, "opens  age1" in ran.output) == (1, True)
    assert "lacks the newest case key" in ran.output
    assert "lacks the newest case key" in CliRunner().invoke(app, ["verify"]).output
    assert "was renewed for Helen Marsh" in run("holders").output
    assert run("status").exit_code == 0


def test_no_command_but_the_sheets_ever_shows_a_key(sheets: list[Path], key: Path) -> None:
    sealed("told")
    two = ("--keys", str(sheets[0]), "--keys", str(sheets[1]))
    for args in (("status",), ("drill", *two), ("recover", *two), ("new", "--rotate"), ("holders",), ("new",)):
        assert "AGE-SECRET" not in run(*args).output


def test_verify_does_not_fail_for_want_of_holders(db: None, settings: Any) -> None:
    sealed("told")
    ran = CliRunner().invoke(app, ["verify"])

    assert "keys holders NAME NAME NAME" in ran.output
    assert "whole" in ran.output


def test_a_database_without_tables_is_told_in_plain_words(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_event RENAME TO access_event_aside")
    try:
        assert "Run safeconduct upgrade" in refused(run("status"))
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE access_event_aside RENAME TO access_event")
