"""Who gets what at which address: each app's tests declare it in a ``rights_table.py`` of their own; one test asks them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from safeconduct.web import demo

EVERYBODY = frozenset(member.key for member in demo.CAST)
Arguments = Callable[[SimpleNamespace], Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    """One address and method: who may (``ok``: any answer but an error), who is refused (403); for others nothing (404).

    ``before`` makes what the address is about, and is given the world; ``arguments`` are those of the address.
    """

    ok: frozenset[str] = EVERYBODY
    refused: frozenset[str] = frozenset()
    arguments: Arguments = lambda world: {}
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)
    nobody: int = 302  # without signing in: sent to the sign-in page
    stranger: int = 404  # 401 where only a program's token opens, and nobody's session
    before: Callable[[SimpleNamespace], object] | None = None


Table = Mapping[str, list[Row]]
__all__ = ("EVERYBODY", "Row", "Table")
