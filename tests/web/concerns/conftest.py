"""The trail's copy in a folder of its own for each test; no scanner unless a test has one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from safeconduct.web.access import trail
from web.clamd import clamd

__all__ = ("clamd",)


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.TRAIL_ANCHOR = str(tmp_path / "trail.head")
    settings.CLAMD = ""
    trail.begin_anchor()
