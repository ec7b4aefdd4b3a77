"""The form for putting evidence on a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.errors import InputError
from safeconduct.web.concerns.evidence import Captured, Handed, examine, link
from safeconduct.web.concerns.uploading import FilesField

_LONGEST: Final = 2_000
_EARLIEST: Final = 1990
_AGAIN: Final = "The files have to be chosen again once the rest is right: a browser does not keep them."


class EvidenceForm(forms.Form):
    """Files or a link, and what their reader should know of how they were made."""

    evidence = FilesField(label="Screenshots and other files")
    link = forms.CharField(
        label="Or a link",
        help_text="The address of a post or page, as it stands in the browser. We keep it as text and never open it.",
        required=False,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    words = forms.CharField(
        label="How was it made, and by whom?",
        help_text="For example: a screenshot that I made on my own phone, of a message to me.",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )
    at = forms.DateTimeField(
        label="When was it made?",
        help_text="Day and time, about right is enough. Leave it empty if you do not know.",
        required=False,
        widget=forms.DateTimeInput(
            {"type": "datetime-local", "class": "govuk-input--width-20", "autocomplete": "off"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": "Give the day and the time, or leave it empty."},
    )

    def clean_at(self) -> datetime | None:
        """A moment that has been, in the time of the web."""
        at: datetime | None = self.cleaned_data["at"]
        if at and at > timezone.now() + timedelta(minutes=5):
            raise ValidationError("This time is still to come. Give the time when it was made, or leave it empty.")
        if at and at.year < _EARLIEST:
            raise ValidationError("This day is too long ago. Check the year.")
        return at

    def clean(self) -> dict[str, Any]:
        """There must be something to keep."""
        given = super().clean() or {}
        if not self.errors and not given.get("evidence") and not given.get("link"):
            self.add_error("evidence", "Choose a file, or give a link.")
        if self.errors and given.get("evidence"):
            self.add_error("evidence", _AGAIN)
        return given

    @property
    def captured(self) -> Captured:
        """What was said of how it was made."""
        return Captured(self.cleaned_data["words"].strip(), self.cleaned_data["at"])

    def examined(self) -> list[Handed]:
        """What may be kept of it. What may not is an error of the form, which says which file and what to do instead."""
        handed = []
        for number, file in enumerate(self.cleaned_data["evidence"], 1):
            try:
                handed.append(examine(file))
            except InputError as error:
                self.add_error("evidence", f"File {number} ({file.name}) was not kept. {error}")
        if address := self.cleaned_data["link"]:
            try:
                handed.append(link(address))
            except InputError as error:
                self.add_error("link", str(error))
        return handed


__all__: Final = ("EvidenceForm",)
