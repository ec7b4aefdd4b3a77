"""A post about the school (policy kevi, clause 5.2h): the head's yes to one text, on one account, for some days."""

from __future__ import annotations

from typing import Final

from safeconduct.web.permissions.kind import Cite, PermissionKind

KIND: Final = PermissionKind(
    id="post",
    order=1,
    name="A post about school",
    says="On your own account or an official one: this text, word for word.",
    asks="Anything the head teacher should know?",
    hint="For example who is in the picture, and who agreed. Leave it empty if the text says it all.",
    cites=(Cite("kevi", "5.2h"),),
    longest=92,
    of_text=True,
)
