"""Find the parts that grow: detectors, readers, reports. One file each; the folder is the list.

A part is a module of the folder's package with one module-level object of the wanted type.
Files whose name begins with an underscore are helpers of their neighbours and are passed over.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Protocol, TypeVar

from safeconduct.errors import PluginError


class Identified(Protocol):
    """What every part has: an id that no other part of its folder has."""

    @property
    def id(self) -> str:
        """Unique in its folder."""
        ...


T = TypeVar("T", bound=Identified)


def discover(package: str, kind: type[T]) -> tuple[T, ...]:
    """Return the one object of type ``kind`` from each module of ``package``, sorted by id.

    Raises:
        PluginError: a module holds no such object or more than one, or two share an id.
    """
    parts = [_only(import_module(name), kind) for name in _modules(package)]
    seen: dict[str, T] = {}
    for part in parts:
        if part.id in seen:
            raise PluginError(f"{package}: the id “{part.id}” is used by two files. Give each file an id of its own.")
        seen[part.id] = part
    return tuple(seen[key] for key in sorted(seen))


def _modules(package: str) -> list[str]:
    path = import_module(package).__path__
    found = (info.name for info in pkgutil.iter_modules(path))
    return [f"{package}.{name}" for name in sorted(found) if not name.startswith("_")]


def _only(module: ModuleType, kind: type[T]) -> T:
    found = {id(value): value for value in vars(module).values() if isinstance(value, kind)}
    if len(found) != 1:
        raise PluginError(
            f"{module.__name__}: {len(found)} objects of type {kind.__name__} found, one is needed. "
            f"Define exactly one at the top level of the file."
        )
    return next(iter(found.values()))
