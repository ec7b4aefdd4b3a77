"""A way of writing with pupils and parents of which somebody else can see the record (policy tapton, clause P5)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position
from safeconduct.web.permissions.kind import Cite, PermissionKind
from safeconduct.web.permissions.rights import HEADS

KIND: Final = PermissionKind(
    id="open-record",
    order=7,
    name="Writing with pupils or parents",
    says="A channel or group of which somebody else can see the record.",
    asks="Which channel, with whom, and who else can read along?",
    cites=(Cite("tapton", "P5"),),
    decided_by=HEADS | {Position.LINE_MANAGER},
)
