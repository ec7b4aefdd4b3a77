"""The doctor finds each fault that is planted, says what to do, and finds none in a site that is well."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from safeconduct.cli import app
from safeconduct.web import demo
from safeconduct.web.access import trail
from safeconduct.web.jobs.models import Mail, Worker
from safeconduct.web.jobs.schedule import run as job
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.rostering.models import RosterHabits
from safeconduct.web.running import examining, upgrading
from safeconduct.web.running.examining import BROKEN, LOOK, OK, Found
from safeconduct.web.sealing.storing import fingerprint, seal
from web.jobs.smtp import Server
from web.running.sites import Place, run
from web.running.test_commands import SOUND
from web.site.openid import Provider
from web.unguarded import unguarded

Plant = Callable[[Settings, Path], Any]


@pytest.fixture
def well(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a site that is well."""
    data = tmp_path / "data"
    (data / "backups").mkdir(parents=True)
    data.chmod(0o700)
    (data / "backup.pub").write_text(f"{pyrage.x25519.Identity.generate().to_public()}\n", "ascii")
    (data / BACKUP).touch()
    for name in ("secret.key", "trail.key"):
        (data / name).touch(mode=0o600)
    server = Server().start()
    given = {
        **SOUND, "DATA": data, "BACKUPS": data / "backups", "BACKUP_KEYS": data / "backup.pub", "STATIC_ROOT": data / "static",
        "TRAIL_ANCHOR": str(data / "trail.head"), "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_TIMEOUT": 5,
    }  # fmt: skip
    for name, value in given.items():
        setattr(settings, name, value)
    for name in [name for name in os.environ if name.startswith("SAFECONDUCT_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")  # the tests' own
    trail.begin_anchor()
    upgrading.collect()
    Person.objects.create_person("owen@elm.example", "Owen Clarke", None)
    Worker.objects.create(id="w")
    for _ in range(3):
        _write()
    yield data
    server.stop()


def _write() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        trail.append("people.place", by=7, about="people.placement:3", facts={"days": 3})


def found() -> list[Found]:
    """What is not well, but for what every test's own computer is told."""
    told = [each for each in examining.examine() if each.what != "case key" and "on the same disk" not in each.says]
    return [each for each in told if each.state != OK]


def test_a_site_that_is_well_gets_no_word(well: Path) -> None:
    assert found() == []
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 0


def _database(sql: str) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(sql)


def _failed_job(finished: timedelta) -> None:
    job.enqueue("jobs.none")
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now() - finished)


def _failed_mail() -> None:
    Mail.objects.create(to=Person.objects.get(), template="test", state=Mail.State.FAILED, ended_at=timezone.now())


def _old_backup(data: Path, days: float) -> None:
    at = time.time() - timedelta(days=days).total_seconds()
    os.utime(data / BACKUP, (at, at))


def _late_job() -> None:
    job.enqueue("jobs.none")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=2))


def _no_mail_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def _nightly(settings: Settings, folder: str) -> None:
    settings.ROSTERS = folder
    place = Organisation.objects.create(name="Elm Park Primary", kind=Organisation.Kind.SCHOOL)
    RosterHabits.objects.create(organisation=place, nightly=True)


