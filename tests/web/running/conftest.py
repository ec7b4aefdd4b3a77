"""A site after ``safeconduct upgrade``, one with the cast in it, and a copy of each for whoever changes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.running.sites import Place, Running, Start, database, environment, free_port, python, run

NAME = f"serving_{os.getpid()}"
FURNISH = """
from django.db import transaction
from safeconduct.web import demo
with transaction.atomic():
    demo.furnish(demo.build())
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a command; whatever still runs at the end is killed."""
    started: list[Running] = []

    def begin(*args: str, place: Place = Place(tmp_path / "empty"), **more: str) -> Running:  # noqa: B008 read only
        env = environment(place, **{"PORT": str(free_port()), **more})
        command = [sys.executable, "-m", "safeconduct", *args]
        process = subprocess.Popen(command, env=env, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        started.append(Running(process, int(env["PORT"])))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()


@pytest.fixture(scope="session")
def _upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with database(NAME) as url:
        place = Place(tmp_path_factory.mktemp("upgraded"), url)
        ran = run(place, "upgrade")
        assert ran.returncode == 0, ran.stderr
        assert "changes made" in ran.stdout
        assert "SAFECONDUCT_BASE_URL is http://127.0.0.1:8000" in ran.stdout
        yield place


@pytest.fixture(scope="session")
def _furnished(_upgraded: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with database(f"{NAME}_furnished", NAME) as url:
        place = Place(Path(shutil.copytree(_upgraded.folder, tmp_path_factory.mktemp("furnished") / "data")), url)
        python(FURNISH, place)
        yield place


@pytest.fixture
def place(_upgraded: Place, tmp_path: Path) -> Iterator[Place]:
    """A site of its own with nobody in it."""
    with database(f"{NAME}_copy", NAME) as url:
        yield Place(Path(shutil.copytree(_upgraded.folder, tmp_path / "data")), url)


@pytest.fixture
def elm(_furnished: Place, tmp_path: Path) -> Iterator[Place]:
    """A site of its own with the cast in it."""
    with database(f"{NAME}_elm", f"{NAME}_furnished") as url:
        yield Place(Path(shutil.copytree(_furnished.folder, tmp_path / "elm")), url)


@pytest.fixture
def anew() -> Iterator[str]:
    """An empty database on PostgreSQL; on SQLite nothing is needed."""
    with database(f"{NAME}_anew") as url:
        yield url
