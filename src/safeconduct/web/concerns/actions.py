"""Every change of concerns. What people wrote goes sealed into the database; the trail keeps kinds, numbers and seals.

Who tells something in confidence or without a name is named in no entry of the trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.policy import Policy
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.deciding import require
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.concerns import alerting, receipts
from safeconduct.web.concerns.calling_in import call_in
from safeconduct.web.concerns.models import Case, Concern, Door, Note, Subject, new_door_code
from safeconduct.web.concerns.receiving import held_by
from safeconduct.web.concerns.routes import Decided, Part, decide
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import Adoption
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import fingerprint, seal, words

_NOTHING: Final = "Write something first."


class About(NamedTuple):
    """Somebody whom a concern is about: one of the staff, or others in the reporter's words."""

    who: Subject.Who
    person: Person | None = None
    words: str = ""


class Telling(NamedTuple):
    """What somebody tells. ``token`` is the form's, which makes two sendings of one form one concern."""

    place: Organisation
    kind: ConcernKind
    words: str
    child_protection: bool = False
    standing: Concern.Standing = Concern.Standing.NAMED
    nature: Concern.Nature = Concern.Nature.SEEN
    about: Sequence[About] = ()
    token: str = ""


class Raised(NamedTuple):
    """A concern on record, the code of its receipt, and the seals of what was kept, for the trail."""

    concern: Concern
    code: str
    seals: list[str]


# --- telling --------------------------------------------------------------------------------------------------------


def raise_concern(by: Person, place: Organisation, given: Telling) -> Raised:
    """Put a concern on record, open a case for each organisation it concerns, and alert those who receive it.

    Raises:
        PermissionDenied: the person may not sign in any more.
    """
    require(by, "concerns.raise", place)
    with transaction.atomic():
        raised = _put_on_record(given, by)
        named = by.pk if given.standing is Concern.Standing.NAMED else None
        append("concerns.raise", by=named, about=_about(raised.concern), facts=_facts(raised))
        if named:
            send(by, "concerns/received", {"path": "/tell/mine/"})
    return raised


def raise_without_a_name(given: Telling) -> Raised:
    """The same for somebody who gives no name: nothing tells who they are, the trail neither."""
    with transaction.atomic():
        raised = _put_on_record(given._replace(standing=Concern.Standing.ANONYMOUS), None)
        append("concerns.raise", by=None, about=_about(raised.concern), facts=_facts(raised))
    return raised


def told_before(token: str) -> Raised | None:
    """The concern that was told with a form, if it was sent before: the answer may have been lost on the way."""
    code = receipts.new_code(token)
    concern = Concern.objects.filter(code=receipts.kept(code)).select_related("organisation").first()
    return Raised(concern, code, []) if concern else None


def _about(concern: Concern) -> str:
    return f"concerns.concern:{concern.pk}"


def _facts(raised: Raised) -> dict[str, Fact]:
    concern = raised.concern
    facts: dict[str, Fact] = {"kind": concern.kind, "standing": concern.standing, "nature": concern.nature}
    cases = sorted(concern.cases.values_list("pk", flat=True))
    return {**facts, "organisation": concern.organisation_id, "cases": cases, "sealed": raised.seals}


def _put_on_record(given: Telling, reporter: Person | None) -> Raised:
    sealed, code = seal(given.words), receipts.new_code(given.token)
    concern = Concern.objects.create(
        organisation=given.place,
        kind=given.kind.value,
        child_protection=given.child_protection,
        standing=given.standing,
        nature=given.nature,
        reporter=reporter,
        words=sealed,
        code=receipts.kept(code),
    )
    seals = [sealed, *_name_subjects(concern, given.about)]
    route = decided(given, reporter)
    call_in(open_cases(concern, route, route.parts))
    return Raised(concern, code, [fingerprint(each) for each in seals])


def decided(given: Telling, reporter: Person | None) -> Decided:
    """The route of what somebody tells, as it would be decided now."""
    return decide(
        given.place,
        given.kind,
        policies_of(given.place),
        child_protection=given.child_protection,
        complained=[each.person for each in given.about if each.person is not None],
        reporter=reporter,
        staff=any(each.who is Subject.Who.STAFF for each in given.about),
        own=given.nature is Concern.Nature.OWN,
    )


def _name_subjects(concern: Concern, about: Iterable[About]) -> list[Sealed]:
    sealed = []
    for each in about:
        told = seal(each.words) if each.words else None
        held = held_by(each.person, concern.organisation) if each.person else []
        Subject.objects.create(concern=concern, who=each.who, person=each.person, held=held, words=told)
        sealed += [told] if told else []
    return sealed


def open_cases(concern: Concern, decided: Decided, parts: Iterable[Part]) -> list[Case]:
    """Some parts of a route as cases. Only inside a transaction."""
    return [
        Case.objects.create(concern=concern, organisation=part.place, strand=part.strand, route=decided.kept(part))
        for part in parts
    ]


def policies_of(place: Organisation) -> tuple[Policy, ...]:
    """The policies in force at an organisation today, each text once."""
    adopted = Adoption.objects.in_force().filter(organisation__in=place.path_of_ids)
    return tuple({adoption.digest: adoption.policy for adoption in adopted}.values())


