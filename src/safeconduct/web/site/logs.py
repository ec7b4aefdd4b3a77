"""Logs without people: what failed and where, never who it was or what they wrote."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Final

_PATHS: Final = 200


class Formatter(logging.Formatter):
    """One JSON object a line: time, level, where from, what. Of an error its kind and place, not its message.

    An error's message may quote what somebody typed (a database does, for a row that breaks a rule), so that only the
    lines of code that led to it are written down. Query strings are cut off for the same reason.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        status = getattr(record, "status_code", None)
        request = getattr(record, "request", None)
        if status is not None and request is not None:
            said |= {"status": status, "method": request.method, "path": _pattern(request)}
        else:
            said |= _words(record) | getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            said |= _error(record.exc_info[1])
        return json.dumps(said)


def _words(record: logging.LogRecord) -> dict[str, object]:
    """The words of the program, without what was put into them; of another library only where it says them, if it may have.

    ``facts`` that our own code adds are ids, codes and numbers.
    """
    if record.args or record.name.startswith("safeconduct"):
        return {"what": str(record.msg)}
    return {"said_in": f"{record.pathname}:{record.lineno} {record.funcName}"}


def _pattern(request: object) -> str:
    """The address as the program knows it: never a code or a name that stood in it."""
    match = getattr(request, "resolver_match", None)
    return str(match.route)[:_PATHS] if match else "(no such page)"


def _error(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__qualname__,
        "in": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    }
