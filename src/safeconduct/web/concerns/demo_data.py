"""What has been told in the demo: a friend request from a pupil, and something small about a colleague."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Final

from pyrage.x25519 import Identity

from safeconduct.activity import ConcernKind
from safeconduct.web.concerns.actions import About, Telling, open_door, raise_concern, write_note
from safeconduct.web.concerns.models import Case, Concern, Note, Subject
from safeconduct.web.sealing import keys

_REQUEST: Final = (
    "A pupil in year 6 asked to follow my private Instagram last night. I did not answer. I have a screenshot.\n\n"
    "When: yesterday at about 9 in the evening\nWhere: Instagram"
)
_SMALL: Final = "At break he showed two pupils his holiday pictures on his own telephone. Nothing bad, but we agreed not to."
_THANKS: Final = "Thank you, that was right. Please leave the request as it is until we have spoken to the family."


def build(world: SimpleNamespace) -> None:
    """Priya has told both, and Daniel has answered one; Elm Park has a page for telling without a name."""
    _case_key()
    pupil = [About(Subject.Who.PUPIL, words="Year 6, account name sunny_dolphin_11")]
    request = Telling(world.elm, ConcernKind.PUPIL_CONTACT, _REQUEST, child_protection=True, about=pupil)
    raised = raise_concern(world.priya, world.elm, request)
    write_note(world.daniel, Case.objects.get(concern=raised.concern), _THANKS, Note.For.ALL)
    about = [About(Subject.Who.STAFF, world.tomasz)]
    low = Telling(world.elm, ConcernKind.MISUSE_BY_ADULT, _SMALL, standing=Concern.Standing.CONFIDENTIAL, about=about)
    raise_concern(world.priya, world.elm, low)
    open_door(world.helen, world.elm)


def _case_key() -> None:
    """The demo's case key, where there is none yet."""
    file = Path(keys.file())
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{Identity.generate()}\n", "ascii")


__all__: Final = ("build",)
