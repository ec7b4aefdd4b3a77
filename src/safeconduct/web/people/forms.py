"""What is asked about organisations, people and placements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.staff_list.columns import SAYS, Field
from safeconduct.web.people.staff_list.comparing import day_of
from safeconduct.web.people.staff_list.reading import LARGEST
from safeconduct.web.people.words import POSITIONS, day_said

_plain_text: Final = RegexValidator(
    "^[^\x00-\x1f\x7f<>\u200e\u200f\u202a-\u202e\u2066-\u2069]*$", "Use letters, spaces, hyphens and apostrophes only."
)


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar or typed as people write it."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "sc-day"}),
            error_messages={"required": "Say which day.", "invalid": "Write the day as 1/9/2026 (day, month, year)."},
            **given,
        )

    def to_python(self, value: Any) -> date | None:
        """The day."""
        if isinstance(value, str) and value.strip():
            return super().to_python(day_of(value.strip()) or value)
        return super().to_python(value)


class AddressField(forms.EmailField):
    """An e-mail address."""

    def __init__(self, **given: Any) -> None:
        wrong = "This is no e-mail address. Write it like name@school.org."
        super().__init__(error_messages={"required": "Write the e-mail address.", "invalid": wrong}, **given)


class PositionField(forms.ChoiceField):
    """What somebody is at an organisation."""

    def __init__(self) -> None:
        wrong = {"required": "Choose what they are here.", "invalid_choice": "Choose one of the list."}
        super().__init__(label="What they are here", choices=[("", "Choose"), *POSITIONS], error_messages=wrong)


class NameField(forms.CharField):
    """Somebody's name."""

    def __init__(self, **given: Any) -> None:
        given = {"label": "Full name", "max_length": 200, "error_messages": {"required": "Write the name."}, **given}
        super().__init__(validators=[_plain_text], **given)
        self.widget.attrs["autocomplete"] = "off"


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation's name, nation and day."""

    class Meta:
        model = Organisation
        fields = ("name", "nation", "day_starts", "day_ends")
        labels: Mapping[str, str] = {"day_starts": "The school day starts", "day_ends": "The school day ends"}
        help_texts: Mapping[str, str] = {
            "nation": "Decides which bank holidays count.",
            "day_starts": "For example 08:30. Posts within the day are judged more strictly.",
        }
        widgets: Mapping[str, Any] = {
            "day_starts": forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "sc-day"}),
            "day_ends": forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "sc-day"}),
        }

    def clean(self) -> dict[str, Any]:
        """The day must end after it starts."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("day_starts"), given.get("day_ends")
        if starts and ends and ends <= starts:
            self.add_error("day_ends", "The day ends before it starts. Correct one of the two times.")
        return given


class NewOrganisationForm(OrganisationForm):
    """A school below a trust, or an agency."""

    kind = forms.ChoiceField(label="What do you add?", widget=forms.RadioSelect)
    field_order = ("kind", "name", "nation", "day_starts", "day_ends")

    def __init__(self, above: Organisation, **given: Any) -> None:
        super().__init__(**given)
        school = [(Organisation.Kind.SCHOOL.value, f"A school of {above.name}")]
        agency = [(Organisation.Kind.AGENCY.value, "A supply agency that sends us staff")]
        choices = (school if above.kind == Organisation.Kind.TRUST else []) + agency
        self.fields["kind"].choices = choices  # type: ignore[attr-defined] # it is a choice field
        self.fields["kind"].initial = choices[0][0]
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()


class OpenForm(forms.Form):
    """The last word before a sign-in is closed or opened; with a question only if somebody's second step may be lost."""

    second_step_lost = forms.BooleanField(
        label="They have lost their second step: take it away",
        help_text="Only if you know that it is them who ask, by voice or face. Otherwise they are asked for it as always.",
        required=False,
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["second_step_lost"]

    @property
    def lost(self) -> bool:
        """Whether the second step is to be taken away, once the form is found to be right."""
        return bool(self.cleaned_data.get("second_step_lost"))


class DatedForm(forms.Form):
    """From one day to another."""

    since = DayField(label="First day", initial=timezone.localdate)
    until = DayField(label="Last day", required=False, help_text="Leave it empty if there is no end yet.")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", f"The last day is before the first ({day_said(since)}). Correct one of the two.")
        return given


class PersonForm(DatedForm):
    """Somebody who begins to work here."""

    name = NameField()
    email = AddressField(label="Work e-mail", help_text="They sign in with it, and get an invitation there.")
    position = PositionField()
    field_order = ("name", "email", "position", "since", "until")


class RoleForm(DatedForm):
    """Another role of somebody who works here."""

    position = PositionField()
    field_order = ("position", "since", "until")


class EndForm(forms.Form):
    """The last day of a role or a placement."""

    when = forms.ChoiceField(
        label="When does it end?",
        widget=forms.RadioSelect,
        choices=[("now", "At once"), ("today", "At the end of today"), ("day", "On another day")],
        initial="today",
    )
    last_day = DayField(label="If on another day: the last day", required=False)

    def clean(self) -> dict[str, Any]:
        """The last day is worked out from the choice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        today = timezone.localdate()
        days = {"now": today - timedelta(1), "today": today, "day": given.get("last_day")}
        last_day = days.get(given.get("when", ""))
        if given.get("when") == "day" and last_day is None and "last_day" not in self.errors:
            self.add_error("last_day", "Say which day is the last.")
        elif given.get("when") == "day" and last_day and last_day < today - timedelta(366):
            self.add_error("last_day", "This day is more than a year ago. Look at the year.")
        given["last_day"] = last_day
        return given


class AwayForm(DatedForm):
    """When somebody is away on leave."""

    since = DayField(label="First day away", initial=timezone.localdate)
    until = DayField(label="Last day away", required=False, help_text="Leave it empty if it is not known yet.")


class CorrectForm(forms.Form):
    """Somebody's name and address, put right."""

    name = NameField()
    email = AddressField(label="Work e-mail", help_text="From now on they sign in with it.")


class FilterForm(forms.Form):
    """Whom to show of an organisation's people."""

    q = forms.CharField(label="Name", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    position = forms.ChoiceField(label="What they are", required=False, choices=[("", "Everybody"), *POSITIONS])


class ManagerFilterForm(FilterForm):
    """The same for those who manage: also who begins later and who has left."""

    when = forms.ChoiceField(
        label="When", required=False, choices=[("", "Here today"), ("later", "Begin later"), ("left", "Have left")]
    )


# --- placements -----------------------------------------------------------------------------------------------------


class _PlacementDays(DatedForm):
    until = DayField(label="Last day", initial=timezone.localdate)
    overlap = forms.BooleanField(
        label="Place them all the same", required=False, help_text="They are placed elsewhere on some of these days."
    )

    def __init__(self, *, warned: bool = False, **given: Any) -> None:
        super().__init__(**given)
        if not warned:
            del self.fields["overlap"]


class SchoolPlacementForm(_PlacementDays):
    """A school's office places somebody."""

    name = NameField()
    email = AddressField(label="E-mail", help_text="If we know the address, the person keeps their own sign-in.")
    agency = forms.ModelChoiceField(
        label="Sent by", queryset=Organisation.objects.none(), required=False, empty_label="No agency, or one not listed"
    )
    field_order = ("name", "email", "agency", "since", "until", "overlap")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined] # it is a field of models


class AgencyPlacementForm(_PlacementDays):
    """An agency's consultant places one of its people."""

    person = forms.ModelChoiceField(label="Who", queryset=Person.objects.none(), empty_label="Choose")
    school = forms.ModelChoiceField(label="At which school", queryset=Organisation.objects.none(), empty_label="Choose")
    field_order = ("person", "school", "since", "until", "overlap")

    def __init__(self, agency: Organisation, **given: Any) -> None:
        super().__init__(**given)
        self.fields["person"].queryset = agency.people()  # type: ignore[attr-defined] # it is a field of models
        schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).order_by("name", "pk")
        self.fields["school"].queryset = schools  # type: ignore[attr-defined] # the same


