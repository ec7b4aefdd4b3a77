"""A draft, a contact and a concern leave no trace: no file written, no connection opened, no log line."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from safeconduct.cli import app

SECRET = "Quillon Zebedee was excluded from my year 9 class"
COMMANDS = (
    ["check", SECRET],
    ["decide", "--json-facts", '{"kind": "friend_request", "person": "pupil", "about": "Quillon Zebedee"}'],
    ["route", "--kind", "pupil-contact", SECRET],
)
_watching: list[list[tuple[str, tuple[Any, ...]]]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and (event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir") or event == "open"):
        _watching[-1].append((event, args))


sys.addaudithook(_hook)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_nothing_is_stored_sent_or_logged(command: list[str], caplog: pytest.LogCaptureFixture) -> None:
    CliRunner().invoke(app, command)  # the first run compiles modules; the second shows what a run does
    _watching.append([])
    with caplog.at_level(logging.DEBUG):
        result = CliRunner().invoke(app, command)
    events = _watching.pop()

    assert result.exit_code in (0, 3, 4, 5)
    assert [args for event, args in events if event != "open"] == []
    assert [args[0] for event, args in events if event == "open" and _writes(args)] == []
    assert "Quillon" not in caplog.text


def _writes(args: tuple[Any, ...]) -> bool:
    mode = args[1] if len(args) > 1 and isinstance(args[1], str) else "r"
    return any(letter in mode for letter in "wax+")
