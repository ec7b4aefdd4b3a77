"""Every change that a directory makes: somebody joins, is changed, leaves, comes back.

A directory speaks for its own organisation and those below it. Somebody who works elsewhere too is not its own to rename or
to shut out altogether: what they are here ends, and the rest stays as it is. A directory never gives anybody power over others,
and takes neither address, roles nor sign-in from those who receive the concerns about whoever looks after it.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from safeconduct.web.access.acting import Done
from safeconduct.web.api.acting import by_token
from safeconduct.web.api.models import Entry, Scope, Token
from safeconduct.web.api.scim.leaving import come_back, leave, works_elsewhere, works_here
from safeconduct.web.api.scim.reading import Given
from safeconduct.web.api.scim.troubles import Trouble, above, not_there, taken, wrong
from safeconduct.web.people import invitations
from safeconduct.web.people.actions import vouch
from safeconduct.web.people.addresses import is_address
from safeconduct.web.people.announcing import announced, tell_of_address
from safeconduct.web.people.guarding import above_programs
from safeconduct.web.people.models import Organisation, Person, Role

_VERB: Final = "api.provision"


def listed(place: Organisation) -> QuerySet[Person]:
    """Whom a directory sees: those that it listed, and those who have or had a role here, unless it deleted them.

    Each has ``entries_here``, their entry if there is one, and ``works`` if a role of theirs here goes on today.
    """
    below = Role.objects.filter(organisation__path__startswith=place.path, cancelled=False)
    entries = Entry.objects.filter(organisation=place)
    mine = Q(pk__in=below.values("person")) | Q(pk__in=entries.values("person"))
    seen = Person.objects.filter(mine).exclude(pk__in=entries.filter(removed=True).values("person"))
    now = below.filter(person=OuterRef("pk")).exclude(until__lt=timezone.localdate())
    return (
        seen.annotate(works=Exists(now))
        .prefetch_related(Prefetch("directory_entries", queryset=entries, to_attr="entries_here"))
        .order_by("pk")
    )


# --- joining ---------------------------------------------------------------------------------------------------------


@by_token(_VERB, Scope.SCIM)
def enlist(token: Token, place: Organisation, given: Given) -> Done[Person]:
    """Somebody joins: a new person, or one whom the site knows already.

    Raises:
        Trouble: the directory has listed them before, or there is no address.
    """
    email = _address(given)
    old = Entry.objects.select_for_update().filter(organisation=place, person__email__iexact=email).first()
    if (old and not old.removed) or _is_taken(place, given.user_name, old):
        raise taken()
    person, new = _known_or_new(email, given)
    entry = old or Entry(person=person, organisation=place, active=True, closed=not person.is_active and new)
    entry.person, entry.user_name, entry.removed = person, given.user_name or email, False
    _note(entry, given)
    entry.save()
    restored = _active(entry, person, wanted=given.active is not False)
    _welcome(token, place, entry, person, new=new)
    return Done(person, step="joined", new=new, active=entry.active, restored=restored)


def _address(given: Given) -> str:
    email = given.email or (given.user_name or "").lower()
    if not given.user_name or not is_address(email):
        raise wrong("A User needs a “userName”, and an e-mail address in “emails” or as the “userName”.")
    return email


def _known_or_new(email: str, given: Given) -> tuple[Person, bool]:
    known = Person.objects.select_for_update().filter(email__iexact=email).first()
    if known is not None:
        vouch(known)
        return known, False
    name = given.name or _joined(given.given_name, given.family_name) or email
    return Person.objects.create_person(email, name, is_active=given.active is not False), True


def _joined(given_name: str | None, family_name: str | None) -> str:
    return f"{given_name or ''} {family_name or ''}".strip()


def _is_taken(place: Organisation, user_name: str | None, mine: Entry | None) -> bool:
    same = Entry.objects.filter(organisation=place, removed=False, user_name__iexact=user_name or "")
    return (same.exclude(pk=mine.pk) if mine and mine.pk else same).exists()


def _welcome(token: Token, place: Organisation, entry: Entry, person: Person, *, new: bool) -> None:
    """Give what the token's maker said that new people are, and write to them, if they said so."""
    if not entry.active or not person.is_active:
        return
    if token.position and not works_here(person, place):
        Role.objects.create(person=person, organisation=place, position=token.position)
    if token.invites and (new or not person.has_usable_password()):
        invitations.send(person, place)


