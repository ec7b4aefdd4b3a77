"""Official accounts: what each is for, who approved it, who can post, and who still can though they have left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.permissions.models import Holder, OfficialAccount

OWNERS: Final = 2  # so that one who falls ill or leaves does not take the account along


class AccountGiven(NamedTuple):
    """What an account is."""

    platform: str
    handle: str
    purpose: str
    second_factor: bool


@action("permissions.accounts")
def register(by: Person, place: Organisation, given: AccountGiven, owners: Sequence[Person]) -> Done[OfficialAccount]:
    """Enter an account with its owners; it is to be approved by somebody else's eyes or the head's.

    Raises:
        ValidationError: it stands there already, or it has fewer than two owners who work here.
    """
    _check_new(place, given)
    if len(set(owners)) < OWNERS:
        raise ValidationError({"owners": "Choose at least two owners, so that the account outlives one who leaves."})
    made = OfficialAccount.objects.create(organisation=place, **given._asdict())
    for owner in dict.fromkeys(owners):
        _let_in(made, owner, owner=True)
    return Done(made, step="entered", organisation=place.pk, owners=[owner.pk for owner in owners])


def _check_new(place: Organisation, given: AccountGiven, but: OfficialAccount | None = None) -> None:
    open_ = OfficialAccount.objects.filter(organisation=place, closed_at=None)
    if any(one != but for one in open_.filter(platform=given.platform, handle__iexact=given.handle)):
        raise ValidationError({"handle": "This account stands in the register already."})


@action("permissions.accounts")
def correct(by: Person, account: OfficialAccount, given: AccountGiven) -> Done[OfficialAccount]:
    """Change what stands there; for another purpose or address it is to be approved anew.

    Raises:
        ValidationError: it stands there already, or is closed.
    """
    held = _locked(account)
    _check_new(held.organisation, given, but=held)
    changed = [name for name, value in given._asdict().items() if getattr(held, name) != value]
    for name, value in given._asdict().items():
        setattr(held, name, value)
    if set(changed) - {"second_factor"}:
        held.approved_by = held.approved_at = None
    held.save()
    return Done(held, step="corrected", changed=changed, second_factor=given.second_factor)


@action("permissions.approve-account")
def approve(by: Person, account: OfficialAccount) -> Done[OfficialAccount]:
    """Approve an account for its purpose.

    Raises:
        ValidationError: it is closed, or approved already.
    """
    held = _locked(account)
    if held.approved_at is not None:
        raise ValidationError("This was approved already. Nothing was changed.")
    held.approved_by, held.approved_at = by, timezone.now()
    held.save(update_fields=["approved_by", "approved_at"])
    return Done(held, step="approved")


@action("permissions.accounts")
def close(by: Person, account: OfficialAccount) -> Done[OfficialAccount]:
    """Note that an account was closed for good on its platform; nobody can post any more.

    Raises:
        ValidationError: it is closed already.
    """
    held = _locked(account)
    now = timezone.now()
    held.holders.filter(ended_at=None).update(ended_at=now)
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    return Done(held, step="closed")


@action("permissions.accounts")
def let_in(by: Person, account: OfficialAccount, person: Person, *, owner: bool) -> Done[Holder]:
    """Note that somebody can post, as an owner or not.

    Raises:
        ValidationError: they can already, do not work here, or the account is closed.
    """
    return Done(_let_in(_locked(account), person, owner=owner), step="can post", person=person.pk, owner=owner)


def _let_in(account: OfficialAccount, person: Person, *, owner: bool) -> Holder:
    positions = _here(account.organisation, _held_today([person.pk]).get(person.pk, ()))
    if not positions or not person.is_active:
        raise ValidationError({"person": "This person does not work there today."})
    if account.holders.filter(person=person, ended_at=None).exists():
        raise ValidationError({"person": "This person can post there already."})
    return Holder.objects.create(account=account, person=person, owner=owner, held_as=sorted(positions))


@action("permissions.accounts")
def shut_out(by: Person, holder: Holder) -> Done[Holder]:
    """Note that somebody's access was taken away on the platform.

    Raises:
        ValidationError: it was before, or too few owners would be left.
    """
    _locked(holder.account)
    held = Holder.objects.select_for_update().get(pk=holder.pk)
    if held.ended_at is not None:
        raise ValidationError("They could not post any more already. Nothing was changed.")
    others = Holder.objects.filter(account=held.account_id, owner=True, ended_at=None).exclude(pk=held.pk)
    if held.owner and others.count() < OWNERS and not _has_left(held):
        raise ValidationError(f"An account keeps at least {OWNERS} owners. Enter another owner first.")
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    return Done(held, step="cannot post", person=held.person_id)


def _has_left(holder: Holder) -> bool:
    """Whether somebody is not here any more: they are shut out at once, also if few owners are left."""
    return holder.pk in {each.holder.pk for each in strays([holder.account])}


def _locked(account: OfficialAccount) -> OfficialAccount:
    held = OfficialAccount.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)
    if held.closed_at is not None:
        raise ValidationError("This account is closed. Nothing was changed.")
    return held


# --- who still can though they should not ---------------------------------------------------------------------------


class Stray(NamedTuple):
    """Somebody who can post, and why they should be looked at."""

    holder: Holder
    why: str


def strays(accounts: Iterable[OfficialAccount]) -> list[Stray]:
    """Everybody who can post from some accounts though they have left the place, or are something else there now.

    Worked out from today's roles and placements, by the same number of queries however many they are.
    """
    open_ = Holder.objects.filter(account__in=[each.pk for each in accounts], ended_at=None)
    holders = list(open_.select_related("person", "account__organisation").order_by("account__platform", "person__name", "pk"))
    held = _held_today({holder.person_id for holder in holders})
    found = ((holder, _why(holder, held.get(holder.person_id, ()))) for holder in holders)
    return [Stray(holder, why) for holder, why in found if why]


def who_may(place: Organisation) -> QuerySet[Person]:
    """Whom one may let in: everybody who works there, above it or below it today and can sign in, by name."""
    there = Q(organisation__in=place.path_of_ids) | Q(organisation__path__startswith=place.path)
    working = Q(pk__in=Role.objects.on().filter(there).values("person"))
    working |= Q(pk__in=Placement.objects.on().filter(there).values("person"))
    return Person.objects.filter(working, is_active=True).order_by("name", "pk")


def _held_today(people: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """What each of some people is today, and at which place of the tree."""
    found: dict[int, list[tuple[str, str]]] = {}
    for model in (Role, Placement):
        held = model.objects.on().filter(person__in=list(people))
        for person, path, position in held.values_list("person", "organisation__path", "position"):
            found.setdefault(person, []).append((path, position))
    return found


def _here(place: Organisation, held: Iterable[tuple[str, str]]) -> set[str]:
    """The positions that count at a place: there, above it and below, for a trust's account is run by its schools."""
    return {position for path, position in held if place.path.startswith(path) or path.startswith(place.path)}


def _why(holder: Holder, held: Iterable[tuple[str, str]]) -> str:
    """Nothing if all is well."""
    place = holder.account.organisation
    here = _here(place, held)
    if not holder.person.is_active:
        return "Their sign-in is closed."
    if not here:
        return f"They do not work at {place.name} any more."
    if holder.held_as and not here.intersection(holder.held_as):
        return "They are something else here now than when they were let in."
    return ""


__all__: Final = (
    "OWNERS", "AccountGiven", "Stray", "approve", "close", "correct", "let_in", "register", "shut_out", "strays",
    "who_may",
)  # fmt: skip
