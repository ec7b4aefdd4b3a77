"""What the page of a case shows: all that is on record of it, for one who may read it, by a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import MustNot
from safeconduct.web.access.rights import Position, rights
from safeconduct.web.casework.actions import STRANDS_LIKE
from safeconduct.web.casework.chronology import Entry, chronology
from safeconduct.web.casework.clocks import Clock, words_for
from safeconduct.web.casework.due import open_clocks, open_tasks
from safeconduct.web.casework.models import Link, Review, Running, Task
from safeconduct.web.casework.opening import opened
from safeconduct.web.casework.patterns import positions_by, reviews_at
from safeconduct.web.concerns.foreseeing import passed
from safeconduct.web.concerns.models import Case, Concern, Outside, Subject
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.contacts.telling import MUST_NOT
from safeconduct.web.people.models import Person
from safeconduct.web.people.words import said, spelt
from safeconduct.web.policies.models import Adoption


class Somebody(NamedTuple):
    """Somebody on a case: as what, and until when if they were let in."""

    person: Person
    what: str
    let_in: bool = False
    until: date | None = None


class Cited(NamedTuple):
    """A clause behind the route, as the policy adopted says it."""

    policy: str
    clause: str
    says: str


class Ticking(NamedTuple):
    """A clock that runs, and how much is left of it in words."""

    running: Running
    left: str
    is_over: bool


class Told(NamedTuple):
    """Who told it, as the reader may know it, and what to bear in mind."""

    who: str
    note: str = ""


class Shown(NamedTuple):
    """An entry of the chronology with its words opened."""

    entry: Entry
    words: Sequence[str]


class Reading:
    """A case as one person reads it. ``visible`` are all the cases that they may see."""

    def __init__(self, case: Case, me: Person, visible: Sequence[Case]) -> None:
        self.case, self.me, self._visible = case, me, visible
        self._charts = Charts([case.organisation])
        self.received = self._charts.received(case)
        self.held: frozenset[Position] = self._charts.positions(case, me)
        self.receives = any(each.person == me.pk for each in self.received.people)

    def shown(self) -> Mapping[str, Any]:
        """All that the page shows."""
        entries = chronology(self.case, self.me, self._visible)
        tasks = open_tasks([self.case])
        texts = opened(_seals(self.case, entries, tasks))
        return {
            "case": self.case,
            "me": self.me,
            "may": self.may(),
            "receives": self.receives,
            "told": self.told(),
            "words": texts.get(self.case.concern.words_id, ""),
            "subjects": [(each, held_then(each), texts[each.words_id] if each.words_id else "") for each in self.subjects()],
            "people": self.people(),
            "passed": list(passed(self._charts, self.case)),
            "why": self.why(),
            "cited": list(cited(self.case)),
            "must_not": [MUST_NOT[MustNot(each)] for each in self.case.route.get("must_not", ())],
            "clocks": self.clocks(timezone.now()),
            "outside": self.outside(),
            "tasks": [(task, texts.get(task.what_id, "")) for task in tasks],
            "today": timezone.localdate(),
            "decision": next((each for each in reversed(entries) if each.mark == "decided"), None),
            "entries": [Shown(entry, [texts[seal] for seal in entry.seals if seal is not None]) for entry in entries],
            "sisters": self.sisters(),
            "linked": self.linked(),
            "proposed": len(self.proposed()),
            "reviews": self.reviews(),
            "staff": [each for each in self.subjects() if each.person_id],
            "other_strand": self.other_strand(),
        }

    def may(self) -> Mapping[str, bool]:
        """Every right on the case: by its verb, and by the verb as a template can name it (``casework_triage``)."""
        found = {verb: bool(right.held_by & self.held) for verb, right in rights().items()}
        return found | {verb.replace(".", "_").replace("-", "_"): able for verb, able in found.items()}

    def told(self) -> Told:
        """Who told it. A name told in confidence is for those who receive the case, not for whoever was let in."""
        concern = self.case.concern
        name = concern.reporter.name if concern.reporter else ""
        if concern.standing == Concern.Standing.ANONYMOUS or not name:
            return Told("Somebody who gave no name", "Do not try to find out who it was.")
        if concern.standing == Concern.Standing.CONFIDENTIAL:
            note = "Told in confidence: keep the name to yourself, and out of what you write."
            return Told(name, note) if self.receives else Told("Somebody who told it in confidence", "Do not ask who it was.")
        if concern.nature == Concern.Nature.OWN:
            return Told(name, "Told of themself. That counts for them.")
        return Told(name)

    def subjects(self) -> list[Subject]:
        """Whom it is about."""
        return list(self.case.concern.subjects.all())

    def people(self) -> list[Somebody]:
        """Who is on the case today: those who receive it, then those let in."""
        received = {each.person: each.position for each in reversed(self.received.people)}
        order = dict.fromkeys(each.person for each in self.received.people)
        found = [Somebody(self._charts.people[pk], said(received[pk])) for pk in order]
        entries = self.case.let_in.filter(person__is_active=True).select_related("person").order_by("pk")
        others = [each for each in entries if each.person_id not in received and self._charts.positions(self.case, each.person)]
        return [*found, *(Somebody(each.person, f"let in, {each.to_do}", let_in=True, until=each.until) for each in others)]

    def why(self) -> str:
        """As what the reader has it."""
        mine = [spelt(each.position) for each in self.received.people if each.person == self.me.pk]
        return f"as {' and '.join(dict.fromkeys(mine))}" if mine else "since somebody on the case let you in"

    def clocks(self, now: datetime) -> list[Ticking]:
        """The clocks that run, and what is left."""
        clock = Clock(self.case.organisation.nation)
        return [Ticking(each, words_for(clock.left(now, each.due_at)), each.is_over(now)) for each in open_clocks([self.case])]

    def outside(self) -> list[Outside]:
        """Whom to turn to outside: who must be, and the designated officer."""
        wanted = {Outside.What.DESIGNATED_OFFICER.value, *([self.received.outside.value] if self.received.outside else [])}
        return list(Outside.objects.filter(organisation=self.case.organisation, what__in=wanted).order_by("what", "pk"))

    def linked(self) -> list[Case]:
        """The cases linked with it, of those that the reader may see."""
        mine = {each.pk: each for each in self._visible}
        pairs = (
            Link.objects.filter(ended_at__isnull=True)
            .filter(Q(case=self.case) | Q(other=self.case))
            .values_list("case", "other")
        )
        numbers = dict.fromkeys(other if one == self.case.pk else one for one, other in pairs)
        return [mine[number] for number in numbers if number in mine]

    def proposed(self) -> list[Case]:
        """Other cases about the same member of staff that the reader may see and that are not linked yet."""
        about = {each.person_id for each in self.subjects() if each.person_id}
        known = {self.case.pk, *(each.pk for each in self.linked())}
        others = [each for each in self._visible if each.pk not in known and each.concern_id != self.case.concern_id]
        return [each for each in others if about & {one.person_id for one in each.concern.subjects.all()}]

    def reviews(self) -> list[Review]:
        """Reviews that rest on this case, for whoever may look at them."""
        able = rights()["casework.review"].held_by
        found = reviews_at(self.case.organisation).filter(rests_on=self.case)
        return [each for each in found if positions_by(self._charts, each, self.me) & able]

    def sisters(self) -> list[Case]:
        """The other strands of the same concern, as far as the reader may see them."""
        return [each for each in self._visible if each.concern_id == self.case.concern_id and each.pk != self.case.pk]

    def other_strand(self) -> Case.Strand | None:
        """The strand that may be opened beside this one: offered also where it is open already, unseen by the reader."""
        wanted = Case.Strand.ADULT if self.case.strand == Case.Strand.CHILD else Case.Strand.CHILD
        mine = {each.strand for each in self.sisters() if each.organisation_id == self.case.organisation_id}
        return None if mine & STRANDS_LIKE[wanted] else wanted


def held_then(subject: Subject) -> str:
    """What somebody was on the day it was told, in words; each is a position, or an organisation's number with one."""
    positions = [held if isinstance(held, str) else held[-1] for held in subject.held]
    return ", ".join(said(position) for position in dict.fromkeys(positions))


def cited(case: Case) -> Iterator[Cited]:
    """The clauses behind the route of a case, in the words of the policies as they were adopted."""
    behind = case.route.get("policies", ())
    wanted = {(each["policy"], each["version"]) for each in behind}
    found = Adoption.objects.filter(
        policy_id__in=[policy for policy, _ in wanted], organisation__in=case.organisation.path_of_ids
    )
    adopted = {(each.policy_id, each.version): each for each in found}
    for each in behind:
        adoption = adopted.get((each["policy"], each["version"]))
        for clause in each["clauses"]:
            says = adoption.policy.clauses.get(clause) if adoption else None
            yield Cited(adoption.title if adoption else each["policy"], clause, says.says if says else "")


def _seals(case: Case, entries: Iterable[Entry], tasks: Iterable[Task]) -> Iterator[UUID | None]:
    yield case.concern.words_id
    yield from (each.words_id for each in case.concern.subjects.all())
    yield from (seal for entry in entries for seal in entry.seals)
    yield from (task.what_id for task in tasks)


__all__: Final = ("Cited", "Reading", "Shown", "Somebody", "Ticking", "Told", "cited")