def agencies() -> Any:
    """Every agency that is known here, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.AGENCY).order_by("name", "pk")


# --- coming in ------------------------------------------------------------------------------------------------------


class CodeForm(forms.Form):
    """The code at the gate."""

    code = forms.CharField(
        label="Code of the day",
        max_length=20,
        help_text="Six letters and numbers. The school office shows it.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
    )


class VisitorForm(forms.Form):
    """Who comes in."""

    name = NameField(label="Your full name")
    email = AddressField(label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    agency = forms.ModelChoiceField(
        label="Who sends you?", queryset=Organisation.objects.none(), required=False, empty_label="No agency, or one not listed"
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined] # it is a field of models


class AgencyForm(forms.Form):
    """Who sends somebody who is signed in already."""

    agency = forms.ModelChoiceField(
        label="Who sends you?", queryset=Organisation.objects.none(), required=False, empty_label="No agency, or one not listed"
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined] # it is a field of models


class SetupForm(forms.Form):
    """The first administrator and their organisation."""

    code = forms.CharField(
        label="Setup code",
        max_length=40,
        help_text="The server prints it when it starts; it also stands in the file setup.code in its data folder.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )
    organisation = NameField(label="Name of your school, trust or agency")
    kind = forms.ChoiceField(label="What it is", choices=Organisation.Kind.choices, widget=forms.RadioSelect, initial="school")
    name = NameField(label="Your full name")
    email = AddressField(
        label="Your work e-mail",
        help_text="You sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text="At least ten characters; three words you do not use elsewhere do well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """The password must not be easy to guess."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            validate_password(given.get("password", ""), Person(email=given.get("email", ""), name=given.get("name", "")))
        except ValidationError as error:
            self.add_error("password", error)
        return given


