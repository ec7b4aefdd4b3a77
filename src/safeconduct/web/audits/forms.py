"""What somebody is asked before their old posts are looked through, and how they choose among what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils import timezone

from safeconduct.web.audits.actions import File, Given, said_size
from safeconduct.web.checks.standing import Standing

_FIRST_YEAR: Final = 2004  # the year of the oldest platform whose downloads are read
KINDS: Final = ("zip", "gz", "tgz", "tar", "bz2", "json", "js", "csv", "html", "htm", "txt", "car")
_NAME: Final = 200
_MOST_SIZE: Final = 1 << 50
_WRONG_KIND: Final = "This is a file of the kind .%(extension)s. Choose the download as it came: mostly a .zip."


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "audits/file_input.html"


class _FilesField(forms.FileField):
    """One or several files; what is in them is no matter of the form's."""

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """Their names and sizes."""
        given = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [_told(super(_FilesField, self).clean(each, initial)) for each in given]


def _told(file: UploadedFile[bytes]) -> File:
    return File(str(file.name), file.size or 0)


def named(names: Sequence[str], sizes: Sequence[str]) -> list[File]:
    """Files that are to be sent after, as a script tells of them; what is no name or size is left out, and then missed."""
    pairs = zip(names, sizes, strict=False)
    return [File(_last(name), int(size)) for name, size in pairs if size.isdecimal() and int(size) < _MOST_SIZE and _last(name)]


def _last(name: str) -> str:
    """The last part of a path."""
    return name.replace("\\", "/").rpartition("/")[2][-_NAME:].replace("\0", "")


class BeginForm(forms.Form):
    """What is to be looked through, and under what."""

    download = _FilesField(
        label="The file that you downloaded",
        widget=_Files({"multiple": True, "accept": ",".join(f".{kind}" for kind in KINDS)}),
        max_length=_NAME,
        allow_empty_file=True,  # the action says which one it is
        validators=[FileExtensionValidator(KINDS, _WRONG_KIND)],
        error_messages={"required": "Choose the file that you downloaded."},
    )
    policies = forms.MultipleChoiceField(
        label="Which policies shall it be looked at under?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one policy."},
    )
    since = forms.TypedChoiceField(label="From", coerce=int, empty_value=None, required=False)
    until = forms.TypedChoiceField(label="To", coerce=int, empty_value=None, required=False)
    owner = forms.CharField(
        label="Your name in your chats",
        help_text="Only for WhatsApp, or a single chat from Telegram: these files do not say which of the people you are.",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, where: Standing, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.where = where
        self.fields["download"].help_text = (
            f"Mostly a .zip. All parts of a download together, and several platforms at once if you like; "
            f"{said_size(settings.AUDIT_LARGEST)} altogether."
        )
        rules = [(rule.policy.digest, f"{rule.title} ({rule.by})") for rule in where.rules]
        self._choices("policies", rules)
        self.fields["policies"].initial = [digest for digest, _ in rules]
        years = [(str(year), str(year)) for year in range(timezone.localdate().year, _FIRST_YEAR - 1, -1)]
        self._choices("since", [("", "the beginning"), *years])
        self._choices("until", [("", "today"), *years])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def without_files(self) -> BeginForm:
        """The same for files that are sent after."""
        del self.fields["download"]
        return self

    def clean(self) -> dict[str, Any]:
        """The years in their order."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", f"{until} is before {since}: no year lies between them. Correct one of the two.")
        return given

    def given(self, files: Sequence[File] | None = None) -> Given:
        """What was said."""
        said = self.cleaned_data
        chosen = said["download"] if files is None else files
        return Given(chosen, said["policies"], said["since"], said["until"], said["owner"])

    def summary(self) -> Iterator[tuple[Any, Any]]:
        """Each field with its errors, for the list of errors at the top."""
        return ((field, field.errors) for field in self.visible_fields() if field.errors)


__all__: Final = ("KINDS", "BeginForm", "named")
