"""Changes that a program makes by its token: like the actions of people, with the token's right in place of a person's.

A directory is no person: it does not fall silent when the administrator who made its token leaves. The trail's entry has
no actor then, and names the token.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from safeconduct.web.access.acting import Done
from safeconduct.web.access.rights import rights
from safeconduct.web.access.trail import append
from safeconduct.web.api.models import Scope, Token
from safeconduct.web.people.models import Person

Target = TypeVar("Target")
P = ParamSpec("P")
Change = Callable[Concatenate[Token, Target, P], Done[Person]]


def by_token(verb: str, scope: Scope) -> Callable[[Change[Target, P]], Callable[Concatenate[Token, Target, P], Person]]:
    """Make a function the only way to a change by a token: the scope first, then the change and its event, in one transaction.

    Raises:
        KeyError: no app declares the verb.
    """

    def named(change: Change[Target, P]) -> Callable[Concatenate[Token, Target, P], Person]:
        @wraps(change)
        def acted(token: Token, target: Target, /, *args: P.args, **kwargs: P.kwargs) -> Person:
            if not token.allows(scope):
                raise PermissionDenied(rights()[verb].verb)
            with transaction.atomic():
                done = change(token, target, *args, **kwargs)
                facts = {**done.facts, "token": token.pk, "organisation": token.organisation_id}
                append(verb, by=None, about=f"people.person:{done.result.pk}", facts=facts)
            return done.result

        return acted

    return named


__all__: Final = ("by_token",)
