"""Pages of the registers of filtering, requests for one's own data and complaints about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.accountable.models import (
    AccessRequest,
    Complaint,
    ComplaintPage,
    FilterAction,
    FilterIncident,
    FilterReview,
    Portion,
    SiteDecision,
)
from web.accountable import made
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
REVIEWERS = frozenset({"helen", "daniel", "sian", "farah", "owen"})
SIGNERS = frozenset({"daniel", "sian", "farah"})
Numbered = Callable[[SimpleNamespace], Mapping[str, Any]]


def newest(model: Any) -> Numbered:
    return lambda world: {"pk": model.objects.latest("pk").pk}


def at_elm(**more: Any) -> Numbered:
    return lambda world: {"place": world.elm.pk, **more}


def rows(before: Any, arguments: Numbered, ok: frozenset[str], *methods: str, **more: Any) -> list[Row]:
    """Something at Elm Park is there for some, refused to the others there, and nothing to everybody else."""
    given = {"ok": ok, "refused": AT_ELM - ok, "before": before, "arguments": arguments, **more}
    return [Row(method=method, **given) for method in methods]


FILTERING: Table = {
    "filtering-start": [Row()],
    "filtering": [
        *rows(None, at_elm(), AT_ELM, "GET"),
        *rows(made.to_do, at_elm(), AT_ELM, "GET"),
    ],
    "filter-rule": [
        *rows(made.left_open, at_elm(kind="txt"), AT_ELM, "GET"),
        *rows(None, at_elm(kind="json"), AT_ELM, "GET"),
        *rows(None, at_elm(kind="conf"), AT_ELM, "GET"),
    ],
    "filter-review-add": rows(None, at_elm(), REVIEWERS, "GET", "POST"),
    "filter-incident-add": rows(None, at_elm(), AT_ELM, "GET", "POST"),
    "filter-site-add": rows(None, at_elm(), REVIEWERS, "GET", "POST"),
    "filter-review": [
        *rows(made.to_do, newest(FilterReview), REVIEWERS, "GET"),
        *rows(made.review, newest(FilterReview), REVIEWERS, "POST", data={"what": ""}),
    ],
    "filter-review-edit": rows(made.review, newest(FilterReview), REVIEWERS, "GET"),
    "filter-checklist": rows(made.review, newest(FilterReview), REVIEWERS, "GET"),
    "filter-review-sign": rows(made.review, newest(FilterReview), SIGNERS, "POST"),
    "filter-action-done": rows(made.to_do, newest(FilterAction), REVIEWERS, "POST"),
    "filter-incident": rows(made.incident, newest(FilterIncident), REVIEWERS, "GET"),
    "filter-site-end": rows(made.left_open, newest(SiteDecision), REVIEWERS, "POST"),
}
ELM_HANDLERS = frozenset({"helen", "sian"})
ON_THE_CASE = frozenset({"helen", "daniel"})
SETTERS = frozenset({"helen", "farah"})
TOMASZ = frozenset({"tomasz"})


def reference(model: Any, **more: Any) -> Numbered:
    return lambda world: {"reference": model.objects.latest("pk").reference, **more}


def its_part(**more: Any) -> Numbered:
    return lambda world: {"pk": Portion.objects.get(case=None).pk, **more}


def cases_part(**more: Any) -> Numbered:
    return lambda world: {"pk": Portion.objects.exclude(case=None).get().pk, **more}


def handled(before: Any, arguments: Numbered, ok: frozenset[str], *methods: str, **more: Any) -> list[Row]:
    """Something about data: for its handlers; refused to whose it is, who knows of it; nothing to everybody else."""
    given = {"ok": ok, "before": before, "arguments": arguments, **more}
    return [Row(method=method, **given) for method in methods]


def request_rows(what: str, *methods: str, **more: Any) -> list[Row]:
    return handled(made.request, reference(AccessRequest, what=what), ELM_HANDLERS, *methods, refused=TOMASZ, **more)


def complaint_rows(what: str, *methods: str) -> list[Row]:
    return handled(made.complaint, reference(Complaint, what=what), ELM_HANDLERS, *methods, refused=TOMASZ)


def page_code(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"code": ComplaintPage.objects.get().code}


REQUESTS: Table = {
    "my-data": [Row(), Row(before=made.given_copy)],
    "my-data-ask": [Row(ok=AT_ELM, arguments=at_elm()), Row(ok=AT_ELM, arguments=at_elm(), method="POST")],
    "my-data-complain": [Row(ok=AT_ELM, arguments=at_elm()), Row(ok=AT_ELM, arguments=at_elm(), method="POST")],
    "my-data-copy": [Row(ok=TOMASZ, before=made.given_copy, arguments=its_part())],
    "access-requests": [Row(), Row(before=made.on_a_case)],
    "access-enter": [
        *handled(None, at_elm(), ELM_HANDLERS, "GET", "POST"),
    ],
    "access-request": [
        *handled(made.given_copy, reference(AccessRequest), ELM_HANDLERS, "GET", refused=TOMASZ),
        *handled(made.by_letter, reference(AccessRequest), ELM_HANDLERS, "GET"),
    ],
    "access-act": [*request_rows("take", "POST"), *request_rows("collect", "POST")],
    "access-step": [*request_rows("clarify", "GET"), *request_rows("longer", "GET"), *request_rows("end", "GET", "POST")],
    "access-portion": [
        *handled(made.collected, its_part(), ELM_HANDLERS, "GET"),
        *handled(made.given_copy, its_part(), ELM_HANDLERS, "GET"),
        *handled(made.on_a_case, cases_part(), ON_THE_CASE, "GET", "POST"),
    ],
    "access-piece": [
        *handled(made.collected, its_part(number=1), ELM_HANDLERS, "GET", "POST"),
        *handled(made.on_a_case, cases_part(number=2), ON_THE_CASE, "GET"),
    ],
}
COMPLAINTS: Table = {
    "data-page": [
        Row(nobody=200, before=made.page, arguments=page_code),
        Row(nobody=200, before=made.page, arguments=page_code, method="POST", data={"words": ""}),
    ],
    "data-complaints": [Row(), Row(before=made.complaint)],
    "data-complaint-enter": handled(None, at_elm(), ELM_HANDLERS, "GET", "POST"),
    "data-complaint": handled(made.complaint, reference(Complaint), ELM_HANDLERS, "GET", refused=TOMASZ),
    "data-complaint-acknowledge": handled(made.complaint, reference(Complaint), ELM_HANDLERS, "POST", refused=TOMASZ),
    "data-complaint-step": [
        *complaint_rows("inquiry", "GET", "POST"),
        *complaint_rows("keep-out", "GET"),
        *complaint_rows("end", "GET"),
    ],
    "data-setting": [
        *rows(None, at_elm(), SETTERS, "GET", "POST"),
        *rows(made.page, at_elm(), SETTERS, "GET"),
    ],
}
TABLE: Table = {**FILTERING, **REQUESTS, **COMPLAINTS}
