"""The operations under ``/api/v1/``: the walks of the command line for other programs, with the same answers.

Nothing that is sent is stored, logged or cached; only how often a token asked is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from safeconduct.contract import check_answer, decide_answer, route_answer
from safeconduct.errors import InputError, PolicyError, SafeconductError, UnansweredError
from safeconduct.jsonl import decode, encode
from safeconduct.policy import Library, Policy
from safeconduct.screening import Context
from safeconduct.terminal import clause_list, summary
from safeconduct.walks import check_draft, decide_contact, route_concern
from safeconduct.web.api import problems, shapes
from safeconduct.web.api.asking import Bearer
from safeconduct.web.api.models import Scope, Token
from safeconduct.web.api.problems import Problem
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.roster import Entry, State, roster

MOST_PEOPLE: Final = 200


class _Read(Parser):
    """JSON as the command line reads it: strict, and with half characters mended so that every place stays where it is."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The object in the body.

        Raises:
            InputError: it is not JSON, or another value.
        """
        value = decode(request.body)
        if not isinstance(value, dict):
            raise InputError("The body is not a JSON object in { }.")
        return value


class _Written(BaseRenderer):
    """JSON as the command line writes it."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return encode(data) if isinstance(data, dict) else msgspec.json.encode(data)


api: Final = NinjaAPI(
    title="safeconduct",
    version="1",
    description=(
        "Checks texts, decides on contacts and routes concerns under the policies of a school or agency, with the clause that "
        "says so. Nothing that is sent is stored."
    ),
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    parser=_Read(),
    renderer=_Written(),
)


# --- which policies --------------------------------------------------------------------------------------------------


def _adopted(token: Token) -> list[Adoption]:
    """What is in force today at the token's organisation or above it."""
    above = Adoption.objects.in_force().filter(organisation__in=token.organisation.path_of_ids)
    return list(above.select_related("organisation").order_by("organisation__path", "policy_id"))


def _policies(token: Token, named: Sequence[str] | None) -> tuple[Policy, ...]:
    """The policies that a question names, as adopted here or else as shipped; without names all in force here.

    Where nothing is in force, all shipped ones are asked, as on the command line.

    Raises:
        Problem: 404, one that is named does not exist.
    """
    here = {adoption.digest: adoption.policy for adoption in _adopted(token)}
    if named is None:
        return tuple(here.values()) or Library.shipped().select((), timezone.localdate())
    by_id = {policy.id: policy for policy in here.values()}
    library, today = Library.shipped(), timezone.localdate()
    try:
        return tuple(by_id.get(name) or library.get(name, today) for name in dict.fromkeys(named))
    except PolicyError as error:
        raise Problem(HTTPStatus.NOT_FOUND, str(error), "policies") from error


def _token(request: HttpRequest) -> Token:
    token = getattr(request, "auth", None)  # put there by ``Bearer``
    assert isinstance(token, Token)
    return token


# --- questions -------------------------------------------------------------------------------------------------------


@api.post(
    "check", auth=Bearer(Scope.CHECK), response=shapes.Checked, url_name="check", operation_id="check", summary="Check a text"
)
def check(request: HttpRequest, given: shapes.Draft) -> Mapping[str, Any]:
    """Is it fine to post this, and if not, what would be? The text is answered and forgotten."""
    context = Context(given.account, given.audience, given.author_role, given.platform, given.kind, given.permission)
    policies = _policies(_token(request), given.policies)
    return check_answer(check_draft(given.text, policies, context), given.text, given.id)


@api.post(
    "decide",
    auth=Bearer(Scope.DECIDE),
    response=shapes.Decided,
    url_name="decide",
    operation_id="decide",
    summary="Decide on a contact",
)
def decide(request: HttpRequest, given: shapes.Facts) -> Mapping[str, Any]:
    """A friend request, a message, a photograph, a visit to a site: may I, and whom do I tell?"""
    facts, named = _sent(request)
    return decide_answer(decide_contact(facts, _policies(_token(request), named)), facts.get("id"))


@api.post(
    "route",
    auth=Bearer(Scope.ROUTE),
    response=shapes.Routed,
    exclude_unset=True,
    url_name="route",
    operation_id="route",
    summary="Say whom to tell about a concern",
)
def route(request: HttpRequest, given: shapes.Concern) -> Mapping[str, Any]:
    """Who is told, how soon, and what not to do meanwhile; never the person whom it is about. Nothing is reported by asking."""
    asked, named = _sent(request)
    return route_answer(route_concern(asked, _policies(_token(request), named)), asked.get("id"))


def _sent(request: HttpRequest) -> tuple[dict[str, Any], Sequence[str] | None]:
    """What stood in the body, also what nobody has described: the engine says what it did not understand. And the policies."""
    said: dict[str, Any] = decode(request.body)
    named: Sequence[str] | None = said.pop("policies", None)
    return said, named


# --- policies --------------------------------------------------------------------------------------------------------


