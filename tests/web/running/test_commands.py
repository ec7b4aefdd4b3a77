"""What the commands say to the person who looks after the site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction
from django.test import TestCase
from pytest_django.fixtures import Settings

from safeconduct.cli import app
from safeconduct.cli.site import COMMANDS
from safeconduct.errors import SiteError
from safeconduct.web import demo
from safeconduct.web.access import trail
from safeconduct.web.access.models import Event
from safeconduct.web.running import beginning, demonstrating, upgrading
from tests_support import ROOT
from web.jobs.smtp import Server
from web.unguarded import unguarded


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")  # the tests' own
    settings.TRAIL_ANCHOR = str(tmp_path / "trail.head")
    settings.STATIC_ROOT = tmp_path / "static"
    trail.begin_anchor()


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    server = Server().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.DEFAULT_FROM_EMAIL = "safeconduct@elm.example"
    yield server
    server.stop()


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def write() -> Event:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        return trail.append("people.place", by=7, about="people.placement:3", facts={"days": 3})


# --- verify --------------------------------------------------------------------------------------------------


def test_verify_counts_the_entries_of_a_whole_trail(db: None) -> None:
    for _ in range(3):
        write()
    ran = run("verify")

    assert (ran.exit_code, ran.output) == (0, "3 entries, whole\n")


def test_verify_names_each_fault_and_says_what_to_do(db: None) -> None:
    for _ in range(3):
        write()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE access_event SET verb = 'people.end' WHERE number = 2")
    ran = run("verify")

    assert ran.exit_code == 1
    assert "entry 2: what it says was changed after it was written" in ran.output
    assert "verify --accept" in ran.output
    assert "whole\n" not in ran.output.replace("not whole", "")


def test_verify_accepts_a_backup_that_was_put_back_once_somebody_says_so(db: None, settings: Settings) -> None:
    write()
    Path(settings.TRAIL_ANCHOR).unlink()
    assert run("verify").exit_code == 1

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert "Accepted as it stands: 1 entries" in run("verify", "--accept").output
    assert run("verify").output == "2 entries, whole\n"


def test_verify_accepts_no_damaged_trail(db: None) -> None:
    write()
    write()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_event WHERE number = 1")
    ran = run("verify", "--accept")

    assert isinstance(ran.exception, SiteError)
    assert "cannot be accepted" in str(ran.exception)


# --- a test e-mail -------------------------------------------------------------------------------------------


def test_a_test_email_arrives(db: None, server: Server) -> None:
    ran = run("send-test-email", "owen@elm.example")

    assert ran.exit_code == 0
    assert "The mail server took it" in ran.output
    (message,) = server.got
    assert message["Subject"] == "safeconduct can send e-mails"
    assert message.get_body(("html",)) is not None


def test_without_a_mail_server_it_says_where_the_email_lies(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path / "m")
    ran = run("send-test-email", "owen@elm.example")

    assert "SAFECONDUCT_EMAIL_URL is not set" in ran.output
    assert len(list((tmp_path / "m").iterdir())) == 1


@pytest.mark.parametrize(
    ("rcpt", "data", "says"),
    [
        ("550 no such user", "250 OK", "refuses the address (550)"),
        ("250 OK", "554 this is spam", "the mail server said 554 this is spam."),
    ],
)
def test_a_refusal_of_a_test_email_is_told_in_plain_words(db: None, server: Server, rcpt: str, data: str, says: str) -> None:
    server.rcpt, server.data = rcpt, data
    ran = run("send-test-email", "owen@elm.example")

    assert isinstance(ran.exception, SiteError)
    assert says in str(ran.exception)
    assert "SAFECONDUCT_EMAIL_URL" in str(ran.exception)


def test_a_mail_server_that_is_down_is_told_in_plain_words(db: None, server: Server) -> None:
    server.stop()
    ran = run("send-test-email", "owen@elm.example")

    assert isinstance(ran.exception, SiteError)
    assert f"127.0.0.1:{server.port} cannot be reached: Connection refused." in str(ran.exception)


def test_a_mail_server_that_hangs_up_is_told_in_plain_words(db: None, server: Server) -> None:
    server.hang_up = True
    ran = run("send-test-email", "owen@elm.example")

    assert "hung up" in str(ran.exception)


@pytest.mark.parametrize("to", ["owen", "", "owen@", "a@b\nBcc: x@y.example", "Owen <owen@elm.example>"])
def test_what_is_no_address_is_refused(db: None, to: str) -> None:
    assert "is not an e-mail address" in str(run("send-test-email", to).exception)


# --- upgrade and the settings --------------------------------------------------------------------------------


def test_upgrade_says_each_step_and_does_nothing_twice(db: None) -> None:
    first, second = run("upgrade").output, run("upgrade").output

    assert "The database is up to date." in first
    assert "Style and script are in place." in first
    assert "Style and script were in place already." in second


def test_a_database_of_another_version_is_not_served(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    for command in ("serve", "worker"):
        ran = run(command)
        assert isinstance(ran.exception, SiteError)
        assert "Run: safeconduct upgrade" in str(ran.exception).replace("run:", "Run:")


def test_a_style_that_was_not_built_is_told(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.web.running.upgrading.finders.find", lambda name: None)

    assert "has not been built" in str(run("upgrade").exception)


SOUND = {
    "SECURE": True,
    "DEMO": False,
    "BASE_URL": "https://safe.elm.example",
    "ALLOWED_HOSTS": ["safe.elm.example"],
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "safeconduct@elm.example",
    "WORKER": "thread",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


def test_sound_settings_get_no_word(db: None, settings: Settings) -> None:
    for name, value in SOUND.items():
        setattr(settings, name, value)

    assert list(upgrading.notes()) == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SECURE", False, "passwords travel unprotected"),
        ("BASE_URL", "http://safe.elm.example", "Set it to the https address"),
        ("ALLOWED_HOSTS", ["elm.example"], "SAFECONDUCT_HOSTS lacks safe.elm.example"),
        ("SECURE_PROXY_SSL_HEADER", None, "SAFECONDUCT_BEHIND_PROXY is not set"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "e-mails are not sent"),
        ("DEFAULT_FROM_EMAIL", "safeconduct@localhost", "other mail servers will not take that"),
        ("WORKER", "process", "safeconduct worker"),
        ("SECURE_HSTS_SECONDS", 0, "SECURE_HSTS_SECONDS"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE"),
        ("DEBUG", True, "DEBUG"),
    ],
)
def test_each_setting_that_is_amiss_is_told_in_one_line(
    db: None, settings: Settings, tmp_path: Path, name: str, value: object, says: str
) -> None:
    for each, sound in {**SOUND, "EMAIL_FILE_PATH": str(tmp_path), name: value}.items():
        setattr(settings, each, sound)
    said = list(upgrading.notes())

    assert len(said) == 1, said
    assert says in said[0]
    assert "\n" not in said[0]


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAFECONDUCT_", "DJANGO_"))}
    env = {**kept, "SAFECONDUCT_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    code = (
        "from safeconduct.web.running.beginning import begin; begin()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='DEBUG')"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "no issues (0 silenced)" in ran.stdout


# --- settings that cannot be used ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SAFECONDUCT_DATA", "{folder}/file/inside", "Set SAFECONDUCT_DATA to a folder"),
        ("SAFECONDUCT_OIDC", "{not json", "The settings cannot be used"),
        ("SAFECONDUCT_ENTRA_TENANT", "common", "SAFECONDUCT_ENTRA_CLIENT is not set"),
        ("SAFECONDUCT_WORKER", "tread", "SAFECONDUCT_WORKER is “tread”"),
        ("SAFECONDUCT_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none", "The database does not answer"),
    ],
)
def test_settings_that_cannot_be_used_are_told_without_a_trace(tmp_path: Path, name: str, value: str, says: str) -> None:
    (tmp_path / "file").touch()
    env = {key: was for key, was in os.environ.items() if not key.startswith(("SAFECONDUCT_", "DJANGO_"))}
    env |= {"PYTHONPATH": str(ROOT / "src"), "SAFECONDUCT_DATA": str(tmp_path / "data")}
    env[name] = value.replace("{folder}", str(tmp_path))
    ran = subprocess.run([sys.executable, "-m", "safeconduct", "upgrade"], env=env, capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    told = ran.stderr.splitlines()[-1]
    assert told.startswith("safeconduct: ")
    assert says in told
    assert "Traceback" not in ran.stderr


# --- the demo ------------------------------------------------------------------------------------------------


@pytest.fixture
def _own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the demo changes in the environment is put back."""
    for name in [name for name in os.environ if name.startswith("SAFECONDUCT_")]:
        monkeypatch.setenv(name, os.environ[name])
    for name in ("DATA", "DEMO", "BASE_URL", "LOG_LEVEL", "DATABASE_URL", "EMAIL_URL"):
        monkeypatch.setenv(f"SAFECONDUCT_{name}", "of a real site")


