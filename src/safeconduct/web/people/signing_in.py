"""How people sign in: nobody signs up by themselves; a school's own sign-in finds the person whom the office has entered."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from safeconduct.web.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-in by password or passkey."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the office enters people, or they join by an invitation or the code at the gate."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Home: whoever has just chosen a password does not want to choose another."""
        return reverse("home")

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """A session on a shared computer ends after twenty minutes without use, and when the browser is closed."""
        if request.POST.get("shared"):
            request.session.set_expiry(settings.SHARED_SESSION_AGE)
            request.session["shared"] = True
        return super().post_login(request, user, **kwargs)


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
