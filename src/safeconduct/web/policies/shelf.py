"""The policies that can be adopted: those that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from safeconduct.policy import Library, Policy


@cache
def library() -> Library:
    """The shipped policies, read once."""
    return Library.shipped()


def on_offer() -> Mapping[str, Policy]:
    """Every version of every policy that can be adopted, by “id@version”, the newest version of each first."""
    versions = (policy for name in library().ids for policy in reversed(library().versions(name)))
    return {f"{policy.id}@{policy.version}": policy for policy in versions}


__all__: Final = ("library", "on_offer")
