"""A new version: a backup first, and a way back from a step that failed."""

from __future__ import annotations

from pathlib import Path

from web.running.sites import Place, python, run
from web.running.test_backup import keyed, opened, restore

UNDONE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
"""
LOST_CACHE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE site_cache")
"""


def made(place: Place) -> list[Path]:
    return sorted((place.folder / "backups").glob("safeconduct-*.tar.age"))


def test_a_change_of_the_database_is_made_after_a_backup(elm: Place, tmp_path: Path) -> None:
    python(LOST_CACHE, keyed(elm))
    ran = run(elm, "upgrade")

    assert ran.returncode == 0, ran.stderr
    (file,) = made(elm)
    assert ran.stdout.startswith(f"A backup from before is {file}.\n")
    assert "(1 changes made)" in ran.stdout
    assert (opened(file, tmp_path / "open") / "manifest.json").exists()


def test_a_key_that_the_holders_can_bring_back_is_not_replaced(elm: Place) -> None:
    (elm.folder / "case.key").unlink()
    (elm.folder / "case-key.recovery").write_bytes(b"kept")
    ran = run(keyed(elm), "upgrade", "--no-backup")

    assert ran.returncode == 0, ran.stderr
    assert "Let two holders put it back: safeconduct keys recover" in ran.stdout
    assert not (elm.folder / "case.key").exists()


def test_where_nothing_is_changed_no_backup_is_made(elm: Place) -> None:
    ran = run(keyed(elm), "upgrade")

    assert ran.returncode == 0
    assert "The database is up to date." in ran.stdout
    assert made(elm) == []


def test_without_a_key_for_the_backup_nothing_is_changed_unless_one_says_so(elm: Place) -> None:
    python(LOST_CACHE, elm)
    ran = run(elm, "upgrade")

    assert ran.returncode == 1
    assert "Nothing was changed, for no backup could be made" in ran.stderr
    assert "The database waits for changes" in run(elm, "worker").stderr
    assert run(elm, "upgrade", "--no-backup").returncode == 0


def test_a_step_that_fails_says_how_to_go_back_and_that_way_leads_there(elm: Place, tmp_path: Path) -> None:
    python(UNDONE, keyed(elm))  # its tables are there already, so that making them must fail
    ran = run(elm, "upgrade")

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    told = " ".join(ran.stderr.split())
    (file,) = made(elm)
    assert "The database could not be changed:" in told
    assert f"install the version from before, then run safeconduct restore {file} --to NEW-FOLDER" in told
    assert (opened(file, tmp_path / "open") / "data" / "trail.key").exists()


def test_a_backup_of_an_older_version_is_brought_to_this_one(elm: Place, anew: str, tmp_path: Path) -> None:
    python(LOST_CACHE, keyed(elm))
    file = Path(run(elm, "backup").stdout.splitlines()[-1].rpartition(" (")[0])
    ran = restore(file, tmp_path / "new", anew)

    assert ran.returncode == 0, ran.stderr
    assert "(1 changes made)" in ran.stdout
    assert "The trail is whole" in ran.stdout
