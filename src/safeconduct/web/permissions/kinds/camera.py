"""The camera of one's own phone at work (policy tapton, clause N5c; for pictures of lessons P16)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="camera",
    order=3,
    name="My own phone’s camera at work",
    says="For pictures that no school camera can take.",
    asks="What do you want to photograph, and why with your own phone?",
    hint="Say where the pictures go, and when you delete them from your phone.",
    cites=(Cite("tapton", "N5c"),),
    longest=92,
)
