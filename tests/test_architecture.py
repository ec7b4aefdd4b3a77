"""The shape of the code: layers, no Django in the core, plug-ins found by their folder, one file one thing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from safeconduct import errors
from safeconduct.plugins import discover
from safeconduct.screening import Detector
from tests_support import ROOT

SOURCE = ROOT / "src" / "safeconduct"
FILES = sorted(file for file in SOURCE.rglob("*.py") if file.parent.name != "migrations")


def test_imports_only_go_downward() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


def test_the_core_never_imports_django_nor_the_web() -> None:
    commands = {SOURCE / "cli" / name for name in ("site.py", "keys.py", "people.py", "rosters.py", "upkeep.py")}
    site = {*commands, *(SOURCE / "web").rglob("*.py")}
    for file in set(FILES) - site:
        imported = {name for node in ast.walk(ast.parse(file.read_text())) for name in _imported(node)}

        assert not {name for name in imported if name.startswith(("django", "safeconduct.web"))}, file


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_no_backtracking_pattern_anywhere() -> None:
    for file in FILES:
        assert "re" not in {name for node in ast.walk(ast.parse(file.read_text())) for name in _imported(node)}, file


def test_no_file_joins_everything() -> None:
    lines = {file: len(file.read_text().splitlines()) for file in FILES}

    assert max(lines.values()) <= 600, max(lines, key=lambda file: lines[file])
    assert median(lines.values()) <= 250  # word lists and examples make up most of a detector


def test_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]

    assert median(lengths) < 10
    assert max(lengths) <= 60


def test_every_detector_file_is_found() -> None:
    files = {file.stem for file in (SOURCE / "detectors").glob("*.py") if not file.name.startswith("_")}

    assert len(discover("safeconduct.detectors", Detector)) == len(files)


def test_the_error_tree_is_drawn_whole() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert [kind.__name__ for kind in kinds if kind.__name__ not in (errors.__doc__ or "")] == []
    assert all(issubclass(kind, errors.SafeconductError) for kind in kinds)


@pytest.mark.parametrize("name", ["safeconduct.cli", "safeconduct.walks"])
def test_it_starts_without_what_only_developers_have(name: str) -> None:
    barred = "hypothesis,mypy,pytest,ruff,importlinter"
    code = f"import sys\nfor n in '{barred}'.split(','): sys.modules[n] = None\nimport {name}"

    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
