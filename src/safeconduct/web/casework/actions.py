"""Every change of casework. What anybody writes goes sealed into the database; the trail keeps codes, numbers and seals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.deciding import may
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.casework import patterns
from safeconduct.web.casework.clocks import Clock
from safeconduct.web.casework.models import Decision, Link, Review, Running, Task, Ways, Weighed
from safeconduct.web.casework.standards import OFFICER, standards
from safeconduct.web.concerns.actions import hold, policies_of
from safeconduct.web.concerns.calling_in import call_in
from safeconduct.web.concerns.laying import lay_on
from safeconduct.web.concerns.models import Case, Concern, LetIn, Seen
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.concerns.routes import decide as decide_route
from safeconduct.web.concerns.routes import told_first
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import fingerprint, seal

_ABOUT_STAFF: Final = (Case.Level.LOW, Case.Level.THRESHOLD)
_OVER: Final = (Case.State.CLOSED, Case.State.DESTROYED)
ALERT: Final = "concerns/alert"


@action("casework.open")
def open_case(by: Person, case: Case) -> Done[Case]:
    """Put on record that somebody has opened a case and read what was told."""
    Seen.objects.update_or_create(
        case=case, person=by, defaults={"last_at": timezone.now()}, create_defaults={"first_at": timezone.now()}
    )
    return Done(case)


def alert(people: Iterable[Person], case: Case, *, but: Person | None = None) -> None:
    """An e-mail to some people that there is something to read: no more than that."""
    for person in dict.fromkeys(people):
        if person != but:
            send(person, ALERT, {"path": "/cases/"})


def on_case(case: Case) -> list[Person]:
    """Everybody who is on a case today: those who receive it, then those let in."""
    charts = Charts([case.organisation])
    received = [charts.people[each.person] for each in charts.received(case).people]
    entries = case.let_in.filter(person__is_active=True).select_related("person").order_by("pk")
    let_in = [each.person for each in entries if charts.positions(case, each.person)]
    return list(dict.fromkeys([*received, *let_in]))


def _working(case: Case, *, closed_too: bool = False) -> Case:
    """The case as it is now, held so that nobody else changes it meanwhile.

    Raises:
        ValidationError: it is closed, unless that is all right, or destroyed.
    """
    found = Case.objects.select_for_update(of=("self",)).select_related("concern", "organisation").get(pk=case.pk)
    if found.state in _OVER and not (closed_too and found.state == Case.State.CLOSED):
        raise ValidationError("This case is closed. Open it again first; nothing was changed.")
    return found


def _sealed(words: str) -> Sealed | None:
    return seal(words) if words.strip() else None


def _fingerprints(*sealed: Sealed | None) -> list[str]:
    return [fingerprint(each) for each in sealed if each is not None]


# --- deciding -----------------------------------------------------------------------------------------------


class Weighing(NamedTuple):
    """One test of the harm threshold as somebody weighed it."""

    test: str
    answer: Weighed.Answer
    note: str = ""


class Deciding(NamedTuple):
    """What somebody decides a case to be, and why; with the tests, where they weighed them."""

    strand: Case.Strand
    level: Case.Level
    urgency: Decision.Urgency
    reason: str
    context: str = ""
    weighed: Sequence[Weighing] = ()


@action("casework.triage")
def decide(by: Person, case: Case, given: Deciding) -> Done[Decision]:
    """Decide what a case is. What was decided before stays on record; a clock that runs goes on running.

    Raises:
        ValidationError: the case is closed; or the decision mixes the child's strand with the question about the adult.
    """
    case = _working(case)
    _check(case, given)
    about = _hold_subjects(case)
    before, reason, context = case.level, seal(given.reason), _sealed(given.context)
    made = Decision.objects.create(
        case=case,
        by=by,
        strand=given.strand,
        level=given.level,
        urgency=given.urgency,
        reason=reason,
        context=context,
    )
    seals = [reason, context, *_weigh(made, given.weighed)]
    _take_over(by, case, given)
    if given.level == Case.Level.THRESHOLD and before != Case.Level.THRESHOLD:
        _start_officer(by, case)
    for person in about if given.level == Case.Level.LOW else ():
        open_due_reviews(case.organisation, person)
    facts = {"strand": made.strand, "level": made.level, "urgency": made.urgency}
    tests = [f"{each.test}:{each.answer}" for each in given.weighed]
    return Done(made, case=case.pk, before=before, tests=tests, sealed=_fingerprints(*seals), **facts)


def _check(case: Case, given: Deciding) -> None:
    if (case.strand == Case.Strand.CHILD) != (given.strand == Case.Strand.CHILD):
        raise ValidationError(
            {"strand": "A child's safety and the question about an adult are kept apart. Open the other strand instead."}
        )
    if given.level in _ABOUT_STAFF and given.strand != Case.Strand.ADULT:
        raise ValidationError(
            {"level": "That is a question about a member of staff. It is decided in the strand “Staff conduct”."}
        )
    if given.level == Case.Level.UNDECIDED:
        raise ValidationError({"level": "Choose what it is. “Neither” is an answer too."})
    same = Case.objects.filter(concern=case.concern_id, organisation=case.organisation_id, strand=given.strand)
    if same.exclude(pk=case.pk).exists():
        raise ValidationError({"strand": "That strand is open already, as a case of its own."})


def _hold_subjects(case: Case) -> list[Person]:
    """The members of staff concerned, held: two decisions about one of them at once each see what the other did."""
    numbers = case.concern.subjects.filter(person__isnull=False).values("person")
    return list(Person.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _weigh(made: Decision, weighed: Iterable[Weighing]) -> list[Sealed | None]:
    notes = [(each, _sealed(each.note)) for each in weighed]
    Weighed.objects.bulk_create(
        Weighed(case=made.case, by=made.by, decision=made, test=each.test, answer=each.answer, note=note)
        for each, note in notes
    )
    return [note for _, note in notes]


def _take_over(by: Person, case: Case, given: Deciding) -> None:
    """Write the decision into the case; whoever the new strand must tell is added to its route, and told."""
    if given.strand != case.strand:
        roles = [told.value for told in told_first(case.organisation, given.strand)]
        case.route = {**case.route, "roles": list(dict.fromkeys((*case.route.get("roles", ()), *roles)))}
    case.strand, case.level = given.strand, given.level
    case.state, case.triaged_at = Case.State.OPEN, case.triaged_at or timezone.now()
    case.save(update_fields=["strand", "level", "state", "triaged_at", "route"])
    call_in([Case.objects.select_related("concern", "organisation").get(pk=case.pk)], but=by)


def _start_officer(by: Person, case: Case) -> None:
    """Start the designated officer's clock, unless it runs."""
    if Running.objects.filter(case=case, rule=OFFICER, ended_at__isnull=True).exists():
        return
    rule, clock, now = standards().clocks[OFFICER], Clock(case.organisation.nation), timezone.now()
    due = clock.due(now, patterns.ways_of(case.organisation).officer_days)
    remind = max(clock.before(due, rule.remind_hours), now)
    running = Running.objects.create(case=case, by=by, rule=OFFICER, at=now, due_at=due, remind_at=remind)
    append("casework.start-clock", by=by.pk, about=f"casework.running:{running.pk}", facts={"case": case.pk, "due": due})
    alert(on_case(case), case, but=by)


