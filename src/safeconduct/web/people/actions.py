"""Every change to who works where."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import Position, rights
from safeconduct.web.people import announcing, guarding, invitations
from safeconduct.web.people.models import Organisation, Person, Placement, Role

LONGEST_PLACEMENT: Final = 366


# --- organisations --------------------------------------------------------------------------------------------------


@action("people.arrange")
def add_organisation(
    by: Person, above: Organisation, *, name: str, kind: str, nation: str, day_starts: time, day_ends: time
) -> Done[Organisation]:
    """Add a school below a trust, or an agency that sends staff (which stands below nobody)."""
    below = kind == Organisation.Kind.SCHOOL
    if below and above.kind != Organisation.Kind.TRUST:
        raise ValidationError("A school can only stand below a trust.")
    if Organisation.objects.filter(name__iexact=name, kind=kind).exists():
        raise ValidationError({"name": "There is one with this name already."})
    made = Organisation.objects.create(
        name=name, kind=kind, parent=above if below else None, nation=nation, day_starts=day_starts, day_ends=day_ends
    )
    return Done(made, kind=kind, above=above.pk)


@action("people.arrange")
def arrange(by: Person, place: Organisation, *, name: str, nation: str, day_starts: time, day_ends: time) -> Done[Organisation]:
    """Change an organisation's name, nation and school day."""
    place.name, place.nation, place.day_starts, place.day_ends = name, nation, day_starts, day_ends
    place.save()
    return Done(place, nation=nation, day_starts=f"{day_starts:%H:%M}", day_ends=f"{day_ends:%H:%M}")


# --- people and roles -----------------------------------------------------------------------------------------------


def known_or_new(email: str, name: str) -> tuple[Person, bool]:
    """The person with an address, or a new one; and whether they are new.

    Raises:
        ValidationError: the person's sign-in was closed.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        return Person.objects.create_person(email, name), True
    if not person.is_active:
        raise ValidationError({"email": "The sign-in of the person with this address was closed. Open it again first."})
    return person, False


def vouch(person: Person) -> bool:
    """The office says that an address is right which somebody gave themselves at a gate: whoever used it so far is out."""
    if not person.walked_in:
        return False
    person.walked_in = False
    person.set_unusable_password()  # ends every session
    person.save(update_fields=["walked_in", "password"])
    Authenticator.objects.filter(user=person).delete()
    return True


@action("people.manage")
def add_person(
    by: Person, place: Organisation, *, name: str, email: str, position: str, since: date, until: date | None = None
) -> Done[Person]:
    """Give somebody a role here; somebody who cannot sign in yet gets an invitation.

    Raises:
        ValidationError: it is not theirs to give (``guarding``), or they have it.
    """
    person, new = known_or_new(email, name)
    guarding.check_appointment(by, place, person, position=position, since=since, until=until)
    vouched = vouch(person)
    role = begin(by, person, place, position, since, until)
    if new or vouched:
        invitations.send(person, place)
    return Done(person, role=role.pk, organisation=place.pk, position=position, new=new)


@action("people.manage")
def add_role(by: Person, place: Organisation, person: Person, *, position: str, since: date, until: date | None) -> Done[Role]:
    """Give somebody who works here another role.

    Raises:
        ValidationError: it is not theirs to give (``guarding``), or they have it.
    """
    guarding.check_appointment(by, place, person, position=position, since=since, until=until)
    role = begin(by, person, place, position, since, until)
    return Done(role, person=person.pk, position=position, since=since, until=until)


def begin(by: Person | None, person: Person, place: Organisation, position: str, since: date, until: date | None) -> Role:
    """Begin a role, inside an action that has asked whether it may; it is told to those who receive concerns.

    Raises:
        ValidationError: the days are in the wrong order, or the person has the role on some of them.
    """
    _check_order(since, until)
    same = Role.objects.filter(person=person, organisation=place, position=position, cancelled=False)
    if any((until is None or old.since <= until) and (old.until is None or old.until >= since) for old in same):
        raise ValidationError({"position": f"{person.name} has this role here already on some of these days."})
    with announcing.announced(place):
        return Role.objects.create(person=person, organisation=place, position=position, since=since, until=until, given_by=by)


def _check_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise ValidationError({"until": "The last day is before the first. Correct one of the two."})


@action("people.manage")
def confirm_role(by: Person, role: Role) -> Done[Role]:
    """Say, as a second person, that somebody's role is right: it then counts for what was told about its giver, too.

    Raises:
        ValidationError: it is one's own, one gave it oneself, or there is nothing to confirm.
    """
    if role.given_by_id is None or role.confirmed_by_id is not None:
        raise ValidationError("There is nothing to confirm here. Nothing was changed.")
    if by.pk in (role.person_id, role.given_by_id):
        raise ValidationError("Somebody else has to confirm this: neither who gave the role nor who has it.")
    role.confirmed_by = by
    role.save(update_fields=["confirmed_by"])
    return Done(role, step="confirmed", person=role.person_id, position=role.position, given_by=role.given_by_id)


@action("people.manage")
def end_role(by: Person, role: Role, *, last_day: date) -> Done[Role]:
    """Set a role's last day; a day before its first cancels it.

    Raises:
        ValidationError: the person is above whoever would end it, or nobody could manage people after that.
    """
    guarding.check_roles(by, role.organisation, role.person)
    end(role, last_day)
    return Done(role, last_day=last_day, cancelled=role.cancelled, person=role.person_id)


def end(role: Role, last_day: date) -> None:
    """End a role, inside an action that has asked whether it may; it is told to those who receive concerns.

    Raises:
        ValidationError: nobody could manage people after that.
    """
    _check_administrator_stays(role, last_day)
    with announcing.announced(role.organisation):
        if last_day < role.since:
            role.cancelled = True
        else:
            role.until = last_day
        role.save(update_fields=["cancelled", "until"])


def _check_administrator_stays(role: Role, last_day: date) -> None:
    """An organisation without anybody who may manage people would be locked for good."""
    if Position(role.position) not in rights()["people.manage"].held_by:
        return
    others = Role.objects.on(last_day + timedelta(1)).exclude(pk=role.pk).filter(person__is_active=True)
    managing = others.filter(position__in=rights()["people.manage"].held_by, organisation__in=role.organisation.path_of_ids)
    if not managing.exists():
        raise ValidationError("Nobody else could manage people here after that. Give somebody else the role first.")


@action("people.manage")
def mark_away(by: Person, place: Organisation, person: Person, *, since: date | None, until: date | None) -> Done[Person]:
    """Say from when to when somebody is away, so that nothing is asked of them; no dates: they are back.

    Raises:
        ValidationError: the person is above whoever would say so, or the days are in the wrong order.
    """
    guarding.check_sign_in(by, person)
    if since is not None:
        _check_order(since, until)
    person.away_from, person.away_until = since, until if since else None
    person.save(update_fields=["away_from", "away_until"])
    if by != person:
        announcing.tell_of_sign_in(person, place, "away" if since else "back")
    return Done(person, since=since, until=until)


def answers_for(by: Person, person: Person) -> bool:
    """Whether somebody manages every organisation where a person works: only then is the person's sign-in theirs to change."""
    managed = set(by.holds(rights()["people.manage"].held_by).values_list("pk", flat=True))
    places = Role.objects.filter(person=person, cancelled=False).exclude(until__lt=timezone.localdate())
    placed = Placement.objects.filter(person=person, cancelled=False).exclude(until__lt=timezone.localdate())
    where = {*places.values_list("organisation", flat=True), *placed.values_list("organisation", flat=True)}
    return where <= managed


