"""A roster from its arrival to its end: read, mapped, planned, carried out. ``actions`` and ``automatic`` call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from safeconduct.web.people import importing
from safeconduct.web.people.models import Organisation
from safeconduct.web.permissions import pupils
from safeconduct.web.permissions.pupils import Taking
from safeconduct.web.rostering import format as formats
from safeconduct.web.rostering import opening, roles
from safeconduct.web.rostering.models import Delivery, RosterHabits
from safeconduct.web.rostering.planning import Mapped, RosterPlan, plan
from safeconduct.web.rostering.roster import Org, Roster, packed, unpacked

_LEFT_OUT: Final = 0


def habits(place: Organisation) -> RosterHabits:
    """What is remembered of an organisation's rosters; empty at first."""
    return RosterHabits.objects.filter(organisation=place).first() or RosterHabits(organisation=place)


def arrived(place: Organisation, name: str, files: Mapping[str, bytes], source: Delivery.Source) -> Delivery:
    """A roster that has just come, read and kept for its next steps.

    Raises:
        InputError: it cannot be read.
    """
    roster = formats.read(files)
    return Delivery.objects.create(
        organisation=place,
        source=source,
        name=name[:200],
        digest=opening.digest(files),
        format=formats.formats()[roster.format].name,
        keep_until=Delivery.kept_until(source),
        roster=packed(roster),
    )


def roster_of(delivery: Delivery) -> Roster:
    """What stands in a roster that waits."""
    return unpacked(delivery.roster)


def below(place: Organisation) -> QuerySet[Organisation]:
    """The organisations that a roster of this one may tell of: itself and those below it."""
    return Organisation.objects.filter(path__startswith=place.path).order_by("name", "pk")


def unknown_schools(roster: Roster, kept: RosterHabits) -> list[Org]:
    """The organisations of a roster of which nobody has said what they are here."""
    here = {place.pk for place in below(kept.organisation)} | {_LEFT_OUT}
    return [org for org in roster.used_orgs if kept.schools.get(org.id) not in here]


def unknown_roles(roster: Roster, kept: RosterHabits) -> list[str]:
    """The roles of which nobody has said what they are; not those of organisations that are left out."""
    used = {one.role for one in roster.staff if kept.schools.get(one.org) != _LEFT_OUT}
    return roles.unknown(sorted(used), kept.roles)


def plan_for(delivery: Delivery, keep: int | None = None) -> RosterPlan:
    """What taking a roster over today would do; everything in it must have been said."""
    kept = habits(delivery.organisation)
    here = {place.pk: place for place in below(delivery.organisation)}
    places = {org: here.get(pk) for org, pk in kept.schools.items()}
    roster = roster_of(delivery)
    roster.staff = [one for one in roster.staff if places.get(one.org)]
    roster.pupils = [one for one in roster.pupils if places.get(one.org)]
    return plan(roster, Mapped(places, kept.roles, keep))


def unsaid(delivery: Delivery) -> Iterator[str]:
    """What nobody has said yet of the words in a roster, and must before it can be planned."""
    kept, roster = habits(delivery.organisation), roster_of(delivery)
    for org in unknown_schools(roster, kept):
        yield f"“{org.name}” is new: say which school it is here."
    for role in unknown_roles(roster, kept):
        yield f"The role “{role}” is new: say what it is here."


def doubts(delivery: Delivery) -> list[str]:
    """Why a person must look at a roster before it is taken over, in words; nothing if none need."""
    return list(unsaid(delivery)) or list(plan_for(delivery).doubts())


def carry_out(delivery: Delivery, planned: RosterPlan, *, invite: bool, by: int | None) -> dict[str, int]:
    """Do what a plan says, inside an action, and note it; how many join, change, leave and stay."""
    roster = roster_of(delivery)
    how = Taking(stay=frozenset(roster.stay), sure=True, by=by)
    delivery.counts = []
    for each in planned.places:
        if each.staff is not None:
            importing.carry_out(each.place, each.staff, invite=invite, by=by)
            importing.learn_codes(each.codes)
        if each.pupils is not None:
            pupils.take_over(each.place, each.pupil_rows, how._replace(whole=each.pupils_whole))
        delivery.counts.append({"place": each.place.pk, "name": each.place.name, **each.counts})
    delivery.faults = [list(fault) for fault in planned.faults]
    delivery.end(Delivery.State.TAKEN)
    delivery.save()
    return summed(delivery.counts)


def summed(counts: Iterable[Mapping[str, int | str]]) -> dict[str, int]:
    """The counts of all organisations together."""
    total: dict[str, int] = {}
    for each in counts:
        for name, count in each.items():
            if name not in {"place", "name"} and isinstance(count, int):
                total[name] = total.get(name, 0) + count
    return total


@transaction.atomic
def forget_old() -> int:
    """Remove the names from rosters that nobody took over in time; how many there were."""
    found = list(Delivery.objects.outlived().select_for_update(of=("self",)))
    for delivery in found:
        delivery.end(Delivery.State.DROPPED)
        delivery.save()
    return len(found)


__all__: Final = (
    "arrived", "below", "carry_out", "doubts", "forget_old", "habits", "plan_for", "roster_of", "summed", "unknown_roles",
    "unknown_schools", "unsaid",
)  # fmt: skip
