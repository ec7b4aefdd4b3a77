"""Nobody acts on jobs from a page."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Right

RIGHTS: Final[tuple[Right, ...]] = ()