# --- writing to each other ------------------------------------------------------------------------------------------


@action("concerns.note")
def write_note(by: Person, case: Case, told: str, audience: Note.For, happened_at: datetime | None = None) -> Done[Note]:
    """Write a note on a case; what is for all is an answer to whoever told it, and alerts them.

    Raises:
        PermissionDenied: the person may read the case but not answer for it.
        ValidationError: there is nothing in it.
    """
    if audience is Note.For.ALL:
        require(by, "concerns.work", case)
    sealed = seal(_something(told))
    note = Note.objects.create(case=case, by=by, audience=audience, words=sealed, happened_at=happened_at)
    if audience is Note.For.ALL:
        alerting.alert_reporter(case.concern)
    return Done(note, case=case.pk, audience=audience.value, happened_at=happened_at, sealed=[fingerprint(sealed)])


def write_as_reporter(concern: Concern, told: str) -> list[Note]:
    """What the reporter adds or answers: it reaches every case of their concern that is still kept.

    Whoever holds the code or is signed in as the reporter may: the views see to that. What was written last, sent once
    more since the answer was lost on the way, is not kept twice.

    Raises:
        ValidationError: there is nothing in it, or no case is left that could keep it.
    """
    told = _something(told)
    with transaction.atomic():
        hold(concern)
        return _written_to_all(concern, told)


def hold(concern: Concern) -> None:
    """Hold a concern, so that no case of it is opened while something is put on all of them. Only inside a transaction."""
    Concern.objects.select_for_update(no_key=True).only("pk").get(pk=concern.pk)


def _written_to_all(concern: Concern, told: str) -> list[Note]:
    cases = list(concern.cases.exclude(state=Case.State.DESTROYED).select_related("organisation", "concern"))
    if not cases:
        raise ValidationError("What was told here is no longer kept, so nothing can be added. Tell it anew.")
    if _was_last(concern, told):
        return []
    by = concern.reporter if concern.standing == Concern.Standing.NAMED else None
    at = timezone.now()
    notes = [Note.objects.create(case=each, by=by, audience=Note.For.ALL, words=seal(told), at=at) for each in cases]
    seals = [fingerprint(note.words) for note in notes]
    facts: dict[str, Fact] = {"step": "wrote", "notes": [note.pk for note in notes], "sealed": seals}
    append("concerns.follow", by=by.pk if by else None, about=_about(concern), facts=facts)
    for each in cases:
        alerting.alert(each)
    return notes


def _something(told: str) -> str:
    if not told.strip():
        raise ValidationError(_NOTHING)
    return told.strip()


def messages(concern: Concern) -> list[Note]:
    """What was written between the reporter and those who deal with it, in order; what went to several cases once."""
    kept = Note.objects.filter(case__concern=concern, audience=Note.For.ALL).exclude(case__state=Case.State.DESTROYED)
    notes = kept.select_related("by", "case").order_by("at", "pk")
    return list({(note.at if is_reporters(concern, note) else note.pk): note for note in notes}.values())


def is_reporters(concern: Concern, note: Note) -> bool:
    """Whether a message came from the reporter: those who deal with a case always have a name."""
    return note.by_id is None or note.by_id == concern.reporter_id


def _was_last(concern: Concern, told: str) -> bool:
    last = messages(concern)[-1:]
    return bool(last) and is_reporters(concern, last[0]) and words(last[0].words) == told


def mark_read(concern: Concern, notes: Iterable[Note]) -> None:
    """Put on record that the reporter has seen the answers, so that those who deal with it know."""
    unread = [note.pk for note in notes if note.read_by_reporter_at is None and not is_reporters(concern, note)]
    if not unread:
        return
    by = concern.reporter_id if concern.standing == Concern.Standing.NAMED else None
    with transaction.atomic():
        Note.objects.filter(pk__in=unread).update(read_by_reporter_at=timezone.now())
        append("concerns.follow", by=by, about=_about(concern), facts={"step": "read", "notes": unread})


# --- the page without a name ----------------------------------------------------------------------------------------


@action("concerns.set-routes")
def open_door(by: Person, place: Organisation) -> Done[Door]:
    """Open the page on which something is told here without a name; if it is open, give it a new code."""
    door, new = Door.objects.update_or_create(organisation=place, defaults={"code": new_door_code(), "at": timezone.now()})
    return Done(door, organisation=place.pk, step="opened" if new else "new code")


@action("concerns.set-routes")
def close_door(by: Person, place: Organisation) -> Done[None]:
    """Close it: the address on the posters leads nowhere from then on."""
    Door.objects.filter(organisation=place).delete()
    return Done(None, organisation=place.pk, step="closed")


__all__: Final = (
    "About", "Raised", "Telling", "close_door", "decided", "hold", "is_reporters", "mark_read", "messages", "open_cases",
    "open_door", "policies_of", "raise_concern", "raise_without_a_name", "told_before", "write_as_reporter", "write_note",
)  # fmt: skip
