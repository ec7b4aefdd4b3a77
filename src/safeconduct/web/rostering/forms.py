"""What is asked about a roster: the file, its organisations, its roles, and the last word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from safeconduct.errors import InputError
from safeconduct.web.access.rights import Position
from safeconduct.web.people.forms import TakeOverForm
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.words import said
from safeconduct.web.rostering import opening, roles
from safeconduct.web.rostering.roster import Org, Roster

_LEAVE_OUT: Final = "0"
_TOO_LARGE: Final = "These files are larger than 20 MB. Put them into one zip file, or export one school at a time."


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """A zip file, or several CSV files at once."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files; none twice.

        Raises:
            ValidationError: there is none, or one is empty.
        """
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(one, initial) for one in given or [None]]


class UploadForm(forms.Form):
    """A roster."""

    file = _Files(
        label="The file from your school system",
        help_text="A OneRoster file (zip, version 1.1 or 1.2), or the CSV files of Microsoft School Data Sync, "
        "all at once. 20 MB at most.",
        error_messages={
            "required": "Choose a file of 20 MB at most.",
            "empty": "One of the files is empty. Export them again.",
        },
        widget=_Several(attrs={"class": "govuk-file-upload", "accept": ".zip,.csv"}),
    )

    def clean_file(self) -> dict[str, bytes]:
        """The CSV files by their names.

        Raises:
            ValidationError: they cannot be opened, or are too large.
        """
        given = self.cleaned_data["file"]
        if sum(one.size or 0 for one in given) > opening.LARGEST:
            raise ValidationError(_TOO_LARGE)
        try:
            return self._opened(given)
        except InputError as error:
            raise ValidationError(str(error)) from error

    def _opened(self, given: Sequence[Any]) -> dict[str, bytes]:
        names = [(one.name or "").lower() for one in given]
        if all(name.endswith(".csv") for name in names):
            return {name: one.read() for name, one in zip(names, given, strict=True)}
        if len(given) > 1:
            raise InputError("Choose either one zip file or only CSV files.")
        return opening.unzipped(given[0].read())

    @property
    def name(self) -> str:
        """What it is called."""
        given = self.files.getlist("file")
        return str(given[0].name) if len(given) == 1 else f"{len(given)} files"


class SchoolsForm(forms.Form):
    """Which organisation each of a roster's is here."""

    def __init__(self, roster: Roster, orgs: Sequence[Org], places: Sequence[Organisation], **given: Any) -> None:
        super().__init__(**given)
        self.orgs, self.places = list(orgs), {str(place.pk): place for place in places}
        staff, pupils = Counter(one.org for one in roster.staff), Counter(one.org for one in roster.pupils)
        choices = [("", "Choose"), *((pk, place.name) for pk, place in self.places.items()), (_LEAVE_OUT, "Leave it out")]
        for at, org in enumerate(self.orgs):
            same = [pk for pk, place in self.places.items() if place.name.casefold() == org.name.casefold()]
            self.fields[f"org_{at}"] = forms.ChoiceField(
                label=org.name,
                help_text=f"“{org.id}” in the file, with {staff[org.id]} staff and {pupils[org.id]} pupils",
                choices=choices,
                initial=same[0] if len(same) == 1 else "",
                error_messages={"required": f"Choose what “{org.name}” is here, or leave it out."},
            )

    @property
    def said(self) -> dict[str, Organisation | None]:
        """The organisation of each; none where it is left out."""
        return {org.id: self.places.get(self.cleaned_data[f"org_{at}"]) for at, org in enumerate(self.orgs)}


class RolesForm(forms.Form):
    """What the roles are here that the list does not know."""

    def __init__(self, roster: Roster, unknown: Sequence[str], **given: Any) -> None:
        super().__init__(**given)
        self.roles = list(unknown)
        people: dict[str, list[str]] = {}
        for one in roster.staff:
            people.setdefault(one.role, []).append(one.name)
        given_to = [(position.value, said(position)) for position in roles.GIVEN]
        choices = [("", "Choose what comes closest"), *given_to, (_LEAVE_OUT, "No staff: leave them out")]
        for at, role in enumerate(self.roles):
            proposed = roles.PROPOSED.get(role)
            self.fields[f"role_{at}"] = forms.ChoiceField(
                label=role.capitalize(),
                help_text=f"{len(people[role])} in the file, for example {people[role][0]}",
                choices=choices,
                initial=proposed.value if proposed else "",
                error_messages={"required": f"Choose what “{role}” is here, or leave them out."},
            )

    @property
    def said(self) -> dict[str, Position | None]:
        """The position of each role; none where they are left out."""
        given = {role: self.cleaned_data[f"role_{at}"] for at, role in enumerate(self.roles)}
        return {role: Position(value) if value != _LEAVE_OUT else None for role, value in given.items()}


class TakeRosterForm(TakeOverForm):
    """The last word before a roster is taken over."""

    def __init__(self, *, many: int, joiners: int, pupils: int, **given: Any) -> None:
        super().__init__(many=many, joiners=joiners, **given)
        if many:
            self.fields["leavers"].label = "How many staff leave?"
        if pupils:
            self.fields["pupils_leaving"] = forms.IntegerField(
                label="How many pupils leave?",
                help_text=f"To make sure that the file is whole, type {pupils}.",
                required=False,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}),
                error_messages={"invalid": "Type the number in figures."},
            )


__all__: Final = ("RolesForm", "SchoolsForm", "TakeRosterForm", "UploadForm")
