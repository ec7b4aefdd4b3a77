"""Each test begins and ends without any audit's folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from safeconduct.web.audits import ending
from safeconduct.web.audits.models import home


def clear() -> None:
    for folder in home().iterdir() if home().is_dir() else ():
        ending.remove(folder)


@pytest.fixture(autouse=True)
def _no_folder_left() -> Iterator[None]:
    """What a test did in the database is rolled back, its folders are not."""
    clear()
    yield
    clear()
