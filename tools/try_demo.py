"""Try ``make demo`` as a visitor does: start it, wait, look at the sign-in page, stop it. ``python tools/try_demo.py``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 600  # seconds: the first time it sets everything up


def main() -> int:
    """Whether it worked, as an exit status."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        demo = ["make", "--no-print-directory", "demo", f"PORT={port}", f"DEMO={folder}/demo"]
        with subprocess.Popen(demo, cwd=ROOT, start_new_session=True) as process:  # noqa: S603
            try:
                worked = _visit(f"http://127.0.0.1:{port}", process)
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                ended = process.wait(60)
    print(f"the demo {'answered' if worked else 'did not answer'}, and ended with status {ended}")
    return 0 if worked else 1


def _visit(address: str, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if _read(f"{address}/readyz") == "ready\n":
                page = _read(f"{address}/accounts/login/")
                return "csrfmiddlewaretoken" in page and 'type="password"' in page
        except urllib.error.URLError:
            time.sleep(0.3)
    return False


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 our own machine
        text: str = answer.read().decode()
        return text


if __name__ == "__main__":
    sys.exit(main())
