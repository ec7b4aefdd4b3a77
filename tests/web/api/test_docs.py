"""The commands in the how-to pages are sent as they stand there, to the address that they name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests_support import ROOT
from web.api.made import Program, token

PAGES = (ROOT / "docs" / "how-to" / "api.md", ROOT / "docs" / "how-to" / "scim.md")


def commands() -> Iterator[list[str]]:
    for page in PAGES:
        for block in page.read_text("utf-8").split("```sh\n")[1:]:
            yield shlex.split(block.split("```")[0].replace("\\\n", " "))


def test_there_are_commands_for_every_question() -> None:
    assert {urlsplit(command[1]).path for command in commands()} >= {
        f"/api/v1/{name}" for name in ("check", "decide", "route", "policies", "sign-offs")
    }


@pytest.mark.parametrize("command", list(commands()), ids=lambda command: urlsplit(command[1]).path)
def test_a_command_gets_an_answer(command: list[str], world: SimpleNamespace) -> None:
    given = dict(zip(command[2::2], command[3::2], strict=True))
    address = urlsplit(command[1])
    program = Program(token(world))
    body = json.loads(given["-d"]) if "-d" in given else None
    assert "Authorization: Bearer $TOKEN" in command

    answer = program.ask("POST" if body else "GET", f"{address.path}?{address.query}", body)
    assert answer.status_code == 200, answer.content
    assert answer.json()
