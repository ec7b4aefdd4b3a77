"""Whether somebody has a second step, and asking for it where they come in by another way than the sign-in page."""

from __future__ import annotations

from typing import Final

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse

from safeconduct.web.people.models import Person


def has_second_step(person: Person) -> bool:
    """Whether they have an app that shows codes, or a passkey."""
    return bool(is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def ask(request: HttpRequest, person: Person, then: str) -> HttpResponse:
    """Ask for it; only whoever has it is signed in, and goes on to an address."""
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=then))
    return answer


__all__: Final = ("ask", "has_second_step")