# --- the staff list -------------------------------------------------------------------------------------------------


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="Your staff list",
        help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), 5 MB at most.",
        error_messages={
            "required": "Choose a file of 5 MB at most.",
            "empty": "The file is empty. Export the list again and look into it before you upload it.",
        },
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )

    def clean_file(self) -> Any:
        """No larger than can be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("The file is larger than 5 MB. Remove pictures and other sheets, or save it as CSV.")
        return file


class ColumnsForm(forms.Form):
    """What each column holds: one question a column, with the first cells as examples."""

    def __init__(self, header: list[str], guessed: list[Field], examples: list[str], **given: Any) -> None:
        super().__init__(**given)
        choices = [(field.value, SAYS[field]) for field in Field]
        for at, heading in enumerate(header):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading or f"Column {at + 1} (no heading)",
                help_text=f"For example: {examples[at]}" if examples[at] else "Empty in the first rows.",
                choices=choices,
                initial=guessed[at].value,
                required=False,
            )

    @property
    def said(self) -> list[Field]:
        """What was said of each column, in their order."""
        return [Field(self.cleaned_data[name]) for name in self.fields]


class TitlesForm(forms.Form):
    """What the job titles are here whose words do not tell."""

    def __init__(self, unknown: Mapping[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.titles = list(unknown)
        for at, title in enumerate(unknown.values()):
            self.fields[f"title_{at}"] = forms.ChoiceField(
                label=title or "People without a job title",
                choices=[("", "Choose what comes closest"), *POSITIONS],
                error_messages={"required": f"Choose what “{title or 'people without a job title'}” is here."},
            )

    @property
    def said(self) -> dict[str, Position]:
        """The position of each title."""
        return {title: Position(self.cleaned_data[f"title_{at}"]) for at, title in enumerate(self.titles)}


class TakeOverForm(forms.Form):
    """The last word before a list is taken over."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
    leavers = forms.IntegerField(
        label="How many people leave?",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}),
        error_messages={"invalid": "Type the number in figures."},
    )
    invite = forms.BooleanField(label="Send an invitation to everybody who joins", required=False, initial=True)

    def __init__(self, *, many: int, joiners: int, **given: Any) -> None:
        super().__init__(**given)
        if many:
            self.fields["leavers"].help_text = f"To make sure that the list is whole, type {many}."
        else:
            del self.fields["leavers"]
        if not joiners:
            del self.fields["invite"]
