"""Run the command line as a person does, in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple
from unittest.mock import patch

from safeconduct import cli


class Ran(NamedTuple):
    """What one run gave back."""

    status: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def run(*args: str, stdin: bytes | str = b"") -> Ran:
    """Run ``safeconduct`` in this process; an exception that the command line does not catch fails the test."""
    given = io.TextIOWrapper(io.BytesIO(stdin if isinstance(stdin, bytes) else stdin.encode()), "utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with patch.multiple(sys, argv=["safeconduct", *args], stdin=given, stdout=out, stderr=err):
        status = _status()
    return Ran(status, _written(out), _written(err).decode("utf-8"))


def _status() -> int:
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def spawn(*args: str | bytes, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """Run ``python -m safeconduct`` in a process of its own."""
    command = [sys.executable, "-m", "safeconduct", *args]
    done = subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, timeout=60, check=False)
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def jsonl(*objects: Any) -> bytes:
    """Objects as JSON Lines; bytes stand as they are."""
    return b"".join((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in objects)
