"""Nothing of a draft or a picture is kept: not in the database, sessions, cache, mail, jobs, files, logs or the answer's head.

Each check is made with words that stand nowhere else; then everything is searched for them. Meanwhile Python itself reports
every file that is opened for writing and every connection to elsewhere.
"""

from __future__ import annotations

import base64
import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.api import operations
from safeconduct.web.checks import looking, views
from safeconduct.web.site.logs import Formatter
from web.api.made import Program, token
from web.checks import made

SignedIn = Callable[[str], Client]
DRAFT = "Zebulonquist 9B were shit today, Quorrimund threw a chair again. Text me on 07700 900123, vexilloptera"
FILE_NAME = "Thessalydon-in-the-yard.jpg"
MARKERS = (
    "zebulonquist", "quorrimund", "vexilloptera", "900123", "thessalydon", made.OWNER, made.CAPTION, made.XMP_CAPTION,
    made.BYLINE, "SN-889-4471", "53.38",
)  # fmt: skip


def draft(client: Client, **headers: str) -> Any:
    given = {"text": DRAFT, "account": "personal", "kind": "post", "audience": "friends", "platform": "facebook"}
    return client.post("/check/", given, headers=headers)


def picture(client: Client, do: str, **headers: str) -> Any:
    upload = SimpleUploadedFile(FILE_NAME, made.telling() + bytes(3_000_000), content_type="image/jpeg")
    return client.post("/check/picture/", {"do": do, "pictures": [upload]}, headers=headers)


def asked_by_a_program(world: SimpleNamespace) -> list[Any]:
    """The same words sent by other programs, which the interface answers, refuses, and cannot read."""
    program = Program(token(world))
    return [
        program.post("/api/v1/check", {"id": "Zebulonquist", "text": DRAFT, "account": "personal", "platform": "facebook"}),
        program.post("/api/v1/route", {"situation": f"A pupil sent me a friend request. {DRAFT}"}),
        program.post("/api/v1/decide", {"id": DRAFT, "kind": "friend_request", "person": "pupil", "about": DRAFT}),
        program.post("/api/v1/check", {"text": DRAFT, "account": DRAFT}),
        program.post("/api/v1/check", {"text": DRAFT, "policies": [DRAFT]}),
        program.post("/api/v1/decide", {"kind": DRAFT}),
        program.post("/api/v1/check", DRAFT.encode()),
        program.get("/api/v1/check", text=DRAFT),
    ]


def everything(client: Client) -> list[Any]:
    """Each way of checking, once."""
    return [
        draft(client),
        draft(client, **{"HX-Request": "true"}),
        picture(client, "look"),
        picture(client, "look", **{"HX-Request": "true"}),
        picture(client, "copy"),
    ]


def holds(found: object) -> set[str]:
    """The markers that stand in something."""
    text = str(found).lower()
    return {marker for marker in MARKERS if marker.lower() in text}


