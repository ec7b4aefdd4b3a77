"""Everybody may look through their own old posts; nobody may look at anybody else's, whatever they are."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Right

RIGHTS: Final = (Right("audits.look", "Look through one's own old posts", own=True),)