def _check_answers_for(by: Person, person: Person) -> None:
    if not answers_for(by, person):
        raise ValidationError(
            "This person works for somebody else too, so their sign-in is not yours alone to change. "
            "End their role here instead."
        )


@action("people.manage")
def correct(by: Person, place: Organisation, person: Person, *, name: str, email: str) -> Done[Person]:
    """Put somebody's name or address right.

    Raises:
        ValidationError: the person is above whoever would, works for somebody else too, or somebody has the address.
    """
    _check_answers_for(by, person)
    moved = person.email != email.lower()
    if moved:
        guarding.check_sign_in(by, person)
    rename(person, place, name, email)
    return Done(person, organisation=place.pk, address_changed=moved)


def rename(person: Person, place: Organisation, name: str, email: str) -> None:
    """Change name and address, inside an action that has asked whether it may; another address is told.

    Raises:
        ValidationError: somebody else has the address.
    """
    if Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": "Somebody else has this address."})
    old, person.name, person.email = person.email, name, email.lower()
    person.save(update_fields=["name", "email"])
    if old != person.email:
        announcing.tell_of_address(person, place, old)


@action("people.manage")
def open_or_close(
    by: Person, place: Organisation, person: Person, *, active: bool, second_step_lost: bool = False
) -> Done[Person]:
    """Close somebody's sign-in at once, wherever they are signed in, or open it again.

    The invitation that comes with it asks for their second step, unless the office says that they have lost it: then it is
    taken away.

    Raises:
        ValidationError: it is one's own, or that of somebody above or who works for somebody else too.
    """
    if person.pk == by.pk:
        raise ValidationError("You cannot close your own sign-in.")
    _check_answers_for(by, person)
    guarding.check_sign_in(by, person)
    lost = active and second_step_lost
    shut_or_open(person, place, active=active, second_step_lost=lost)
    return Done(person, organisation=place.pk, active=active, second_step_taken_away=lost)