@pytest.mark.usefixtures("_own_variables")
def test_the_demo_touches_nothing_of_a_real_site(tmp_path: Path) -> None:
    beginning.choose_demo(tmp_path / "demo", 8123, fresh=False)

    assert os.environ["SAFECONDUCT_DATA"] == str(tmp_path / "demo")
    assert os.environ["SAFECONDUCT_BASE_URL"] == "http://127.0.0.1:8123"
    assert {"SAFECONDUCT_DATABASE_URL", "SAFECONDUCT_EMAIL_URL"}.isdisjoint(os.environ)


@pytest.mark.usefixtures("_own_variables")
@pytest.mark.parametrize("fresh", [True, False])
def test_the_demo_never_takes_a_folder_that_holds_something_else(tmp_path: Path, *, fresh: bool) -> None:
    (tmp_path / "letters.txt").write_text("dear", "ascii")

    with pytest.raises(SiteError, match="not a demo"):
        beginning.choose_demo(tmp_path, 8000, fresh=fresh)
    assert (tmp_path / "letters.txt").read_text("ascii") == "dear"


@pytest.mark.usefixtures("_own_variables")
def test_a_fresh_demo_forgets_the_last_one(tmp_path: Path) -> None:
    beginning.choose_demo(tmp_path / "demo", 8000, fresh=False)
    (tmp_path / "demo" / "old").touch()
    beginning.choose_demo(tmp_path / "demo", 8000, fresh=False)
    assert (tmp_path / "demo" / "old").exists()

    beginning.choose_demo(tmp_path / "demo", 8000, fresh=True)
    assert not (tmp_path / "demo" / "old").exists()


