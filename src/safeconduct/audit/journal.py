"""How far an audit has come, so that it can be taken up again. The journal holds no words and no names: only how many texts
have been checked and which of them, by number, a policy spoke of."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TextIO

from safeconduct.errors import InputError

_EVERY: Final = 500  # texts between two entries


def place() -> Path:
    """The folder of journals: the user's own state folder."""
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".local" / "state")
    return Path(base) / "safeconduct" / "audits"


def digest(paths: Iterable[Path], *asked: object) -> str:
    """What identifies an audit: the files as they are now, those of folders one by one, and what is asked of them."""
    found = sha256()
    for told in (*(told for path in paths for told in _told(path)), *map(repr, asked)):
        found.update(told.encode("utf-8", "surrogateescape") + b"\0")
    return found.hexdigest()[:32]


def _told(path: Path) -> Iterator[str]:
    """Where something lies, and its files: a folder's own time says nothing of what changed further in."""
    yield str(path.resolve())
    if not path.is_dir():
        yield _stamp(path)
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            yield f"{file.relative_to(path)}|{_stamp(file)}"


def _stamp(file: Path) -> str:
    stat = file.lstat()
    return f"{stat.st_size}|{stat.st_mtime_ns}"


class Journal:
    """The journal of one audit. ``done`` texts are known; ``flagged`` are the numbers of those that a policy spoke of."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.done = 0
        self.flagged: set[int] = set()
        self._new: list[int] = []
        self._file: TextIO | None = None
        self.found = path.exists()
        if resume and self.found:
            self._read()
        self._open(append=resume and self.found)

    def _read(self) -> None:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"{self.path}: the journal of the earlier audit cannot be read. Start again without --resume."
            ) from error
        for line in lines:
            with suppress(ValueError, TypeError, KeyError):  # the last line may have been cut off by the interruption
                entry = json.loads(line)
                first, done, numbers = int(entry["from"]), int(entry["done"]), entry["flagged"]
                if first > self.done:
                    break  # what stood between was lost: two audits at once, or a disk that was full
                self.flagged.update(map(int, numbers))
                self.done = max(self.done, done)

    def _open(self, *, append: bool) -> None:
        """Without a place to write the audit goes on all the same; it only cannot be taken up again."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | (0 if append else os.O_TRUNC), 0o600)
            self._file = os.fdopen(handle, "a", encoding="utf-8")
            self._file.write("\n" if append else "")

    @property
    def kept(self) -> bool:
        """Whether there is a journal on disk to go on from."""
        return self._file is not None

    def note(self, number: int, *, flagged: bool) -> None:
        """A text, counted from 0, has been checked."""
        if number < self.done:
            return
        if flagged:
            self._new.append(number)
        if (number + 1) % _EVERY == 0:
            self.write(number + 1)

    def write(self, done: int) -> None:
        """Put down how far the audit has come."""
        if self._file is not None and done > self.done:
            self._file.write(json.dumps({"from": self.done, "done": done, "flagged": self._new}) + "\n")
            self._file.flush()
        if done > self.done:
            self.done, self._new = done, []

    def close(self, *, finished: bool) -> None:
        """Close the journal; a finished audit needs none."""
        if self._file is not None:
            self._file.close()
        if finished:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
