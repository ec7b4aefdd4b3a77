"""The work itself, in a process of its own: the site stays quick, and the key is in the memory of that process alone.

It is started by ``working.begin`` as ``python -m safeconduct.web.audits.work FOLDER`` and is told the task, key first, by its
standard input, which stays open: when it closes, the site has ended, and so does this. It ends too when the folder is
gone, and stops with what it has found when a file ``stop`` appears there. What it leaves in the folder are numbers of how far
it is (``progress``), sealed files of what was found, and how it ended (``ended``).

Nothing here knows Django.
"""

from __future__ import annotations

import _thread
import json
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date
from datetime import time as time_of_day
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from safeconduct.activity import Role
from safeconduct.archive.opening import Held
from safeconduct.archive.reading import Reading, read_held
from safeconduct.audit import told
from safeconduct.audit.journal import Journal
from safeconduct.audit.run import Audit, Result
from safeconduct.audit.schoolday import Nation, SchoolDays
from safeconduct.audit.scope import Scope
from safeconduct.errors import ArchiveError
from safeconduct.policy import Policy
from safeconduct.web.audits.sealed import Reader, Writer, keep

BEAT: Final = 0.25  # seconds between two looks at whether it is to stop
_PATIENCE: Final = 2.0  # seconds that it has to stop of itself
_SAY_WHO: Final = "start again and give your name as it stands in the chat"
_FRAMES: Final = 8


class Task(msgspec.Struct, frozen=True):
    """What is to be looked through: the files' names in the order of their numbers, and what is asked of them."""

    key: bytes
    names: tuple[str, ...]
    policies: tuple[Policy, ...]
    role: str = ""
    owner: str = ""
    since: date | None = None
    until: date | None = None
    nation: str = "england"
    day: tuple[time_of_day, time_of_day] = (time_of_day(8, 30), time_of_day(15, 30))

    @property
    def scope(self) -> Scope:
        """The same as the audit takes it."""
        days = SchoolDays(start=self.day[0], end=self.day[1], nation=Nation(self.nation))
        role = Role(self.role) if self.role else None
        return Scope(policies=self.policies, role=role, since=self.since, until=self.until, days=days)


class Progress(msgspec.Struct, frozen=True):
    """How far it is, in numbers alone. ``position`` and ``total`` are bytes; ``seconds`` how long it has been at work."""

    seconds: float = 0
    position: int = 0
    total: int = 0
    files: int = 0
    files_in_all: int = 0
    looked_at: int = 0


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a matter's words stand in the file of matters."""

    brief: told.Brief
    start: int
    size: int


class Findings(msgspec.Struct, frozen=True):
    """The account, and every matter's place, the worst first."""

    account: told.AccountTold
    places: tuple[Place, ...]


def upload(folder: Path, number: int) -> Path:
    """Where a file that was sent lies."""
    return folder / f"sent-{number}"


def findings(folder: Path) -> Path:
    """Where the account lies."""
    return folder / "findings"


def matters(folder: Path) -> Path:
    """Where the matters' words lie."""
    return folder / "matters"


def reason(folder: Path) -> Path:
    """Where it stands why nothing came of it."""
    return folder / "reason"


def ended(folder: Path) -> Path:
    """How it ended: “done”, “stopped” or “failed”."""
    return folder / "ended"


def progress(folder: Path) -> Path:
    """Where the numbers of how far it is lie."""
    return folder / "progress"


def stop(folder: Path) -> Path:
    """The file that asks it to stop."""
    return folder / "stop"


# --- the work -------------------------------------------------------------------------------------------------------


