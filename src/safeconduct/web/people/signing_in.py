"""How people sign in: nobody signs up by themselves; a school's own sign-in finds the person whom the office has entered."""

from __future__ import annotations

import logging
import time
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from safeconduct.web.jobs import mail
from safeconduct.web.people.actions import vouch
from safeconduct.web.people.models import Person
from safeconduct.web.people.school_accounts.provider import WrongAccount, is_answer

_log: Final = logging.getLogger(__name__)


def mark_shared(request: HttpRequest) -> None:
    """The session ends with the browser, and after a while without use: the site's middleware looks at the time kept here."""
    request.session.set_expiry(0)
    request.session["shared"] = int(time.time())


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-in by password or passkey."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not belong together. Try again, or get a new password.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_password": "That is not your password.",
        "account_inactive": "This account is closed. Ask your school's or agency's office.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the office enters people, or they join by an invitation or the code at the gate."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Home: whoever has just chosen a password does not want to choose another."""
        return reverse("home")

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """Remember that the computer is a shared one."""
        if request.POST.get("shared"):
            mark_shared(request)
        return super().post_login(request, user, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave an e-mail about the account to the jobs: a mail server that is down or slow holds up no page, and loses none.

        It is written here, since only the request knows the address of the site; its link or code lies in the database
        until it is sent or given up.
        """
        given = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        message = self.render_mail(template_prefix, email, given)
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        mail.send(person or email, "account", {"subject": message.subject, "text": message.body})


class SchoolAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-in by the school's own accounts (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: see ``pre_social_login``."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the account to the person with the same address, if the provider vouches for the address.

        Somebody who is signed in and wants to join an account of theirs may, whatever its address.
        """
        if not is_answer(sociallogin):
            raise ImmediateHttpResponse(render_authentication_error(request, sociallogin.provider))
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            raise ImmediateHttpResponse(render(request, "account/not_known.html", status=403))
        vouch(person)
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **given: Any) -> None:
        """Note that the school's sign-in failed; where it did not answer at all, say so, since trying again may help."""
        error = given.get("exception")
        _log.warning("a school's sign-in failed", extra={"facts": {"error": type(error).__name__}})
        if isinstance(error, WrongAccount):
            shown = {"why": error.why, "provider": provider, "domains": provider.app.settings.get("domains", ())}
            raise ImmediateHttpResponse(render(request, "account/not_ours.html", shown, status=403))
        if isinstance(error, RequestException):
            raise ImmediateHttpResponse(render(request, "socialaccount/away.html", status=503))
