"""The documented examples name commands, options and settings that exist; the templates are whole."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from safeconduct.cli import app
from safeconduct.web import settings
from tests_support import ROOT

DOCS = ROOT / "docs"
EXAMPLES = sorted((DOCS / "examples").iterdir())
NAMED = [word for word in (settings.__doc__ or "").split() if word.startswith("SAFECONDUCT_")]
PAGES = [ROOT / "README.md", *(DOCS / "how-to").glob("*.md"), DOCS / "tutorials" / "first-school.md", *EXAMPLES]


def commands(page: Path) -> Iterator[list[str]]:
    """Every command line of safeconduct on a page, without what stands before its name."""
    text = page.read_text("utf-8")
    blocks = text.split("```")[1::2] if page.suffix == ".md" else [text]
    for line in (line for block in blocks for line in block.splitlines()):
        words = line.partition("#")[0] if not line.startswith("#") else line
        before, name, after = words.strip().partition("safeconduct ")
        if name and (before == "" or before.endswith(("/bin/", "safeconduct:/data "))) and after[:1].islower():
            yield shlex.split(after)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    for words in commands(page):
        command = app.commands.get(words[0])
        if command is None or words[0] == "keys":
            assert words[0] == "keys", words
            continue
        rest = iter(words[1:])
        while isinstance(command, click.Group):
            command = command.commands[next(rest)]
        known = {option for parameter in command.params for option in parameter.opts}
        for word in words[1:]:
            assert not word.startswith("--") or word in known or word == "--help", (page, words)


def test_the_units_start_commands_that_exist() -> None:
    started = [
        shlex.split(line.partition("=")[2])
        for unit in EXAMPLES
        for line in unit.read_text("utf-8").splitlines()
        if line.startswith("ExecStart=")
    ]

    assert {words[1] for words in started} == {"serve", "worker", "backup"}
    for words in started:
        known = {option for parameter in app.commands[words[1]].params for option in parameter.opts}
        assert {word for word in words[2:] if word.startswith("--")} <= known


def test_every_setting_stands_on_the_page_and_every_setting_on_a_page_exists() -> None:
    page = (DOCS / "how-to" / "install.md").read_text("utf-8")
    for name in NAMED:
        assert name in page or name == "SAFECONDUCT_DEMO", name
    for each in PAGES:
        words = each.read_text("utf-8").replace("`", " ").replace("=", " ").replace("(", " ").replace(",", " ").split()
        for word in words:
            name = word.strip(".:;)|")
            assert not name.startswith("SAFECONDUCT_") or name in NAMED or name.startswith("SAFECONDUCT_SECOND_"), (each, name)


def test_units_of_systemd_keep_to_its_form() -> None:
    for unit in EXAMPLES:
        if unit.suffix not in {".service", ".timer"}:
            continue
        lines = [line for line in unit.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        sections = [line for line in lines if line.startswith("[")]
        assert sections[0] == "[Unit]"
        assert all("=" in line for line in lines if line not in sections)


def test_the_container_stands_on_one_image_and_runs_as_nobody_special() -> None:
    lines = (DOCS / "examples" / "Containerfile").read_text("utf-8").splitlines()

    assert {line.split()[1] for line in lines if line.startswith("FROM")} == {"python:3.11-slim"}
    assert "USER safeconduct" in lines
    assert any(line.startswith("HEALTHCHECK") and "/livez" in line for line in lines)


@pytest.mark.parametrize("name", ["dpia", "privacy-notice", "accessibility-statement"])
def test_a_template_says_what_is_left_to_write(name: str) -> None:
    text = (DOCS / "templates" / f"{name}.md").read_text("utf-8")

    assert "What is in *italics* is yours to write" in text.replace("\n", " ")
    assert sum(line.lstrip().removeprefix("* ").count("*") for line in text.splitlines()) % 2 == 0
