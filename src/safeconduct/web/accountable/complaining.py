"""Every change of a complaint about data protection, of who handles these, of the clocks, and of the page for complaints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.accountable.asking import alert
from safeconduct.web.accountable.handlers import At, handlers
from safeconduct.web.accountable.models import Complaint, ComplaintPage, Handler, Inquiry, KeptOut, OwnClock, new_page_code
from safeconduct.web.accountable.standards import standards
from safeconduct.web.concerns.colleagues import colleagues
from safeconduct.web.concerns.mentioning import mentioned
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import fingerprint, seal, words

_NOBODY: Final = (
    "Everybody here who could deal with this is concerned by it, so it was not sent. Complain to the Information Commissioner: "
    "ico.org.uk, 0303 123 1113. Your words are still here: copy them."
)
_LIST: Final = "/registers/complaints/"


class ComplaintGiven(NamedTuple):
    """A complaint: what it says, who complains and how they are reached, whom it is about, and when it came in."""

    words: str
    who: str = ""
    contact: str = ""
    about: Sequence[Person] = ()
    received_on: date | None = None


def _kept_out(place: Organisation, given: ComplaintGiven) -> list[Person]:
    """Whom it is about: those who were named, and those who would handle it and of whom it speaks."""
    staff = [each.person for each in colleagues(place)]
    would = handlers(place)
    spoken_of = mentioned(given.words, [*would, *(person for person in staff if person not in would)])
    return list(dict.fromkeys([*given.about, *spoken_of]))


def _made(place: Organisation, given: ComplaintGiven, person: Person | None) -> Complaint:
    out = [each for each in _kept_out(place, given) if each != person]
    if not handlers(place, {each.pk for each in (*out, *([person] if person else ()))}):
        raise ValidationError(_NOBODY)
    made = Complaint.objects.create(
        organisation=place, person=person, words=seal(given.words), received_on=given.received_on or timezone.localdate(),
        who=seal(given.who) if given.who.strip() else None, contact=seal(given.contact) if given.contact.strip() else None,
    )  # fmt: skip
    KeptOut.objects.bulk_create(KeptOut(complaint=made, person=each) for each in out)
    alert(handlers(place, made.kept_from()), _LIST)
    return made


def _prints(*seals: Sealed | None) -> list[str]:
    return [fingerprint(each) for each in seals if each is not None]


@action("accountable.complain")
def complain(by: Person, me: Person, place: Organisation, given: ComplaintGiven) -> Done[Complaint]:
    """Complain, signed in, about how an organisation handles one's data."""
    made = _made(place, given._replace(who=me.name), me)
    return Done(made, organisation=place.pk, sealed=_prints(made.words, made.who, made.contact))


@transaction.atomic
def complain_outside(page: ComplaintPage, given: ComplaintGiven) -> Complaint:
    """The same over the page that stands open to everybody; nobody is signed in, so that the trail names nobody."""
    made = _made(page.organisation, given, None)
    facts: dict[str, Fact] = {"organisation": page.organisation_id, "sealed": _prints(made.words, made.who, made.contact)}
    append("accountable.complain", by=None, about=f"accountable.complaint:{made.pk}", facts=facts)
    return made


@action("accountable.handle")
def enter(by: Person, desk: At, given: ComplaintGiven) -> Done[Complaint]:
    """Put down a complaint that came by letter or in person.

    Raises:
        ValidationError: its day is still to come.
    """
    if given.received_on is not None and given.received_on > timezone.localdate():
        raise ValidationError({"received_on": "This day is still to come. Write the day on which it came in."})
    made = _made(desk.organisation, given, None)
    return Done(made, received_on=made.received_on, sealed=_prints(made.words, made.who, made.contact))


def _open(complaint: Complaint) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("organisation", "person", "contact")
    complaint = rows.get(pk=complaint.pk)
    if complaint.closed_on is not None:
        raise ValidationError("This complaint is closed. Nothing was changed.")
    return complaint


@action("accountable.handle")
def acknowledge(by: Person, complaint: Complaint) -> Done[Complaint]:
    """Acknowledge it: whoever left an e-mail address, or has an account, is written to.

    Raises:
        ValidationError: that was done.
    """
    complaint = _open(complaint)
    if complaint.acknowledged_on is not None:
        raise ValidationError("It was acknowledged already. Nothing was sent.")
    complaint.acknowledged_on, complaint.handler = timezone.localdate(), complaint.handler or by
    complaint.save(update_fields=["acknowledged_on", "handler"])
    to = reached(complaint)
    if to is not None:
        send(to, "accountable/acknowledged", {"reference": complaint.reference})
    return Done(complaint, step="acknowledged", by_email=to is not None)


