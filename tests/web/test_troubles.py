"""What goes wrong gives a clear page and loses nothing; the log says where and what kind, never who or which words."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event, Head
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Organisation
from safeconduct.web.site.logs import Formatter
from web.jobs.working import work

NAMES = ("jayden", "brown", "sick")


@pytest.fixture(autouse=True)
def _troubled(settings: Settings) -> None:
    settings.ROOT_URLCONF = "web.troubled_urls"


@pytest.fixture
def log() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Every line that would be written down, at the most talkative level, of every library; none may name anybody."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)

    def lines() -> list[dict[str, Any]]:
        written = stream.getvalue()
        assert not [name for name in NAMES if name in written.lower()], written
        return [json.loads(line) for line in written.splitlines()]

    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


Lines = Callable[[], list[dict[str, Any]]]


def browser(**more: Any) -> Client:
    return Client(raise_request_exception=False, **more)


def test_a_fault_of_ours_gives_a_clear_page_and_a_line_without_words(world: SimpleNamespace, log: Lines) -> None:
    answer = browser().get("/trouble/fail/jayden-brown/?q=Jayden+Brown")

    page = answer.content.decode()
    assert (answer.status_code, "Something went wrong" in page) == (500, True)
    assert not [name for name in NAMES if name in page.lower()]
    (line,) = [line for line in log() if line.get("status") == 500]
    assert (line["error"], line["path"], line["method"]) == ("ValueError", "trouble/fail/<str:name>/", "GET")
    assert any("troubled_urls.py" in frame for frame in line["in"])


def test_what_a_database_quotes_stays_out_of_page_and_log(world: SimpleNamespace, log: Lines) -> None:
    answer = browser().get("/trouble/quote/")

    assert answer.status_code == 500
    assert b"ayden" not in answer.content
    assert [line["error"] for line in log() if line.get("status") == 500] == ["IntegrityError"]


def test_a_page_that_does_not_exist_is_logged_without_its_address(world: SimpleNamespace, log: Lines) -> None:
    answer = browser().get("/people/jayden-brown/?sick=1")

    assert answer.status_code in {302, 404}
    assert [line for line in log() if line.get("status") == 404 and line["path"] != "(no such page)"] == []


def test_a_page_that_does_not_exist_for_a_person_too(signed_in: Callable[[str], Client], log: Lines) -> None:
    answer = signed_in("priya").get("/people/nobody/jayden-brown/")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert {line["path"] for line in log() if line.get("status") == 404} == {"(no such page)"}


def test_a_host_that_the_site_does_not_answer_to_is_refused_and_not_named(world: SimpleNamespace, log: Lines) -> None:
    answer = browser().get("/", headers={"host": "jayden-brown.example"})

    assert answer.status_code == 400
    assert any(line.get("status") == 400 for line in log())


@pytest.mark.parametrize("token", ["", "sick" * 8])
def test_a_form_without_its_token_gets_a_clear_page(world: SimpleNamespace, log: Lines, token: str) -> None:
    client = browser(enforce_csrf_checks=True)
    answer = client.post("/trouble/read/", {"text": "Jayden Brown was sick", "csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()
    assert any(line.get("status") == 403 for line in log())


LARGE = {
    "text": "Jayden+Brown=" + "x" * 4_000_000,
    "fields": "&".join(f"sick{number}=x" for number in range(1_100)),
    "parts": "".join(f'--b\r\nContent-Disposition: form-data; name="sick{n}"\r\n\r\nx\r\n' for n in range(1_100)) + "--b--\r\n",
    "files": "".join(f'--b\r\nContent-Disposition: form-data; name="f"; filename="sick{n}"\r\n\r\nx\r\n' for n in range(110))
    + "--b--\r\n",
}


@pytest.mark.parametrize("what", LARGE)
@pytest.mark.parametrize("key", ["priya", "nobody"])
def test_a_form_that_is_too_large_gets_a_page_that_says_what_to_do(
    what: str, key: str, signed_in: Callable[[str], Client], log: Lines
) -> None:
    kind = "application/x-www-form-urlencoded" if what in {"text", "fields"} else "multipart/form-data; boundary=b"
    client = signed_in(key)
    client.raise_request_exception = False
    answer = client.post("/trouble/read/", LARGE[what], kind)
    page = answer.content.decode()

    assert answer.status_code == 413
    assert "That is too much at once" in page
    assert "up to 3 MB" in page
    assert "Go back: what you typed should still be there." in page
    assert page.count("<h1") == 1
    assert log()


@pytest.mark.parametrize("path", ["/%00", "/people/%F0%28%8C%28/", "/static/%2e%2e/%2e%2e/etc/passwd", "/%E2%80%AE"])
def test_broken_addresses_are_no_fault_of_ours(world: SimpleNamespace, path: str) -> None:
    assert browser().get(path).status_code in {302, 404}


def test_another_library_that_puts_words_into_its_message_is_not_believed(log: Lines) -> None:
    logging.getLogger("some.library").warning("cannot read Jayden Brown.jpg")  # as an f-string leaves it
    logging.getLogger("some.library").warning("cannot read %s", "Jayden Brown.jpg")

    first, second = (line for line in log() if line["from"] == "some.library")
    assert "what" not in first
    assert "test_troubles.py" in first["said_in"]
    assert second["what"] == "cannot read %s"


# --- the database and the disk -------------------------------------------------------------------------------


def _changed() -> tuple[int, int]:
    """Renamed schools, and entries."""
    return Organisation.objects.exclude(name="Elm Park Primary").filter(name__startswith="Elm").count(), Event.objects.count()


def _not_just_now(answer: Any) -> bool:
    page = answer.content.decode()
    assert not [name for name in NAMES if name in page.lower()]
    return (answer.status_code, answer.get("Retry-After"), "was not done" in page) == (503, "60", True)


def test_a_locked_database_gives_a_clear_page_and_leaves_nothing_half_done(
    transactional_db: None, signed_in: Callable[[str], Client], log: Lines
) -> None:
    client = signed_in("helen")
    client.raise_request_exception = False
    held, go, done = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Head.objects.select_for_update().get(pk=1)
            held.set()
            go.wait(20)
        connection.close()
        done.set()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(20)
    _impatient()
    try:
        answer = client.get("/trouble/save/")
    finally:
        go.set()
        holder.join()
        connection.close()

    assert _not_just_now(answer)
    assert _changed() == (0, 0)
    assert "OperationalError" in {line.get("error") for line in log()}
    assert client.get("/trouble/save/").content == b"saved"
    assert _changed() == (1, 1)


def _impatient() -> None:
    """Wait a moment for a lock, not twenty seconds."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=100" if connection.vendor == "sqlite" else "SET lock_timeout = '100ms'")


