"""What a draft can start from: a policy that comes with safeconduct, one's own, a file, or nearly nothing."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import About, Force, Mechanism, Role
from safeconduct.errors import PolicyError
from safeconduct.policy import Case, Clause, Duty, Govern, OrganisationKind, Policy, Sign, sketched
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.shelf import on_offer

SCRATCH: Final = "scratch"
FILE: Final = "file"
MOST: Final = 1_000_000  # bytes: the longest of the five has 60,000
POINTS: Final = 400  # in a file; the longest of the five has 51
RULES: Final = 1_200  # the same; it has 100
_NAMES: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_")


class Start(NamedTuple):
    """A policy to start from, and what it is called."""

    policy: Policy
    says: str
    is_base: bool = True  # whether the draft is held against it


def offered(place: Organisation) -> dict[str, str]:
    """What can be started from at an organisation: its own policies first."""
    own = Adoption.objects.filter(organisation=place).order_by("policy_id", "-since").defer("text")
    mine = {f"own-{each.pk}": f"Ours: {each.title}, version {each.version}" for each in own if not each.is_over}
    shipped = {key: f"{each.title} – {each.organisation} ({each.version})" for key, each in on_offer().items()}
    return {**mine, **shipped}


def start(place: Organisation, key: str) -> Start | None:
    """What was chosen; nothing if it is not on offer here."""
    if key == SCRATCH:
        return Start(scratch(place), "nothing", is_base=False)
    number = key.removeprefix("own-")
    if key != number and number.isdecimal():
        own = Adoption.objects.filter(organisation=place, pk=int(number)).first()
        return Start(own.policy, f"{own}, as adopted here") if own else None
    shipped = on_offer().get(key)
    return Start(shipped, f"{shipped.title} of {shipped.organisation} ({shipped.version})") if shipped else None


def from_file(data: bytes, name: str) -> Start:
    """A policy in a file, finished or not.

    Raises:
        PolicyError: it is no policy file; the text says what is wrong and where.
    """
    try:
        policy = sketched(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise PolicyError(f"{name}: this is not UTF-8 text (byte {error.start}). Save the file as UTF-8.") from error
    for clause in policy.clause:
        if not is_number(clause.id):
            raise PolicyError(f"{name}: the id “{clause.id[:40]}” of a clause may hold letters, digits, dots and hyphens only.")
    _check_keepable(policy, name)
    return Start(policy, f"The file {name[:80]}")


def _check_keepable(policy: Policy, name: str) -> None:
    """Refuse what a database cannot keep, and what would take minutes to look through."""
    rules = sum(len(clause.screen) + len(clause.decide) + len(clause.route) + len(clause.guide) for clause in policy.clause)
    if len(policy.clause) > POINTS or rules > RULES:
        raise PolicyError(
            f"{name}: it has {len(policy.clause):,} clauses and {rules:,} rules. "
            f"At most {POINTS:,} and {RULES:,} can be worked with here."
        )
    if b"\\u0000" in msgspec.json.encode(policy):
        raise PolicyError(f"{name}: it holds a sign that nobody can see (\\u0000). Take it out.")


def is_number(given: str) -> bool:
    """Whether this can be the number of a point: it stands in addresses, too."""
    return bool(given) and len(given) <= 40 and _NAMES.issuperset(given) and given not in {".", "..", "new"}


def scratch(place: Organisation) -> Policy:
    """A policy with the few clauses that one must have: whom it binds, when it is reviewed, and what signing it means."""
    scope = "This policy binds everybody who works here, and volunteers and governors too."
    review = "This policy is looked at again every year."
    signing = "I have read this policy and will keep to it."
    clauses = (
        Clause("1", "section 1", Force.INFORMS, About.GOVERN, scope, govern=Govern(Duty.SCOPE, scope)),
        Clause("2", "section 2", Force.MUST, About.GOVERN, review, govern=Govern(Duty.REVIEW, review)),
        Clause("3", "section 3", Force.MUST, About.ACKNOWLEDGE, signing, sign=Sign(signing)),
    )
    cases = (
        Case(("1",), "A new caretaker asks whether the policy holds for her.", duty=Mechanism.GOVERN),
        Case(("2",), "A governor asks when the policy is looked at again.", duty=Mechanism.GOVERN),
        Case(("3",), "A new teacher signs in her first week.", duty=Mechanism.SIGN),
    )
    kind = OrganisationKind.AGENCY if place.kind == Organisation.Kind.AGENCY else OrganisationKind.SCHOOL
    binds = tuple(role for role in Role if role not in {Role.PUPIL, Role.PARENT})
    return Policy(
        "our-policy", "Our online conduct policy", place.name, kind, "draft", "Our online conduct policy", binds,
        "Everybody who works here, volunteers and governors.", clauses, cases, review_months=12,
    )  # fmt: skip


def next_version(policy: Policy, day: date) -> str:
    """A name for the next version: the month, with a number if the one before is of this month already."""
    month = f"{day:%Y-%m}"
    before, _, count = policy.version.partition(".")
    if before != month:
        return month
    return f"{month}.{int(count) + 1 if count.isdecimal() else 2}"


__all__: Final = ("FILE", "MOST", "SCRATCH", "Start", "from_file", "is_number", "next_version", "offered", "scratch", "start")
