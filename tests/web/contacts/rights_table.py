"""Pages about contacts and declared relationships."""

from __future__ import annotations

from types import SimpleNamespace

from safeconduct.web.contacts.actions import Declaration, declare
from safeconduct.web.contacts.models import Relationship
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
LEADS = frozenset({"helen", "daniel", "sian"})


def declared_by_priya(world: SimpleNamespace) -> Relationship:
    given = Declaration(world.elm, Relationship.Who.PUPIL, Relationship.Relation.NIECE_NEPHEW, "Maya")
    return declare(world.priya, world.priya, given)


def its_number(world: SimpleNamespace) -> dict[str, int]:
    return {"pk": Relationship.objects.get().pk}


TABLE: Table = {
    "contact": [Row()],
    "contact-outgoing": [Row()],
    "contact-else": [Row()],
    "contact-tell": [Row()],
    "relationships": [Row()],
    "relationship-declare": [
        Row(),
        Row(method="POST", data={"who": "pupil", "relation": "child"}),
    ],
    "relationship-withdraw": [
        Row(ok=frozenset({"priya"}), refused=AT_ELM - {"priya"}, before=declared_by_priya, arguments=its_number),
        Row(ok=frozenset({"priya"}), refused=AT_ELM - {"priya"}, before=declared_by_priya, arguments=its_number, method="POST"),
    ],
    "relationship-acknowledge": [
        Row(ok=LEADS, refused=AT_ELM - LEADS, before=declared_by_priya, arguments=its_number, method="POST"),
    ],
    "relationships-staff": [Row(ok=LEADS | {"marcus"}, refused=(AT_ELM - LEADS) | {"ruth"})],
}
