"""As many pictures as may be sent at once go through the real server, and neither it nor Django puts one on a disk."""

from __future__ import annotations

import http.client
import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from safeconduct.web.checks.uploading import LARGEST, LARGEST_REQUEST, MOST_PICTURES
from safeconduct.web.running import serving
from web.checks import made
from web.checks.test_nothing_stored import _watch, files, holds

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def server(transactional_db: None, settings: Settings) -> Iterator[tuple[int, SimpleNamespace]]:
    """The server itself, in a thread; its port, and whom it knows."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    world = demo.build()
    served = serving._server("127.0.0.1", 0)
    thread = threading.Thread(target=served.run, daemon=True)
    thread.start()
    yield served.effective_port, world
    served.task_dispatcher.shutdown()
    served.pull_trigger()
    served.close()
    thread.join(10)


def test_the_server_holds_as_much_in_memory_as_may_be_sent_and_answered() -> None:
    with closing(serving._server("127.0.0.1", 0)) as served:
        assert served.adj.max_request_body_size > LARGEST_REQUEST > MOST_PICTURES * LARGEST
        assert served.adj.inbuf_overflow > served.adj.max_request_body_size
        assert served.adj.outbuf_overflow == sys.maxsize
    assert LARGEST_REQUEST > settings.FILE_UPLOAD_MAX_MEMORY_SIZE  # that limit is Django's own handlers', not ours
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def form(do: str, token: str, *pictures: bytes) -> bytes:
    """A form as browsers send it."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (("do", do), ("csrfmiddlewaretoken", token))
    ]
    for number, data in enumerate(pictures):
        head = f'--b\r\nContent-Disposition: form-data; name="pictures"; filename="Thessalydon{number}.jpg"\r\n'
        parts += [head.encode(), b"Content-Type: image/jpeg\r\n\r\n", data, b"\r\n"]
    return b"".join((*parts, b"--b--\r\n"))


@pytest.mark.parametrize("do", ["look", "copy"])
def test_four_of_the_largest_pictures_go_through_and_no_disk_sees_them(
    do: str,
    server: tuple[int, SimpleNamespace],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    port, world = server
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = Client()
    client.force_login(world.priya, backend=BACKEND)
    client.get("/check/picture/", headers={"host": "127.0.0.1"})
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    picture = made.telling() + bytes(LARGEST - len(made.telling()) - 1)
    body = form(do, cookies["csrftoken"], *[picture] * MOST_PICTURES)
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE < len(body) < LARGEST_REQUEST
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    caplog.set_level(logging.DEBUG)
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }
    _watch.seen, _watch.on = [], True
    line.request("POST", "/check/picture/", body, headers)
    answer = line.getresponse()
    content = answer.read()
    _watch.on = False
    line.close()

    assert answer.status == 200
    if do == "look":
        assert content.count(b"Apple iPhone 14") == MOST_PICTURES
    else:
        assert content.startswith(b"PK")
    assert [seen for seen in _watch.seen if not seen.startswith("socket.connect")] == []
    assert list(tmp_path.iterdir()) == []
    assert {file: holds(text) for file, text in files(settings.DATA) if holds(text)} == {}
    assert holds(caplog.text) == set()
