"""What goes wrong, as problem details (RFC 9457): what, where, why, and what to do, in words for whoever reads them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse

TYPE: Final = "application/problem+json"


class Problem(Exception):  # noqa: N818 named as the standard names it
    """Something that the other program can mend. ``where`` names the key or the header; it never quotes a value."""

    def __init__(self, status: int, detail: str, where: str = "", *, wait: int | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.where, self.wait = status, detail, where, wait


def answer(problem: Problem) -> HttpResponse:
    """The answer that tells of it."""
    said = {"title": HTTPStatus(problem.status).phrase, "status": problem.status, "detail": problem.detail}
    if problem.where:
        said["where"] = problem.where
    response = HttpResponse(msgspec.json.encode(said), status=problem.status, content_type=TYPE)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if problem.wait is not None:
        response["Retry-After"] = str(problem.wait)
    return response


def of_shape(errors: list[dict[str, Any]]) -> Problem:
    """The first thing that does not fit the description of a body or an address; the value itself is not repeated."""
    first = errors[0]
    where = ".".join(map(str, first["loc"][1:]))
    # A body that is missing, or is not an object, is reported of the function's own argument.
    place = where.removeprefix("given").lstrip(".")
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"{f'“{place}”' if place else 'The body'} does not fit: {_plain(first)}. {_MEND}",
        place,
    )


_MEND: Final = "Correct it and send it again; /api/ says what is expected."
_SAID: Final = {
    "missing": "it is missing",
    "string_type": "it must be a text",
    "bool_type": "it must be true or false",
    "list_type": "it must be a list",
    "int_type": "it must be a whole number",
    "int_parsing": "it must be a whole number",
    "model_attributes_type": "it must be a JSON object",
    "dict_type": "it must be a JSON object",
}


def _plain(error: dict[str, Any]) -> str:
    words = str(error.get("msg", "")).rstrip(".")
    return _SAID.get(str(error.get("type")), words[:1].lower() + words[1:])


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at this address, or not for this token."""
    return answer(Problem(HTTPStatus.NOT_FOUND, "There is nothing here for this token. Check the address and the id in it."))


__all__: Final = ("TYPE", "Problem", "answer", "not_there", "of_shape")
