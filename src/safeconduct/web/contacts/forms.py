"""The form for declaring a relationship."""

from __future__ import annotations

from typing import Any, Final

import re2
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.contacts.actions import Declaration
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.people.models import Organisation, Person

# One first name, also a double one, or initials: “Maya”, “Mary-Ann”, “M. K.”; a surname is more than is needed.
_FIRST_NAME: Final = re2.compile(r"\p{L}[\p{L}\p{M}]*(?:['’.-][\p{L}\p{M}]*)*(?: \p{L}\.?)*\.?")
_EARLIEST: Final = 1900


def _first_name_only(value: str) -> None:
    if not _FIRST_NAME.fullmatch(value):
        raise ValidationError("Give a first name or initials only, for example Maya or M. K.; leave the surname out.")


class DeclarationForm(forms.Form):
    """What somebody declares, about whom, to which of their schools."""

    who = forms.ChoiceField(
        label="What is this person to the school?",
        choices=Relationship.Who.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person is to the school."},
    )
    relation = forms.ChoiceField(
        label="What is this person to you?",
        choices=Relationship.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person is to you."},
    )
    name = forms.CharField(
        label="First name or initials",
        help_text="So that you can tell several declarations apart. No surname.",
        max_length=20,
        required=False,
        validators=[_first_name_only],
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    since = forms.DateField(
        label="Since when",
        help_text="The day you learned that they are at the school, or since when you have known them. About right is enough.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}),
        error_messages={"invalid": "Give the day as day, month and year, or leave it empty."},
    )
    organisation = forms.ModelChoiceField(
        label="Which school?",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose the school.", "invalid_choice": "Choose one of your schools."},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = person.organisations().filter(kind=Organisation.Kind.SCHOOL)
        offered = schools or person.organisations()
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered
        if len(offered) == 1:
            field.initial, field.widget = offered[0].pk, forms.HiddenInput()

    def clean_since(self) -> Any:
        """A day that has been, in living memory."""
        since = self.cleaned_data.get("since")
        if since and since > timezone.localdate():
            raise ValidationError("This day is still to come. Give the day since when, or leave it empty.")
        if since and since.year < _EARLIEST:
            raise ValidationError("This day is too long ago. Check the year.")
        return since

    def declaration(self) -> Declaration:
        """What was declared, once the form is found to be right."""
        return Declaration(**self.cleaned_data)


__all__: Final = ("DeclarationForm",)