def shut_or_open(person: Person, place: Organisation, *, active: bool, second_step_lost: bool) -> None:
    """Close or open a sign-in, inside an action that has asked whether it may; of those who receive concerns it is told."""
    person.is_active = active
    if not active:
        person.set_unusable_password()  # ends every session
    person.save(update_fields=["is_active", "password"])
    if second_step_lost:
        Authenticator.objects.filter(user=person).delete()
    if active:
        invitations.send(person, place)
    announcing.tell_of_sign_in(person, place, "opened" if active else "closed")


@action("people.manage")
def invite(by: Person, place: Organisation, person: Person) -> Done[Person]:
    """Send the invitation again."""
    if person.last_login or not person.is_active:
        raise ValidationError("They have signed in before. If they forgot the password, the sign-in page helps them.")
    invitations.send(person, place)
    return Done(person, organisation=place.pk)


# --- placements -----------------------------------------------------------------------------------------------------


def overlapping(person: Person, since: date, until: date) -> list[Placement]:
    """The placements that a person already has on some of these days."""
    found = Placement.objects.filter(person=person, cancelled=False, since__lte=until, until__gte=since)
    return list(found.select_related("organisation", "agency").order_by("since"))


def _check_days(since: date, until: date) -> None:
    _check_order(since, until)
    if (until - since).days >= LONGEST_PLACEMENT:
        raise ValidationError({"until": "A placement lasts a year at most. Give the person a role if they stay longer."})


@action("people.place")
def send_person(
    by: Person, agency: Organisation, person: Person, school: Organisation, *, since: date, until: date
) -> Done[Placement]:
    """An agency places one of its people at a school."""
    if school.kind != Organisation.Kind.SCHOOL or not agency.people(since).filter(pk=person.pk).exists():
        raise ValidationError("Choose somebody who works for this agency on the first day, and a school.")
    _check_days(since, until)
    made = Placement.objects.create(person=person, organisation=school, agency=agency, since=since, until=until)
    return Done(made, person=person.pk, school=school.pk, since=since, until=until)


@action("people.place")
def place_by_address(
    by: Person, school: Organisation, agency: Organisation | None, *, name: str, email: str, since: date, until: date
) -> Done[Placement]:
    """A school's office places somebody by their address; somebody new gets an invitation."""
    person, new = known_or_new(email, name)
    vouched = vouch(person)
    _check_days(since, until)
    made = Placement.objects.create(person=person, organisation=school, agency=agency, since=since, until=until)
    if new or vouched:
        invitations.send(person, school)
    return Done(made, person=person.pk, agency=agency.pk if agency else None, since=since, until=until, new=new)


def _end_placement(placement: Placement, last_day: date) -> Done[Placement]:
    if last_day < placement.since:
        placement.cancelled = True
    else:
        placement.until = last_day
    placement.save(update_fields=["cancelled", "until"])
    return Done(placement, last_day=last_day, cancelled=placement.cancelled, person=placement.person_id)


@action("people.place")
def end_placement(by: Person, through: Organisation, placement: Placement, *, last_day: date) -> Done[Placement]:
    """Set a placement's last day; a day before its first cancels it."""
    if through.pk not in (placement.organisation_id, placement.agency_id):
        raise ValidationError("This placement is not yours to end.")
    return _end_placement(placement, last_day)


@action("people.gate")
def end_visit(by: Person, school: Organisation, placement: Placement) -> Done[Placement]:
    """End at once what somebody began with the code at the gate."""
    return _end_placement(placement, timezone.localdate() - timedelta(1))


@action("people.join")
def join(by: Person, school: Organisation, agency: Organisation | None) -> Done[Placement]:
    """Join a school for today, by the code at the gate; joining twice is joining once."""
    today = timezone.localdate()
    there = Placement.objects.on(today).filter(person=by, organisation=school).first()
    if there is None:
        there = Placement.objects.create(person=by, organisation=school, agency=agency, since=today, until=today, by_gate=True)
    return Done(there, agency=agency.pk if agency else None, day=today)


__all__: Final = (
    "add_organisation",
    "add_person",
    "add_role",
    "answers_for",
    "arrange",
    "begin",
    "confirm_role",
    "correct",
    "end",
    "end_placement",
    "end_role",
    "end_visit",
    "invite",
    "join",
    "known_or_new",
    "mark_away",
    "open_or_close",
    "overlapping",
    "place_by_address",
    "rename",
    "send_person",
    "shut_or_open",
    "vouch",
)
