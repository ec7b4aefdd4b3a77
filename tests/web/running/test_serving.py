"""The site as it runs: started as people start it, asked over HTTP, ended by a signal."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings

from safeconduct.web import demo
from tests_support import ROOT

Start = Callable[..., "Running"]


class Running:
    """A process of the site, and how to ask it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def wait(self, seconds: float = 60) -> Running:
        """Until it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.end()
            try:
                if self.ask("GET", "/livez")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("it never answered")

    def end(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End it; its status and all it said."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        try:
            said = self.process.communicate(timeout=40)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, said


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Place(NamedTuple):
    """Where a site keeps what it has: a folder, and on PostgreSQL a database."""

    folder: Path
    url: str = ""


def environment(place: Place, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAFECONDUCT_", "DJANGO_"))}
    url = {"SAFECONDUCT_DATABASE_URL": place.url} if place.url else {}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "SAFECONDUCT_DATA": str(place.folder), **url, **more}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a command; whatever still runs at the end is killed."""
    started: list[Running] = []

    def begin(*args: str, place: Place = Place(tmp_path / "empty"), **more: str) -> Running:  # noqa: B008 read only
        env = environment(place, **{"PORT": str(free_port()), **more})
        command = [sys.executable, "-m", "safeconduct", *args]
        process = subprocess.Popen(command, env=env, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        started.append(Running(process, int(env["PORT"])))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()


@contextmanager
def _database(name: str, template: str = "template0") -> Iterator[str]:
    """A database of its own where the tests run on PostgreSQL; its address. On SQLite the folder is enough."""
    given = settings.DATABASES["default"]
    if not given["ENGINE"].endswith("postgresql"):
        yield ""
        return
    import psycopg

    where = {"host": given["HOST"], "port": given["PORT"] or 5432, "user": given["USER"], "password": given["PASSWORD"]}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        try:
            yield f"postgres://{where['user']}:{where['password']}@{where['host']}:{where['port']}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A site after ``safeconduct upgrade``."""
    with _database(f"serving_{os.getpid()}") as url:
        place = Place(tmp_path_factory.mktemp("upgraded"), url)
        command = [sys.executable, "-m", "safeconduct", "upgrade"]
        ran = subprocess.run(command, env=environment(place), capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "changes made" in ran.stdout
        assert "SAFECONDUCT_BASE_URL is http://127.0.0.1:8000" in ran.stdout
        yield place


@pytest.fixture
def place(upgraded: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of it."""
    with _database(f"serving_{os.getpid()}_copy", f"serving_{os.getpid()}") as url:
        yield Place(Path(shutil.copytree(upgraded.folder, tmp_path / "data")), url)


def test_the_demo_starts_from_nothing_lets_priya_in_and_ends_cleanly(start: Start, tmp_path: Path) -> None:
    site = start("demo", "--folder", str(tmp_path / "d")).wait()
    assert site.ask("GET", "/readyz")[0] == 200
    status, headers, page = site.ask("GET", "/accounts/login/")
    assert status == 200

    style = re.search(r'href="(/static/safeconduct/built/site\.[^"]+\.css)"', site.ask("GET", "/no-such-page/")[2])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert style is not None
    assert token is not None
    assert site.ask("GET", style[1])[0] == 200
    form = f"csrfmiddlewaretoken={token[1]}&login=priya%40demo.example&password={demo.PASSWORD}"
    cookie = headers["Set-Cookie"].split(";")[0].strip()
    kind = "application/x-www-form-urlencoded"
    status, headers, _ = site.ask("POST", "/accounts/login/", form, Cookie=cookie, Content_Type=kind)
    assert (status, headers["Location"]) == (302, "/")

    code, said = site.end()
    assert code == 0
    assert "priya@demo.example" in said
    assert said.rstrip().endswith("safeconduct has stopped.")
    assert "Traceback" not in said
    for line in (line for line in said.splitlines() if line.startswith("{")):
        assert "riya" not in line


def test_a_real_site_refuses_a_database_of_another_version(start: Start) -> None:
    code, said = _ended(start("serve"))

    assert code == 1
    assert "Make a backup, then run: safeconduct upgrade" in said
    assert "Traceback" not in said


def _ended(running: Running) -> tuple[int, str]:
    said = running.process.communicate(timeout=60)[0]
    return running.process.returncode, said


def test_a_real_site_sends_browsers_to_https_and_believes_only_its_own_proxy(start: Start, place: Place) -> None:
    alone = start("serve", place=place).wait()
    status, headers, _ = alone.ask("GET", "/accounts/login/", X_Forwarded_Proto="https")
    assert (status, headers["Location"]) == (301, f"https://127.0.0.1:{alone.port}/accounts/login/")
    assert alone.end()[0] == 0

    behind = start("serve", place=place, SAFECONDUCT_BEHIND_PROXY="yes").wait()
    status, headers, _ = behind.ask("GET", "/livez", X_Forwarded_Proto="https")
    assert status == 200
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert behind.ask("GET", "/accounts/login/")[0] == 301
    assert "Server" not in headers
    assert behind.end(signal.SIGINT)[0] == 0

    elsewhere = start("serve", place=place, SAFECONDUCT_BEHIND_PROXY="yes", SAFECONDUCT_PROXY="10.9.8.7").wait()
    assert elsewhere.ask("GET", "/accounts/login/", X_Forwarded_Proto="https")[0] == 301


def test_a_port_that_is_taken_is_told_in_plain_words(start: Start, place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = _ended(start("serve", place=place, PORT=str(taken.getsockname()[1])))

    assert code == 1
    assert "Choose another port with --port" in said


def test_what_is_sent_never_reaches_a_disk_however_large(start: Start, place: Place) -> None:
    site = start("serve", place=place).wait()
    half = b"x" * 3_000_000
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        head = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {2 * len(half)}\r\n\r\n"
        line.sendall(head.encode() + half)
        time.sleep(0.5)
        files = [str(each.readlink()) for each in Path(f"/proc/{site.process.pid}/fd").iterdir()]
        line.sendall(half)
        assert line.recv(20).startswith(b"HTTP/1.1 ")

    assert [file for file in files if file.startswith("/tmp") and not file.startswith(str(place.folder))] == []


def test_what_is_far_too_large_is_refused_before_it_is_read(start: Start, place: Place) -> None:
    site = start("serve", place=place).wait()
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n" + b"x" * 1000)
        assert b" 413 " in line.recv(100)


ENQUEUE = """
from safeconduct.web.running.beginning import begin
begin()
from safeconduct.web.jobs.schedule import run
print(run.enqueue("jobs.of-an-older-version").id)
"""
STATUS = """
from safeconduct.web.running.beginning import begin
begin()
from django_tasks_db.models import DBTaskResult
print(*DBTaskResult.objects.values_list("status", flat=True))
"""


def _python(code: str, place: Place) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment(place), capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_jobs_are_done_by_the_site_itself_or_by_a_worker(start: Start, place: Place, command: str) -> None:
    _python(ENQUEUE, place)
    running = start(command, place=place)
    _until(lambda: _python(STATUS, place) == "SUCCESSFUL")

    code, said = running.end()
    assert code == 0
    assert said.rstrip().endswith("has stopped.")


def test_a_site_whose_jobs_are_done_elsewhere_leaves_them_alone(start: Start, place: Place) -> None:
    _python(ENQUEUE, place)
    site = start("serve", place=place, SAFECONDUCT_WORKER="process").wait()
    time.sleep(1.5)

    assert _python(STATUS, place) == "READY"
    assert site.end()[0] == 0


def _until(true: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.2)
