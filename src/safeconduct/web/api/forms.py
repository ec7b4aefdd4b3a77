"""What is asked about a new token."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.rights import rights
from safeconduct.web.api.actions import TokenGiven
from safeconduct.web.api.models import MODEST, Scope
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said

_LONGEST: Final = timedelta(days=2 * 366)


def _in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class TokenForm(forms.Form):
    """Which program, what it may do, for how long, at which organisation."""

    name = forms.CharField(
        label="Which program is it for?",
        help_text="So that you know it again, for example “Microsoft Entra” or “School website”.",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say which program it is for."},
    )
    organisation = forms.ModelChoiceField(
        label="For which school or agency?",
        help_text="It counts for those below it too.",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose the school or agency.", "invalid_choice": "Choose one that you look after."},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Tick as little as it needs. Texts that it checks are not stored.",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what it may do: a token without anything is of no use."},
    )
    expires_on = DayField(
        label="Last day", help_text="After it the program is shut out. Two years at most.", initial=_in_a_year
    )
    position = forms.ChoiceField(
        label="What are new people here? (SCIM only)",
        help_text="“Nothing yet”: they see nothing until the office or the staff list says what they are.",
        choices=[("", "Nothing yet"), *((each.value, said(each)) for each in MODEST)],
        required=False,
    )
    invites = forms.BooleanField(
        label="Send new people an invitation by e-mail (SCIM only)",
        help_text="Leave it off if they sign in with the school’s own accounts.",
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = person.holds(rights()["api.manage"].held_by)
        if len(field.queryset) == 1:
            field.initial, field.widget = field.queryset[0].pk, forms.HiddenInput()

    def clean_expires_on(self) -> date:
        """A day that is still to come, and not too far off."""
        day: date = self.cleaned_data["expires_on"]
        if day < timezone.localdate():
            raise ValidationError("This day is over. Choose one to come.")
        if day > timezone.localdate() + _LONGEST:
            raise ValidationError("This is more than two years away. Choose an earlier day; you can make a new token then.")
        return day

    def given(self) -> TokenGiven:
        """What was said, once the form is found to be right."""
        said_of = {name: self.cleaned_data[name] for name in TokenGiven._fields}
        return TokenGiven(**said_of)


__all__: Final = ("TokenForm",)