class OfficerTold(NamedTuple):
    """That the designated officer was told: when, what their reference is, and what they said."""

    at: datetime
    reference: str = ""
    words: str = ""


@action("casework.tell-officer")
def told_officer(by: Person, case: Case, given: OfficerTold) -> Done[Running]:
    """Put on record that the designated officer was told. This ends the clock.

    Raises:
        ValidationError: no clock runs, or the moment is still to come.
    """
    if given.at > timezone.now():
        raise ValidationError({"at": "This moment is still to come. Say when you told them."})
    reference, words = _sealed(given.reference), _sealed(given.words)
    ended = _end(by, case, Running.Ending.DONE, done_at=given.at, reference=reference, words=words)
    return Done(ended, case=case.pk, ending=ended.ending, at=given.at, sealed=_fingerprints(reference, words))


@action("casework.tell-officer")
def officer_not_needed(by: Person, case: Case, why: str) -> Done[Running]:
    """End the clock without telling the designated officer, and say why. The reason stays on record.

    Raises:
        ValidationError: no clock runs.
    """
    words = seal(why)
    ended = _end(by, case, Running.Ending.NOT_NEEDED, words=words)
    return Done(ended, case=case.pk, ending=ended.ending, sealed=_fingerprints(words))


def _end(by: Person, case: Case, ending: Running.Ending, **more: Any) -> Running:
    running = Running.objects.select_for_update().filter(case=case, rule=OFFICER, ended_at__isnull=True).first()
    if running is None:
        raise ValidationError("No clock runs on this case; somebody may have ended it just now. Nothing was changed.")
    running.ending, running.ended_at, running.ended_by = ending, timezone.now(), by
    for name, value in more.items():
        setattr(running, name, value)
    running.save()
    return running


