"""A case key of its own for each test, in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyrage.x25519 import Identity
from pytest_django.fixtures import Settings

from safeconduct.web.access import trail


def lay_down(where: Path, *identities: Identity) -> Path:
    """A key file as its owner keeps it."""
    where.write_text("".join(f"{each}\n" for each in identities), "ascii")
    where.chmod(0o600)
    return where


@pytest.fixture(autouse=True)
def key(tmp_path: Path, settings: Settings) -> Path:
    """The key file of this test."""
    settings.TRAIL_ANCHOR = str(tmp_path / "trail.head")
    trail.begin_anchor()
    settings.CASE_KEY, settings.CASE_RECOVERY = str(tmp_path / "case.key"), str(tmp_path / "case-key.recovery")
    os.environ.pop("SAFECONDUCT_CASE_KEY", None)
    return lay_down(tmp_path / "case.key", Identity.generate())
