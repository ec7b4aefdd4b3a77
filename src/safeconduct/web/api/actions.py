"""Every change of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.api import tokens
from safeconduct.web.api.models import Token
from safeconduct.web.people.models import Organisation, Person


class TokenGiven(NamedTuple):
    """What is said of a new token; see ``Token``."""

    name: str
    scopes: Sequence[str]
    expires_on: date
    position: str = ""
    invites: bool = False


@action("api.manage")
def make_token(by: Person, place: Organisation, given: TokenGiven, *, secret: str) -> Done[Token]:
    """Let a program in by a token, which the caller made and shows once."""
    made = Token.objects.create(organisation=place, made_by=by, digest=tokens.digest(secret), **given._asdict())
    scopes, until = list(given.scopes), given.expires_on
    return Done(made, step="made", organisation=place.pk, scopes=scopes, expires_on=until, position=given.position)


@action("api.manage")
def revoke_token(by: Person, token: Token) -> Done[Token]:
    """Shut a program out at once, for good.

    Raises:
        ValidationError: that was done before.
    """
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise ValidationError("This token was revoked already. Nothing was changed.")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    return Done(token, step="revoked", organisation=token.organisation_id)


__all__: Final = ("TokenGiven", "make_token", "revoke_token")
