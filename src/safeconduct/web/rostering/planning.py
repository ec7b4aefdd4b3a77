"""What taking a roster over would do, school by school: staff by the comparison of staff lists, pupils by that of pupil lists.

A school of which a roster names no staff at all keeps its staff, and one without pupils its pupils: such a file does not tell
of them. Nothing is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people import importing
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.sifting import sift
from safeconduct.web.people.staff_list.columns import Field, normal
from safeconduct.web.people.staff_list.comparing import JOBS, Known, Plan, compare
from safeconduct.web.people.staff_list.reading import Row
from safeconduct.web.people.words import said
from safeconduct.web.permissions import pupils
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.permissions.pupils import PupilPlan, PupilRow
from safeconduct.web.rostering import roles
from safeconduct.web.rostering.roster import Child, Fault, Loose, Roster, Staff

_FIELDS: Final = (Field.FULL_NAME, Field.EMAIL, Field.TITLE, Field.CODE, Field.STARTS, Field.ENDS)
_TITLES: Final = {normal(position.value): position.value for position in Position}
_YEAR: Final = 40


@dataclass
class PlacePlan:
    """What would change at one organisation; nothing of staff or of pupils where the roster does not tell of them."""

    place: Organisation
    staff: Plan | None = None
    pupils: PupilPlan | None = None
    pupil_rows: list[PupilRow] = field(default_factory=list)
    pupils_whole: bool = False
    codes: dict[int, str] = field(default_factory=dict)  # what the other system calls staff of whom that was not known

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return all(plan is None or plan.empty for plan in (self.staff, self.pupils))

    @property
    def staff_leaving(self) -> int:
        """How many staff leave, where that is so many that somebody must say that it is right."""
        return len(self.staff.leavers) if self.staff and self.staff.many_leave else 0

    @property
    def pupils_leaving(self) -> int:
        """The same of pupils."""
        return self.pupils.leaving if self.pupils and self.pupils.many_leave else 0

    @property
    def powerful(self) -> list[Position]:
        """What the roster would make people that a file alone may not make them."""
        if self.staff is None:
            return []
        begun = [*(one.position for one in self.staff.joiners), *(one.begin for one in self.staff.changes)]
        return sorted({position for position in begun if position and position not in roles.PLAIN})

    @property
    def counts(self) -> dict[str, int]:
        """How many join, change, leave and stay, of staff and of pupils."""
        staff, young = self.staff or Plan(0), self.pupils or PupilPlan()
        made = {"joined": len(staff.joiners), "changed": len(staff.changes), "left": len(staff.leavers)}
        made["unchanged"] = staff.unchanged
        return made | {f"pupils_{name}": count for name, count in young.counts.items()}


@dataclass
class RosterPlan:
    """What would change altogether."""

    places: list[PlacePlan]
    faults: list[Fault]

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return all(each.empty for each in self.places)

    @property
    def joiners(self) -> int:
        """How many staff join."""
        return sum(len(each.staff.joiners) for each in self.places if each.staff)

    @property
    def staff_leaving(self) -> int:
        """How many staff leave where that needs a word."""
        return sum(each.staff_leaving for each in self.places)

    @property
    def pupils_leaving(self) -> int:
        """How many pupils leave where that needs a word."""
        return sum(each.pupils_leaving for each in self.places)

    @property
    def mark(self) -> str:
        """By what the plan is known again: what was looked at is what is done, or nothing."""
        said = [(each.place.pk, each.staff and each.staff.mark, _told(each.pupils)) for each in self.places]
        return hashlib.sha256(repr((said, len(self.faults))).encode()).hexdigest()[:32]

    def doubts(self) -> Iterator[str]:
        """Why a person must look before this is done, in words."""
        for each in self.places:
            if each.staff_leaving:
                yield f"{each.staff_leaving} staff would leave {each.place.name}."
            if each.pupils_leaving:
                yield f"{each.pupils_leaving} pupils would leave {each.place.name}."
            for position in each.powerful:
                yield f"Somebody would become {said(position).lower()} at {each.place.name}."


def _told(plan: PupilPlan | None) -> object:
    if plan is None:
        return None
    changes = [(pupil.pk, row) for pupil, row in plan.changes]
    return plan.joiners, changes, [pupil.pk for pupil in plan.leavers], plan.unchanged


@dataclass(frozen=True)
class Mapped:
    """What was said of a roster's words: which organisation is which here (none: left out), and what each role is."""

    places: Mapping[str, Organisation | None]
    roles: Mapping[str, str]
    keep: int | None = None  # who takes it over, and does not leave by it


