"""The policies that can be adopted: those that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.policy import Library, Policy


def on_offer() -> Mapping[str, Policy]:
    """Every version of every policy that can be adopted, by “id@version”, the newest version of each first."""
    library = Library.shipped()
    versions = (policy for name in library.ids for policy in reversed(library.versions(name)))
    return {f"{policy.id}@{policy.version}": policy for policy in versions}


__all__: Final = ("on_offer",)
