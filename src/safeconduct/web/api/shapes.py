"""What other programs send and get, as OpenAPI describes it: the shapes of the contract (docs/reference/contract.md).

The questions of ``decide`` and ``route`` are described here and checked by the engine itself, whose words are better.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool, StrictStr

from safeconduct.activity import (
    FACTS,
    About,
    Account,
    Audience,
    ConcernKind,
    Fact,
    Force,
    Kind,
    Mechanism,
    MustNot,
    Outcome,
    Role,
    Told,
    Topic,
)
from safeconduct.policy import OrganisationKind
from safeconduct.walks import MAX_TEXT
from safeconduct.web.access.rights import Position
from safeconduct.web.policies.roster import State

Id = str | int | None
_ID: Final[Any] = Field(default=None, description="Comes back with the answer.")
_POLICIES: Final[Any] = Field(
    default=None,
    min_length=1,
    max_length=20,
    description="Ids of policies, in force here or shipped; without it those in force here.",
)


# --- what is asked ---------------------------------------------------------------------------------------------------


class Draft(Schema):
    """A text that somebody wants to post, and where it is going."""

    id: Id = _ID
    text: StrictStr = Field(max_length=MAX_TEXT)
    account: Account = Account.PERSONAL
    audience: Audience | None = None
    author_role: Role | None = None
    platform: StrictStr = Field(default="", max_length=60)
    kind: StrictStr = Field(default="post", max_length=60)
    permission: StrictBool = Field(default=False, description="The head teacher’s permission is on record.")
    policies: list[StrictStr] | None = _POLICIES


class _Asked(Schema):
    """A question of fact: what is not described here comes back in the answer as not understood."""

    model_config = ConfigDict(extra="allow")

    id: Id = _ID
    policies: list[StrictStr] | None = _POLICIES


def _described(fact: Fact) -> dict[str, Any]:
    """A fact as the description has it: null where it is not known."""
    shape: dict[str, Any] = {"type": ["boolean", "null"]} if fact.is_flag else {"enum": [*fact.values, None]}
    return {**shape, "description": fact.question}


def _with_facts(schema: dict[str, Any]) -> None:
    """Put every fact that may be given into the description; only the kind must be."""
    facts = {name: _described(fact) for name, fact in FACTS.items() if fact.given}
    kinds = {"enum": [kind.value for kind in Kind if kind is not Kind.DRAFT], "description": FACTS["kind"].question}
    age = {"type": ["integer", "null"], "minimum": 0, "maximum": 120, "description": "Of the other person."}
    about = {"type": ["string", "null"], "description": "What it is about: “a pupil”, “schoolwork”."}
    schema["properties"] |= facts | {"kind": kinds, "person_age": age, "about": about}
    schema["required"] = ["kind"]


class Facts(_Asked):
    """What is known about a contact, a picture, a visit to a site."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_with_facts)


_CONCERNS: Final[Any] = {"enum": [*map(str, ConcernKind), None]}
_ROLES: Final[Any] = {"enum": [*dict.fromkeys([*map(str, Role), *map(str, Told)]), None]}


class Concern(_Asked):
    """What happened; either its kind is given or a situation from which it shows."""

    kind: Any = Field(default=None, json_schema_extra=_CONCERNS)
    situation: Any = Field(
        default=None,
        description="In the reporter’s own words. Not stored.",
        json_schema_extra={"type": ["string", "null"], "maxLength": MAX_TEXT},
    )
    child_protection: Any = Field(default=None, json_schema_extra={"type": ["boolean", "null"]})
    subject: Any = Field(default=None, description="Whom it is about: never told.", json_schema_extra=_ROLES)
    reporter: Any = Field(default=None, json_schema_extra=_ROLES)


# --- what is answered ------------------------------------------------------------------------------------------------


class Finding(Schema):
    """Words that matter: where they stand (in code points of the text as given), and why."""

    topic: Topic
    start: int
    end: int
    quote: str
    why: str
    detector: str
    certain: bool


