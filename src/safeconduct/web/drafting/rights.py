"""Those who may put a policy into force write it; those who see who has signed may read what is being written."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Right
from safeconduct.web.policies.rights import RIGHTS as POLICIES

_HELD: Final = {right.verb: right.held_by for right in POLICIES}

RIGHTS: Final = (
    Right("drafting.write", "Write and change a draft of a policy, and try it out", _HELD["policies.adopt"]),
    Right("drafting.read", "Read a draft, what it would change, and where it contradicts itself", _HELD["policies.watch"]),
)
