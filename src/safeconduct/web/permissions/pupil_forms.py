"""What is asked about pupils, and about consents to their pictures."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.people.forms import DayField, NameField
from safeconduct.web.people.staff_list.reading import LARGEST
from safeconduct.web.permissions.models import ImageConsent, Use
from safeconduct.web.permissions.pupils import ConsentGiven, PupilRow


class FindForm(forms.Form):
    """Whom to show of a register."""

    q = forms.CharField(label="Name or class", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    use = forms.ChoiceField(label="With consent for", required=False, choices=(("", "Anything or nothing"), *Use.choices))


class PupilForm(forms.Form):
    """A pupil."""

    name = NameField()
    year = forms.CharField(
        label="Year or class",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    external_id = forms.CharField(
        label="Number",
        help_text="As your school system has it (UPN or admission number), so that the next list knows them again.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    born = DayField(label="Date of birth", required=False)
    until = DayField(label="Last day here", required=False, help_text="Leave it empty as long as they are here.")

    def clean_born(self) -> Any:
        """A day that has been."""
        born = self.cleaned_data.get("born")
        if born and born > timezone.localdate():
            raise ValidationError("This day is still to come. Check the year.")
        return born

    def given(self) -> PupilRow:
        """The pupil, once the form is found to be right."""
        return PupilRow(**self.cleaned_data)


class ConsentForm(forms.Form):
    """A yes to pictures of a pupil."""

    uses = forms.MultipleChoiceField(
        label="Pictures may be shown",
        choices=Use.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one use."},
    )
    given_by = forms.ChoiceField(
        label="Who said yes?",
        choices=ImageConsent.GivenBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who said yes."},
    )
    since = DayField(label="Given on", initial=timezone.localdate)
    until = DayField(
        label="Until", required=False, help_text="Leave it empty if it has no end. It can be withdrawn at any time."
    )
    note = forms.CharField(
        label="Where the proof is",
        help_text="For example: form of September, folder in the office.",
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def given(self) -> ConsentGiven:
        """The consent, once the form is found to be right."""
        said = self.cleaned_data
        return ConsentGiven([Use(use) for use in said["uses"]], said["given_by"], said["since"], said["until"], said["note"])


class ListForm(forms.Form):
    """A list of pupils."""

    file = forms.FileField(
        label="Your list of pupils",
        help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), 5 MB at most.",
        error_messages={"required": "Choose a file of 5 MB at most.", "empty": "The file is empty. Export the list again."},
        widget=forms.FileInput({"class": "govuk-file-upload", "accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )

    def clean_file(self) -> Any:
        """No larger than can be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("The file is larger than 5 MB. Remove pictures and other sheets, or save it as CSV.")
        return file


class TakeOverForm(forms.Form):
    """The last word before a list is taken over; ``counts`` are what the page said would change."""

    counts = forms.JSONField(widget=forms.HiddenInput)
    whole = forms.BooleanField(label="This is the whole list: they really leave", required=False)

    def __init__(self, *args: Any, many: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not many:
            del self.fields["whole"]

    def clean_counts(self) -> dict[str, int]:
        """Numbers by their names."""
        given = self.cleaned_data["counts"]
        if not isinstance(given, dict):
            raise ValidationError("Look again at what would change, then confirm.")
        return given


__all__: Final = ("ConsentForm", "FindForm", "ListForm", "PupilForm", "TakeOverForm")
