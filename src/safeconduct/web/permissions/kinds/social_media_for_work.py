"""Social media used for work (policy tapton, clause N3): a class page, a group with parents, a video call."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="social-media",
    order=5,
    name="Social media for work",
    says="A class page, a group, a channel that you want to use with pupils or parents.",
    asks="What do you want to use, with whom, and what for?",
    hint="Say who else can see what is written there.",
    cites=(Cite("tapton", "N3"),),
)
