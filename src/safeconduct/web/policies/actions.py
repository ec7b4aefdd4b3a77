"""Everything that changes adoptions, answers, signatures and reminders."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import dateformat, timezone

from safeconduct.policy import Policy
from safeconduct.web.access.acting import Done, action
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies import asking, exporting, reminding
from safeconduct.web.policies.models import Adoption, Answer, NoticeSeen, Signature
from safeconduct.web.policies.points import content
from safeconduct.web.policies.progress import Reading, reading
from safeconduct.web.policies.receipts import new_code
from safeconduct.web.policies.roster import Entry

_AHEAD: Final = timedelta(days=2 * 365)

# --- adopting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AdoptionGiven:
    """What the governing body decided: which text, when, by which minute, and who answers for it.

    ``accepted`` says in which ways the text contradicts itself, where it was adopted in spite of that, and ``accepted_because``
    why.
    """

    policy: Policy
    adopted_on: date
    since: date
    owner: Person
    minute: str = ""
    chair: str = ""
    review_due: date | None = None
    sign_within_days: int = 14
    accepted: Sequence[str] = ()
    accepted_because: str = ""


@action("policies.adopt")
def adopt(by: Person, place: Organisation, given: AdoptionGiven) -> Done[Adoption]:
    """Put a policy into force, its text frozen; the version before ends the day before.

    Raises:
        ValidationError: the dates are in the wrong order, or another version holds on one of the days.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=place.pk)  # two adoptions at once would both see no other
    _check_days(given)
    given = _with_review(given)
    _check_review(given)
    before = _going_on(place, given)
    if before is not None:
        before.until = given.since - timedelta(1)
        before.save(update_fields=["until"])
    made = Adoption.objects.create(
        organisation=place,
        since=given.since,
        adopted_on=given.adopted_on,
        minute=given.minute,
        chair=given.chair,
        review_due=given.review_due,
        owner=given.owner,
        sign_within_days=given.sign_within_days,
        accepted=list(given.accepted),
        accepted_because=given.accepted_because,
        **Adoption.frozen(given.policy),
    )
    return Done(made, policy=made.policy_id, version=made.version, digest=made.digest, since=made.since)


def _with_review(given: AdoptionGiven) -> AdoptionGiven:
    """Without a day for the review, the policy's own span counts, or a year."""
    if given.review_due is not None:
        return given
    return replace(given, review_due=months_after(given.since, given.policy.review_months or 12))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_days(given: AdoptionGiven) -> None:
    wrong: dict[str, str] = {}
    today = timezone.localdate()
    if given.adopted_on > today:
        wrong["adopted_on"] = "The day of adoption lies in the future. Enter it once the governing body has decided."
    if given.since < given.adopted_on:
        wrong["since"] = "It cannot be in force before it was adopted. Choose the day of adoption or a later one."
    if given.since > today + _AHEAD:
        wrong["since"] = "That is more than two years ahead. Choose a nearer day."
    if wrong:
        raise ValidationError(wrong)


def _check_review(given: AdoptionGiven) -> None:
    if given.review_due is not None and given.review_due <= given.since:
        raise ValidationError({"review_due": "The review must come after the first day in force. Choose a later day."})


def _going_on(place: Organisation, given: AdoptionGiven) -> Adoption | None:
    """The version that the new one ends, if there is one; never two on one day."""
    others = Adoption.objects.filter(organisation=place, policy_id=given.policy.id).order_by("-since").defer("text")
    latest = next((each for each in others if each.ever_holds), None)
    if latest is None or (latest.last_day is not None and latest.last_day < given.since):
        return None
    if latest.digest == given.policy.digest and latest.last_day is None:
        raise ValidationError({"policy": "This very text is already adopted here. There is nothing to do."})
    if given.since <= latest.since:
        day = dateformat.format(latest.since, "j F Y")
        text = f"Version {latest.version} holds here from {day}. Two versions cannot hold on one day: choose a later day."
        raise ValidationError({"since": text})
    return latest


