"""Memory while a large file of JSON Lines goes through: ``python benchmarks/streaming.py [GIGABYTES]`` (1 if left out).

The lines are real posts of the corpus, each padded with a long “note”, fed through a pipe as fast as they are taken.
Reported: lines, megabytes a second, and the highest memory that the process ever held (Linux only).
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.jsonl"))
CONTACT = {
    "kind": "friend_request",
    "direction": "incoming",
    "person": "pupil",
    "channel": "personal_social",
    "time": "evening",
}


def lines(command: str, total: int) -> Iterator[bytes]:
    """Lines until ``total`` bytes have been given."""
    posts = [json.loads(line) for file in CORPUS for line in file.read_text(encoding="utf-8").splitlines()]
    given = 0
    for number, post in enumerate(itertools.cycle(posts)):
        asked = {"text": post["text"], "account": post["account"]} if command == "check" else CONTACT
        line = json.dumps({"id": number, **asked, "note": "x" * 50_000}).encode() + b"\n"
        given += len(line)
        yield line
        if given >= total:
            return


def feed(pipe: IO[bytes], command: str, total: int) -> None:
    for line in lines(command, total):
        pipe.write(line)
    pipe.close()


def peak(pid: int) -> int:
    """The highest memory of a process so far, in kilobytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def stream(command: str, total: int) -> None:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "safeconduct", command, "--jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    threading.Thread(target=feed, args=(process.stdin, command, total), daemon=True).start()
    answered, high = 0, 0
    for _ in process.stdout:
        answered += 1
        if answered % 500 == 1:
            high = max(high, peak(process.pid))
    status = process.wait()
    took = time.perf_counter() - began
    print(
        f"{command:7} {answered:7} lines, {total / 1e6 / took:7.1f} MB/s, {high / 1024:6.0f} MB at most, exit status {status}"
    )


def main() -> None:
    total = int(float(sys.argv[1] if len(sys.argv) > 1 else 1) * 1e9)
    for command in ("decide", "check"):
        stream(command, total)


if __name__ == "__main__":
    main()
