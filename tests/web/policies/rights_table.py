"""Pages about policies: who reads, signs, adopts, oversees and answers."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.policies.models import Adoption, Answer, Signature
from web.tables import EVERYBODY, Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
AT_AGENCY = frozenset({"grace", "ruth"})
OWNERS = frozenset({"helen", "sian", "owen"})
WATCHERS = OWNERS | {"daniel", "farah"}
ANSWERERS = OWNERS | {"daniel"}


def kevi(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Adoption.objects.get(policy_id="kevi").pk}


def agency_policy(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Adoption.objects.get(policy_id="key").pk}


def first_step(world: SimpleNamespace) -> Mapping[str, Any]:
    return {**kevi(world), "number": 1}


def elm(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": world.elm.pk}


def asked(world: SimpleNamespace) -> None:
    adoption = Adoption.objects.get(policy_id="kevi")
    Answer.objects.create(person=world.priya, adoption=adoption, clause="5.2i", content="c", said="ask", question="Which age?")


def the_question(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Answer.objects.get(said="ask").pk}


def signed(world: SimpleNamespace) -> None:
    adoption = Adoption.objects.get(policy_id="kevi")
    Signature.objects.create(
        person=world.priya, adoption=adoption, digest=adoption.digest, name="Priya Nair", code="A" * 20, points=[]
    )


def the_signature(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Signature.objects.get().pk}


SEEN = Row(AT_ELM, arguments=kevi)
OVERSEEN = Row(WATCHERS, AT_ELM - WATCHERS, elm)
TABLE: Table = {
    "policies": [Row()],
    "policy-compare": [Row()],
    "policy-receipt": [Row(nobody=200)],
    "questions": [Row(ANSWERERS | {"ruth", "marcus"}, EVERYBODY - ANSWERERS - {"ruth", "marcus"})],
    "question": [
        Row(ANSWERERS, AT_ELM - ANSWERERS, the_question, before=asked),
        Row(ANSWERERS, AT_ELM - ANSWERERS, the_question, method="POST", data={"reply": "Any age."}, before=asked),
    ],
    "policy-signature": [Row(frozenset({"priya"}), arguments=the_signature, before=signed)],
    "policy-signature-pdf": [Row(frozenset({"priya"}), arguments=the_signature, before=signed)],
    "signatures": [OVERSEEN],
    "signatures-csv": [OVERSEEN],
    "signatures-xlsx": [OVERSEEN],
    "signatures-remind": [Row(WATCHERS, AT_ELM - WATCHERS, elm, method="POST")],
    "policy-adopt": [Row(OWNERS, AT_ELM - OWNERS, lambda world: {"place": world.elm.pk})],
    "policy": [SEEN, Row(AT_AGENCY, arguments=agency_policy)],
    "policy-changes": [SEEN],
    "policy-withdraw": [
        Row(OWNERS, AT_ELM - OWNERS, kevi),
        Row(OWNERS, AT_ELM - OWNERS, kevi, method="POST", data={"day": "2030-01-01"}),
    ],
    "policy-notice": [SEEN, Row(AT_ELM, arguments=kevi, method="POST")],
    "policy-sign": [SEEN, Row(AT_ELM, arguments=kevi, method="POST")],
    "policy-sign-step": [Row(AT_ELM, arguments=first_step), Row(AT_ELM, arguments=first_step, method="POST")],
}
