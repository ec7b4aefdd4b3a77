"""How people sign in: nobody signs up by themselves; a school's own sign-in finds the person whom the office has entered."""

from __future__ import annotations

import logging
import time
from smtplib import SMTPException
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render

from safeconduct.web.people.models import Person

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

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """Remember that the computer is a shared one."""
        if request.POST.get("shared"):
            mark_shared(request)
        return super().post_login(request, user, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail about the account; where e-mail is broken the person is told, and what they did still counts."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            _log.exception("an e-mail about an account could not be sent")
            text = "We cannot send e-mails at the moment. If you were waiting for one, try again later or ask the office."
            messages.error(self.request, text)


class SchoolAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-in by the school's own accounts (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: see ``pre_social_login``."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the account to the person with the same address, if the provider vouches for the address."""
        if sociallogin.is_existing:
            return
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            raise ImmediateHttpResponse(render(request, "account/not_known.html", status=403))
        sociallogin.connect(request, person)
