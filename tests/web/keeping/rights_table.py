"""Pages of keeping: for those on a case; for everybody else the same “not found” as for none."""

from __future__ import annotations

from types import SimpleNamespace

from safeconduct.web.concerns.models import Case
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.models import Destruction, Reply
from web.casework.made import told
from web.keeping.made import asked, closed, over
from web.tables import EVERYBODY, Row, Table

WORK = frozenset({"helen", "daniel"})
AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
SETTERS = frozenset({"helen", "daniel", "farah"})


def its_reference(world: SimpleNamespace) -> dict[str, str]:
    return {"reference": Case.objects.get().reference}


def held_by_the_head(world: SimpleNamespace) -> None:
    actions.hold(world.helen, over(world), "A claim may come.")


def destroyed(world: SimpleNamespace) -> None:
    actions.destroy(world.daniel, asked(world))


def its_code(world: SimpleNamespace) -> dict[str, str]:
    return {"code": Destruction.objects.get().code}


def asked_to_reply(world: SimpleNamespace) -> None:
    actions.ask_reply(world.helen, told(world), world.tomasz, "What do you say?")


def its_number(world: SimpleNamespace) -> dict[str, int]:
    return {"pk": Reply.objects.get().pk}


def at_elm(world: SimpleNamespace) -> dict[str, int]:
    return {"place": world.elm.pk}


def case_row(before: object, method: str = "GET") -> Row:
    return Row(ok=WORK, before=before, arguments=its_reference, method=method)  # type: ignore[arg-type] # any of the above


TABLE: Table = {
    "records": [Row()],
    "retention": [Row(ok=SETTERS, refused=AT_ELM - SETTERS, arguments=at_elm)],
    "certificate": [Row(ok=EVERYBODY, before=destroyed, arguments=its_code)],
    "certificate-pdf": [Row(ok=EVERYBODY, before=destroyed, arguments=its_code)],
    "replies": [Row(), Row(before=asked_to_reply)],
    "reply": [Row(ok=frozenset({"tomasz"}), before=asked_to_reply, arguments=its_number)],
    "case-close": [case_row(told)],
    "case-complete": [case_row(closed)],
    "case-reopen": [case_row(closed, "POST")],
    "case-hold": [case_row(told)],
    "case-lift": [case_row(held_by_the_head, "POST")],
    "case-destroy": [case_row(over), case_row(over, "POST")],
    "case-keep": [case_row(asked, "POST")],
    "case-ask-reply": [case_row(told)],
    "case-hand-over": [case_row(told)],
}
