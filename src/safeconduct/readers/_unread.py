"""Whether an entry in which no words were found may hold some after all, under a name that nobody knew of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

UNREAD: Final = "an entry without any of the fields that hold words"


def says_more(entry: Mapping[str, Any], known: Collection[str]) -> bool:
    """Whether a text stands under a name that is not known; a number or a list may always be something else."""
    return any(isinstance(value, str) and key not in known and bool(value.strip()) for key, value in entry.items())


def lacks(entry: Mapping[str, Any], *names: str) -> bool:
    """Whether none of the fields is there in which words always stand, be they empty."""
    return all(name not in entry for name in names)