def test_a_database_without_room_gives_a_clear_page_and_leaves_nothing_half_done(
    transactional_db: None, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("helen")
    client.raise_request_exception = False
    with _no_room():
        answers = [client.get("/trouble/save/") for _ in range(60)]

    assert _not_just_now(answers[-1])
    saved = sum(answer.status_code == 200 for answer in answers)
    assert _changed() == (min(saved, 1), saved)
    assert client.get("/trouble/save/").content == b"saved"


class _no_room:  # noqa: N801 used as a word
    """The database takes no more: on SQLite by its own limit, on PostgreSQL by a rule that answers as a full disk does."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")  # no free page may be left from other tests
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
                return
            cursor.execute(
                "CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'could not extend file for "
                "Jayden Brown' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql"
            )
            cursor.execute("CREATE TRIGGER no_room BEFORE INSERT ON access_event EXECUTE FUNCTION no_room()")

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 1073741823")
            else:
                cursor.execute("DROP TRIGGER no_room ON access_event")
                cursor.execute("DROP FUNCTION no_room")


def test_a_disk_without_room_gives_a_clear_page(world: SimpleNamespace, log: Lines) -> None:
    assert _not_just_now(browser().get("/trouble/full/"))
    assert log()


def test_a_database_that_is_away_gives_a_clear_page(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, log: Lines
) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("connection to server at 10.0.0.7, user jayden.brown failed")

    client = browser()
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", away)
        answer = client.get("/")

    assert _not_just_now(answer)
    assert log()


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/api/trouble/fail/", 500, "application/problem+json"),
        ("/api/trouble/full/", 503, "application/problem+json"),
        ("/api/no-such-thing/", 404, "application/problem+json"),
        ("/scim/v2/trouble/fail/", 500, "application/scim+json; charset=utf-8"),
    ],
    ids=["fault", "no room", "nothing there", "directory"],
)
def test_other_programs_are_told_in_their_own_form(
    address: str, status: int, kind: str, world: SimpleNamespace, log: Lines
) -> None:
    answer = browser().get(address)
    said = json.loads(answer.content)

    assert (answer.status_code, answer["Content-Type"]) == (status, kind)
    assert int(said["status"]) == status
    assert len(said["detail"]) > 30
    assert answer.get("Retry-After") == ("60" if status == 503 else None)
    assert not [name for name in NAMES if name in answer.content.decode().lower()]


def test_readiness_tells_of_a_database_that_is_away(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("safeconduct.web.site.health.MigrationExecutor", away)
    answer = browser().get("/readyz")

    assert (answer.status_code, browser().get("/livez").status_code) == (503, 200)


def test_a_mail_server_that_is_down_stops_no_page_and_loses_no_email(
    signed_in: Callable[[str], Client], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2

    assert signed_in("helen").get("/trouble/tell/").content == b"saved"
    assert work() == 1
    assert Mail.objects.get().state == Mail.State.WAITING
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        assert work() == 1
    assert [message.to for message in mail.outbox] == [["helen@demo.example"]]


def test_sqlite_itself_is_asked_to_lose_nothing_when_the_power_goes(world: SimpleNamespace) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert sqlite3.sqlite_version_info >= (3, 31)
