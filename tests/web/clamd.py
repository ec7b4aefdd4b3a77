"""A real clamd for the tests, with one signature of our own: nothing is downloaded, and it listens on this machine alone.

clamd is found at /usr/sbin/clamd, or where SAFECONDUCT_CLAMD_PROGRAM says; without it the tests fail and say so, rather than
being skipped (``make clamd`` installs it where that is possible).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = Path(os.environ.get("SAFECONDUCT_CLAMD_PROGRAM", "/usr/sbin/clamd"))
EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
)  # in pieces: scanners read this, too
NAME = "Safeconduct.Test.File.UNOFFICIAL"
LARGEST = 3 * 1024 * 1024


@dataclass
class Scanner:
    """clamd as it runs: its socket, its port, and its process."""

    path: str
    port: int
    process: subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings(folder: Path, port: int) -> str:
    return "\n".join(
        (
            f"LocalSocket {folder}/clamd.sock",
            f"TCPSocket {port}",
            "TCPAddr 127.0.0.1",
            f"DatabaseDirectory {folder}/signatures",
            f"TemporaryDirectory {folder}",
            f"LogFile {folder}/clamd.log",
            f"StreamMaxLength {LARGEST}",
            "Foreground yes",
            "",
        )
    )


@pytest.fixture(scope="session")
def clamd() -> Iterator[Scanner]:
    if not PROGRAM.exists():
        pytest.fail(f"These tests need clamd at {PROGRAM}: make clamd, or set SAFECONDUCT_CLAMD_PROGRAM.")
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))  # a short path: a socket's may have a hundred letters
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Safeconduct.Test.File:0:*:{EICAR.hex()}\n", "ascii")
    port = free_port()
    (folder / "clamd.conf").write_text(settings(folder, port), "utf-8")
    process = subprocess.Popen([PROGRAM, "--config-file", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
    try:
        _wait(folder / "clamd.sock", process, folder / "clamd.log")
        yield Scanner(str(folder / "clamd.sock"), port, process)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(path: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(path))
            except OSError:
                time.sleep(0.1)
            else:
                return
    pytest.fail(f"clamd did not start: {log.read_text('utf-8', 'replace') if log.exists() else 'it wrote nothing'}")


__all__ = ("EICAR", "LARGEST", "NAME", "Scanner", "clamd")
