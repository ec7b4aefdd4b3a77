"""Pages of drafts: who writes, who only reads, and for whom there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.drafting import editing, trying
from safeconduct.web.drafting.models import Draft
from web.drafting import made
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
WRITERS = frozenset({"helen", "sian", "owen"})
READERS = WRITERS | {"daniel", "farah"}
ELSEWHERE = frozenset({"marcus", "ruth"})
Arguments = Callable[[SimpleNamespace], Mapping[str, Any]]


def the(**more: Any) -> Arguments:
    return lambda world: {"pk": Draft.objects.latest("pk").pk, **more}


def example(world: SimpleNamespace) -> Mapping[str, Any]:
    found = Draft.objects.latest("pk")
    return {"pk": found.pk, "clause": made.POINT, "key": editing.cases_of(found.policy, made.POINT)[0][0]}


def tried(world: SimpleNamespace) -> object:
    return trying.try_out(world.helen, made.draft(world))


def rows(arguments: Arguments, ok: frozenset[str], *methods: str, before: Any = made.draft, **more: Any) -> list[Row]:
    given = {"ok": ok, "refused": AT_ELM - ok, "before": before, "arguments": arguments, **more}
    return [Row(method=method, **given) for method in methods]


POINT = the(clause=made.POINT)
RULE = the(clause=made.POINT, shape="situation", number=0)
TABLE: Table = {
    "drafts": [Row(READERS | ELSEWHERE, frozenset({"priya", "tomasz", "grace"}), before=made.draft)],
    "draft-start": [
        Row(WRITERS, AT_ELM - WRITERS, lambda world: {"place": world.elm.pk}),
        Row(WRITERS, AT_ELM - WRITERS, lambda world: {"place": world.elm.pk}, method="POST", data={"start": "scratch"}),
    ],
    "draft": [*rows(the(), READERS, "GET"), *rows(the(), READERS, "GET", before=made.deleted)],
    "draft-cover": rows(the(), WRITERS, "GET", "POST"),
    "draft-file": rows(the(), READERS, "GET"),
    "draft-discard": rows(the(), WRITERS, "GET", "POST"),
    "draft-put-back": rows(the(number=0), WRITERS, "POST", before=made.deleted),
    "draft-try": [*rows(the(), READERS, "GET", before=tried), *rows(the(), WRITERS, "POST")],
    "draft-problems": rows(the(), READERS, "GET", before=made.clashing),
    "draft-adopt": [*rows(the(), WRITERS, "GET", "POST"), *rows(the(), WRITERS, "GET", before=made.clashing)],
    "draft-point-add": rows(the(), WRITERS, "GET", "POST"),
    "draft-point": rows(POINT, READERS, "GET"),
    "draft-words": rows(POINT, WRITERS, "GET", "POST"),
    "draft-move": rows(POINT, WRITERS, "POST"),
    "draft-delete": rows(POINT, WRITERS, "POST"),
    "draft-rule-add": [
        *rows(the(clause=made.POINT, shape="situation"), WRITERS, "GET", "POST"),
        *rows(the(clause=made.POINT, shape="report"), WRITERS, "GET"),
    ],
    "draft-rule": rows(RULE, WRITERS, "GET", "POST"),
    "draft-rule-delete": rows(RULE, WRITERS, "POST"),
    "draft-example-add": rows(the(clause=made.POINT, ask="situation"), WRITERS, "GET", "POST"),
    "draft-example": rows(example, WRITERS, "GET", "POST"),
    "draft-example-delete": rows(example, WRITERS, "POST"),
}
