"""A policy as the text of a policy file, in the layout of the shipped ones: what ``policy.read`` reads, it gives back.

A writer of our own, since the usual ones give every rule a table of its own: a rule on a line is what people read and
compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

import msgspec

from safeconduct.policy import Policy

_BARE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def written(policy: Policy) -> str:
    """The text of the policy file; what a policy leaves at its default is left out."""
    given = _given(policy)
    tables = {name: given.pop(name, ()) for name in ("clause", "case")}
    blocks = ["\n".join(_lines(given))]
    for name, entries in tables.items():
        blocks.extend("\n".join([f"[[{name}]]", *_lines(entry)]) for entry in entries)
    # an empty table must still be there for the file to have its shape
    empty = [f"{name} = []" for name, entries in tables.items() if not entries]
    blocks[0] = "\n".join([blocks[0], *empty])
    return "\n\n".join(blocks) + "\n"


def _given(struct: msgspec.Struct) -> dict[str, Any]:
    """What a struct says beyond its defaults, the structs in it likewise, in the order of its fields."""
    found = {}
    for field in msgspec.structs.fields(struct):
        value, default = getattr(struct, field.name), field.default
        if callable(field.default_factory):
            default = field.default_factory()
        if value != default and value is not None:
            found[field.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _given(value)
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        rules = isinstance(value, list) and len(value) > 1 and all(isinstance(each, Mapping) for each in value)
        if rules:
            yield "\n".join([f"{_key(name)} = [", *(f"  {_value(each)}," for each in value), "]"])
        else:
            yield f"{_key(name)} = {_value(value)}"


def _key(name: str) -> str:
    return name if name and _BARE.issuperset(name) else _string(name)


def _string(text: str) -> str:
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")  # as in JSON, but for this one sign


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(str(name))} = {_value(each)}" for name, each in value.items() if each is not None)
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, _present(value)))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return _string(str(value.value) if isinstance(value, Enum) else str(value))


def _present(values: Iterable[Any]) -> Iterator[Any]:
    return (each for each in values if each is not None)


__all__: Final = ("written",)
