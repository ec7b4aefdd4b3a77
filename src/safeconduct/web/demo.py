"""The demo: two schools of a trust, an agency, ten made-up people, and the five policies. The tests use the same cast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Final, NamedTuple

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from safeconduct.policy import Library
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.policies.models import Adoption

PASSWORD: Final = "demo-corridor-7"  # noqa: S105 everybody may know it: the demo says so on every page
ELM, HARBOUR, AGENCY, TRUST = "Elm Park Primary", "Harbour High", "Northgate Supply", "Three Rivers Trust"


class Member(NamedTuple):
    """One of the cast: a short name, the full name, and what they are where."""

    key: str
    name: str
    roles: Sequence[tuple[str, Position]]

    @property
    def email(self) -> str:
        """Where they sign in: a domain that can never exist."""
        return f"{self.key}@demo.example"


CAST: Final = (
    Member("priya", "Priya Nair", [(ELM, Position.TEACHER)]),
    Member("tomasz", "Tomasz Zieliński", [(ELM, Position.TEACHING_ASSISTANT)]),
    Member("grace", "Grace Adeyemi", [(AGENCY, Position.SUPPLY_TEACHER)]),
    Member("helen", "Helen Marsh", [(ELM, Position.HEADTEACHER)]),
    Member("daniel", "Daniel Okafor", [(ELM, Position.SAFEGUARDING_LEAD), (ELM, Position.TEACHER)]),
    Member("sian", "Siân Pritchard", [(ELM, Position.DEPUTY_LEAD), (ELM, Position.BUSINESS_MANAGER)]),
    Member("farah", "Farah Siddiqui", [(ELM, Position.CHAIR_OF_GOVERNORS), (ELM, Position.GOVERNOR)]),
    Member("owen", "Owen Clarke", [(ELM, Position.IT_MANAGER), (ELM, Position.ADMINISTRATOR)]),
    Member("ruth", "Ruth Goldberg", [(AGENCY, Position.AGENCY_CONSULTANT), (AGENCY, Position.ADMINISTRATOR)]),
    Member("marcus", "Marcus Bell", [(HARBOUR, Position.HEADTEACHER), (HARBOUR, Position.TEACHER)]),
)
_ADOPTED: Final = ((ELM, "kevi"), (ELM, "safe-use"), (HARBOUR, "tapton"), (AGENCY, "key"), (AGENCY, "vision"))


def build(password: str | None = PASSWORD) -> SimpleNamespace:
    """Make it all, in an empty database; every organisation and person under their short name."""
    made = SimpleNamespace(trust=Organisation.objects.create(name=TRUST, kind=Organisation.Kind.TRUST))
    made.elm = Organisation.objects.create(name=ELM, kind=Organisation.Kind.SCHOOL, parent=made.trust)
    made.harbour = Organisation.objects.create(name=HARBOUR, kind=Organisation.Kind.SCHOOL, parent=made.trust)
    made.agency = Organisation.objects.create(name=AGENCY, kind=Organisation.Kind.AGENCY)
    places = {place.name: place for place in (made.trust, made.elm, made.harbour, made.agency)}
    hashed = make_password(password)  # the same for all: it is slow on purpose
    people = [Person(email=member.email, name=member.name, password=hashed) for member in CAST]
    roles = []
    for member, person in zip(CAST, Person.objects.bulk_create(people), strict=True):
        setattr(made, member.key, person)
        roles += [
            Role(person=person, organisation=places[place], position=position, since=date(2025, 9, 1))
            for place, position in member.roles
        ]
    Role.objects.bulk_create(roles)
    _place(made, timezone.localdate())
    _adopt(made, places)
    return made


def _place(made: SimpleNamespace, today: date) -> None:
    """Grace is at Elm Park for a fortnight."""
    Placement.objects.create(
        person=made.grace, organisation=made.elm, agency=made.agency, since=today - timedelta(3), until=today + timedelta(11)
    )


def _adopt(made: SimpleNamespace, places: dict[str, Organisation]) -> None:
    today = timezone.localdate()
    library = Library.shipped()
    Adoption.objects.bulk_create(
        Adoption(
            organisation=places[place],
            since=date(2026, 9, 1),
            adopted_on=date(2026, 7, 9),
            minute="2026/7, item 4",
            chair=made.farah.name if place == ELM else "",
            review_due=date(2027, 7, 1),
            owner=made.helen if place == ELM else made.marcus if place == HARBOUR else made.ruth,
            **Adoption.frozen(library.get(policy_id, today)),
        )
        for place, policy_id in _ADOPTED
    )


def furnish(world: SimpleNamespace) -> None:
    """Add what each app shows in the demo: the ``build`` of its ``demo_data.py``, if it has one, the lower apps first."""
    for config in reversed(list(apps.get_app_configs())):
        name = f"{config.name}.demo_data"
        if config.name.startswith("safeconduct.web.") and find_spec(name) is not None:
            import_module(name).build(world)


__all__: Final = ("CAST", "PASSWORD", "Member", "build", "furnish")
