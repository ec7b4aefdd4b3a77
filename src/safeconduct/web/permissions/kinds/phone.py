"""A phone left on in lessons, for an emergency agreed beforehand (policy tapton, clause P15)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="phone",
    order=4,
    name="My phone on in lessons",
    says="For an emergency that you must be reached in.",
    asks="Why must you be reachable?",
    hint="A few words will do: “hospital may ring”. You need not tell private details.",
    cites=(Cite("tapton", "P15"),),
    longest=92,
)
