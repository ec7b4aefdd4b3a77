"""What a page asks several times while it is put together, worked out once.

Only for a stretch of work that changes nothing of what is remembered, such as showing the home page: whoever opens it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

_Found = TypeVar("_Found")
_kept: Final[ContextVar[dict[Hashable, Any] | None]] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what ``once`` works out, until this ends."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def once(key: Hashable, work: Callable[[], _Found]) -> _Found:
    """What ``work`` gives, or what it gave under the same key while things are remembered."""
    kept = _kept.get()
    if kept is None:
        return work()
    if key not in kept:
        kept[key] = work()
    found: _Found = kept[key]
    return found


__all__: Final = ("once", "remembering")
