"""The site as it runs: started as people start it, asked over HTTP, ended by a signal."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from safeconduct.web import demo
from web.running.sites import Place, Running, Start, python, until


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
    assert "Run: safeconduct upgrade (it makes a backup first)" in said
    assert "Traceback" not in said


def _ended(running: Running) -> tuple[int, str]:
    said = running.process.communicate(timeout=60)[0]
    return running.process.returncode, said


def test_a_real_site_sends_browsers_to_https_and_believes_only_its_own_proxy(start: Start, place: Place) -> None:
    alone = start("serve", place=place).wait()
    status, headers, _ = alone.ask("GET", "/accounts/login/", X_Forwarded_Proto="https")
    assert (status, headers["Location"]) == (301, f"https://127.0.0.1:{alone.port}/accounts/login/")
    code, said = alone.end()
    assert code == 0
    assert f"enter this setup code: {(place.folder / 'setup.code').read_text('ascii')}" in said

    behind = start("serve", place=place, SAFECONDUCT_BEHIND_PROXY="yes").wait()
    status, headers, _ = behind.ask("GET", "/livez", X_Forwarded_Proto="https")
    assert status == 200
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert behind.ask("GET", "/accounts/login/")[0] == 301
    assert "Server" not in headers
    assert behind.end(signal.SIGINT)[0] == 0

    elsewhere = start("serve", place=place, SAFECONDUCT_BEHIND_PROXY="yes", SAFECONDUCT_PROXY="10.9.8.7").wait()
    assert elsewhere.ask("GET", "/accounts/login/", X_Forwarded_Proto="https")[0] == 301


def test_a_staff_room_full_of_telephones_that_keep_their_connections_keeps_nobody_waiting(start: Start, place: Place) -> None:
    site = start("serve", place=place).wait()
    kept = [http.client.HTTPConnection("127.0.0.1", site.port, timeout=30) for _ in range(300)]
    try:
        for each in kept:
            each.request("GET", "/livez")
            answer = each.getresponse()
            assert (answer.status, answer.read() != b"") == (200, True)
        assert site.ask("GET", "/livez")[0] == 200
    finally:
        for each in kept:
            each.close()


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
        said = b""
        while more := line.recv(10_000):
            said += more
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"may have up to 64 MB" in said
    assert b"built/site" in said


ENQUEUE = """
from safeconduct.web.jobs.schedule import run
print(run.enqueue("jobs.of-an-older-version").id)
"""
STATUS = """
from django_tasks_db.models import DBTaskResult
print(*DBTaskResult.objects.values_list("status", flat=True))
"""


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_jobs_are_done_by_the_site_itself_or_by_a_worker(start: Start, place: Place, command: str) -> None:
    python(ENQUEUE, place)
    running = start(command, place=place)
    until(lambda: python(STATUS, place) == "SUCCESSFUL")

    code, said = running.end()
    assert code == 0
    assert said.rstrip().endswith("has stopped.")


def test_a_site_whose_jobs_are_done_elsewhere_leaves_them_alone(start: Start, place: Place) -> None:
    python(ENQUEUE, place)
    site = start("serve", place=place, SAFECONDUCT_WORKER="process").wait()
    time.sleep(1.5)

    assert python(STATUS, place) == "READY"
    assert site.end()[0] == 0