def plan(roster: Roster, mapped: Mapped) -> RosterPlan:
    """What taking a roster over today would do; every organisation and role in it must be mapped."""
    by_pk = {place.pk: place for place in mapped.places.values() if place is not None}
    found, faults = list[PlacePlan](), list(roster.faults)
    spoken_of = set[str]()
    for pk in sorted(by_pk, key=lambda pk: (by_pk[pk].name, pk)):
        made = _At(roster, mapped, by_pk[pk]).plan(faults, spoken_of)
        if made.staff is not None or made.pupils is not None:
            found.append(made)
    for one in roster.loose:
        if not one.until and one.id not in spoken_of:
            says = "is about somebody who is not here, and does not say what they are"
            faults.append(Fault(one.at.file, one.at.line, "sourcedId", says, "Export everything once, not changes alone."))
    return RosterPlan(found, sorted(faults))


class _At:
    """One organisation's part of a roster."""

    def __init__(self, roster: Roster, mapped: Mapped, place: Organisation) -> None:
        self.roster, self.mapped, self.place = roster, mapped, place
        self.today = timezone.localdate()
        here = {org for org, at in mapped.places.items() if at is not None and at.pk == place.pk}
        self.staff = [one for one in roster.staff if one.org in here]
        self.children = [one for one in roster.pupils if one.org in here]
        self.loose = [one for one in roster.loose if not one.org or one.org in here]
        self.stay = frozenset(roster.stay)

    def plan(self, faults: list[Fault], spoken_of: set[str]) -> PlacePlan:
        """What would change here; ``spoken_of`` is given the ids of whom something partial is said and who are here."""
        made = PlacePlan(self.place)
        made.staff = self._of_staff(made, faults, spoken_of)
        if self.place.kind == Organisation.Kind.SCHOOL:
            self._of_pupils(made, spoken_of)
        return made

    # --- staff ----------------------------------------------------------------------------------------------------

    def _of_staff(self, at: PlacePlan, faults: list[Fault], spoken_of: set[str]) -> Plan | None:
        if not (self.staff or any(one.pupil is not True for one in self.loose)):
            return None
        known = importing.known(self.place, {one.email for one in self.staff if one.email})
        find = _Finder(known)
        chosen, left_out = _one_each(self.staff, self.mapped.roles)
        rows = [(self._row(one, position, find.one(one.id, one.email)), one.at.file) for one, position in chosen]
        sure = {one.id for one, _ in chosen}
        found = ((find.one(one.id, one.email), one.id) for one, _ in chosen)
        at.codes = {one.pk: code for one, code in found if one and one.roles and not one.code}
        for loose in self.loose:
            one = find.one(loose.id, loose.email) if loose.pupil is not True else None
            if one is not None and one.roles and loose.id not in sure:
                spoken_of.add(loose.id)
                rows.append((self._loose_row(loose, one), loose.at.file))
        if not rows:
            return None
        made = compare(
            [row for row, _ in rows],
            _FIELDS,
            _TITLES,
            known,
            today=self.today,
            keep=self.mapped.keep,
            stay=self._who_stay(known, left_out, whole=self.roster.staff_whole and bool(self.staff)),
        )
        made = sift(made, Person.objects.filter(pk=self.mapped.keep).first() if self.mapped.keep else None, self.place)
        files = {row.number: file for row, file in rows}
        faults += [Fault(files.get(each.row, ""), each.row, each.column, each.says, each.todo) for each in made.faults]
        return made

    def _who_stay(self, known: Iterable[Known], left_out: set[str], *, whole: bool) -> list[int]:
        """Who is not taken for gone although no row of theirs is taken over."""
        names = self.stay | left_out
        return [one.pk for one in known if not whole or one.email.lower() in names or (one.code and one.code in names)]

    def _row(self, one: Staff, position: Position, known: Known | None) -> Row:
        held = {each for each, _ in known.roles.values()} if known else set()
        if position in JOBS:
            position = next((fine for fine in roles.FINE if fine in held), position)
        return Row(one.at.line, [one.name, one.email, position.value, one.id, one.since, one.until])

    def _loose_row(self, loose: Loose, one: Known) -> Row:
        held = [position for position, _ in one.roles.values()]
        position = next((each for each in held if each in JOBS), held[0])
        ends = min(date.fromisoformat(loose.until), self.today - timedelta(1)).isoformat() if loose.until else ""
        return Row(loose.at.line, [loose.name or one.name, one.email, position.value, one.code, "", ends])

    # --- pupils ---------------------------------------------------------------------------------------------------

    def _of_pupils(self, made: PlacePlan, spoken_of: set[str]) -> None:
        loose = [one for one in self.loose if one.pupil is not False]
        if not (self.children or loose):
            return
        kept = Pupil.objects.filter(organisation=self.place).exclude(external_id="")
        known = {pupil.external_id: pupil for pupil in kept} if loose or not self.roster.pupils_whole else {}
        by_id = {one.id: self._child(one, known.get(one.id)) for one in self.children}
        for one in loose:
            pupil = known.get(one.id)
            if pupil is not None and one.id not in by_id:
                spoken_of.add(one.id)
                by_id[one.id] = self._loose_child(one, pupil)
        if by_id:
            made.pupil_rows = list(by_id.values())
            made.pupils_whole = self.roster.pupils_whole and bool(self.children)
            made.pupils = pupils.plan(self.place, made.pupil_rows, whole=made.pupils_whole, stay=self.stay)

    def _child(self, one: Child, known: Pupil | None) -> PupilRow:
        return PupilRow(
            one.name,
            _year(one.year, one.group, known.year if known and not self.roster.pupils_whole else ""),
            one.id,
            date.fromisoformat(one.born) if one.born else None,
            date.fromisoformat(one.until) if one.until else None,
        )

    def _loose_child(self, one: Loose, pupil: Pupil) -> PupilRow:
        until = min(date.fromisoformat(one.until), self.today - timedelta(1)) if one.until else pupil.until
        if one.until and not pupil.is_here:
            until = pupil.until
        return PupilRow(one.name or pupil.name, _year(one.year, one.group, pupil.year), one.id, until=until)


class _Finder:
    """Finds whom a row is about, as the comparison of staff lists does."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.by_email = {one.email.lower(): one for one in known}
        self.by_code = {one.code: one for one in known if one.code and one.roles}

    def one(self, number: str, email: str) -> Known | None:
        """By address, else by number."""
        return self.by_email.get(email) or self.by_code.get(number)


def _one_each(staff: Iterable[Staff], remembered: Mapping[str, str]) -> tuple[list[tuple[Staff, Position]], set[str]]:
    """Everybody once, as what they mainly are; and the ids and addresses of those who are left out."""
    found: dict[str, tuple[Staff, Position]] = {}
    left_out = set[str]()
    for one in staff:
        position = roles.position(one.role, remembered)
        if position is None:
            left_out |= {one.id, one.email} - {""}
        elif one.id not in found or (one.primary and not found[one.id][0].primary):
            found[one.id] = (one, position)
    return list(found.values()), left_out


def _year(year: str, group: str, known: str) -> str:
    """Year and class; where the roster does not tell the class, the one that is known stays."""
    told = ", ".join(filter(None, (year, group)))[:_YEAR]
    return known if known and not group and known.startswith(year) else told


__all__: Final = ("Mapped", "PlacePlan", "RosterPlan", "plan")
