"""Every sample of every reader gives exactly the records written beside it: as a folder, zipped, and zipped once more inside
a folder; and nothing of it is left not understood unless the sample says so in ``<variant>.unread``."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from safeconduct.archive.reading import Reading, read_paths
from safeconduct.archive.record import as_object
from tests_support import ROOT, json_lines

SAMPLES = ROOT / "tests" / "samples"
VARIANTS = sorted(path for path in SAMPLES.glob("*/*") if path.is_dir())


def _named(variant: Path) -> str:
    return f"{variant.parent.name}/{variant.name}"


def _objects(reading: Reading, prefix: str = "") -> list[Any]:
    found = msgspec.json.decode(msgspec.json.encode([as_object(record) for record in reading.records()]))
    for record in found:
        record["locator"]["member"] = record["locator"]["member"].removeprefix(prefix)
    return list(found)


def _expected(variant: Path) -> list[dict[str, Any]]:
    return list(json_lines(variant.with_name(variant.name + ".jsonl")))


def _zipped(variant: Path, target: Path, top: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in variant.rglob("*") if path.is_file()):
            archive.write(file, top + file.relative_to(variant).as_posix())
    return target


def test_every_reader_has_a_sample() -> None:
    from safeconduct.archive.reading import readers

    built_by_code = {"bluesky"}  # binary: tests/readers/test_bluesky.py builds its repositories
    with_samples = {variant.parent.name for variant in VARIANTS} | built_by_code

    assert {reader.id for reader in readers() if reader.files} - with_samples == set()


@pytest.mark.parametrize("variant", VARIANTS, ids=_named)
def test_a_folder_gives_exactly_what_is_expected(variant: Path) -> None:
    reading = read_paths([variant], owner=_owner(variant))

    assert _objects(reading) == _expected(variant)


@pytest.mark.parametrize("variant", VARIANTS, ids=_named)
def test_a_zip_gives_the_same(variant: Path, tmp_path: Path) -> None:
    plain = _zipped(variant, tmp_path / "download.zip")
    wrapped = _zipped(variant, tmp_path / "again.zip", "my download/")

    assert _objects(read_paths([plain], owner=_owner(variant))) == _expected(variant)
    assert _objects(read_paths([wrapped], owner=_owner(variant)), "my download/") == _expected(variant)


@pytest.mark.parametrize("variant", VARIANTS, ids=_named)
def test_every_file_of_a_sample_is_accounted_for(variant: Path) -> None:
    reading = read_paths([variant], owner=_owner(variant))
    list(reading.records())

    accepted = variant.with_name(variant.name + ".unread")
    listed = set(accepted.read_text(encoding="utf-8").split("\n")) - {""} if accepted.exists() else set()
    assert {file.member for file in reading.files if not file.understood} == listed


@pytest.mark.parametrize("variant", VARIANTS, ids=_named)
def test_the_same_archive_twice_counts_once(variant: Path, tmp_path: Path) -> None:
    first = _zipped(variant, tmp_path / "first.zip")
    second = _zipped(variant, tmp_path / "second.zip")

    both = read_paths([first, second], owner=_owner(variant))

    assert len(list(both.records())) == len(_expected(variant))


def _owner(variant: Path) -> str:
    """Who the user says they are, where a sample needs it (``<variant>.owner``)."""
    stated = variant.with_name(variant.name + ".owner")
    return json.loads(stated.read_text(encoding="utf-8")) if stated.exists() else ""