def tables() -> Iterator[tuple[str, str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(map(readable, row))


def readable(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def files(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file, f"{file.name} {file.read_bytes().decode('utf-8', 'replace')}"


class Fault(Exception):  # noqa: N818 named as people name it
    """A fault of ours, whose message quotes what somebody sent."""


class _Watch:
    """What Python reports of files opened for writing and of connections, while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open" and (set(str(given[1] or "r")) & set("wax+") or (given[2] or 0) & (os.O_WRONLY | os.O_RDWR)):
            self.seen.append(f"wrote {given[0]}")
        elif event in _ELSEWHERE:
            self.seen.append(f"{event} {given}")


_ELSEWHERE = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "subprocess.Popen",
        "os.system",
        "os.posix_spawn",
        "tempfile.mkstemp",
        "tempfile.mkdtemp",
    }
)
_watch = _Watch()
sys.addaudithook(_watch)  # it cannot be taken away again, but it sleeps


@pytest.fixture
def watched() -> Iterator[_Watch]:
    _watch.seen, _watch.on = [], True
    yield _watch
    _watch.on = False


@pytest.fixture
def as_in_service(settings: LazySettings, world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache in the database, as it is in service, and a folder for temporary files that nobody else uses."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
    call_command("createcachetable")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.usefixtures("as_in_service")
def test_nothing_of_a_draft_or_a_picture_is_kept_anywhere(
    signed_in: SignedIn, tmp_path: Path, caplog: pytest.LogCaptureFixture, watched: _Watch
) -> None:
    watched.on = False
    priya = signed_in("priya")
    events = Event.objects.count()
    caplog.set_level(logging.DEBUG)
    watched.on = True
    answers = everything(priya)
    watched.on = False

    assert [answer.status_code for answer in answers] == [200] * 5
    assert holds(answers[0].content.decode()) >= {"zebulonquist", "vexilloptera"}  # the check did see it
    assert holds(answers[2].content.decode()) >= {made.OWNER, "53.38", "thessalydon"}

    assert {table: holds(row) for table, row in tables() if holds(row)} == {}
    assert Event.objects.count() == events
    assert [holds(session.get_decoded()) for session in Session.objects.all()] == [set()]
    assert mail.outbox == []
    assert {file: holds(text) for file, text in files(settings.DATA) if holds(text)} == {}
    assert list(tmp_path.iterdir()) == []
    assert watched.seen == []
    assert holds(caplog.text) == set()
    assert [holds(record.__dict__) for record in caplog.records if holds(record.__dict__)] == []


@pytest.mark.usefixtures("as_in_service")
def test_nothing_of_what_programs_send_is_kept_anywhere(
    world: SimpleNamespace, tmp_path: Path, caplog: pytest.LogCaptureFixture, watched: _Watch
) -> None:
    watched.on = False
    token(world)
    caplog.set_level(logging.DEBUG)
    watched.on = True
    answers = asked_by_a_program(world)
    watched.on = False

    assert [answer.status_code for answer in answers] == [200, 200, 200, 422, 404, 422, 400, 405]
    assert holds(answers[0].content.decode()) >= {"zebulonquist", "vexilloptera"}  # the check did see it
    assert {table: holds(row) for table, row in tables() if holds(row)} == {}
    assert Session.objects.count() == 0
    assert mail.outbox == []
    assert {file: holds(text) for file, text in files(settings.DATA) if holds(text)} == {}
    assert list(tmp_path.iterdir()) == []
    assert watched.seen == []
    lines = [Formatter().format(record) for record in caplog.records]
    assert holds("\n".join(lines)) == set()


@pytest.mark.parametrize("step", ["check_draft", "check_answer", "_policies"])
def test_a_fault_within_the_answer_to_a_program_says_nothing_of_it(
    step: str, world: SimpleNamespace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, operations, step)
    program = Program(token(world))
    program.client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        answer = program.post("/api/v1/check", {"text": DRAFT})
    assert (answer.status_code, holds(answer.content.decode())) == (500, set())
    lines = "\n".join(Formatter().format(record) for record in caplog.records)
    assert holds(lines) == set()
    assert '"error": "Fault"' in lines


@pytest.mark.usefixtures("as_in_service")
def test_the_cache_keeps_a_number_and_nothing_else(signed_in: SignedIn) -> None:
    client = signed_in("priya")
    with time_machine.travel(timezone.now(), tick=False):  # a minute that ends would begin another number
        everything(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM site_cache")
        kept = [pickle.loads(base64.b64decode(value)) for (value,) in cursor.fetchall()]
    assert kept == [11]  # two drafts, and three pictures, which count more


def test_the_search_would_find_what_is_kept(world: SimpleNamespace, watched: _Watch, tmp_path: Path) -> None:
    """The search itself works: what is put into a table, a file or a log is found."""
    world.priya.external_id = "Vexilloptera"
    world.priya.save()
    assert [table for table, row in tables() if holds(row)] == ["people_person"]
    (tmp_path / "kept.txt").write_text(DRAFT)
    assert watched.seen == [f"wrote {tmp_path / 'kept.txt'}"]
    assert [file.name for file, text in files(tmp_path) if holds(text)] == ["kept.txt"]
    with tempfile.TemporaryFile():
        assert len(watched.seen) > 1


def test_answers_are_kept_by_no_browser_and_name_nothing_in_their_head(signed_in: SignedIn) -> None:
    for answer in everything(signed_in("priya")):
        assert answer["Cache-Control"] == "no-store"
        assert holds(dict(answer.items())) == set()
        assert holds({name: morsel.OutputString() for name, morsel in answer.cookies.items()}) == set()
        assert "Location" not in answer


@pytest.mark.parametrize("address", ["/check/", "/check/picture/"])
def test_pages_leave_nothing_in_the_browser_s_history(address: str, signed_in: SignedIn) -> None:
    page = signed_in("priya").get(address).content.decode()
    assert '"historyCacheSize":0' in page
    assert 'hx-history="false"' in page
    assert "hx-push-url" not in page
    assert 'autocomplete="off"' in page
    assert 'method="get"' not in page


@pytest.mark.parametrize("step", ["check_draft", "standing", "answer_to_text", "render"])
def test_a_fault_within_the_check_of_a_draft_says_nothing_of_it(
    step: str, world: SimpleNamespace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, views, step)
    lines = logged(world, caplog, draft)
    assert holds(lines) == set()
    assert '"error": "Fault"' in lines


@pytest.mark.parametrize("step", ["opened", "details", "small", "preview"])
def test_a_fault_within_the_look_at_a_picture_says_nothing_of_it(
    step: str, world: SimpleNamespace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, looking, step)
    lines = logged(world, caplog, lambda client: picture(client, "look"))
    assert holds(lines) == set()
    assert '"error": "Fault"' in lines


def fails(monkeypatch: pytest.MonkeyPatch, module: Any, step: str) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise Fault(f"{DRAFT} {FILE_NAME} {made.OWNER}")

    monkeypatch.setattr(module, step, fail)


def logged(world: SimpleNamespace, caplog: pytest.LogCaptureFixture, send: Callable[[Client], Any]) -> str:
    """The lines of the log, as the site writes them, for a request that fails with 500."""
    client = Client(raise_request_exception=False)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    with caplog.at_level(logging.DEBUG):
        answer = send(client)
    assert answer.status_code == 500
    assert holds(answer.content.decode()) == set()
    assert mail.outbox == []
    assert cache.get("anything") is None
    return "\n".join(Formatter().format(record) for record in caplog.records)
