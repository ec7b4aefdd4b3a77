"""Shared by all tests: the shipped policies, and the list of tests that name a clause."""

from __future__ import annotations

import json

import pytest

from safeconduct.policy import Library, Policy
from tests_support import INDEX, NAMED, TODAY, clause_tests


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--damages", type=int, default=40, help="how many damaged samples each reader is given")
    parser.addoption("--posts", type=int, default=200, help="how many posts of the corpus are altered")
    parser.addoption("--write-clause-tests", action="store_true", help="write data/clause_tests.json from the markers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    named = clause_tests(items)
    config.stash[NAMED] = named
    if config.getoption("--write-clause-tests"):
        INDEX.write_text(json.dumps(named, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.shipped()


@pytest.fixture(scope="session")
def policies(library: Library) -> tuple[Policy, ...]:
    """All five, as they hold today."""
    return library.select((), TODAY)