AWAY_SCHOOL = {"provider_id": "school", "settings": {"server_url": "http://127.0.0.1:9"}}
BACKUP = Path("backups", "safeconduct-20260901-020000.tar.age")
CHANGED = "UPDATE access_event SET verb = 'people.end' WHERE number = 2"
MISSING = "DELETE FROM access_event WHERE number = 3"
AWAY = timedelta(minutes=5)
PLANTED: dict[str, tuple[Plant, str, str, str]] = {
    "address": (lambda s, d: setattr(s, "BASE_URL", "http://elm.example"), "settings", LOOK, "Set it to the https address"),
    "misspelt": (lambda s, d: os.environ.__setitem__("SAFECONDUCT_HOST", "x"), "settings", LOOK, "HOST is no setting"),
    "weak key": (lambda s, d: os.environ.__setitem__("SAFECONDUCT_TRAIL_KEY", "secret"), "keys", BROKEN, "well known"),
    "demo": (lambda s, d: setattr(s, "DEMO", True), "keys", BROKEN, "this is the demo"),
    "open key": (lambda s, d: (d / "secret.key").chmod(0o640), "keys", BROKEN, "secret.key may be read by others"),
    "open folder": (lambda s, d: d.chmod(0o755), "keys", BROKEN, "data may be read by others"),
    "no style": (lambda s, d: (d / "static" / ".collected").unlink(), "static", LOOK, "not of this version"),
    "mail down": (lambda s, d: setattr(s, "EMAIL_PORT", 9), "mail", BROKEN, "127.0.0.1:9 does not let us in"),
    "no mail": (lambda s, d: _no_mail_server(s), "mail", LOOK, "no mail server is set"),
    "no backup key": (lambda s, d: (d / "backup.pub").unlink(), "backups", BROKEN, "no key to encrypt backups to"),
    "no backup": (lambda s, d: (d / BACKUP).unlink(), "backups", BROKEN, "there is none in"),
    "late backup": (lambda s, d: _old_backup(d, 3), "backups", LOOK, "3.0 days old"),
    "old backup": (lambda s, d: _old_backup(d, 9), "backups", BROKEN, "9.0 days old"),
    "nobody": (lambda s, d: Person.objects.all().delete(), "people", LOOK, "nobody is here yet"),
    "demo people": (lambda s, d: demo.build(password=None), "people", BROKEN, "people of the demo are here"),
    "changed entry": (lambda s, d: _database(CHANGED), "trail", BROKEN, "entry 2: what it says was changed"),
    "missing entry": (lambda s, d: _database(MISSING), "trail", BROKEN, "entry 3: the last entries, 3 to 3, are missing: "),
    "no copy": (lambda s, d: Path(s.TRAIL_ANCHOR).unlink(), "trail", BROKEN, "is missing or damaged"),
    "no worker": (lambda s, d: Worker.objects.all().delete(), "jobs", LOOK, "nobody has done jobs yet"),
    "dead worker": (
        lambda s, d: Worker.objects.update(seen_at=timezone.now() - AWAY),
        "jobs",
        LOOK,
        "nobody has done jobs since",
    ),
    "late job": (lambda s, d: _late_job(), "jobs", LOOK, "1 wait for more than an hour"),
    "failed job": (lambda s, d: _failed_job(timedelta(days=1)), "jobs", LOOK, "1 failed in the last seven days"),
    "sign-in away": (lambda s, d: setattr(s, "OIDC", [AWAY_SCHOOL]), "school sign in", BROKEN, "does not answer as a sign-in"),
    "no folder set": (lambda s, d: _nightly(s, ""), "rosters", BROKEN, "no folder is set"),
    "no folder there": (lambda s, d: _nightly(s, str(d / "none")), "rosters", BROKEN, "is not there, or may not be read"),
    "failed mail": (lambda s, d: _failed_mail(), "mail given up", LOOK, "1 e-mails could not be delivered"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_fault_is_found_and_nothing_else(well: Path, settings: Settings, name: str) -> None:
    plant, what, state, says = PLANTED[name]
    before = dict(os.environ)
    try:
        plant(settings, well)
        told = found()
    finally:
        os.environ.clear()
        os.environ.update(before)

    assert [(each.what, each.state) for each in told if says in each.says] == [(what, state)], told
    assert {each.what for each in told} <= {what, "settings"}  # the settings tell of some things too


@pytest.mark.parametrize(("path", "state"), [("", OK), ("/elsewhere/.well-known/openid-configuration", BROKEN)])
def test_a_sign_in_of_the_schools_own_is_asked_whether_it_answers(
    path: str, state: str, well: Path, settings: Settings
) -> None:
    provider = Provider().start()
    provider.spoilt = {"/elsewhere/.well-known/openid-configuration": (200, b"[]")}
    settings.OIDC = [{"provider_id": "school", "settings": {"server_url": f"{provider.address}{path}"}}]
    told = [each.state for each in examining.examine() if each.what == "school sign in"]
    provider.stop()

    assert told == [state]


def test_a_case_key_without_holders_is_told(well: Path, settings: Settings, tmp_path: Path) -> None:
    settings.CASE_RECOVERY = str(tmp_path / "no.recovery")
    with transaction.atomic():
        trail.append("sealing.seal", by=None, about="", facts={"sealed": [fingerprint(seal("in confidence"))]})
    (told,) = [each for each in examining.examine() if each.what == "case key"]

    assert told.state == LOOK
    assert "safeconduct keys holders" in told.says


def test_only_what_is_broken_makes_the_exit_status_1(well: Path, settings: Settings) -> None:
    _old_backup(well, 3)
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 0
    _old_backup(well, 9)
    ran = CliRunner().invoke(app, ["doctor"])

    assert ran.exit_code == 1
    assert "broken  backups: the newest is 9.0 days old\n        → Look why the timer did not run." in ran.output


def test_for_programs_it_says_the_same_as_json(well: Path) -> None:
    told = json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)

    assert {each["state"] for each in told} <= {OK, LOOK, BROKEN}
    assert [each["what"] for each in told] == [each.what for each in examining.examine()]


def test_a_changed_entry_far_back_is_left_to_verify(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_ENTRIES", 2)
    _database("UPDATE access_event SET verb = 'people.end' WHERE number = 1")
    assert found() == []
    _database("UPDATE access_event SET verb = 'people.end' WHERE number = 2")
    assert [each.says for each in found()] == ["entry 2: what it says was changed after it was written"]


@pytest.mark.parametrize(("free", "state"), [(100, BROKEN), (1_000, LOOK), (50_000, OK)])
def test_room_is_told(well: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    usage = type("Usage", (), {"free": free << 20})
    monkeypatch.setattr("safeconduct.web.running.examining.shutil.disk_usage", lambda folder: usage)

    assert {each.state for each in examining.examine() if each.what == "room"} == {state}


@pytest.mark.parametrize(("apart", "state"), [(0.2, OK), (-8, LOOK), (90, BROKEN)])
def test_clocks_that_do_not_go_together_are_told(apart: float, state: str) -> None:
    assert [each.state for each in examining._about_clock(apart)] == [state]


def test_a_database_that_does_not_answer_is_told_once(tmp_path: Path) -> None:
    ran = run(Place(tmp_path, "postgres://nobody@127.0.0.1:1/none"), "doctor")

    assert ran.returncode == 1
    assert ran.stdout.count("does not answer") == 1
    assert "trail, jobs and people were not looked at" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_a_database_that_waits_for_an_upgrade_is_told(tmp_path: Path) -> None:
    ran = run(Place(tmp_path), "doctor")

    assert ran.returncode == 1
    assert "broken  database: it waits for" in ran.stdout
    assert "→ safeconduct upgrade" in ran.stdout


def test_a_look_changes_nothing(place: Place) -> None:
    def files() -> dict[str, bytes]:
        kept = (file for file in place.folder.rglob("*") if file.is_file() and not file.name.endswith(("-wal", "-shm")))
        return {str(file): file.read_bytes() for file in kept}

    before = files()
    run(place, "doctor")
    assert files() == before


class Clamd:
    """Answers once, as clamd does, whatever it is asked."""

    def __init__(self, says: str) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.where = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self._says = says
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        line, _ = self._listening.accept()
        with line:
            self.asked = line.recv(100)
            line.sendall(self._says.encode() + b"\0")

    def stop(self) -> None:
        self._thread.join(5)
        self._listening.close()


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [(1, OK, "signatures are 1 days old"), (30, LOOK, "signatures are 30 days old"), (None, BROKEN, "does not say how old")],
    ids=["fresh", "old", "none"],
)
def test_the_scanner_answers_and_the_age_of_its_signatures_is_told(
    days: int | None, state: str, says: str, settings: Settings
) -> None:
    made = f"/27500/{timezone.now() - timedelta(days, 60):%a %b %d %H:%M:%S %Y}" if days is not None else ""
    clamd = Clamd(f"ClamAV 1.0.7{made}")
    settings.CLAMD = clamd.where
    (told,) = examining._scanner("scanner")
    clamd.stop()

    assert clamd.asked == b"zVERSION\0"
    assert (told.state, says in told.says) == (state, True)
    assert "ClamAV 1.0.7 answers" in told.says


def test_a_scanner_that_does_not_answer_is_told_with_what_to_do(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.sock")
    (told,) = examining._scanner("scanner")

    assert (told.state, "clamd does not answer" in told.says, "Start clamd" in told.do) == (BROKEN, True, True)


def test_where_no_scanner_is_set_up_that_is_said(settings: Settings) -> None:
    settings.CLAMD = ""
    (told,) = examining._scanner("scanner")

    assert (told.state, "none is set up" in told.says) == (OK, True)