def reached(complaint: Complaint) -> Person | str | None:
    """Whom an e-mail about it goes to: their account, or the address that they left; nobody where there is neither."""
    if complaint.person is not None:
        return complaint.person
    left = words(complaint.contact) if complaint.contact else ""
    return next((word.strip("<>,;:.()[]") for word in left.split() if "@" in word), None)


@action("accountable.handle")
def inquire(by: Person, complaint: Complaint, what: str, *, told: bool) -> Done[Inquiry]:
    """Put down what was done about it, and whether the one who complained was told how far it has come."""
    complaint = _open(complaint)
    made = Inquiry.objects.create(complaint=complaint, words=seal(what), told=told, by=by)
    if told:
        complaint.told_on = timezone.localdate()
        complaint.save(update_fields=["told_on"])
        if complaint.person:
            alert([complaint.person], "/registers/mine/")
    return Done(made, complaint=complaint.pk, told=told, sealed=_prints(made.words))


@action("accountable.handle")
def keep_out(by: Person, complaint: Complaint, person: Person) -> Done[KeptOut]:
    """Somebody must not learn of it. If that leaves no handler, those above take the place and are told.

    Raises:
        ValidationError: they are kept out already.
    """
    complaint = _open(complaint)
    if person.pk in complaint.kept_from():
        raise ValidationError({"person": "They do not see it already. Nothing was changed."})
    before = {each.pk for each in handlers(complaint.organisation, complaint.kept_from())}
    if not handlers(complaint.organisation, {*complaint.kept_from(), person.pk}):
        raise ValidationError({"person": "That would leave nobody to deal with it. Let somebody else have a role here first."})
    made = KeptOut.objects.create(complaint=complaint, person=person)
    if complaint.handler_id == person.pk:
        complaint.handler = None
        complaint.save(update_fields=["handler"])
    after = handlers(complaint.organisation, complaint.kept_from())
    alert([each for each in after if each.pk not in before], _LIST, but=by)
    return Done(made, complaint=complaint.pk, person=person.pk)


@action("accountable.handle")
def close(by: Person, complaint: Complaint, outcome: Complaint.Outcome, told: str) -> Done[Complaint]:
    """Say how it ended, in the words that the one who complained gets to read.

    Raises:
        ValidationError: it was never acknowledged.
    """
    complaint = _open(complaint)
    if complaint.acknowledged_on is None:
        raise ValidationError("Acknowledge it first: the law asks for that by itself.")
    complaint.outcome, complaint.outcome_words = outcome, seal(told)
    complaint.closed_on = complaint.told_on = timezone.localdate()
    complaint.save(update_fields=["outcome", "outcome_words", "closed_on", "told_on"])
    if complaint.person:
        alert([complaint.person], "/registers/mine/")
    return Done(complaint, outcome=outcome.value, sealed=_prints(complaint.outcome_words))


# --- settings -----------------------------------------------------------------------------------------------------


@action("accountable.set")
def choose(by: Person, place: Organisation, people: Iterable[Person]) -> Done[Organisation]:
    """Choose who deals with data protection; with nobody chosen, those who run the organisation do."""
    people = list(people)
    Handler.objects.filter(organisation=place).exclude(person__in=people).delete()
    for person in people:
        Handler.objects.get_or_create(organisation=place, person=person)
    return Done(place, handlers=sorted(each.pk for each in people))


@action("accountable.set")
def set_clock(by: Person, place: Organisation, clock: str, number: int, source: str) -> Done[OwnClock]:
    """Set an organisation's own number for a clock, and say where it comes from.

    Raises:
        ValidationError: there is no such clock, or it would be longer than the law allows.
    """
    rule = standards().clocks.get(clock)
    if rule is None:
        raise ValidationError({"clock": "Choose which."})
    if rule.certain and number > rule.number:
        raise ValidationError({"number": f"The law allows {rule.number} {rule.unit} at most. You can be quicker, not slower."})
    given = {"number": number, "source": source}
    made, _ = OwnClock.objects.update_or_create(organisation=place, clock=clock, defaults=given)
    return Done(made, clock=clock, number=number)


@action("accountable.set")
def open_page(by: Person, place: Organisation) -> Done[ComplaintPage]:
    """Open the page for complaints, or give it a new address."""
    made, _ = ComplaintPage.objects.update_or_create(
        organisation=place, defaults={"code": new_page_code(), "at": timezone.now()}
    )
    return Done(made, step="opened")


@action("accountable.set")
def close_page(by: Person, place: Organisation) -> Done[Organisation]:
    """Close the page: its address leads nowhere."""
    ComplaintPage.objects.filter(organisation=place).delete()
    return Done(place, step="closed")


__all__: Final = (
    "ComplaintGiven", "acknowledge", "choose", "close", "close_page", "complain", "complain_outside", "enter", "inquire",
    "keep_out", "open_page", "reached", "set_clock",
)  # fmt: skip
