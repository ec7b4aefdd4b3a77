"""A new site from a few answers: settings and keys for its owner alone, nothing overwritten, found by one rule."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result

from safeconduct.cli import app
from safeconduct.errors import SiteError
from safeconduct.web.environment import read
from web.running.sites import Place, Running, Start, environment

ELM = ("--organisation", "Elm Park Primary", "--address", "https://safe.elm.example", "--yes")


def init(*args: object, given: str = "") -> Result:
    return CliRunner().invoke(app, ["init", *map(str, args)], input=given)


def said(folder: Path) -> dict[str, str]:
    return dict(read(folder / "safeconduct.env"))


def test_everything_secret_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert init(tmp_path / "site", *ELM).exit_code == 0
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o700
    for name in ("safeconduct.env", "secret.key", "trail.key"):
        assert stat.S_IMODE((tmp_path / "site" / name).stat().st_mode) == 0o600, name


def test_an_empty_folder_that_others_may_look_into_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site").chmod(0o755)
    ran = init(tmp_path / "site", *ELM)

    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o700
    assert "chmod" not in ran.output


@pytest.mark.parametrize(("mode", "told"), [(0o755, True), (0o710, True), (0o700, False)])
def test_a_folder_that_holds_something_is_left_as_it_is_and_it_is_said(tmp_path: Path, mode: int, told: bool) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "theirs.txt").touch()
    (tmp_path / "site").chmod(mode)
    ran = init(tmp_path / "site", *ELM)

    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == mode
    assert (f"chmod 700 {tmp_path / 'site'}" in ran.output) is told
    assert ("Others on this computer may look into" in ran.output) is told


def test_the_answers_become_settings(tmp_path: Path) -> None:
    mail = ("--mail", "smtp+tls://u%40elm:p@mail.elm.example:587", "--database", "postgres://u:p@db/elm")
    init(tmp_path / "site", *ELM, *mail)

    assert said(tmp_path / "site") == {
        "SAFECONDUCT_ORGANISATION": "Elm Park Primary",
        "SAFECONDUCT_BASE_URL": "https://safe.elm.example",
        "SAFECONDUCT_HOSTS": "safe.elm.example,127.0.0.1,localhost",
        "SAFECONDUCT_BEHIND_PROXY": "yes",
        "SAFECONDUCT_DATABASE_URL": "postgres://u:p@db/elm",
        "SAFECONDUCT_EMAIL_URL": "smtp+tls://u%40elm:p@mail.elm.example:587",
        "SAFECONDUCT_EMAIL_FROM": "safeconduct@safe.elm.example",
    }


def test_what_is_not_given_is_asked_and_asked_again_while_it_cannot_be_right(tmp_path: Path) -> None:
    typed = f"{tmp_path / 'site'}\nElm Park Primary\nhttp://elm.example\nhttps://elm.example\noracle\nsqlite\n\n"
    ran = init(given=typed)

    assert ran.exit_code == 0, ran.output
    assert "would send passwords unprotected" in ran.output
    assert "The database is “sqlite”" in ran.output
    assert said(tmp_path / "site")["SAFECONDUCT_BASE_URL"] == "https://elm.example"


def test_a_site_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    init(tmp_path / "site", *ELM)
    before = {file.name: file.read_bytes() for file in (tmp_path / "site").iterdir()}
    again = init(tmp_path / "site", "--yes", "--organisation", "Another")

    assert isinstance(again.exception, SiteError)
    assert "nothing was changed" in str(again.exception)
    assert {file.name: file.read_bytes() for file in (tmp_path / "site").iterdir()} == before


def test_the_private_key_of_backups_is_shown_once_and_kept_nowhere(tmp_path: Path) -> None:
    ran = init(tmp_path / "site", *ELM)
    shown = [line.strip() for line in ran.output.splitlines() if "AGE-SECRET-KEY-" in line]

    assert len(shown) == 1
    public = str(pyrage.x25519.Identity.from_str(shown[0]).to_public())
    assert public in (tmp_path / "site" / "backup.pub").read_text("utf-8")
    for file in (tmp_path / "site").iterdir():
        assert "AGE-SECRET-KEY" not in file.read_text("utf-8")


def test_with_a_public_key_of_ones_own_none_is_made(tmp_path: Path) -> None:
    own = str(pyrage.x25519.Identity.generate().to_public())
    ran = init(tmp_path / "site", *ELM, "--backup-key", own)

    assert "AGE-SECRET-KEY" not in ran.output
    assert own in (tmp_path / "site" / "backup.pub").read_text("utf-8")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (("--address", "safe.elm.example"), "is no address of a site"),
        (("--address", "https://elm.example/safe/"), "is no address of a site"),
        (("--address", "http://elm.example"), "would send passwords unprotected"),
        (("--database", "mysql://u:geheim@h/n"), "The database is “sqlite”, or"),
        (("--database", "postgres://u:geheim@h"), "The database is “sqlite”, or"),
        (("--mail", "mail.elm.example"), "The mail server is an address such as"),
        (("--backup-key", "AGE-SECRET-KEY-1ABC"), "keep it in the safe, not here"),
        (("--backup-key", "age1nothing"), "is no public key"),
        (("--organisation", "Elm\nSAFECONDUCT_SECURE=no"), "line break"),
    ],
)
def test_an_answer_that_cannot_be_right_makes_nothing(tmp_path: Path, answers: tuple[str, ...], says: str) -> None:
    ran = init(tmp_path / "site", "--yes", *answers)

    assert ran.exit_code != 0
    assert says in " ".join(f"{ran.output} {ran.exception}".replace("│", " ").split())
    assert "geheim" not in f"{ran.output} {ran.exception}"
    assert not (tmp_path / "site").exists()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "Choose a folder that may be written to" in str(init(tmp_path / "file" / "site", *ELM).exception)


# --- how the settings are found ------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    init(tmp_path / "site", "--yes", "--organisation", "Elm Park Primary")
    return tmp_path / "site"


def bare(site: Path, *args: str, cwd: Path, **more: str) -> str:
    """A command without any setting in the environment."""
    env = {name: value for name, value in environment(Place(site)).items() if name != "SAFECONDUCT_DATA"}
    command = [sys.executable, "-m", "safeconduct", *args]
    ran = subprocess.run(command, env={**env, **more}, cwd=cwd, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def laid_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose database was made from within its folder, without a word of where it is."""
    site = tmp_path_factory.mktemp("laid") / "site"
    init(site, "--yes", "--organisation", "Elm Park Primary")
    assert "The database is as this version needs it" in _upgraded(site, cwd=site)
    return site