STRANDS_LIKE: Final[Mapping[Case.Strand, frozenset[str]]] = {
    Case.Strand.CHILD: frozenset({Case.Strand.CHILD.value}),
    Case.Strand.ADULT: frozenset({Case.Strand.ADULT.value, Case.Strand.OTHER.value}),
}
"""The two strands of a concern, and the cases that already are one of them."""


@action("casework.open-strand")
def open_strand(by: Person, case: Case, strand: Case.Strand) -> Done[Case]:
    """See to it that the other strand of a concern is open as a case of its own, for those whom it must tell.

    What whoever told it handed in and wrote lies on it, too. Where it is open already nothing happens, and nothing says so:
    whether there is one is known to those alone who see it.
    """
    hold(case.concern)
    case = _working(case)
    same = Case.objects.filter(concern=case.concern_id, organisation=case.organisation_id, strand__in=STRANDS_LIKE[strand])
    if not same.exclude(pk=case.pk).exists():
        made = Case.objects.create(
            concern=case.concern, organisation=case.organisation, strand=strand, route=_route_of(case, strand)
        )
        facts: dict[str, Fact] = {"strand": strand.value, **lay_on(by, made).facts}
        append("casework.begin-strand", by=by.pk, about=f"concerns.case:{made.pk}", facts=facts)
        call_in([made], but=by)
    return Done(case, strand=strand.value)


def _route_of(case: Case, strand: Case.Strand) -> dict[str, Any]:
    """The route that the other strand would have had from the beginning."""
    concern = case.concern
    complained = [each.person for each in concern.subjects.select_related("person") if each.person is not None]
    decided = decide_route(
        case.organisation,
        ConcernKind(concern.kind),
        policies_of(case.organisation),
        child_protection=strand == Case.Strand.CHILD,
        complained=complained,
        reporter=concern.reporter,
    )
    for part in decided.parts:
        if part.place == case.organisation and part.strand == strand:
            return decided.kept(part)
    roles = [told.value for told in told_first(case.organisation, strand)]
    return {**decided.kept(decided.parts[0]), "roles": roles}


# --- tasks, people, links -----------------------------------------------------------------------------------


@action("casework.task")
def set_task(by: Person, case: Case, what: str, due: date, whose: Person) -> Done[Task]:
    """Set somebody on the case a task.

    Raises:
        ValidationError: the case is closed, the day is over, or the person is not on the case.
    """
    case = _working(case)
    if due < timezone.localdate():
        raise ValidationError({"due": "This day is over. Choose today or a later one."})
    if whose not in on_case(case):
        raise ValidationError({"whose": "Only somebody on the case can be given a task. Let them in first."})
    sealed = seal(what)
    task = Task.objects.create(case=case, by=by, what=sealed, due=due, whose=whose)
    alert([whose], case, but=by)
    return Done(task, case=case.pk, due=due, whose=whose.pk, sealed=[fingerprint(sealed)])


