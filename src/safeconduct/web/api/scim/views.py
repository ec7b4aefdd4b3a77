"""The addresses of SCIM. A token with the scope for it speaks for its organisation; who it is, everybody may ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from safeconduct.errors import InputError
from safeconduct.jsonl import decode
from safeconduct.web.api.asking import MOST_SCIM, admitted, bearer
from safeconduct.web.api.models import Scope, Token
from safeconduct.web.api.problems import Problem
from safeconduct.web.api.scim import people, showing
from safeconduct.web.api.scim.filtering import narrowed
from safeconduct.web.api.scim.reading import USER, of_patch, of_resource
from safeconduct.web.api.scim.troubles import TYPE, Trouble, answer, not_there, said, taken, wrong
from safeconduct.web.people.models import Person

_TYPES: Final = (TYPE, "application/json")
_MOST_DIGITS: Final = 18
View = Callable[..., HttpResponse]


def _speaking(*methods: str) -> Callable[[View], View]:
    """Answers as the standard says, whatever goes wrong. Without a session, there is none that could be forged (CSRF)."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, **given: Any) -> HttpResponse:
            if request.method not in methods:
                refused = answer(HTTPStatus.METHOD_NOT_ALLOWED, f"Only {', '.join(methods)} here.")
                refused["Allow"] = ", ".join(methods)
                return refused
            return _tried(view, request, given)

        return answered

    return decorated


def _tried(view: View, request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    try:
        return view(request, **given)
    except Trouble as trouble:
        return answer(trouble.status, trouble.detail, trouble.kind)
    except IntegrityError:  # somebody else was quicker
        return answer(HTTPStatus.CONFLICT, taken().detail, "uniqueness")
    except Problem as problem:
        refused = answer(problem.status, problem.detail)
        if problem.status == HTTPStatus.UNAUTHORIZED:
            refused["WWW-Authenticate"] = "Bearer"
        if problem.wait is not None:
            refused["Retry-After"] = str(problem.wait)
        return refused


def _token(request: HttpRequest) -> Token:
    return admitted(request, bearer(request), Scope.SCIM, MOST_SCIM, _TYPES)


def _body(request: HttpRequest) -> Any:
    try:
        return decode(request.body)
    except InputError as error:
        raise wrong(str(error), "invalidSyntax") from error


# --- people ----------------------------------------------------------------------------------------------------------


@_speaking("GET", "HEAD", "POST")
def users(request: HttpRequest) -> HttpResponse:
    """Find people, or add somebody."""
    token = _token(request)
    if request.method != "POST":
        return _found(request, token)
    made = people.enlist(token, token.organisation, of_resource(_body(request)))
    shown = _shown(request, token, made)
    response = said(shown, HTTPStatus.CREATED)
    response["Location"] = showing.user(_one(token, str(made.pk)))["meta"]["location"]
    return response


def _found(request: HttpRequest, token: Token) -> HttpResponse:
    found = people.listed(token.organisation)
    if asked := request.GET.get("filter", ""):
        found = found.filter(narrowed(token.organisation, asked))
    start = max(_number(request, "startIndex", 1), 1)
    count = min(max(_number(request, "count", showing.PAGE), 0), showing.PAGE)
    resources = [showing.of(each, **_attributes(request)) for each in found[start - 1 : start - 1 + count]]
    return said(showing.page(resources, found.count(), start))


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return otherwise
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _MOST_DIGITS // 2:
        raise wrong(f"“{name}” must be a whole number.")
    return int(given)


def _attributes(request: HttpRequest) -> dict[str, list[str]]:
    asked = {"only": request.GET.get("attributes", ""), "without": request.GET.get("excludedAttributes", "")}
    return {name: [each.strip().split(".")[0] for each in given.split(",") if each.strip()] for name, given in asked.items()}


def _one(token: Token, pk: str) -> Person:
    if not (pk.isascii() and pk.isdecimal()) or len(pk) > _MOST_DIGITS:
        raise not_there()
    found = people.listed(token.organisation).filter(pk=int(pk)).first()
    if found is None:
        raise not_there()
    return found


def _shown(request: HttpRequest, token: Token, person: Person) -> dict[str, Any]:
    return showing.of(_one(token, str(person.pk)), **_attributes(request))


@_speaking("GET", "HEAD", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, pk: str) -> HttpResponse:
    """Somebody: seen, replaced, changed in part, or deleted."""
    token = _token(request)
    person = _one(token, pk)
    if request.method == "DELETE":
        people.delete(token, person)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method in ("PUT", "PATCH"):
        read = of_resource if request.method == "PUT" else of_patch
        people.change(token, person, read(_body(request)))
    return said(_shown(request, token, person))


# --- the service itself ----------------------------------------------------------------------------------------------


@_speaking("GET", "HEAD")
def config(request: HttpRequest) -> HttpResponse:
    """What of the standard is offered."""
    return said(showing.config())


@_speaking("GET", "HEAD")
def resource_types(request: HttpRequest) -> HttpResponse:
    """The kinds of resources: people."""
    return said(showing.page([showing.resource_type()], 1))


@_speaking("GET", "HEAD")
def resource_type(request: HttpRequest, name: str) -> HttpResponse:
    """One of them."""
    if name != "User":
        raise not_there()
    return said(showing.resource_type())


@_speaking("GET", "HEAD")
def schemas(request: HttpRequest) -> HttpResponse:
    """The attributes of people."""
    return said(showing.page([showing.schema()], 1))


@_speaking("GET", "HEAD")
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """The same by the name of the schema."""
    if name.lower() != USER.lower():
        raise not_there()
    return said(showing.schema())


@_speaking("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else a directory asks for, such as groups: it is told so in its own language."""
    raise Trouble(HTTPStatus.NOT_FOUND, "There is nothing at this address. Only Users are kept here, no groups.")


__all__: Final = ("config", "resource_type", "resource_types", "schema", "schemas", "unknown", "user", "users")
