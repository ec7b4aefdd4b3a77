"""Every change of keeping: how a case ended, holds, destruction by two people, replies, and what was handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.deciding import may, require
from safeconduct.web.casework.actions import alert, on_case
from safeconduct.web.casework.due import open_clocks
from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.evidence import export
from safeconduct.web.concerns.models import Case, Note, Outside
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.jobs.mail import send
from safeconduct.web.keeping.belonging import Part, belongings, counted, emptied, is_awaited, is_last, parts, reviews, told
from safeconduct.web.keeping.bundle import Bundle, Choice, bundle
from safeconduct.web.keeping.clocks import Days, until
from safeconduct.web.keeping.models import Destruction, Ended, HandOver, Hold, Reply, Span
from safeconduct.web.keeping.spans import holding
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.storing import destroy as empty
from safeconduct.web.sealing.storing import fingerprint, seal

ALERT: Final = "concerns/alert"
_CLOCK_RUNS: Final = (
    "The time to tell the designated officer is running. First put on record that they were told, or why they need not be; "
    "then close the case. Nothing was changed."
)


class Ending(NamedTuple):
    """How a case ended, for everybody concerned or for one member of staff; and what the clock needs to know of them."""

    outcome: str
    reason: str
    about: Person | None = None
    born: date | None = None
    left: date | None = None


class OwnDays(NamedTuple):
    """What a clock needs to know of one member of staff: when they left, when they were born."""

    left: date | None = None
    born: date | None = None

    def corrects(self, ended: Ended) -> bool:
        """Whether a day that stands at an ending is another now, or none."""
        return any(old and old != new for old, new in ((ended.left, self.left), (ended.born, self.born)))


@action("keeping.close")
def close(by: Person, case: Case, endings: Sequence[Ending]) -> Done[Case]:
    """Say how a case ended; from now on its clock runs.

    Raises:
        ValidationError: it is closed already, a word does not fit its strand, or the time to tell the designated officer runs.
    """
    case = _held(case)
    if case.state == Case.State.CLOSED:
        raise ValidationError("This case is closed already. Nothing was changed.")
    if open_clocks([case]):
        raise ValidationError(_CLOCK_RUNS)
    made = [_ended(by, case, each) for each in endings]
    case.state, case.closed_at, case.keep_until = Case.State.CLOSED, timezone.now(), _latest(made)
    case.save(update_fields=["state", "closed_at", "keep_until"])
    facts = {"outcomes": [each.outcome for each in made], "clocks": [each.clock for each in made]}
    return Done(case, sealed=[fingerprint(each.reason) for each in made], keep_until=case.keep_until, **facts)


def _ended(by: Person, case: Case, given: Ending) -> Ended:
    outcome = standards().outcomes.get(given.outcome)
    clock = outcome.clock_of(case.strand, case.level) if outcome else None
    if outcome is None or clock is None:
        raise ValidationError({"outcome": "Choose how it ended."})
    return Ended.objects.create(
        case=case,
        about=given.about,
        outcome=outcome.id,
        clock=clock,
        reason=seal(given.reason),
        born=given.born,
        left=given.left,
        keep_until=_until(case, clock, timezone.localdate(), given.left, given.born),
        by=by,
    )


def _until(case: Case, clock: str, closed: date, left: date | None, born: date | None) -> date | None:
    rule = holding(case.organisation)[clock].rule
    return until(rule, rule.years, Days(timezone.localdate(case.concern.at), closed, left, born)).day


def _latest(endings: Iterable[Ended]) -> date | None:
    """The latest of the days; none while one of them is not known."""
    days = [each.keep_until for each in endings]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


@action("keeping.close")
def complete(by: Person, case: Case, given: Mapping[int, OwnDays], why: str = "") -> Done[Case]:
    """Enter or put right what the clocks need to know, each ending its own person's days; the case is kept until the latest.

    Why a day that stood there was wrong is kept as a note on the case.

    Raises:
        ValidationError: the case is not closed, or a day that stood there is changed without a reason.
    """
    case = _closed(case)
    standing = list(case.endings.filter(reopened_at__isnull=True))
    corrected = [each.pk for each in standing if each.pk in given and given[each.pk].corrects(each)]
    if corrected and not why.strip():
        raise ValidationError({"why": "Write why the day that stood there was wrong."})
    if corrected:
        write_note(by, case, f"A day that its clock counts from was put right: {why.strip()}", Note.For.INTERNAL)
    for each in standing:
        each.left, each.born = given.get(each.pk, OwnDays(each.left, each.born))
        each.keep_until = _until(case, each.clock, timezone.localdate(each.at), each.left, each.born)
        each.save(update_fields=["born", "left", "keep_until"])
    case.keep_until = _latest(standing)
    case.save(update_fields=["keep_until"])
    return Done(case, step="completed", corrected=corrected, keep_until=case.keep_until)


@action("keeping.close")
def reopen(by: Person, case: Case) -> Done[Case]:
    """Open a case again; how it had ended stays on record.

    Raises:
        ValidationError: it is not closed, or somebody has asked for it to be destroyed.
    """
    case = _closed(case)
    if case.destructions.filter(dropped_at__isnull=True).exists():
        raise ValidationError("Somebody asked for this case to be destroyed. Refuse that first.")
    case.endings.filter(reopened_at__isnull=True).update(reopened_at=timezone.now())
    case.state, case.closed_at, case.keep_until = Case.State.OPEN, None, None
    case.save(update_fields=["state", "closed_at", "keep_until"])
    return Done(case, step="reopened")


@action("keeping.hold")
def hold(by: Person, case: Case, why: str) -> Done[Hold]:
    """Keep a case whatever its clock says.

    Raises:
        PermissionDenied: the person may only lift one.
        ValidationError: it is on hold already.
    """
    require(by, "keeping.close", case)
    case = _held(case)
    if case.on_hold:
        raise ValidationError("This case is on hold already. Nothing was changed.")
    made = Hold.objects.create(case=case, why=seal(why), by=by)
    case.destructions.filter(agreed_at__isnull=True, dropped_at__isnull=True).update(dropped_at=timezone.now())
    _set_hold(case, on=True)
    return Done(made, case=case.pk, sealed=[fingerprint(made.why)])


@action("keeping.hold")
def lift(by: Person, case: Case) -> Done[Hold]:
    """Lift a hold that somebody else put.

    Raises:
        ValidationError: there is none, or it is one's own.
    """
    case = _held(case)
    standing = case.holds.filter(lifted_at__isnull=True).first()
    if standing is None:
        raise ValidationError("This case is not on hold. Nothing was changed.")
    if standing.by_id == by.pk:
        raise ValidationError("You put this hold yourself. Somebody else on the case has to lift it.")
    standing.lifted_by, standing.lifted_at = by, timezone.now()
    standing.save(update_fields=["lifted_by", "lifted_at"])
    _set_hold(case, on=False)
    return Done(standing, case=case.pk, step="lifted")


def _set_hold(case: Case, *, on: bool) -> None:
    case.on_hold = on
    case.save(update_fields=["on_hold"])


# --- destroying ---------------------------------------------------------------------------------------------


def obstacles(case: Case, today: date | None = None) -> list[str]:
    """Why a case cannot be destroyed now; nothing if it can."""
    today = today or timezone.localdate()
    if case.state != Case.State.CLOSED:
        return ["It is not closed. Say how it ended first."]
    found = ["It is on legal hold."] if case.on_hold else []
    if is_awaited(case):
        found.append("Somebody asked what is held about them, and this case is part of the answer. Answer that first.")
    if case.keep_until is None:
        return [*found, "The day until which it is kept is not known: something that its clock needs is missing."]
    return [*found, f"It is kept until {case.keep_until:%-d %B %Y}."] if case.keep_until >= today else found


@action("keeping.destroy")
def ask_to_destroy(by: Person, case: Case) -> Done[Destruction]:
    """Ask for a case to be destroyed. Nothing is destroyed before somebody else has agreed.

    Raises:
        PermissionDenied: the person may only agree.
        ValidationError: it must be kept, or somebody has asked already.
    """
    require(by, "keeping.close", case)
    case = _due(case)
    if case.destructions.filter(dropped_at__isnull=True).exists():
        raise ValidationError("Somebody has asked for this already. Nothing was changed.")
    made = Destruction.objects.create(case=case, asked_by=by)
    alert([each for each in on_case(case) if may(each, "keeping.destroy", case)], case, but=by)
    return Done(made, case=case.pk, step="asked")


@action("keeping.destroy")
def keep_after_all(by: Person, case: Case) -> Done[Case]:
    """Refuse, or take back, that a case be destroyed.

    Raises:
        ValidationError: nobody has asked for it.
    """
    case = _held(case)
    if not case.destructions.filter(agreed_at__isnull=True, dropped_at__isnull=True).update(dropped_at=timezone.now()):
        raise ValidationError("Nobody has asked for this case to be destroyed. Nothing was changed.")
    return Done(case, step="kept")


@action("keeping.destroy")
def destroy(by: Person, case: Case) -> Done[Destruction]:
    """Agree to what somebody else asked, and destroy the case: its words and evidence are gone for good.

    What was told itself goes with the last case that rests on it. What is left is the certificate.

    Raises:
        ValidationError: nobody asked, or one asked oneself, or it must be kept.
    """
    case = _due(case)
    asked = case.destructions.filter(agreed_at__isnull=True, dropped_at__isnull=True).first()
    if asked is None:
        raise ValidationError("Nobody has asked for this case to be destroyed. Nothing was changed.")
    if asked.asked_by_id == by.pk:
        raise ValidationError("You asked for this yourself. Somebody else on the case has to agree.")
    going = [*parts(case), *(told(case.concern) if is_last(case) else ())]
    asked.says = _certified(case, going)
    asked.agreed_by, asked.agreed_at = by, timezone.now()
    asked.save(update_fields=["says", "agreed_by", "agreed_at"])
    _empty(case, going)
    return Done(asked, case=case.pk, step="destroyed", destroyed=[str(part.sealed.pk) for part in going])


def _certified(case: Case, going: list[Part]) -> dict[str, object]:
    """What the certificate says: no name, no word."""
    ended = case.endings.filter(reopened_at__isnull=True).order_by("pk")
    return {
        "reference": case.reference,
        "strand": case.strand,
        "told": timezone.localdate(case.concern.at).isoformat(),
        "kept_until": case.keep_until.isoformat() if case.keep_until else "",
        "outcomes": [each.outcome for each in ended],
        "clocks": [each.clock for each in ended],
        "counts": counted(going),
        "hashes": [f"{part.sealed.pk}:{part.sealed.digest}" for part in going],
        "with_what_was_told": is_last(case),
    }


def _empty(case: Case, going: Iterable[Part]) -> None:
    last, concern = is_last(case), case.concern
    for sealed in {part.sealed.pk: part.sealed for part in going}.values():
        empty(sealed)
    _end_reviews(case)
    for rows in belongings(case):
        emptied(rows).delete()
    case.state, case.route, case.level = Case.State.DESTROYED, {}, Case.Level.UNDECIDED
    case.save(update_fields=["state", "route", "level"])
    if last:
        concern.subjects.all().delete()
        concern.reporter, concern.code = None, None
        concern.save(update_fields=["reporter", "code"])


def _end_reviews(case: Case) -> None:
    """A review that rested on this case rests on the others; one that rested on nothing else goes with it."""
    reviews(case).delete()
    case.reviews.clear()


# --- the person concerned, and others -----------------------------------------------------------------------


@action("keeping.ask-reply")
def ask_reply(by: Person, case: Case, person: Person, summary: str) -> Done[Reply]:
    """Show the member of staff concerned what was written for them, and ask for their reply.

    Raises:
        ValidationError: it is the child's strand, the case is not about them, or they were asked and have not replied yet.
    """
    case = _held(case)
    if case.strand == Case.Strand.CHILD:
        raise ValidationError("The child's strand is never shown to the member of staff concerned.")
    if not case.concern.subjects.filter(person=person).exists():
        raise ValidationError("This case is not about them. Nothing was sent.")
    if case.replies.filter(person=person, replied_at__isnull=True).exists():
        raise ValidationError("They were asked already and have not replied yet. Nothing was sent.")
    made = Reply.objects.create(case=case, person=person, summary=seal(summary), by=by)
    send(person, ALERT, {"path": f"/records/reply/{made.pk}/"})
    return Done(made, case=case.pk, sealed=[fingerprint(made.summary)])


@action("keeping.reply")
def open_reply(by: Person, asked: Reply) -> Done[Reply]:
    """Put on record when somebody first read what they are asked to reply to."""
    if asked.opened_at is None:
        asked.opened_at = timezone.now()
        asked.save(update_fields=["opened_at"])
    return Done(asked, step="opened")


@action("keeping.reply")
def reply(by: Person, asked: Reply, words: str) -> Done[Reply]:
    """Reply, once.

    Raises:
        ValidationError: one has replied already.
    """
    asked = Reply.objects.select_for_update().get(pk=asked.pk)
    if asked.replied_at is not None:
        raise ValidationError("You have replied already. To add something, ask to be asked again.")
    sealed = seal(words)
    asked.words, asked.replied_at = sealed, timezone.now()
    asked.save(update_fields=["words", "replied_at"])
    _alert_others(asked.case, by)
    return Done(asked, step="replied", sealed=[fingerprint(sealed)])


class HandedTo(NamedTuple):
    """To whom a case is handed, why, and what goes along."""

    what: Outside.What
    to: str
    why: str
    choice: Choice


@action("keeping.hand-over")
def hand_over(by: Person, case: Case, given: HandedTo) -> Done[tuple[HandOver, Bundle]]:
    """Make the sealed bundle of a case for the police or an authority; only that it was made is kept, not the bundle.

    Raises:
        ValidationError: an original is not what was handed in.
    """
    case = _held(case)
    to, why = seal(given.to), seal(given.why)
    made = bundle(case, by, given.choice)
    for piece in made.originals:
        export(by, piece, given.what)
    record = HandOver.objects.create(
        case=case, what=given.what, to=to, why=why, by=by, files=made.files, size=len(made.content), manifest=made.manifest
    )
    seals = [fingerprint(to), fingerprint(why)]
    return Done((record, made), case=case.pk, hand_over=record.pk, files=made.files, manifest=made.manifest, sealed=seals)


@action("keeping.set-spans")
def set_span(by: Person, place: Organisation, clock: str, years: int, source: str, until_age: int | None = None) -> Done[Span]:
    """Say how many years an organisation keeps what a clock is for, and where it takes that from. Later endings follow it.

    ``until_age`` is for a clock that runs until an age: none leaves the usual one.

    Raises:
        ValidationError: there is no such clock, it runs until no age, or no source is named.
    """
    rule = standards().clocks.get(clock)
    if rule is None:
        raise ValidationError("There is no such clock.")
    if until_age is not None and not rule.until_age:
        raise ValidationError({"until_age": "This one does not run until an age. Leave it empty."})
    if not source.strip():
        raise ValidationError({"source": "Say where the number comes from: the school's own schedule, the authority's."})
    given = {"years": years, "until_age": until_age, "source": source.strip()}
    made, _ = Span.objects.update_or_create(organisation=place, clock=clock, defaults=given)
    return Done(made, clock=clock, years=years, until_age=until_age)


# --- what they share ----------------------------------------------------------------------------------------


def _held(case: Case) -> Case:
    """The case as it is now, held so that nobody else changes it meanwhile."""
    return Case.objects.select_for_update(of=("self",)).select_related("concern", "organisation").get(pk=case.pk)


def _closed(case: Case) -> Case:
    case = _held(case)
    if case.state != Case.State.CLOSED:
        raise ValidationError("This case is not closed. Nothing was changed.")
    return case


def _due(case: Case) -> Case:
    case = _held(case)
    why = obstacles(case)
    if why:
        raise ValidationError(why)
    return case


def _alert_others(case: Case, but: Person) -> None:
    """Those who receive a case are told that there is something to read, besides who did it."""
    charts = Charts([case.organisation])
    for number in dict.fromkeys(each.person for each in charts.received(case).people):
        if number != but.pk:
            send(charts.people[number], ALERT, {"path": "/cases/"})


__all__: Final = (
    "Ending", "HandedTo", "OwnDays", "ask_reply", "ask_to_destroy", "close", "complete", "destroy", "hand_over", "hold",
    "keep_after_all", "lift", "obstacles", "open_reply", "reopen", "reply", "set_span",
)  # fmt: skip
