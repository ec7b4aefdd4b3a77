"""The documentation is run: commands print what the page says, generated pages are fresh, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from safeconduct.cli import app
from safeconduct.detectors import __name__ as detectors_package
from safeconduct.plugins import discover
from safeconduct.screening import Detector
from tests_support import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks" / "README.md"])


def _sessions() -> Iterator[object]:
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            command, _, printed = block.partition("\n")
            yield pytest.param(command, printed, id=f"{page.stem}: {command[2:60]}")


@pytest.mark.parametrize(("command", "printed"), tuple(_sessions()))
def test_a_command_in_the_docs_prints_what_the_page_says(command: str, printed: str) -> None:
    assert command.startswith("$ safeconduct ")

    result = CliRunner().invoke(app, shlex.split(command)[2:])

    assert re.fullmatch(_shape(printed), result.output, re.DOTALL), result.output


def _shape(printed: str) -> str:
    """A pattern for the page's words: a line “…” stands for any lines, a “…” within a line for the rest of it."""
    lines = [".*?" if line == "…" else re.escape(line).replace("…", "[^\n]*") + "\n" for line in printed.splitlines()]
    return "".join(lines) + r"\s*"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_fresh() -> None:
    for path, text in _generator().pages().items():
        assert path.read_text(encoding="utf-8") == text, "run “make docs”"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")

    site = ("demo", "init", "serve", "worker", "upgrade", "backup", "restore", "doctor", "verify", "send-test-email")
    keys = ("keys new", "keys holders", "keys recover", "keys drill", "keys status")
    for name in (
        *site,
        *keys,
        "roster import",
        "check",
        "decide",
        "route",
        "policy list",
        "policy show",
        "policy compare",
        "policy coverage",
    ):
        assert f"## `safeconduct {name}`" in reference


def test_every_detector_says_in_plain_words_what_it_finds() -> None:
    for detector in discover(detectors_package, Detector):
        assert detector.says[0].isupper()
        assert 20 <= len(detector.says) <= 240, detector.id
