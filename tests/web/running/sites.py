"""Sites of their own for the tests: started as people start them, asked over HTTP, ended by a signal."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

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

    def wait(self, seconds: float = 240) -> Running:
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


@contextmanager
def database(name: str, template: str = "template0") -> Iterator[str]:
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


def run(place: Place, *args: str, given: str = "", cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """A command of the site, to its end."""
    command = [sys.executable, "-m", "safeconduct", *args]
    env = environment(place, **more)
    return subprocess.run(command, env=env, input=given, cwd=cwd or place.folder, capture_output=True, text=True, check=False)


def python(code: str, place: Place) -> str:
    """What a program prints that has taken the settings up."""
    command = [sys.executable, "-c", f"from safeconduct.web.running.beginning import begin\nbegin()\n{code}"]
    return subprocess.run(command, env=environment(place), capture_output=True, text=True, check=True).stdout.strip()


def until(true: Callable[[], Any], seconds: float = 60) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.2)
