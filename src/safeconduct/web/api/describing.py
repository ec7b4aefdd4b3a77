"""The interface described: for programs as OpenAPI 3.1, and for people as a page of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from django.conf import settings

from safeconduct.web.api.asking import Bearer
from safeconduct.web.api.models import Scope
from safeconduct.web.api.operations import api
from safeconduct.web.api.problems import TYPE

_ALWAYS: Final = {
    "401": "There is no token, or it is not in use.",
    "403": "The token does not have the scope for this.",
    "413": "The body is larger than 3 MB.",
    "429": "Too often within a minute; “Retry-After” says how many seconds to wait.",
}
_OF_A_BODY: Final = {
    "400": "The body is not JSON.",
    "404": "A policy that is named does not exist.",
    "415": "The body must be sent as application/json.",
    "422": "Something in the question cannot be right: what, where, and what to do.",
}
_OF_FACTS: Final = {"409": "Each fact fits, and yet there is no answer: they contradict each other, or the words show no kind."}
_FACTS_IN: Final = frozenset({"decide", "route"})
_PROBLEM: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "What went wrong, as problem details (RFC 9457).",
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What, where, why, and what to do."},
        "where": {"type": "string", "description": "The key or the header that is wrong."},
    },
}
_EXAMPLES: Final[Mapping[str, str]] = {
    "check": '{"text": "Jayden in 9B was a nightmare again", "account": "personal"}',
    "decide": '{"kind": "friend_request", "direction": "incoming", "person": "pupil", "author_role": "teacher"}',
    "route": '{"kind": "suspect-media", "subject": "headteacher"}',
}


def base() -> str:
    """Where the interface is, as other programs reach it."""
    return f"{settings.BASE_URL}/api/v1"


def scim() -> str:
    """Where a directory speaks to us."""
    return f"{settings.BASE_URL}/scim/v2"


@cache
def document() -> dict[str, Any]:
    """The description as OpenAPI 3.1. It is the same for everybody and names no school."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    made["components"]["schemas"]["Problem"] = _PROBLEM
    made.pop("servers")
    for operation in _each(made):
        said = {**_ALWAYS, **(_OF_A_BODY if "requestBody" in operation else {})}
        if operation["operationId"] in _FACTS_IN:
            said |= _OF_FACTS
        if operation["parameters"]:
            said |= {"422": _OF_A_BODY["422"]}
        if any(given["in"] == "path" for given in operation["parameters"]):
            said |= {"404": "There is no such thing for this token."}
        found = operation["responses"]
        operation["responses"] = {str(code): what for code, what in found.items()} | {
            code: {"description": words, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
            for code, words in sorted(said.items())
        }
    return made


def _each(made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in made["paths"].values():
        yield from methods.values()


class Operation(NamedTuple):
    """An operation as the page shows it."""

    method: str
    path: str
    summary: str
    says: str
    scope: str
    example: str


def operations() -> list[Operation]:
    """All operations, in the order of the interface."""
    scopes = _scopes()
    return [
        Operation(
            method.upper(),
            path,
            each["summary"],
            each.get("description", ""),
            scopes[each["operationId"]].value,
            _EXAMPLES.get(each["operationId"], ""),
        )
        for path, methods in document()["paths"].items()
        for method, each in methods.items()
    ]


def _scopes() -> dict[str, Scope]:
    """Which scope each operation asks for, from the operations themselves."""
    found = {}
    for router in api._get_bound_routers():  # noqa: SLF001 there is no public way to list operations
        for view in router.path_operations.values():
            for operation in view.operations:
                bearer = operation.auth_callbacks[0]
                assert isinstance(bearer, Bearer)
                found[str(operation.operation_id)] = bearer.scope
    return found


__all__: Final = ("Operation", "base", "document", "operations", "scim")
