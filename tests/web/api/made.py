"""Tokens, and programs that use them, for the tests of the interface."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from safeconduct.web.api import tokens
from safeconduct.web.api.actions import TokenGiven, make_token
from safeconduct.web.api.models import Scope, Token
from safeconduct.web.people.models import Organisation

ALL = tuple(scope.value for scope in Scope)
SCIM = "application/scim+json"


def token(world: SimpleNamespace, *scopes: str, place: Organisation | None = None, **more: Any) -> str:
    """A token for Elm Park, or for another organisation, with all scopes unless some are named."""
    place, secret = place or world.elm, tokens.made()
    by = world.ruth if place == world.agency else world.owen
    given = TokenGiven("Website", scopes or ALL, timezone.localdate() + timedelta(300), **more)
    if place in (world.elm, world.agency):
        make_token(by, place, given, secret=secret)
    else:  # nobody of the cast is an administrator there
        Token.objects.create(organisation=place, made_by=by, digest=tokens.digest(secret), **given._asdict())
    return secret


class Program:
    """Another program with a token: what it sends and gets is JSON."""

    def __init__(self, secret: str | None, kind: str = "application/json") -> None:
        self.client, self.kind = Client(), kind
        self.headers = {} if secret is None else {"authorization": f"Bearer {secret}"}

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, address, data, self.kind, headers={**self.headers, **headers})

    def get(self, address: str, **query: str) -> Any:
        return self.client.get(address, query, headers=self.headers)

    def post(self, address: str, body: Any) -> Any:
        return self.ask("POST", address, body)