@action("policies.withdraw")
def withdraw(by: Person, adoption: Adoption, day: date, minute: str = "") -> Done[Adoption]:
    """Withdraw a policy that was adopted in error, or that nothing replaces: from a day on it binds nobody any more.

    The signatures under it stay. The version before does not come back by itself.

    Raises:
        ValidationError: the day has passed or is too far off, or the policy is over or withdrawn already.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=adoption.organisation_id)  # as when one is adopted
    now = Adoption.objects.select_related("organisation").get(pk=adoption.pk)
    _check_withdrawal(now, day)
    now.withdrawn_from, now.withdrawn_minute = day, minute
    now.save(update_fields=["withdrawn_from", "withdrawn_minute"])
    return Done(now, policy=now.policy_id, version=now.version, digest=now.digest, since=day)


def _check_withdrawal(now: Adoption, day: date) -> None:
    today = timezone.localdate()
    if now.withdrawn_from is not None:
        raise ValidationError("This version was withdrawn already. Nothing was changed.")
    if now.is_over:
        raise ValidationError("This version is over: another one took its place. There is nothing to withdraw.")
    if day < today:
        raise ValidationError({"day": "That day has passed: people were bound by it until now. Choose today or a later day."})
    if day > today + _AHEAD:
        raise ValidationError({"day": "That is more than two years ahead. Choose a nearer day."})
    if now.until is not None and day > now.until:
        text = (
            f"It ends on {dateformat.format(now.until, 'j F Y')} anyway, when the next version begins. Choose an earlier day."
        )
        raise ValidationError({"day": text})


# --- reading and signing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PointGiven:
    """What somebody says to one point."""

    clause: str
    said: Answer.Said
    question: str = ""


@action("policies.sign")
def answer(by: Person, at: Reading, given: Sequence[PointGiven]) -> Done[Adoption]:
    """Keep what somebody says to some points. Saying the same again changes nothing.

    It is kept under a version that has just ended, too: the points that stayed the same carry it over.
    """
    asked = {clause.id: clause for clause in at.points}
    new = [said for said in given if said.clause in asked and not _already(at, asked[said.clause].id, said)]
    Answer.objects.bulk_create(
        Answer(
            person=by,
            adoption=at.adoption,
            clause=said.clause,
            content=content(asked[said.clause]),
            said=said.said,
            question=said.question if said.said == Answer.Said.ASK else "",
        )
        for said in new
    )
    agreed = [said.clause for said in new if said.said == Answer.Said.AGREE]
    asked_about = [said.clause for said in new if said.said == Answer.Said.ASK]
    if asked_about:
        asking.tell_who_answers(at.adoption, by)
    return Done(at.adoption, agreed=agreed, asked=asked_about)


def _already(at: Reading, clause: str, given: PointGiven) -> bool:
    last = at.answer(at.adoption.policy.clauses[clause])
    if last is None or last.said != given.said:
        return False
    return given.said == Answer.Said.AGREE or (last.is_waiting and last.question == given.question)


class Refusal(Enum):
    """Why a signature cannot be given."""

    OVER = "over"
    OTHER_TEXT = "other-text"
    POINTS_LEFT = "points-left"
    NOT_DECLARED = "not-declared"


class SigningRefusedError(Exception):
    """The signature cannot be given; ``why`` says what is missing."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@action("policies.sign")
def sign(by: Person, at: Reading, digest: str, *, declared: bool) -> Done[Signature]:
    """Sign the text with a digest, once every point has a yes. Signing twice gives the first signature again.

    Raises:
        SigningRefusedError: the version is over, is another than was read, or points are left.
    """
    adoption = (
        Adoption.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=at.adoption.pk)
    )
    now = reading(by, adoption)
    if now.signature is not None:
        return Done(now.signature, again=True)
    why = _refusal(now, digest, declared=declared)
    if why is not None:
        raise SigningRefusedError(why)
    points = [{"clause": clause.id, "content": content(clause), "at": _agreed_at(now, clause.id)} for clause in now.points]
    made = Signature.objects.create(
        person=by, adoption=adoption, digest=adoption.digest, name=by.name, code=new_code(), points=points
    )
    return Done(made, digest=made.digest, points=len(points), adoption=adoption.pk)


