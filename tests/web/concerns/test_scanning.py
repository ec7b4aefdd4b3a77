"""What is handed in is scanned by a real clamd; a scanner that is not as it should be costs nobody their evidence."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event
from safeconduct.web.concerns import evidence, scanning
from safeconduct.web.concerns.models import Evidence
from safeconduct.web.concerns.scanning import scan
from safeconduct.web.concerns.showing import view
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.sealing.storing import destroy
from web import clamd as scanners
from web.clamd import EICAR, NAME, Scanner
from web.concerns import made

Answer = Callable[[socket.socket], object]
FOUND, CLEAN, NOT_SCANNED = Evidence.Scan.FOUND, Evidence.Scan.CLEAN, Evidence.Scan.NOT_SCANNED


@pytest.fixture
def on(clamd: Scanner, settings: Settings) -> Scanner:
    """clamd, and the site set up to ask it."""
    settings.CLAMD = clamd.path
    return clamd


def test_clamd_finds_what_it_knows_and_nothing_else(on: Scanner) -> None:
    assert scan(EICAR) == (FOUND, NAME)
    assert scan(b"hello") == (CLEAN, "")
    assert scan(b"") == (CLEAN, "")
    assert scan(bytes(scanners.LARGEST - 1000)) == (CLEAN, "")


def test_clamd_is_asked_over_the_network_too(on: Scanner, settings: Settings) -> None:
    settings.CLAMD = f"127.0.0.1:{on.port}"

    assert scan(EICAR + b" " * 300_000) == (FOUND, NAME)


def test_malware_within_an_archive_is_found(on: Scanner) -> None:
    assert scan(made.archive("_chat.txt", made.CHAT.encode())) == (CLEAN, "")
    assert scan(made.archive("game.com", EICAR)) == (FOUND, NAME)


def test_what_is_larger_than_clamd_takes_is_kept_and_says_so(on: Scanner) -> None:
    assert scan(bytes(2 * scanners.LARGEST)) == (NOT_SCANNED, scanning.TOO_LARGE)


def test_without_a_scanner_nothing_is_asked(settings: Settings) -> None:
    assert scan(EICAR) == (NOT_SCANNED, scanning.OFF)


# --- scanners that are not as they should be ---------------------------------------------------------------------


@pytest.fixture
def answering(settings: Settings) -> Iterator[Callable[[Answer], None]]:
    """Something that listens where clamd should, and does with each caller what a test says."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"

        threads = []

        def begin(answer: Answer) -> None:
            def run() -> None:
                line, _ = listening.accept()
                with line, suppress(OSError):  # the site may have hung up first
                    answer(line)

            threads.append(threading.Thread(target=run))
            threads[-1].start()

        yield begin
        for thread in threads:
            thread.join()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda line: None, scanning.NO_ANSWER),
        (lambda line: line.sendall(b"stream: Can't allocate memory ERROR\0"), scanning.FAILED),
        (lambda line: line.sendall(b"\xff\xfe\0"), scanning.FAILED),
        (lambda line: line.sendall(b"stream: OK"), scanning.NO_ANSWER),  # it hung up before the last byte
        (lambda line: line.sendall(b"\0"), scanning.FAILED),
        (lambda line: line.sendall(b"x" * 100_000), scanning.NO_ANSWER),
        (lambda line: time.sleep(1.5), scanning.NO_ANSWER),
        (lambda line: line.recv(10) and line.shutdown(socket.SHUT_RDWR), scanning.NO_ANSWER),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(answering: Callable[[Answer], None], answer: Answer, says: str) -> None:
    answering(answer)
    began = time.monotonic()

    assert scan(b"hello", 1.0) == (NOT_SCANNED, says)
    assert time.monotonic() - began < 4


def test_one_that_trickles_is_left_in_time(answering: Callable[[Answer], None]) -> None:
    def trickle(line: socket.socket) -> None:
        for _ in range(30):
            line.sendall(b"x")
            time.sleep(0.1)

    answering(trickle)
    began = time.monotonic()

    assert scan(b"hello", 0.7) == (NOT_SCANNED, scanning.NO_ANSWER)
    assert time.monotonic() - began < 2


def test_a_name_is_kept_only_as_plain_letters(answering: Callable[[Answer], None]) -> None:
    answering(lambda line: line.sendall(b"stream: <b>\x1b[31m\xc3\xa9" + b"A" * 300 + b" FOUND\0"))

    found = scan(b"hello")
    assert found.scan == FOUND
    assert found.says.startswith("<b>?[31m??A")
    assert len(found.says) == 100


@pytest.mark.parametrize("where", ["127.0.0.1:1", "/nowhere/clamd.sock", "[::1]:1"])
def test_a_scanner_that_is_not_there_costs_nothing(where: str, settings: Settings, world: SimpleNamespace) -> None:
    settings.CLAMD = where
    piece = made.piece(world)

    assert (piece.scan, piece.scan_says, piece.scanned_at) == (NOT_SCANNED, scanning.NO_ANSWER, None)
    assert view(piece).picture
    assert evidence.scan_waiting() == 0


# --- evidence ----------------------------------------------------------------------------------------------------


def test_malware_is_kept_and_never_shown(on: Scanner, world: SimpleNamespace) -> None:
    piece = made.piece(world, "free-game.txt", EICAR)

    assert (piece.scan, piece.scan_says) == (FOUND, NAME)
    assert piece.scanned_at is not None
    assert evidence.original(piece) == EICAR
    assert "malware" in view(piece).why_not
    assert view(piece).text == ""


def test_malware_is_handed_out_only_after_a_warning(
    on: Scanner, world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    piece, daniel = made.piece(world, "free-game.txt", EICAR), signed_in("daniel")
    address = f"/tell/evidence/{piece.pk}/original/"
    warned = daniel.post(address)

    assert b"Opening the file can harm" in warned.content
    assert EICAR not in warned.content
    assert not Event.objects.filter(verb="concerns.evidence-download").exists()
    assert daniel.post(address, {"sure": "yes"}).content == EICAR
    assert Event.objects.get(verb="concerns.evidence-download").facts["scan"] == "found"


def test_what_could_not_be_scanned_when_it_came_is_scanned_by_the_clock(
    on: Scanner, settings: Settings, world: SimpleNamespace
) -> None:
    settings.CLAMD = ""
    files = [made.handed("free-game.txt", EICAR), made.handed("a.txt", b"hello")]
    concern = evidence.raise_with(world.priya, made.about_tomasz(world), files).concern
    gone = evidence.take(world.daniel, concern.cases.get(strand="child"), made.handed("gone.txt", b"gone"))
    destroy(gone.sealed)
    settings.CLAMD = on.path
    schedules()["concerns.scan-evidence"].does()

    found = {(piece.case.strand, piece.size): (piece.scan, piece.scan_says) for piece in Evidence.objects.exclude(pk=gone.pk)}
    malware = {(strand, len(EICAR)): (FOUND, NAME) for strand in ("child", "adult")}
    assert found == malware | {(strand, 5): (CLEAN, "") for strand in ("child", "adult")}
    assert Event.objects.filter(verb=evidence.SCANNED).count() == 4
    assert Evidence.objects.get(pk=gone.pk).scan == NOT_SCANNED
    assert evidence.scan_waiting() == 0


def test_what_is_too_large_for_the_scanner_is_not_tried_again(on: Scanner, world: SimpleNamespace) -> None:
    piece = made.piece(world, "long.txt", b"x" * 2 * scanners.LARGEST)

    assert piece.scan_says == scanning.TOO_LARGE
    assert evidence.scan_waiting() == 0