@api.get(
    "policies",
    auth=Bearer(Scope.POLICIES),
    response=list[shapes.PolicyInForce],
    url_name="policies",
    operation_id="policies",
    summary="The policies in force",
)
def policies(request: HttpRequest) -> list[Mapping[str, Any]]:
    """The policies in force today at the token’s organisation, and those that bind it from above."""
    return [_in_force(adoption) for adoption in _adopted(_token(request))]


@api.get(
    "policies/{policy_id}",
    auth=Bearer(Scope.POLICIES),
    response=shapes.PolicyWithClauses,
    url_name="policy",
    operation_id="policy",
    summary="A policy with its clauses",
)
def policy(request: HttpRequest, policy_id: str) -> Mapping[str, Any]:
    """Every clause of a policy in force here, and what it does."""
    adoption = next((each for each in _adopted(_token(request)) if each.policy_id == policy_id), None)
    if adoption is None:
        raise Http404("policy")
    return {**_in_force(adoption), "clauses": clause_list(adoption.policy)}


def _in_force(adoption: Adoption) -> dict[str, Any]:
    more = {"adopted_by": adoption.organisation.name, "since": adoption.since, "until": adoption.until}
    return {**summary(adoption.policy), "review_due": adoption.review_due, **more}


# --- who has signed --------------------------------------------------------------------------------------------------


@api.get(
    "sign-offs",
    auth=Bearer(Scope.SIGN_OFFS),
    response=list[shapes.SignOff],
    url_name="sign-offs",
    operation_id="sign_offs",
    summary="How many have signed",
)
def sign_offs(request: HttpRequest) -> list[Mapping[str, Any]]:
    """By organisation and policy, for the token’s organisation and those below it; no names."""
    counted: dict[tuple[int, int], Counter[State]] = {}
    first: dict[tuple[int, int], Entry] = {}
    for entry in _roster(request):
        key = (entry.place.pk, entry.adoption.pk)
        first.setdefault(key, entry)
        counted.setdefault(key, Counter())[entry.state] += 1
    return [{**_place_and_policy(first[key]), **_counts(counts)} for key, counts in counted.items()]


@api.get(
    "sign-offs/people",
    auth=Bearer(Scope.SIGN_OFFS_BY_PERSON),
    response=shapes.PeopleSignOffs,
    url_name="sign-offs-people",
    operation_id="sign_offs_people",
    summary="Who has signed",
)
def sign_offs_people(
    request: HttpRequest,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_PEOPLE)] = MOST_PEOPLE,
) -> Mapping[str, Any]:
    """Each person with each policy that is theirs to sign, by place and name, some at a time."""
    found = _roster(request)
    return {"total": len(found), "offset": offset, "people": [_person(each) for each in found[offset : offset + limit]]}


def _roster(request: HttpRequest) -> list[Entry]:
    today: date = timezone.localdate()
    return roster(_token(request).organisation, today)


def _place_and_policy(entry: Entry) -> dict[str, Any]:
    place = {"organisation_id": entry.place.pk, "organisation": entry.place.name}
    return {**place, "policy": entry.adoption.policy_id, "version": entry.adoption.version}


_STATES: Final = {state.name.lower(): state for state in State}


def _counts(counts: Mapping[State, int]) -> dict[str, int]:
    return {"total": sum(counts.values()), **{name: counts.get(state, 0) for name, state in _STATES.items()}}


def _person(entry: Entry) -> dict[str, Any]:
    who = {"person_id": entry.person.pk, "name": entry.person.name, "email": entry.person.email}
    when = {"state": entry.state, "due": entry.due, "signed_at": entry.signed_at}
    return {**who, **_place_and_policy(entry), "positions": list(entry.positions), **when}


# --- what goes wrong -------------------------------------------------------------------------------------------------


def _known(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """What the engine itself says of a question that it cannot answer."""
    return problems.answer(Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)))


def _unanswered(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Everything that was sent fits the description, and yet has no answer."""
    return problems.answer(Problem(HTTPStatus.CONFLICT, str(error)))


def _told(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Problem)
    return problems.answer(error)


def _misshapen(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    return problems.answer(problems.of_shape(error.errors))


def _unreadable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The body is no JSON: where it breaks off, in the words of whatever read it."""
    assert isinstance(error, HttpError)
    why = str(error.__cause__) if isinstance(error.__cause__, SafeconductError) else "The body is not valid JSON."
    return problems.answer(Problem(error.status_code, f"{why} Send one JSON object."))


def _nothing(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    return problems.not_there(request, error)


def _handle(handlers: Iterable[tuple[type[Exception], Any]]) -> None:
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


_handle(
    (
        (SafeconductError, _known),
        (UnansweredError, _unanswered),
        (Problem, _told),
        (ValidationError, _misshapen),
        (HttpError, _unreadable),
        (Http404, _nothing),
    )
)

__all__: Final = ("api",)