# --- changing --------------------------------------------------------------------------------------------------------


@by_token(_VERB, Scope.SCIM)
def change(token: Token, person: Person, given: Given) -> Done[Person]:
    """Somebody's name, address or ids change, or they leave or come back.

    Raises:
        Trouble: somebody else has the new address, the person is above programs, or nobody could manage people after that.
    """
    entry, person = _entry(token.organisation, person)
    _note(entry, given)
    try:
        renamed = _named(entry, person, given)
    except Trouble:
        if given.active is not False:
            raise
        renamed = []  # nobody stays in because of a name or address that they cannot have
    entry.save()
    was = entry.active
    moved = _active(entry, person, wanted=entry.active if given.active is None else given.active)
    if entry.active and not was:
        _welcome(token, entry.organisation, entry, person, new=False)
    step = "changed" if entry.active == was else "back" if entry.active else "left"
    return Done(person, step=step, active=entry.active, changed=renamed, roles=moved)


def _entry(place: Organisation, person: Person) -> tuple[Entry, Person]:
    """The entry of somebody, made anew for those whom the office entered; and the person, held meanwhile."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    found = Entry.objects.select_for_update().select_related("organisation").filter(person=person, organisation=place).first()
    if found is None:
        active = person.is_active and works_here(person, place)
        found = Entry(person=person, organisation=place, user_name=person.email, active=active)
    return found, person


def _named(entry: Entry, person: Person, given: Given) -> list[str]:
    """The name in the directory, and with it the name and address here; an address that was the name follows it."""
    followed = given.user_name if given.user_name and entry.user_name.lower() == person.email.lower() else None
    if given.user_name and _is_taken(entry.organisation, given.user_name, entry):
        raise taken()
    renamed = _rename(entry, person, given, given.email or (followed if is_address(followed) else None))
    entry.user_name = given.user_name or entry.user_name
    return renamed


def _note(entry: Entry, given: Given) -> None:
    """Keep what the directory asks for again."""
    for name in ("external_id", "given_name", "family_name"):
        said = getattr(given, name)
        if said is not None:
            setattr(entry, name, said)


def _rename(entry: Entry, person: Person, given: Given, email: str | None) -> list[str]:
    """Name and address, if they are this organisation's to change; which of them did."""
    parts = given.given_name is not None or given.family_name is not None
    name = given.name or (_joined(entry.given_name, entry.family_name) if parts else "")
    wanted = {"name": name or person.name, "email": (email or person.email).lower()}
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    if not changed or works_elsewhere(person, entry.organisation):
        return []
    if Person.objects.filter(email__iexact=wanted["email"]).exclude(pk=person.pk).exists():
        raise taken()
    if "email" in changed and (position := above_programs(person, entry.organisation)) is not None:
        raise above(position)
    old, person.name, person.email = person.email, wanted["name"], wanted["email"]
    person.save(update_fields=["name", "email"])
    if "email" in changed:
        tell_of_address(person, entry.organisation, old, widely=False)
    return changed


def _active(entry: Entry, person: Person, *, wanted: bool) -> int:
    """Let somebody leave or come back, if the directory says another thing than before; how many roles that moved."""
    if entry.active == wanted:
        return 0
    with announced(entry.organisation):
        return come_back(entry, person) if wanted else leave(entry, person)


# --- leaving ---------------------------------------------------------------------------------------------------------


@by_token(_VERB, Scope.SCIM)
def delete(token: Token, person: Person) -> Done[Person]:
    """Somebody is deleted from the directory: they leave, and it sees them no more. What they did stays on record.

    Raises:
        Trouble: nobody could manage people after that, they are above programs, or they are gone already.
    """
    entry, person = _entry(token.organisation, person)
    if entry.removed:
        raise not_there()
    with announced(entry.organisation):
        ended = leave(entry, person)
    entry.removed = True
    entry.save()
    return Done(person, step="deleted", active=False, roles=ended)


__all__: Final = ("change", "delete", "enlist", "listed")
