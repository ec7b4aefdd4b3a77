"""What we ask of a school's sign-in beyond what allauth asks.

allauth sends no nonce, trusts the line and not the signature, takes a profile for whoever it is about, and “false” as a
word for yes. OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2, says what to look at instead.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from safeconduct.web.people.school_accounts import directories

_NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri", "issuer")
_NONSENSE: Final = (KeyError, TypeError, ValueError, AttributeError)  # what reading an answer of another shape raises


class WrongAccount(ProviderException):  # type: ignore[misc]
    """The account is none of the school's; ``why`` as ``directories.Foreign`` says it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Line(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth ships no types
    """The talk with the provider itself."""

    @property
    def openid_config(self) -> Any:
        """What the provider says about itself.

        Raises:
            ProviderException: it is not what a provider says.
            RequestException: the provider does not answer.
        """
        try:
            said = super().openid_config
        except (AttributeError, TypeError):  # allauth adds to it unseen
            said = {}
        if not all(isinstance(said.get(name), str) for name in _NEEDED):
            raise ProviderException("The provider does not say where it is to be asked.")
        return said

    def complete_login(self, *args: Any, **kwargs: Any) -> Any:
        """Who it is, by the provider's signed word.

        Raises:
            OAuth2Error: it is not signed by the provider, not for us, or too old.
            ProviderException: it is of another shape.
            RequestException: the provider does not answer.
        """
        self.did_fetch_access_token = False  # else allauth would trust the line and leave the signature unread
        try:
            return super().complete_login(*args, **kwargs)
        except _NONSENSE as error:
            raise ProviderException("The provider's answer cannot be read.") from error


class SchoolAccounts(OpenIDConnectProvider):  # type: ignore[misc]
    """A school's own accounts."""

    oauth2_adapter_class = Line
    pkce_enabled_default = True

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """On to the provider, with a number that only its answer to this very question can hold."""
        nonce = secrets.token_urlsafe(24)
        asked = {**self.get_auth_params(), **directories.asks(self.app.settings), "nonce": nonce}
        kwargs["auth_params"] = asked  # and nothing that stood in an address
        answer: HttpResponse = super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        return answer

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        """Who it is.

        Raises:
            ProviderException: there is no signed word, or the profile is somebody else's.
            WrongAccount: it is about somebody of another organisation, or of none.
        """
        signed, profile = response.get("id_token"), response.get("userinfo")
        if not signed or (profile and profile.get("sub") != signed["sub"]):
            raise ProviderException("The profile is not that of the one who signed in.")
        try:
            directories.check(self.app.settings, signed)
        except directories.Foreign as error:
            raise WrongAccount(error.why) from error
        login = super().sociallogin_from_response(request, response)
        login.nonce = signed.get("nonce")
        return login

    def extract_uid(self, data: dict[str, Any]) -> str:
        """By what they are known again: what the signed word says, not the profile."""
        return directories.subject(self.app.settings, data["id_token"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept: the address, so that people know which account it is; no picture, no name, no groups."""
        return {"email": self.extract_common_fields(data).get("email") or ""}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, vouched for only where the provider says so plainly."""
        said = data.get("userinfo") or data.get("id_token") or {}
        verified = directories.vouches(self.app.settings, said)
        return [EmailAddress(email=said["email"], verified=verified, primary=True)] if said.get("email") else []


def is_answer(login: Any) -> bool:
    """Whether what the provider says answers the question that this browser was sent with."""
    asked = login.state.get("nonce")
    return bool(asked) and constant_time_compare(str(login.nonce), asked)


provider_classes: Final = [SchoolAccounts]
__all__: Final = ("Line", "SchoolAccounts", "WrongAccount", "is_answer", "provider_classes")
