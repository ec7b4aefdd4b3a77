"""The interface does what its description says, whatever is sent: schemathesis asks it, with all of its checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.web.api import asking, describing
from web.api.made import token
from web.browser import Site

HERE = Path(__file__).parent


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to wait."""
    monkeypatch.setattr(asking, "MOST", 10**9)


@pytest.mark.usefixtures("unhurried")
def test_the_interface_keeps_to_its_description(site: Site, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "schemathesis"
    given = ["--config-file", str(HERE / "schemathesis.toml"), "run", f"{site.url}/api/v1/openapi.json"]
    header = f"Authorization: Bearer {token(site.world)}"
    done = subprocess.run(
        [program, *given, "-H", header, "--report-dir", tmp_path], check=False, cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout[-8_000:]
    assert f"Tested: {len(describing.operations())}\n" in done.stdout, done.stdout[-2_000:]
