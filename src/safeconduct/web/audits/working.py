"""Starting the process that does the work, stopping it, and knowing how it stands with it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings

import safeconduct
from safeconduct.errors import ArchiveError
from safeconduct.web.audits import work
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.sealed import kept

_ALIVE: Final = 30.0  # seconds without a sign of life after which it is taken for dead; it gives one four times a second
_LETTING_GO: Final = 5.0  # seconds that a process may take to end
_LOOK: Final = 0.05
_at_work: Final[dict[str, subprocess.Popen[bytes]]] = {}
_lock: Final = threading.Lock()
log = logging.getLogger(__name__)


class State(StrEnum):
    """How it stands with an audit."""

    SENDING = "sending"  # files are on their way, or wait to be looked through
    RUNNING = "running"
    INTERRUPTED = "interrupted"  # its process died, or the site did
    STOPPED = "stopped"  # by the person
    FAILED = "failed"
    DONE = "done"


def state(audit: Audit) -> State:
    """How it stands now."""
    if audit.started_at is None:
        return State.SENDING
    with suppress(OSError, ValueError):
        return State(work.ended(audit.folder).read_text("ascii"))
    return State.RUNNING if _lives(audit) else State.INTERRUPTED


def _lives(audit: Audit) -> bool:
    """Whether somebody works on it: this site's own process, or another's by its last sign of life."""
    process = _at_work.get(audit.folder_name)
    if process is not None:
        return process.poll() is None or work.ended(audit.folder).exists()
    try:
        return time.time() - work.progress(audit.folder).stat().st_mtime < _ALIVE
    except OSError:
        return False


def progress(audit: Audit) -> work.Progress:
    """How far it is; all zero before it has begun."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(work.progress(audit.folder).read_bytes(), type=work.Progress)
    return work.Progress()


def is_full() -> bool:
    """Whether as many audits are at work as may be."""
    with _lock:
        return sum(process.poll() is None for process in _at_work.values()) >= int(settings.AUDITS_AT_ONCE)


def begin(audit: Audit, task: work.Task) -> None:
    """Start the work, or take it up again where it stopped."""
    for left in (work.ended, work.progress, work.reason, work.stop, work.findings, work.matters):
        left(audit.folder).unlink(missing_ok=True)
    command = [sys.executable, "-m", work.__name__, str(audit.folder)]
    process = subprocess.Popen(  # noqa: S603 no words of others
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_surroundings(),
        start_new_session=True,  # Ctrl-C at the server’s window is for the server, which ends this by closing its input
    )
    with _lock:
        _at_work[audit.folder_name] = process
    assert process.stdin is not None
    with suppress(OSError):  # it died at once, which is seen by its state
        process.stdin.write(msgspec.json.encode(task) + b"\n")
        process.stdin.flush()
    threading.Thread(target=_wait, args=(audit.folder, process), name="audit", daemon=True).start()


def _surroundings() -> dict[str, str]:
    """The environment without any secret of the site's, and the way to the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAFECONDUCT_")}
    return {**kept, "PYTHONPATH": str(Path(safeconduct.__file__).parents[1])}


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """When it is over, take its sign of life away; if it failed, log the kind of the fault and its place, and no more."""
    assert process.stderr is not None
    said = process.stderr.read()
    process.wait()
    for pipe in (process.stdin, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    facts: dict[str, Any] = {}
    with suppress(ValueError):
        facts = {**json.loads(said)}
    if facts or process.returncode > 0:
        log.warning("an audit did not come to its end", extra={"facts": {**facts, "status": process.returncode}})
    with _lock:
        if _at_work.get(folder.name) is process:
            with suppress(OSError):
                work.progress(folder).unlink(missing_ok=True)
            del _at_work[folder.name]


def stop(audit: Audit, seconds: float = 3.0) -> None:
    """Ask it to stop with what it has, and wait a little for that."""
    with suppress(FileNotFoundError):
        work.stop(audit.folder).touch()
    until = time.monotonic() + seconds
    while state(audit) is State.RUNNING and time.monotonic() < until:
        time.sleep(_LOOK)


def kill(folder_name: str) -> None:
    """End it at once, if it is this site's."""
    with _lock:
        process = _at_work.pop(folder_name, None)
    if process is not None:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LETTING_GO)


def why(audit: Audit, key: bytes) -> str:
    """Why nothing came of it, in the words of the reader that failed; nothing if it was a fault of ours."""
    try:
        return kept(work.reason(audit.folder), key).decode("utf-8", "replace")
    except ArchiveError:
        return ""


__all__: Final = ("State", "begin", "is_full", "kill", "progress", "state", "stop", "why")
