"""Trees of small files for tests of readers, read to the end."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reader import Reader
from safeconduct.archive.reading import FileOutcome, Reading
from safeconduct.archive.record import Record
from tests_support import ROOT

SAMPLES = ROOT / "tests" / "samples"


class Tree:
    """A folder for one test and what one reader made of it."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder = folder
        self.reader = reader
        self.outcomes: dict[str, FileOutcome] = {}
        self.reading: Reading | None = None

    def put(self, name: str, content: Any) -> Tree:
        """Write a file: bytes and text as they are, everything else as JSON."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes):
            content = (content if isinstance(content, str) else json.dumps(content)).encode()
        path.write_bytes(content)
        return self

    def read(self, owner: str = "", path: Path | None = None) -> list[Record]:
        """Every record; ``outcomes`` tells what became of each file."""
        self.reading = Reading(open_archive([path or self.folder]), owner, [self.reader])
        with closing(self.reading.archive):
            records = list(self.reading.records())
        self.outcomes = {outcome.member: outcome for outcome in self.reading.files}
        return records
