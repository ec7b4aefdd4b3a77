"""A form that is sent once more after its concern was received, since the answer was lost on the way.

Sent unchanged, it is the receipt again. What was changed meanwhile is an addition, which goes to those who have the first:
so it waits for the reporter to say so, who may tell it as something new instead where it is about one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple

from safeconduct.activity import ConcernKind
from safeconduct.errors import SiteError
from safeconduct.web.concerns import receipts
from safeconduct.web.concerns.actions import About, Raised, Telling, is_reporters, messages, told_before
from safeconduct.web.concerns.evidence import Handed, add_as_reporter, handed_in
from safeconduct.web.concerns.forms import TellingForm
from safeconduct.web.concerns.models import Concern, Subject
from safeconduct.web.concerns.wording import KINDS
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words

RECEIVED: Final = (
    "What you sent first was received. Its code is {code}: write it down. What you changed since then is not sent yet: it is "
    "all still here. Look it over, choose your files again if you had any, and say at the end how it goes on."
)


class Again(NamedTuple):
    """What was received with a form, and what the form says beyond that: words to add, and whether there are new files."""

    first: Raised
    adds: str
    files: bool

    @property
    def is_told(self) -> bool:
        """Whether all of it was received already."""
        return not self.adds and not self.files


def received(form: TellingForm, me: Person | None) -> Raised | None:
    """What was told with a form before, by the same person; one that somebody else sent gets a token of its own."""
    if not receipts.is_ours(str(form.data.get("token", ""))) or (first := told_before(form.token)) is None:
        return None
    if first.concern.reporter_id != (me.pk if me else None):
        form.token = receipts.new_token()
        return None
    return first


def compared(form: TellingForm, now: Telling, first: Raised) -> Again:
    """What a form says beyond what was received. Where that cannot be opened any more, all of it is new."""
    try:
        adds, files = _added(form, now, first.concern), _has_new_files(form, first.concern)
        return Again(first, "" if _wrote(first.concern, adds) else adds, files)
    except SiteError:
        return Again(first, now.words, files=True)


def _added(form: TellingForm, now: Telling, concern: Concern) -> str:
    told = [now.words] if now.words != words(concern.words) else []
    said = [
        ("What it is", KINDS[now.kind] if now.kind is not ConcernKind(concern.kind) else ""),
        ("Could a child be at risk", _yes(now) if now.child_protection != concern.child_protection else ""),
        ("Who it is about", "; ".join(_new_people(now.about, concern))),
        ("Who took them, and how", "" if _has_new_files(form, concern) else _new_captured(form, concern)),
    ]
    return "\n\n".join([*told, *(f"{name}: {says}" for name, says in said if says)])


def _yes(now: Telling) -> str:
    return "yes, or not sure" if now.child_protection else "no"


def _new_people(about: Iterable[About], concern: Concern) -> list[str]:
    """Those who were not named before. Those on a case may have named others since: that is not told here."""
    known = {(each.who, each.person_id, words(each.words) if each.words else "") for each in concern.subjects.all()}
    new = [each for each in about if (each.who, each.person.pk if each.person else None, each.words) not in known]
    return [each.words or (each.person.name if each.person else Subject.Who(each.who).label) for each in new]


def _new_captured(form: TellingForm, concern: Concern) -> str:
    """How the files that were received were made, where that is said anew; what is said of new ones is kept with them."""
    said, pieces = form.taken.words, handed_in(concern)
    known = {words(each.captured) for each in pieces if each.captured}
    return said if pieces and said not in known else ""


def _has_new_files(form: TellingForm, concern: Concern) -> bool:
    known = {each.sha256 for each in handed_in(concern)}
    given = [hashlib.sha256(address.encode()).hexdigest() for address in form.cleaned_data.get("links", ())]
    for file in form.cleaned_data.get("evidence", ()):
        file.seek(0)
        given.append(hashlib.sha256(file.read()).hexdigest())
        file.seek(0)
    return not known.issuperset(given)


def _wrote(concern: Concern, adds: str) -> bool:
    """Whether it was added already, and only the answer to that was lost."""
    return any(is_reporters(concern, each) and words(each.words) == adds for each in messages(concern))


def add(again: Again, files: list[Handed], form: TellingForm) -> None:
    """Add what is new to what was received, all of it or nothing.

    Raises:
        ValidationError, InputError: it is no longer kept, or there is no room.
    """
    add_as_reporter(again.first.concern, again.adds, files, form.taken)


__all__: Final = ("RECEIVED", "Again", "add", "compared", "received")