def test_the_demo_says_how_to_sign_in_as_each_and_what_to_try() -> None:
    said = "\n".join(demonstrating.welcome())

    assert demo.PASSWORD in said
    assert set(demonstrating.TRY) == {member.key for member in demo.CAST}
    for member in demo.CAST:
        assert member.email in said
        assert member.name in said


def test_a_second_start_of_the_demo_adds_nobody(db: None) -> None:
    demonstrating.furnish()
    count = connection.cursor().execute("SELECT count(*) FROM people_person").fetchone()
    demonstrating.furnish()

    assert connection.cursor().execute("SELECT count(*) FROM people_person").fetchone() == count


# --- speed ---------------------------------------------------------------------------------------------------


def test_checking_a_draft_waits_for_none_of_this() -> None:
    code = "import sys\nfrom safeconduct.cli import app\napp(['check', 'hello'], standalone_mode=False)\nprint([*sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "'click'" in ran.stdout
    for name in ("'django'", "'waitress'", "'safeconduct.web'", "'environ'"):
        assert name not in ran.stdout


def test_every_command_that_runs_the_site_says_what_it_does() -> None:
    for command in COMMANDS:
        assert command.help
        assert run(str(command.name), "--help").exit_code == 0


# --- people ------------------------------------------------------------------------------------------------------


def test_people_are_changed_on_the_command_line_where_nobody_on_the_site_may(db: None) -> None:
    world = demo.build()
    at = ["--place", "Elm Park Primary"]
    done = run("people", "dismiss", "farah@demo.example", "chair_of_governors", *at)
    assert (done.exit_code, done.output) == (0, "Farah Siddiqui is not chair of governors at Elm Park Primary any more.\n")
    done = run("people", "appoint", "c@demo.example", "chair_of_governors", "--name", "New Chair", *at)
    assert done.output.startswith("New Chair is chair of governors at Elm Park Primary from today on.")
    for command in (["address", "c@demo.example", "d@demo.example"], ["close", "d@demo.example"], ["open", "d@demo.example"]):
        assert run("people", *command).exit_code == 0
    assert Event.objects.filter(verb="people.command-line").count() == 5
    assert world.elm.people().filter(email="d@demo.example").exists()
