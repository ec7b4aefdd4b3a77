"""The whole audit: posts a second on one core and on two, and an archive that is nearly all film.

``python benchmarks/audit.py [POSTS] [--films GIGABYTES] [--jobs 1,2]`` (1,000,000, 5 and both if left out). The posts are
those of the corpus, one in twenty of them about something that a policy speaks of, cut to 80 characters, each with a number so
that no two are alike; the archive is one of X. Each run is a process of its own, from the command line, under the five
policies, with the report as a page and as JSON Lines.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.archive_building import BUILDS, CORPUS, moments

SHORT = 80


def texts() -> Iterator[str]:
    """Nineteen posts of no concern, then one of concern, and so on."""
    posts = [json.loads(line) for file in CORPUS for line in file.read_text(encoding="utf-8").splitlines()]
    clean, others = (itertools.cycle([p["text"] for p in posts if bool(p["topics"]) is found]) for found in (False, True))
    return (next(others if number % 20 == 19 else clean)[:SHORT] + f" {number}" for number in itertools.count())


def tweets(count: int) -> Iterator[bytes]:
    build = BUILDS["x"]
    yield build.before.encode()
    for number, text, at in zip(range(count), texts(), moments(), strict=False):
        yield ((build.between if number else "") + build.record(number, text, at)).encode("utf-8", "replace")
    yield build.after.encode()


def archive(folder: Path, count: int) -> Path:
    path = folder / "twitter.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("data/tweets.js", "w", force_zip64=True) as stream,
    ):
        stream.writelines(tweets(count))
    return path


def with_films(folder: Path, gigabytes: int) -> Path:
    """An archive with a few posts and one stored film of zeros, written as a hole in the file."""
    path = archive(folder, 1000)
    size = gigabytes * 1024**3
    name = b"data/tweets_media/1-film.mp4"
    with path.open("r+b") as file:
        data = file.read()
        directory = data.rindex(b"PK\x05\x06")
        start = struct.unpack("<I", data[directory + 16 : directory + 20])[0]
        entries = data[start:directory]
        wide = struct.pack("<HHQQ", 1, 16, size, size)
        checksum = zlib.crc32(b"")  # never looked at: films are not opened
        head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 45, 0, 0, 0, 33, checksum, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(wide))
        file.seek(start)
        file.write(head + name + wide)
        file.seek(size, 1)
        end = file.tell()
        sizes = (checksum, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(wide), 0, 0, 0, 0, start)
        entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 45, 45, 0, 0, 0, 33, *sizes) + name + wide
        file.write(entries + entry)
        listed = len(entries) + len(entry)
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, listed, end))
        file.write(struct.pack("<4sIQI", b"PK\x06\x07", 0, end + listed, 1))
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    return path


def run(path: Path, folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds by the clock, and of the processors."""
    began, before = time.perf_counter(), _worked()
    reports = ["--html", str(folder / f"{jobs}.html"), "--jsonl", str(folder / f"{jobs}.jsonl")]
    subprocess.run(
        [sys.executable, "-m", "safeconduct", "audit", str(path), "--jobs", str(jobs), *reports],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began, _worked() - before


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--films", type=int, default=5)
    parser.add_argument("--jobs", default="1,2")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films = with_films(folder, given.films)
        size = f"{films.stat().st_size / 1024**3:.1f} GB, nearly all film, 1,000 posts"
        print(f"{size}: {run(films, folder, 1)[0]:.1f} s", flush=True)
        films.unlink()
        path = archive(folder, given.posts)
        several = [int(jobs) for jobs in given.jobs.split(",")]
        for jobs in several:
            seconds, worked = run(path, folder, jobs)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            speed = f"{given.posts / seconds:,.0f} a second, {worked:.0f} s of processors"
            print(f"{given.posts:,} posts, {jobs} at once: {seconds:.0f} s, {speed}, {peak:,.0f} MB", flush=True)
        found = {(folder / f"{jobs}.jsonl").read_bytes() for jobs in several}
        print(f"same result in the same order: {'yes' if len(found) == 1 else 'NO'}")


if __name__ == "__main__":
    main()
