"""The forms by which people sign in and look after how they do: those of allauth, in words that a tired person understands."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest, HttpResponse

from safeconduct.web.people.signing_in import mark_shared

_NEW: Final = "At least 10 characters. Three words that you use nowhere else are easy to remember and hard to guess."
_AGAIN: Final = "Type the new password again"
_CODE: Final = "The 6 digits that your app shows now. Lost your phone? Use one of your recovery codes."


class Login(account.LoginForm):  # type: ignore[misc] # allauth ships no types
    """E-mail address and password, and whether others use the computer too."""

    shared = forms.BooleanField(
        label="This is a shared computer",
        help_text="We sign you out after 20 minutes without use, and when the browser is closed.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["login", "password", "shared"])
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; the session is marked last, since allauth sets how long it lasts."""
        answer: HttpResponse = super().login(request, redirect_url)
        if self.cleaned_data["shared"]:
            mark_shared(request)
        return answer


class Again(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Your password"
        self.fields["password"].help_text = ""


def _new_password(form: forms.Form) -> None:
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = _NEW
    form.fields["password2"].label = _AGAIN


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "The password you have now"
        self.fields["oldpassword"].help_text = ""
        _new_password(self)


class SetPassword(account.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ForgottenPassword(account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].help_text = "The one that your school or agency has for you."


class NewPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by the link from the e-mail, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


def _code(form: forms.Form) -> None:
    form.fields["code"].label = "Code"
    form.fields["code"].help_text = _CODE
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


class Code(mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class CodeAgain(mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code that a new app shows, which proves that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)
        self.fields["code"].help_text = "The 6 digits that the app shows for safeconduct."


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: always one that signs in by itself, since that is what people expect of it."""

    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": "This phone or computer", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for it"
        self.fields["name"].help_text = "So that you know it again, such as “my phone”."


class NamePasskey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for it"


__all__: Final = (
    "AddPasskey",
    "Again",
    "ChangePassword",
    "Code",
    "CodeAgain",
    "FirstCode",
    "ForgottenPassword",
    "Login",
    "NamePasskey",
    "NewPassword",
    "SetPassword",
)
