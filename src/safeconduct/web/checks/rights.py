"""Everybody may check their own drafts."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Right

RIGHTS: Final = (Right("checks.check", "Check a draft or a picture", open=True),)
