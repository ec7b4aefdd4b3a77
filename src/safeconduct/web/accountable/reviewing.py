"""Every change of the register of filtering and monitoring: reviews, what they found and asked for, incidents, sites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import Position
from safeconduct.web.accountable.models import (
    Checked,
    FilterAction,
    FilterIncident,
    FilterReview,
    SiteDecision,
    TookPart,
    months_after,
)
from safeconduct.web.accountable.rights import SIGN_AS_GOVERNOR, SIGN_AS_LEAD
from safeconduct.web.accountable.standards import number, standards
from safeconduct.web.people.models import Organisation, Person

_SIGNED: Final = "This review is signed: nothing of it changes any more. Begin a new one."
_MISSING: Final = (
    "Before it is signed: say who took part for safeguarding, for IT and for the governors, and answer every question."
)


class ReviewGiven(NamedTuple):
    """A review: why, when, who took part as what, what was found in general, and when the next is due (none: by the clock)."""

    reason: FilterReview.Reason
    held_on: date
    took_part: Mapping[TookPart.As, Person | None]
    findings: str = ""
    next_due: date | None = None


@action("accountable.review-filter")
def begin(by: Person, place: Organisation, given: ReviewGiven) -> Done[FilterReview]:
    """Begin a review of filtering and monitoring."""
    review = FilterReview(organisation=place, by=by)
    _fill(review, given)
    return Done(review, reason=review.reason, held_on=review.held_on, next_due=review.next_due)


@action("accountable.review-filter")
def amend(by: Person, review: FilterReview, given: ReviewGiven) -> Done[FilterReview]:
    """Change what a review says while nobody has signed it.

    Raises:
        ValidationError: it is signed.
    """
    review = _open(review)
    _fill(review, given)
    return Done(review, reason=review.reason, held_on=review.held_on, next_due=review.next_due)


def _fill(review: FilterReview, given: ReviewGiven) -> None:
    review.reason, review.held_on, review.findings = given.reason, given.held_on, given.findings
    review.next_due = given.next_due or months_after(given.held_on, number(review.organisation, "filter-review"))
    if review.next_due <= review.held_on:
        raise ValidationError({"next_due": "The next review has to come after this one."})
    people = [person for person in given.took_part.values() if person is not None]
    if len(set(people)) < len(people):
        raise ValidationError({"governor": "Choose another person for each: the same one cannot be two of them."})
    review.save()
    review.took_part.all().delete()
    TookPart.objects.bulk_create(
        TookPart(review=review, person=person, part=part) for part, person in given.took_part.items() if person is not None
    )


class Answer(NamedTuple):
    """What was found at one point."""

    found: Checked.Found
    note: str = ""


@action("accountable.review-filter")
def answer(by: Person, review: FilterReview, answers: Mapping[str, Answer]) -> Done[FilterReview]:
    """Say what was found, point by point.

    Raises:
        ValidationError: the review is signed.
    """
    review = _open(review)
    for check, said in answers.items():
        Checked.objects.update_or_create(review=review, check_id=check, defaults={"found": said.found, "note": said.note})
    return Done(review, checked=sorted(answers), mend=sorted(k for k, a in answers.items() if a.found == Checked.Found.MEND))


@action("accountable.sign-filter")
def sign(by: Person, review: FilterReview) -> Done[FilterReview]:
    """Sign a review, as the safeguarding lead or as a governor; two different people have to.

    Raises:
        ValidationError: something is missing, or one signed already.
    """
    review = FilterReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if _unready(review):
        raise ValidationError(_MISSING)
    held, now = by.positions_at(review.organisation), timezone.now()
    if by.pk in (review.lead_id, review.governor_id):
        raise ValidationError("You have signed this review. Somebody else has to sign for the other part.")
    if review.lead_id is None and held & SIGN_AS_LEAD:
        review.lead, review.lead_at, signed = by, now, Position.SAFEGUARDING_LEAD
    elif review.governor_id is None and held & SIGN_AS_GOVERNOR:
        review.governor, review.governor_at, signed = by, now, Position.GOVERNOR
    else:
        raise ValidationError("Your part is signed already. Nothing was changed.")
    review.save(update_fields=["lead", "lead_at", "governor", "governor_at"])
    return Done(review, signed_as=signed.value, complete=review.is_signed)


def _unready(review: FilterReview) -> bool:
    asked = {each.id for each in standards().check}
    parts = set(review.took_part.values_list("part", flat=True))
    answered = set(review.checked.values_list("check_id", flat=True))
    return bool(asked - answered or {TookPart.As.LEAD, TookPart.As.TECHNICIAN, TookPart.As.GOVERNOR} - parts)


def _open(review: FilterReview) -> FilterReview:
    review = FilterReview.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=review.pk)
    if review.lead_at or review.governor_at:
        raise ValidationError(_SIGNED)
    return review


# --- actions, incidents, sites -----------------------------------------------------------------------------------


@action("accountable.review-filter")
def add_action(by: Person, review: FilterReview, what: str, person: Person, due: date) -> Done[FilterAction]:
    """Put down something that a review asks for."""
    made = FilterAction.objects.create(review=review, what=what, person=person, due=due)
    return Done(made, review=review.pk, whose=person.pk, due=due)


@action("accountable.review-filter")
def finish_action(by: Person, asked: FilterAction) -> Done[FilterAction]:
    """Say that it is done.

    Raises:
        ValidationError: it is done already.
    """
    if asked.done_on is not None:
        raise ValidationError("This is done already. Nothing was changed.")
    asked.done_on, asked.done_by = timezone.localdate(), by
    asked.save(update_fields=["done_on", "done_by"])
    return Done(asked, review=asked.review_id)


class IncidentGiven(NamedTuple):
    """What the filter did wrong: what kind, at which site, on which day, and a few words; never whose screen it was."""

    what: FilterIncident.What
    site: str
    on: date
    about: str = ""


@action("accountable.report-incident")
def report(by: Person, place: Organisation, given: IncidentGiven) -> Done[FilterIncident]:
    """Tell what the filter let through or closed by mistake."""
    made = FilterIncident.objects.create(organisation=place, by=by, **given._asdict())
    return Done(made, what=given.what.value, on=given.on)


@action("accountable.review-filter")
def settle(by: Person, incident: FilterIncident, words: str) -> Done[FilterIncident]:
    """Say what was done about an incident.

    Raises:
        ValidationError: it is settled already.
    """
    if incident.settled_on is not None:
        raise ValidationError("This is settled already. Nothing was changed.")
    incident.settled, incident.settled_on, incident.settled_by = words, timezone.localdate(), by
    incident.save(update_fields=["settled", "settled_on", "settled_by"])
    return Done(incident)


@action("accountable.review-filter")
def decide_site(by: Person, place: Organisation, site: str, what: SiteDecision.What, why: str) -> Done[SiteDecision]:
    """Leave a site open although a policy would close it, or close one that none asks for; with the reason.

    Raises:
        ValidationError: there is a decision about it already.
    """
    if SiteDecision.objects.filter(organisation=place, site=site, ended_at__isnull=True).exists():
        raise ValidationError({"site": "There is a decision about this site already. End that one first."})
    made = SiteDecision.objects.create(organisation=place, site=site, what=what, why=why, by=by)
    return Done(made, what=what.value)


@action("accountable.review-filter")
def end_decision(by: Person, decided: SiteDecision) -> Done[SiteDecision]:
    """A decision about a site holds no longer; it stays on record."""
    if decided.ended_at is None:
        decided.ended_at, decided.ended_by = timezone.now(), by
        decided.save(update_fields=["ended_at", "ended_by"])
    return Done(decided, ended=True)


__all__: Final = (
    "Answer", "IncidentGiven", "ReviewGiven", "add_action", "amend", "answer", "begin", "decide_site", "end_decision",
    "finish_action", "report", "settle", "sign",
)  # fmt: skip