def _refusal(at: Reading, digest: str, *, declared: bool) -> Refusal | None:
    if at.adoption.is_over:
        return Refusal.OVER
    if digest != at.adoption.digest or not at.adoption.is_genuine:
        return Refusal.OTHER_TEXT
    if not at.is_ready:
        return Refusal.POINTS_LEFT
    return None if declared else Refusal.NOT_DECLARED


def _agreed_at(at: Reading, clause: str) -> str:
    said = at.answer(at.adoption.policy.clauses[clause])
    assert said is not None
    return said.at.isoformat(timespec="seconds")


@action("policies.answer")
def reply(by: Person, question: Answer, text: str) -> Done[Answer]:
    """Answer somebody's question; the asker is told by e-mail, and is then asked that point again.

    Raises:
        ValidationError: somebody has answered it in the meantime.
    """
    asked = Answer.objects.select_for_update().get(pk=question.pk)
    if asked.replied_at is not None:
        raise ValidationError({"reply": "Somebody has answered this in the meantime. Their answer stands below the question."})
    asked.reply, asked.replied_by, asked.replied_at = text, by, timezone.now()
    asked.save(update_fields=["reply", "replied_by", "replied_at"])
    asking.tell_asker(asked)
    return Done(asked, adoption=asked.adoption_id, clause=asked.clause)


@action("policies.read")
def see_notice(by: Person, at: Reading) -> Done[NoticeSeen]:
    """Put on record that somebody has seen what the policy says about monitoring, and when; the first time counts."""
    seen, made = NoticeSeen.objects.get_or_create(person=by, adoption=at.adoption, defaults={"content": content(*at.notice)})
    return Done(seen, first=made)


# --- taking lists away --------------------------------------------------------------------------------------


@action("policies.export")
def export(by: Person, place: Organisation, found: Sequence[Entry], kind: str) -> Done[bytes]:
    """Who has signed and who has not, as a file: names leave the site, so that the trail tells who took how many."""
    return Done(exporting.WRITERS[kind](found), format=kind, rows=len(found))


# --- reminding ----------------------------------------------------------------------------------------------


@action("policies.remind")
def remind(by: Person, place: Organisation, now: datetime) -> Done[int]:
    """Remind everybody at an organisation who has not signed, by hand; nobody twice on a day, nobody on leave.

    Raises:
        ValidationError: it is night, a weekend or a holiday.
    """
    sent = reminding.send_by_hand(place, now)
    return Done(sent, people=sent)


def send_due(now: datetime) -> int:
    """Send the reminders that are due, between eight and five on a working day; how many e-mails went out.

    Nobody asks for it: the schedule does. Each e-mail is its own transaction, so that what was sent is never sent again.
    """
    if not reminding.is_sensible(now):
        return 0
    due = reminding.by_recipient(reminding.due_reminders(timezone.localdate(now)))
    return sum(_sent(reminders, timezone.localdate(now)) for reminders in due.values())


def _sent(reminders: Sequence[reminding.Reminder], day: date) -> bool:
    try:
        with transaction.atomic():
            reminding.send(reminders, day)
    except IntegrityError:  # another worker has just sent the same
        return False
    return True


__all__: Final = (
    "AdoptionGiven",
    "PointGiven",
    "Refusal",
    "SigningRefusedError",
    "adopt",
    "answer",
    "export",
    "months_after",
    "remind",
    "reply",
    "see_notice",
    "send_due",
    "sign",
    "withdraw",
)
