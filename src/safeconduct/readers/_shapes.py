"""Values of a parsed JSON file, whatever stands where something else should: a text, an object, a list, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from safeconduct.archive.wording import tidy

_NOTHING: Final[Mapping[str, Any]] = {}


def text(value: Any) -> str:
    """A text that can be written out; numbers as their digits, anything else as nothing."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else _NOTHING


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; a bare object counts as a list of one."""
    if isinstance(value, dict):
        return [value]
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def first(source: Mapping[str, Any], *keys: str) -> str:
    """The first text under some keys that is not empty."""
    for key in keys:
        if found := text(source.get(key)):
            return found
    return ""