class Vetoed(Finding):
    """A finding that does not count, and why not."""

    vetoed: str


class Reason(Schema):
    """A clause that spoke."""

    policy: str
    version: str
    clause: str
    force: Force
    outcome: Outcome | None
    says: str


class ReasonOfText(Reason):
    """The same, with the topic of the words."""

    topic: Topic | None


class Replacement(Schema):
    """A place in the text and what could stand there."""

    start: int
    end: int
    text: str


class Suggestion(Schema):
    """What to do about a topic."""

    topic: Topic
    says: str
    replacements: list[Replacement]


class Checked(Schema):
    """The answer to a text."""

    id: Id
    outcome: Outcome
    topics: list[Topic]
    main: Topic | None
    findings: list[Finding]
    reasons: list[ReasonOfText]
    policies: dict[str, Outcome]
    guidance: list[str]
    missing: list[str]
    protected: list[str]
    suggestions: list[Suggestion]
    redacted: str | None
    vetoed: list[Vetoed]


class PolicyAnswer(Schema):
    """What one policy says."""

    outcome: Outcome
    report_to: list[Told]
    missing: list[str]
    version: str
    digest: str
    reasons: list[Reason]


class Decided(Schema):
    """The answer to a question of fact."""

    id: Id
    outcome: Outcome
    policies: dict[str, PolicyAnswer]
    report_to: list[Told]
    say: str | None
    guidance: list[str]
    missing: list[str]


class RouteReason(Schema):
    """A clause that says who is told."""

    policy: str
    version: str
    clause: str
    force: Force
    says: str


class PolicyRoute(Schema):
    """Whom one policy has told, and what not to do meanwhile."""

    route: list[Told]
    immediate: bool
    preserve_evidence: bool
    must_not: list[MustNot]
    external: bool
    note: str | None
    guidance: list[str]
    reasons: list[RouteReason]


class Routed(Schema):
    """Who is told; ``alternatives`` and ``because`` only where the kind was suggested from the situation."""

    id: Id
    kind: ConcernKind
    suggested: bool
    alternatives: list[ConcernKind] | None = None
    because: list[str] | None = None
    policies: dict[str, PolicyRoute]
    guidance: list[str]


class PolicyInForce(Schema):
    """A policy, and since when it is in force at which organisation."""

    id: str
    title: str
    organisation: str
    kind: OrganisationKind
    version: str
    adopted: date | None
    approver: str
    review_due: date | None
    related: list[str]
    binds: list[Role]
    binds_text: str
    nation: str
    source: str
    digest: str
    clauses_count: int
    adopted_by: str
    since: date
    until: date | None


class Clause(Schema):
    """A clause, and what it does."""

    id: str
    source: str
    force: Force
    about: About
    says: str
    mechanisms: list[Mechanism]
    does: str


class PolicyWithClauses(PolicyInForce):
    """The same with its clauses."""

    clauses: list[Clause]


class SignOff(Schema):
    """How many have signed a policy at an organisation, and how many have not."""

    organisation_id: int
    organisation: str
    policy: str
    version: str
    total: int
    signed: int
    due: int
    waiting: int
    away: int
    overdue: int


class PersonSignOff(Schema):
    """Somebody and a policy that is theirs to sign."""

    person_id: int
    name: str
    email: str
    organisation_id: int
    organisation: str
    positions: list[Position]
    policy: str
    version: str
    state: State
    due: date | None
    signed_at: datetime | None


class PeopleSignOffs(Schema):
    """One page of a list: how many there are, and those from ``offset`` on."""

    total: int
    offset: int
    people: list[PersonSignOff]


__all__: Final = (
    "Checked", "Clause", "Concern", "Decided", "Draft", "Facts", "PeopleSignOffs", "PersonSignOff", "PolicyInForce",
    "PolicyWithClauses", "Routed", "SignOff",
)  # fmt: skip
