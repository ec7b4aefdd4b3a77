"""Photographing or filming pupils for planned learning (policy tapton, clause P16)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="filming",
    order=2,
    name="Pictures or film of pupils for a lesson",
    says="Planned learning, or to show exceptionally who somebody is.",
    asks="Which lesson or class, what is filmed, and what it is for",
    hint="Say where it is kept, and when it is deleted. It stays at school.",
    cites=(Cite("tapton", "P16"),),
)
