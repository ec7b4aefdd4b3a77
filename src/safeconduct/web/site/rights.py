"""The plain pages are open to everybody who is signed in."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Right

RIGHTS: Final = (Right("site.home", "See the home page", open=True),)
