"""Damaged samples: no fault of a reader, no hang, no memory without end, and the files beside the damaged one still read.

``make fuzz`` runs ten thousand damages for each reader; here a seeded few of the same ones.
"""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from readers.fuzzing import Files, archive_of, damaged, files_of, seeds
from safeconduct.archive.reader import Reader
from safeconduct.archive.reading import FAULT, Reading, readers
from safeconduct.archive.record import as_object
from tests_support import ROOT, at_most

SAMPLES = ROOT / "tests" / "samples"
READABLE = [reader for reader in readers() if reader.files]
SECONDS = 20  # for one small damaged sample; each takes milliseconds
MEMORY = 150 * 1024  # KiB that the process may grow by, at its highest, over all damaged samples of a reader


def samples_of(reader: str) -> list[Files]:
    if reader == "bluesky":
        from readers.car_building import sample_files

        return sample_files()
    return [files_of(folder) for folder in sorted((SAMPLES / reader).iterdir()) if folder.is_dir()]


def highest_from_now() -> int:
    """The memory that the process holds, in KiB; ``highest`` forgets what it held before (Linux only)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return highest()


def highest() -> int:
    """The most memory that the process has held, in KiB."""
    if not Path("/proc/self/status").exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def read(files: Files) -> tuple[Reading, int]:
    reading = Reading(archive_of(files))
    size = sum(len(msgspec.json.encode(as_object(record))) for record in reading.records())
    return reading, size


@pytest.mark.parametrize("reader", READABLE, ids=lambda reader: reader.id)
def test_damage_never_makes_a_reader_fail(reader: Reader, request: pytest.FixtureRequest) -> None:
    samples = samples_of(reader.id)
    assert samples
    before = highest_from_now()
    for number, seed in enumerate(seeds(reader.id, request.config.getoption("--damages"))):
        name, files = damaged(samples[number % len(samples)], seed)
        case = f"seed {seed}, sample {number % len(samples)}, {name} damaged"
        with at_most(SECONDS, case):
            reading, _ = read(files)
        faults = [file.member for file in reading.files if file.why == FAULT]
        assert not faults, f"{case}: the reader failed on {faults}"
        assert reading.finished
    assert highest() - before < MEMORY


@pytest.mark.parametrize("reader", READABLE, ids=lambda reader: reader.id)
def test_what_stands_beside_a_destroyed_file_is_still_read(reader: Reader) -> None:
    """A file that tells nothing of the others, destroyed: the others give what they gave."""
    for files in samples_of(reader.id):
        whole, _ = read(files)
        by_file = {file.member: file.records for file in whole.files if file.records}
        for destroyed in list(by_file)[:3]:
            again, _ = read({**files, destroyed: b"\x00 destroyed \xff" * 40})
            left = {file.member for file in again.files if file.records}
            assert left >= set(by_file) - {destroyed} or len(by_file) == 1, f"{destroyed} destroyed"


def test_the_samples_lie_where_they_are_looked_for() -> None:
    assert Path(SAMPLES).is_dir()