class _Watch:
    """Looks, beside the work, at whether it is to stop, and says how far it is."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._place = folder, _place_of(folder)
        self._began = time.monotonic()
        self._asked: float | None = None
        self.reading: Reading | None = None
        self.audit: Audit | None = None

    def start(self, told_by: BinaryIO) -> None:
        self.say()
        threading.Thread(target=self._listen, args=(told_by,), daemon=True).start()
        threading.Thread(target=self._look, daemon=True).start()

    def _listen(self, told_by: BinaryIO) -> None:
        while told_by.read(4096):
            pass
        os._exit(3)  # the site has ended

    def _look(self) -> None:
        while True:
            time.sleep(BEAT)
            self.leave_if_gone()
            if stop(self._folder).exists():
                self._stop()
            with suppress(OSError):
                self.say()

    def leave_if_gone(self) -> None:
        """End at once if the person has left. A folder that has the name again was made by the work itself."""
        if _place_of(self._folder) != self._place:
            shutil.rmtree(self._folder, ignore_errors=True)
            os._exit(4)

    def _stop(self) -> None:
        now = time.monotonic()
        if self._asked is None:
            self._asked = now
            _thread.interrupt_main()
        elif now - self._asked > _PATIENCE:
            with suppress(OSError):
                _end(self._folder, "stopped")
            os._exit(5)

    def say(self) -> None:
        """Write down how far it is."""
        reading, audit = self.reading, self.audit
        said = Progress(seconds=time.monotonic() - self._began)
        if reading is not None and audit is not None:
            said = msgspec.structs.replace(
                said,
                position=reading.position,
                total=reading.total,
                files=len(reading.files),
                files_in_all=len(reading.archive.members) - reading.media,
                looked_at=audit.tally.records,
            )
        _write(progress(self._folder), msgspec.json.encode(said))


def _place_of(folder: Path) -> tuple[int, int] | None:
    """Which folder it is, whatever it is called; nothing if there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _write(path: Path, data: bytes) -> None:
    made = path.with_name(f".{path.name}")
    made.write_bytes(data)
    made.replace(path)


def _end(folder: Path, how: str) -> None:
    _write(ended(folder), how.encode())


def work(folder: Path, task: Task, watch: _Watch) -> str:
    """Look through what was sent, and leave what was found; how it ended."""
    with ExitStack() as opened:
        return _work(folder, task, watch, opened)


def _work(folder: Path, task: Task, watch: _Watch, opened: ExitStack) -> str:
    reading = watch.reading = read_held(list(_files(folder, task, opened)), task.owner)
    journal = Journal(folder / "journal", resume=True)
    audit = watch.audit = Audit(reading, task.scope, journal=journal)
    result = audit.run()
    if reading.finished and not reading.anything_read:
        raise ArchiveError(_nothing(reading))
    _keep(folder, task.key, result)
    return "stopped" if result.stopped else "done"


def _files(folder: Path, task: Task, opened: ExitStack) -> Iterator[Held]:
    for number, name in enumerate(task.names):
        reader = Reader(upload(folder, number), task.key)
        opened.callback(reader.close)
        yield Held(name, reader)


def _nothing(reading: Reading) -> str:
    first = next((f" {file.member}: {file.why}." for file in reading.files if file.why and not file.understood), "")
    return f"Nothing in it could be read.{first} Download it again, and choose the file as it came."


def _keep(folder: Path, key: bytes, result: Result) -> None:
    """The words of each matter in one sealed file, where each stands in another."""
    writer = Writer(matters(folder), key)
    try:
        places = tuple(_places(writer, result))
    finally:
        writer.close()
    keep(findings(folder), key, msgspec.msgpack.encode(Findings(told.tell(result, _SAY_WHO), places)))


def _places(writer: Writer, result: Result) -> Iterator[Place]:
    at = 0
    for brief, words in told.matters(result):
        size = writer.write(msgspec.msgpack.encode(words))
        yield Place(brief, at, size)
        at += size


def main(folder: Path, told_by: BinaryIO) -> None:
    """Take the task, do it, and say how it ended."""
    task = msgspec.json.decode(told_by.readline(), type=Task)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # by which the watch interrupts; it may be inherited as ignored
    _step_back()
    watch = _Watch(folder)
    watch.start(told_by)
    try:
        how = work(folder, task, watch)
    except KeyboardInterrupt:  # before there was anything to keep
        how = "stopped"
    except ArchiveError as error:
        watch.leave_if_gone()
        keep(reason(folder), task.key, str(error).encode("utf-8", "replace"))
        how = "failed"
    except Exception as error:  # noqa: BLE001 whatever it is, the person is told that it failed, and only where it did is logged
        sys.stderr.write(json.dumps(_place(error)))
        how = "failed"
    watch.leave_if_gone()
    _end(folder, how)
    sys.stderr.flush()
    os._exit(0)  # no thread is waited for


def _step_back() -> None:
    """Let whoever waits for a page go first; and if memory runs out, let this be what is ended, and not the site."""
    if hasattr(os, "nice"):
        os.nice(5)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _place(error: BaseException) -> dict[str, Any]:
    """The kind of an error and where it was, never its message, which may quote a post."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {"error": type(error).__qualname__, "in": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.buffer)


__all__: Final = (
    "BEAT", "Findings", "Place", "Progress", "Task", "ended", "findings", "main", "matters", "progress", "reason", "stop",
    "upload", "work",
)  # fmt: skip
