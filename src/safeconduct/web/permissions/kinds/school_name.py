"""The school's logo, or speaking in its name (policy kevi, clause 5.1i)."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="school-name",
    order=6,
    name="The school’s logo or name",
    says="In a picture, a profile or a leaflet that could be taken for the school’s own.",
    asks="Where do you want to use it, and what for?",
    cites=(Cite("kevi", "5.1i"),),
)