@action("casework.do-task")
def do_task(by: Person, task: Task) -> Done[Task]:
    """Say that a task is done: whose it is, or whoever deals with the case.

    Raises:
        PermissionDenied: it is somebody else's.
        ValidationError: it was done before.
    """
    found = Task.objects.select_for_update(of=("self",)).select_related("case").get(pk=task.pk)
    if found.whose_id != by.pk and not may(by, "casework.task", found.case):
        raise PermissionDenied("casework.do-task")
    if found.done_at is not None:
        raise ValidationError("This was done already. Nothing was changed.")
    found.done_at, found.done_by = timezone.now(), by
    found.save(update_fields=["done_at", "done_by"])
    return Done(found, case=found.case_id)


@action("casework.let-in")
def let_in(
    by: Person, case: Case, person: Person, *, works: bool, until: date | None = None, originals: bool = False
) -> Done[LetIn]:
    """Let somebody into a case, to read it or to work on it, until a day. They are told that there is something to read.

    Into a closed one, too: of some cases only one person decides, and two are wanted to destroy it. Who works on it may take
    the ``originals`` of its evidence only if they get leave to, by somebody who may.

    Raises:
        PermissionDenied: the one who lets them in may not take originals either.
        ValidationError: they may not be let in, receive it anyway, the day is over, or the case was destroyed.
    """
    case = _working(case, closed_too=True)
    if until is not None and until < timezone.localdate():
        raise ValidationError({"until": "This day is over. Choose today or a later one, or leave it empty."})
    if person not in may_be_let_in(case):
        raise ValidationError({"person": "This person cannot be let in. Choose somebody from the list."})
    if originals and not case.lends_originals_to(by):
        raise PermissionDenied("concerns.evidence-download")
    given = {"works": works, "originals": works and originals, "until": until, "since": timezone.localdate(), "by": by}
    entry, _ = LetIn.objects.update_or_create(case=case, person=person, defaults=given)
    alert([person], case, but=by)
    return Done(entry, case=case.pk, who=person.pk, works=works, until=until, originals=entry.originals)


def may_be_let_in(case: Case) -> list[Person]:
    """Everybody with a role at the organisation or above it whom nothing bars, and who is not on the case, by name.

    Who told it under their name follows it otherwise. Who told it in confidence is among them: a list that lacks one name
    would say who it was, and so would a page on which somebody let in never comes to stand.
    """
    charts = Charts([case.organisation])
    named = case.concern.standing == Concern.Standing.NAMED
    barred = (charts.shut_out(case) if named else charts.excluded(case)) | {each.pk for each in on_case(case)}
    return sorted((one for one in charts.people.values() if one.pk not in barred), key=lambda one: (one.name, one.pk))


@action("casework.let-in")
def let_out(by: Person, case: Case, person: Person) -> Done[Case]:
    """End that somebody was let into a case; at once.

    Raises:
        ValidationError: they were not let in.
    """
    yesterday = timezone.localdate() - timedelta(1)
    if not LetIn.objects.filter(case=case, person=person).exclude(until__lte=yesterday).update(until=yesterday):
        raise ValidationError("This person was not let in, or not any more. Nothing was changed.")
    return Done(case, who=person.pk, ended=True)


@action("casework.link")
def link(by: Person, case: Case, other: Case, reason: str) -> Done[Link]:
    """Say that two cases belong together, and why. One must be able to work on both.

    Raises:
        ValidationError: it is the same case, or they are linked already.
    """
    if other.pk == case.pk or not may(by, "casework.link", other):
        raise ValidationError({"other": "Choose another case from the list."})
    if linked(case, other).exists():
        raise ValidationError({"other": "These cases are linked already."})
    sealed = seal(reason)
    made = Link.objects.create(case=case, other=other, by=by, reason=sealed)
    return Done(made, cases=[case.pk, other.pk], sealed=[fingerprint(sealed)])


def linked(case: Case, other: Case) -> Any:
    """The links that hold between two cases, whichever way round."""
    return Link.objects.filter(case__in=(case, other), other__in=(case, other), ended_at__isnull=True)


@action("casework.link")
def unlink(by: Person, case: Case, other: Case) -> Done[Case]:
    """End the link between two cases; that there was one stays on record.

    Raises:
        ValidationError: there is none.
    """
    if not may(by, "casework.link", other) or not linked(case, other).update(ended_at=timezone.now(), ended_by=by):
        raise ValidationError("These cases are not linked. Nothing was changed.")
    return Done(case, cases=[case.pk, other.pk], ended=True)