@pytest.fixture
def laid(laid_down: Path, tmp_path: Path) -> Path:
    """A copy of it; it moves with its folder."""
    return Path(shutil.copytree(laid_down, tmp_path / "site"))


def _upgraded(site: Path, *args: str, cwd: Path, **more: str) -> str:
    said = bare(site, "upgrade", *args, cwd=cwd, **more)
    assert "style" in said.lower(), said
    return said


def test_commands_find_the_settings_where_one_stands(laid: Path) -> None:
    assert (laid / "safeconduct.sqlite3").exists()
    assert "The database is up to date" in _upgraded(laid, cwd=laid)


def test_commands_find_the_settings_that_are_named(laid: Path, tmp_path: Path) -> None:
    assert "The database is up to date" in _upgraded(laid, "--env", "site/safeconduct.env", cwd=tmp_path)
    assert "The database is up to date" in _upgraded(laid, cwd=tmp_path, SAFECONDUCT_ENV=str(laid / "safeconduct.env"))


def test_a_site_moves_with_its_folder(laid_down: Path, tmp_path: Path) -> None:
    moved = Path(shutil.move(laid_down, tmp_path / "moved"))
    try:
        assert "The database is up to date" in _upgraded(moved, cwd=moved)
    finally:
        shutil.move(moved, laid_down)


def test_the_environment_goes_before_the_file(site: Path, laid_down: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(laid_down, elsewhere, ignore=shutil.ignore_patterns("safeconduct.env"))

    assert "The database is up to date" in _upgraded(site, cwd=site, SAFECONDUCT_DATA=str(elsewhere))
    assert not (site / "safeconduct.sqlite3").exists()


def test_settings_that_are_named_and_not_there_are_told(site: Path) -> None:
    said = bare(site, "upgrade", "--env", "other.env", cwd=site)

    assert said.startswith("safeconduct: other.env: there is no such file of settings")


def test_a_line_that_is_no_setting_is_told_by_its_number_alone(site: Path) -> None:
    with (site / "safeconduct.env").open("a", encoding="utf-8") as file:
        file.write("SAFECONDUCT_WORKER=thread\npassword geheim\n")
    said = bare(site, "upgrade", cwd=site)

    assert "line 26: write SAFECONDUCT_NAME=value" in said, said
    assert "geheim" not in said


def test_the_demo_passes_over_settings_that_lie_about(site: Path, start: Start) -> None:
    demo: Running = start("demo", "--folder", str(site.parent / "demo"), place=Place(site)).wait()

    assert demo.ask("GET", "/readyz")[0] == 200
    demo.end()
    assert not (site / "safeconduct.sqlite3").exists()
