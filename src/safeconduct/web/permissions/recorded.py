"""What the checker asks the registers: is there a permission for this text, who is a pupil, may this pupil be shown?

Only questions: what is asked here is never written down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from safeconduct.detectors.roster import meant
from safeconduct.screening import Roster
from safeconduct.text import fold
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions import wording
from safeconduct.web.permissions.models import ImageConsent, Pupil, Request, Use


class Going(NamedTuple):
    """Where a post goes: whose account, and on which platform (nothing: not said)."""

    account: str
    platform: str


class PostRecord(NamedTuple):
    """What is on record for a post: permissions for exactly this text there; and those that hold for something else.

    ``elsewhere`` are for this text on another account, ``other`` for another wording on this one.
    """

    held: Sequence[Request] = ()
    elsewhere: Sequence[Request] = ()
    other: Sequence[Request] = ()

    def covers(self, places: Iterable[int]) -> bool:
        """Whether everybody has agreed, given the organisations that adopted a policy which asks for it.

        A head's yes counts for what the head's school adopted, and an organisation above it.
        """
        reached = {number for request in self.held for number in request.organisation.path_of_ids}
        return bool(self.held) and reached.issuperset(places)


def post_record(person: Person, text: str, going: Going, day: date | None = None) -> PostRecord:
    """What is on record today for a text that somebody wants to post somewhere."""
    held = list(Request.objects.held(day).filter(person=person, kind="post").select_related("organisation").order_by("until"))
    if not held:
        return PostRecord()
    digest = wording.digest(person, text)
    same = [each for each in held if each.digest == digest]
    there = [each for each in held if each.account == going.account and each.platform.lower() == going.platform.lower()]
    return PostRecord(
        [each for each in same if each in there],
        [each for each in same if each not in there],
        [each for each in there if each not in same],
    )


# --- pupils ---------------------------------------------------------------------------------------------------------


def roster_for(person: Person) -> Roster:
    """The names of where somebody works today, and the pupils of every school there, as texts are searched for them."""
    places = person.organisations()
    names = frozenset(fold(place.name) for place in places)
    schools = [place.pk for place in places if place.kind == Organisation.Kind.SCHOOL]
    if not schools:
        return Roster(schools=names)
    pupils = Pupil.objects.here().filter(organisation__in=schools).values_list("folded", flat=True)
    return Roster(pupils=frozenset(pupils), schools=names)


class Shown(NamedTuple):
    """A pupil whom some words may mean, and what the register says about showing them."""

    pupil: Pupil
    consent: ImageConsent | None
    withdrawn: ImageConsent | None
    others: Sequence[str]

    @property
    def agreed(self) -> bool:
        """Whether there is consent for this use today."""
        return self.consent is not None


_LONGEST: Final = 200  # characters of words that can be a name
_MOST: Final = 40  # different words that are looked up at once


def shown(person: Person, words: Iterable[str], use: Use) -> dict[str, list[Shown]]:
    """For words that name pupils of somebody's schools: whom each may mean, and what is on record for a use.

    Words that name nobody on the register have an empty list.
    """
    asked = list(dict.fromkeys(said[:_LONGEST] for said in words))[:_MOST]
    roster = roster_for(person) if asked else Roster()
    names = {said: meant(said, roster.pupils) for said in asked}
    pupils = _pupils(person, frozenset[str]().union(*names.values()))
    return {said: [_shown(pupil, use) for pupil in pupils if pupil.folded in names[said]] for said in asked}


def _pupils(person: Person, folded: Collection[str]) -> list[Pupil]:
    here = Pupil.objects.here().filter(organisation__in=person.organisations(), folded__in=sorted(folded))
    return list(here.select_related("organisation").prefetch_related("consents").order_by("name", "pk")[:_MOST])


def _shown(pupil: Pupil, use: Use) -> Shown:
    given = sorted((consent for consent in pupil.consents.all() if consent.holds), key=lambda consent: consent.pk)
    withdrawn = [consent for consent in pupil.consents.all() if consent.withdrawn_on and consent.use == use]
    return Shown(
        pupil,
        next((consent for consent in given if consent.use == use), None),
        max(withdrawn, key=lambda consent: consent.withdrawn_on or consent.since, default=None),
        tuple(dict.fromkeys(consent.get_use_display() for consent in given if consent.use != use)),
    )


__all__: Final = ("Going", "PostRecord", "Shown", "post_record", "roster_for", "shown")
