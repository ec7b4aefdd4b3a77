"""Inviting people to sign by link: whom, by letter or slip or one link for all; again, no longer; and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import dateformat, timezone
from django_tasks import task

from safeconduct.activity import Role
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import append
from safeconduct.web.families import links
from safeconduct.web.families.lists import Invited, folded
from safeconduct.web.families.models import Habits, Invitation, Question, last_day
from safeconduct.web.families.roles import minutes
from safeconduct.web.families.rounds import Round
from safeconduct.web.families.standing import as_csv, roster
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.reminding import is_sensible, is_working_day

_BATCH: Final = 400
_LETTERS: Final = 50  # in one job
_UNDONE: Final = timedelta(30)  # names that somebody left behind a link for all, and never signed
MOST_SLIPS: Final = 300  # in one file: some seconds' work


# --- whom -----------------------------------------------------------------------------------------------------------


def new_ones(at: Round, rows: Iterable[Invited]) -> tuple[list[Invited], int]:
    """Those on a list who are not invited yet and have not signed, and how many are."""
    known = {
        (folded(name), folded(child), folded(group)) for name, child, group in at.invited.values_list("name", "child", "group")
    }
    known |= {
        (folded(name), folded(child), folded(group)) for name, child, group in at.signed.values_list("name", "child", "group")
    }
    new: dict[tuple[str, str, str], Invited] = {}
    total = 0
    for row in rows:
        total += 1
        if row.known_by not in known:
            new.setdefault(row.known_by, row)
    return list(new.values()), total - len(new)


@action("families.invite")
def invite(by: Person, at: Round, rows: Sequence[Invited]) -> Done[int]:
    """Invite those on a list who are not invited yet; whoever has an e-mail address gets their link by it.

    Raises:
        ValidationError: the policy is over, or binds nobody in this role.
    """
    at.check()
    Organisation.objects.select_for_update(no_key=True).get(pk=at.organisation.pk)  # two lists at once: nobody twice
    new, known = new_ones(at, rows)
    habits, until = Habits.of(at.organisation), last_day(at.organisation)
    made = Invitation.objects.bulk_create([_made(at, row, habits, until) for row in new], batch_size=_BATCH)
    written = [each.pk for each in made if each.email]
    for begin in range(0, len(written), _LETTERS):
        send_many.enqueue(written[begin : begin + _LETTERS])
    return Done(len(made), adoption=at.adoption.pk, role=at.role, invited=len(made), known=known, by_mail=len(written))


def _made(at: Round, row: Invited, habits: Habits, until: date) -> Invitation:
    given = {"name": row.name, "child": row.child, "group": row.group, "email": row.email, "pupil": row.number}
    return Invitation(
        organisation=at.organisation,
        adoption=at.adoption,
        role=at.role,
        until=until,
        together=at.role is Role.PUPIL and not _is_old_enough(row.born, habits.alone_from),
        sent_on=timezone.localdate() if row.email else None,
        **given,
    )


def _is_old_enough(born: date | None, years: int) -> bool:
    """Whether a pupil signs alone; one whose age nobody told signs with a parent, unless the school asks for no parent."""
    if not years:
        return True
    if born is None:
        return False
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= years


@task
@transaction.atomic
def send_many(numbers: list[int]) -> None:
    """Send the links of some who were just invited: all of them or, if something fails, none."""
    waiting = Invitation.objects.unsigned().filter(pk__in=numbers).select_related("organisation", "adoption").order_by("pk")
    for each in waiting:
        _send(each, "families/invitation")


def _send(invitation: Invitation, template: str) -> None:
    """Hand the letter with a new link to the post, in the transaction that is open."""
    told = {
        "title": invitation.adoption.title,
        "organisation": invitation.organisation.name,
        "link": links.new(invitation),
        "until": dateformat.format(invitation.until, "j F Y"),
        "minutes": minutes(invitation.points),
        "role": invitation.words.to_them,
        "together": invitation.together,
    }
    mail.send(invitation.email, template, told)


# --- one of them ----------------------------------------------------------------------------------------------------


@action("families.invite")
def send_again(by: Person, invitation: Invitation, email: str) -> Done[Invitation]:
    """Send somebody their link once more, to the address that is right; it then holds as long as a new one.

    Raises:
        ValidationError: they have signed, were withdrawn, there is no address, or they got one today.
    """
    held = _waiting(invitation)
    if not email:
        raise ValidationError({"email": "Write an e-mail address, or print a slip."})
    if held.email == email and held.sent_on == timezone.localdate():
        raise ValidationError({"email": "A letter went to this address today. Wait until tomorrow, or print a slip."})
    held.email, held.sent_on = email, timezone.localdate()
    held.until = max(held.until, last_day(held.organisation))
    held.save(update_fields=["email", "sent_on", "until"])
    _send(held, "families/invitation")
    return Done(held, step="sent")


@action("families.invite")
def withdraw(by: Person, invitation: Invitation) -> Done[Invitation]:
    """Ask somebody no longer: every link to it leads nowhere from now on. A signature stays.

    Raises:
        ValidationError: they have signed or were withdrawn before.
    """
    held = _waiting(invitation)
    held.withdrawn_at, held.email = timezone.now(), ""
    held.save(update_fields=["withdrawn_at", "email"])
    return Done(held, step="withdrawn", open=held.is_open)


def _waiting(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "adoption").get(pk=invitation.pk)
    if held.signature_id is not None:
        raise ValidationError("They have signed in the meantime. Nothing was changed.")
    if held.withdrawn_at is not None:
        raise ValidationError("This was withdrawn already. Nothing was changed.")
    return held


# --- slips, and one link for all ------------------------------------------------------------------------------------


@action("families.invite")
def slips(by: Person, at: Round, invitations: Sequence[Invitation]) -> Done[list[tuple[Invitation, str]]]:
    """New links for some who have not signed, to be printed at once: they are shown nowhere again.

    Raises:
        ValidationError: the policy is over, there is nobody to print one for, or very many.
    """
    at.check()
    if not invitations:
        raise ValidationError("There is nobody to print a slip for. Those with an e-mail address have their links already.")
    if len(invitations) > MOST_SLIPS:
        raise ValidationError(
            f"These are {len(invitations)} slips. Show one class first and print by class: {MOST_SLIPS} at most."
        )
    until = last_day(at.organisation)
    Invitation.objects.filter(pk__in=[each.pk for each in invitations], until__lt=until).update(until=until)
    made = [(each, links.new(each)) for each in invitations]
    for each in invitations:
        each.until = max(each.until, until)
    return Done(made, adoption=at.adoption.pk, role=at.role, printed=len(made))


@action("families.invite")
def open_link(by: Person, at: Round, group: str) -> Done[Invitation]:
    """Make one link for a class, or for all: whoever comes by it says who they are, and the office says whether it knows them.

    Raises:
        ValidationError: the policy is over, or there is such a link already.
    """
    at.check()
    Organisation.objects.select_for_update(no_key=True).get(pk=at.organisation.pk)
    if at.open_links.filter(group__iexact=group).exists():
        raise ValidationError({"group": "There is such a link already. Print its sheet, or close it first."})
    given = {"organisation": at.organisation, "adoption": at.adoption, "role": at.role, "group": group}
    made = Invitation.objects.create(is_open=True, until=last_day(at.organisation), **given)
    return Done(made, step="opened", role=at.role)


@action("families.invite")
def sheet(by: Person, invitation: Invitation) -> Done[str]:
    """A new address for a link for all, to be printed at once; those printed before go on leading there.

    Raises:
        ValidationError: it was closed.
    """
    held = _waiting(invitation)
    held.until = max(held.until, last_day(held.organisation))
    held.save(update_fields=["until"])
    return Done(links.new(held), step="sheet", invitation=held.pk)


@action("families.export")
def export(by: Person, at: Round) -> Done[bytes]:
    """Who has signed and who has not, as a file: names leave the site, so that the trail tells who took how many."""
    found = roster(at)
    return Done(as_csv(at, found), adoption=at.adoption.pk, role=at.role, rows=len(found))


# --- reminders ------------------------------------------------------------------------------------------------------


@action("families.invite")
def remind(by: Person, at: Round, now: datetime) -> Done[int]:
    """Remind those of a round who have an e-mail address and have not signed; nobody twice on a day or more often than said.

    Raises:
        ValidationError: the policy is over, or it is night, a weekend or a holiday.
    """
    at.check()
    day = timezone.localdate(now)
    if not is_sensible(now) or not is_working_day(at.organisation, day):
        raise ValidationError("Reminders go out on working days between 8 and 17. Try again then, or let safeconduct do it.")
    wanted = _to_remind(at.invited, day, Habits.of(at.organisation)).exclude(sent_on=day)
    sent = sum(_reminded(each, day) for each in wanted)
    return Done(sent, adoption=at.adoption.pk, role=at.role, people=sent)


def send_due(now: datetime) -> int:
    """Send the reminders that are due at every school, between eight and five on a working day; how many went out.

    Nobody asks for it: the schedule does. Each is its own transaction, so that what was sent is never sent again.
    """
    day = timezone.localdate(now)
    if not is_sensible(now):
        return 0
    asking = Invitation.objects.unsigned().order_by().values("organisation")
    schools = [each for each in Organisation.objects.filter(pk__in=asking) if is_working_day(each, day)]
    return sum(_send_due_of(school, day) for school in schools)


def _send_due_of(school: Organisation, day: date) -> int:
    habits = Habits.of(school)
    late = day - timedelta(habits.remind_after)
    given = Invitation.objects.filter(organisation=school, sent_on__lte=late, adoption__in=in_force(school, day))
    return sum(_reminded(each, day, noted=True) for each in _to_remind(given, day, habits))


def in_force(school: Organisation, day: date) -> QuerySet[Adoption]:
    """The policies in force on a day at a school and above it."""
    return Adoption.objects.in_force(day).filter(organisation__in=school.path_of_ids)


def _to_remind(given: QuerySet[Invitation], day: date, habits: Habits) -> QuerySet[Invitation]:
    """Those of some who may be reminded: with an address, fewer than the most, and not waiting for an answer of ours."""
    waiting = Question.objects.filter(invitation=OuterRef("pk"), replied_at=None)
    able = given.filter(signature=None, withdrawn_at=None, is_open=False, until__gte=day, reminded__lt=habits.most_reminders)
    able = able.exclude(email="").filter(~Exists(waiting))
    return able.select_related("organisation", "adoption").order_by("pk")


@transaction.atomic
def _reminded(invitation: Invitation, day: date, *, noted: bool = False) -> bool:
    """Send one reminder, unless another worker just did; ``noted`` leaves an entry of its own."""
    free = Invitation.objects.filter(pk=invitation.pk, reminded=invitation.reminded, signature=None, withdrawn_at=None)
    if not free.update(reminded=F("reminded") + 1, sent_on=day):
        return False
    _send(invitation, "families/reminder")
    if noted:
        append(
            "families.remind", by=None, about=f"families.invitation:{invitation.pk}", facts={"number": invitation.reminded + 1}
        )
    return True


# --- how a school goes about it, and what is kept no longer ----------------------------------------------------------


@action("families.settle")
def settle(by: Person, place: Organisation, /, **given: int) -> Done[Habits]:
    """Say how a school goes about it."""
    made, _ = Habits.objects.update_or_create(organisation=place, defaults=given)
    return Done(made, **given)


def forget(day: date) -> int:
    """Remove invitations some days after they were signed, withdrawn or had run out; signatures stay. How many went."""
    return sum(_forget_of(school, day) for school in Organisation.objects.filter(family_invitations__isnull=False).distinct())


def _forget_of(school: Organisation, day: date) -> int:
    before = day - timedelta(Habits.of(school).keep_days)
    old = Q(until__lt=before) | Q(withdrawn_at__date__lt=before) | Q(signature__at__date__lt=before)
    left_undone = Q(by_open_link=True, signature=None, made_at__date__lt=day - _UNDONE)
    gone = Invitation.objects.filter(old | left_undone, organisation=school)
    return _remove(school, gone.values_list("pk", flat=True), "kept long enough")


def pupils_left(school: Organisation, left: Iterable[tuple[str, str]]) -> int:
    """Remove the invitations of pupils who have left, and of their families; each by number and name. How many went.

    A family with a child who stays keeps its invitation.
    """
    gone = {number for number, _ in left if number}
    names = {folded(name) for number, name in left if not number}
    mine = Invitation.objects.filter(organisation=school, role__in=[Role.PUPIL, Role.PARENT], is_open=False)
    found = [each.pk for each in mine.only("pk", "pupil", "name", "child", "role") if _left(each, gone, names)]
    return _remove(school, found, "left")


def _left(invitation: Invitation, gone: set[str], names: set[str]) -> bool:
    if invitation.pupil:
        return set(invitation.pupil.split(",")) <= gone
    whose = invitation.name if invitation.role == Role.PUPIL else invitation.child
    return all(folded(name) in names for name in whose.split(" and "))


@transaction.atomic
def _remove(school: Organisation, numbers: Iterable[int], why: str) -> int:
    wanted = list(numbers)
    for begin in range(0, len(wanted), _BATCH):
        Invitation.objects.filter(pk__in=wanted[begin : begin + _BATCH]).delete()
    if wanted:
        append(
            "families.forget", by=None, about=f"people.organisation:{school.pk}", facts={"invitations": len(wanted), "why": why}
        )
    return len(wanted)