# --- patterns -----------------------------------------------------------------------------------------------


def open_due_reviews(place: Organisation, about: Person) -> int:
    """Open the reviews of low-level concerns about a person that are due, and tell who is to look; how many.

    Only inside a transaction. The trail is told the cases and the sum, not whom it is about.
    """
    found = list(patterns.due(place, about, timezone.localdate()))
    for each in found:
        _open_review(each, [one.case for one in each.pattern.counted])
    return len(found)


def open_review_again(closed: Review) -> int:
    """Open a review once more on the day on which somebody settled to look again, over the same cases; how many.

    Only inside a transaction. It is opened whatever they add up to today, unless none of the cases is kept any more.
    """
    found = patterns.again(closed, timezone.localdate())
    if found is None or Review.objects.filter(follows=closed).exists():
        return 0
    _open_review(found.due, found.cases, closed)
    return 1


def _open_review(given: patterns.Due, cases: Sequence[Case], follows: Review | None = None) -> None:
    ways = given.pattern.ways
    review = Review.objects.create(
        organisation=cases[0].organisation,
        about=given.pattern.about,
        counted=given.pattern.sum,
        threshold=ways.threshold,
        window_months=ways.window_months,
        follows=follows,
    )
    review.rests_on.set(cases)
    facts: dict[str, Fact] = {
        "cases": [case.pk for case in cases],
        "counted": str(review.counted),
        "threshold": str(review.threshold),
    }
    facts |= {"follows": follows.pk} if follows else {}
    append("casework.open-review", by=None, about=f"casework.review:{review.pk}", facts=facts)
    alert(given.tell, cases[0])


@action("casework.review")
def close_review(by: Person, review: Review, words: str, look_again_on: date | None = None) -> Done[Review]:
    """Put on record what somebody who looked at a pattern concludes, in words. Nothing follows from it by itself.

    Raises:
        ValidationError: it was closed before, or the day to look again is over.
    """
    found = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if found.closed_at is not None:
        raise ValidationError("Somebody has closed this review already. Nothing was changed.")
    if look_again_on is not None and look_again_on <= timezone.localdate():
        raise ValidationError({"look_again_on": "Choose a day after today, or leave it empty."})
    found.outcome, found.look_again_on = seal(words), look_again_on
    found.closed_at, found.closed_by = timezone.now(), by
    found.save()
    return Done(found, look_again_on=look_again_on, sealed=[fingerprint(found.outcome)])


NO_SOURCE: Final = "Say where the numbers come from: your low-level concerns policy, your local authority's procedures."


class WaysGiven(NamedTuple):
    """How patterns are looked for, how many working days there are to tell the designated officer, and who says so."""

    window_months: int
    threshold: float
    own: float
    weights: Mapping[str, float]
    officer_days: int
    source: str


@action("casework.set-ways")
def set_ways(by: Person, place: Organisation, given: WaysGiven) -> Done[Ways]:
    """Say how an organisation looks for patterns, how long it gives itself, and where it takes that from.

    Raises:
        ValidationError: no source is named.
    """
    if not given.source.strip():
        raise ValidationError({"source": NO_SOURCE})
    ways, _ = Ways.objects.update_or_create(organisation=place, defaults=given._asdict())
    weights = [f"{kind}:{weight}" for kind, weight in sorted(given.weights.items())]
    facts: dict[str, Fact] = {"months": given.window_months, "threshold": str(given.threshold), "own": str(given.own)}
    return Done(ways, officer_days=given.officer_days, weights=weights, **facts)


__all__: Final = (
    "NO_SOURCE", "STRANDS_LIKE", "Deciding", "OfficerTold", "WaysGiven", "Weighing", "alert", "close_review", "decide",
    "do_task", "let_in", "let_out", "link", "linked", "may_be_let_in", "officer_not_needed", "on_case", "open_case",
    "open_due_reviews", "open_review_again", "open_strand", "set_task", "set_ways", "told_officer", "unlink",
)  # fmt: skip
