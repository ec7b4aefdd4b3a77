"""What waits behind the door to one's old posts: that there is something to look at, told to that person alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.audits import working
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.working import State
from safeconduct.web.people.models import Person

_SAYS: Final = {
    State.SENDING: "waits for you to go on",
    State.RUNNING: "being looked through",
    State.DONE: "ready for you",
}


def due(person: Person) -> Mapping[str, str]:
    """In a few words how it stands."""
    audit = Audit.objects.filter(person=person).first()
    return {"archive": _SAYS.get(working.state(audit), "it stopped")} if audit is not None else {}


__all__: Final = ("due",)
