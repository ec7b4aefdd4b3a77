"""What is asked: the text and where it is going, or the pictures, and who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorList

from safeconduct.activity import Account, Audience, Role
from safeconduct.errors import InputError
from safeconduct.screening import Context
from safeconduct.walks import MAX_TEXT, postable
from safeconduct.web.checks import wording
from safeconduct.web.checks.uploading import MOST_PICTURES
from safeconduct.web.permissions.models import Use


class _Summed(forms.Form):
    """A form whose page puts the fields in places of its own, with one summary of errors above them."""

    def summary(self) -> list[tuple[forms.BoundField, ErrorList]]:
        """Each field with its errors."""
        return [(bound, bound.errors) for bound in self]


class DraftForm(_Summed):
    """A draft, and where it is going."""

    text = forms.CharField(
        label="What do you want to post?",
        help_text="Write or paste it here. We check it and forget it: nothing is stored.",
        strip=False,
        widget=forms.Textarea({"rows": 7, "autocomplete": "off"}),
        error_messages={
            "required": "Write or paste what you want to post.",
            "null_characters_not_allowed": "The text holds a character that cannot be read. Type it instead of pasting it.",
        },
    )
    account = forms.ChoiceField(
        label="Whose account?", choices=wording.ACCOUNTS, error_messages={"required": "Say whose account it is."}
    )
    audience = forms.ChoiceField(label="Who will see it?", choices=wording.AUDIENCES, required=False)
    platform = forms.ChoiceField(label="Where?", choices=wording.PLATFORMS, required=False)
    kind = forms.ChoiceField(label="What is it?", choices=wording.KINDS, error_messages={"required": "Say what it is."})
    permission = forms.BooleanField(label="The head teacher has agreed to this", required=False)

    def clean_text(self) -> str:
        """The text with the line ends that people see, if it can be checked at all."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        try:
            return postable(text)
        except InputError as error:
            message = (
                f"The text is {len(text):,} characters long; at most {MAX_TEXT:,} can be checked at once. "
                "Check its parts one by one."
            )
            raise forms.ValidationError(message) from error

    def context(self, role: Role | None) -> Context:
        """Where the text is going, by somebody in a role."""
        given = self.cleaned_data
        return Context(
            account=Account(given["account"]),
            audience=Audience(given["audience"]) if given["audience"] else None,
            role=role,
            platform=given["platform"],
            kind=given["kind"],
            permission=given["permission"],
        )


class _Pictures(forms.ClearableFileInput):
    """Lets somebody choose several files, or drop them."""

    allow_multiple_selected = True
    template_name = "checks/file_input.html"


class _PicturesField(forms.FileField):
    """One or several files; they are only handed on, since looking at them is a matter of its own."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files."""
        given = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(_PicturesField, self).clean(each, initial) for each in given]


class PictureForm(_Summed):
    """Pictures to look at."""

    pictures = _PicturesField(
        label="Choose a picture, or drop it here",
        help_text=(
            f"JPEG, PNG, WebP or HEIC, up to 15 MB each, {MOST_PICTURES} at a time. "
            "We look at it and forget it: nothing is stored."
        ),
        widget=_Pictures({"multiple": True, "accept": "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"}),
        error_messages={
            "required": "Choose a picture first.",
            "empty": "A file is empty. Choose the picture again.",
        },
    )

    def clean_pictures(self) -> list[UploadedFile[bytes]]:
        """The pictures, if they are not too many."""
        given: list[UploadedFile[bytes]] = self.cleaned_data["pictures"]
        if len(given) > MOST_PICTURES:
            raise forms.ValidationError(f"You chose {len(given)} pictures; {MOST_PICTURES} can be looked at together.")
        return given


class ShownForm(_Summed):
    """Who is in a picture, who agreed, and what is to become of it."""

    of = forms.MultipleChoiceField(
        label="Who is in it?",
        help_text="Choose all that you can see, also small or in the background.",
        choices=(
            ("pupil", "Pupils or other children"),
            ("parent", "Parents or carers"),
            ("colleague", "Colleagues"),
            ("event", "People at an event: a play, a match, a party"),
            ("nobody", "Nobody"),
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say who is in the picture."},
    )
    going = forms.ChoiceField(
        label="What will happen with it?",
        choices=(
            ("posted", "It goes online"),
            ("leaves", "It leaves the school, but does not go online"),
            ("stays", "It stays at school"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Say what will happen with the picture."},
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=(
            ("planned_learning", "A planned lesson"),
            ("identification", "To show who somebody is"),
            ("work", "Something else at work"),
            ("personal", "For myself"),
            ("other", "Something else"),
        ),
        required=False,
        widget=forms.RadioSelect,
    )
    taken = forms.ChoiceField(
        label="What was it taken with?",
        choices=(
            ("school", "A school camera or device"),
            ("own", "My own phone or camera, at work"),
            ("elsewhere", "It was not taken at work"),
        ),
        required=False,
        widget=forms.RadioSelect,
    )
    agreed = forms.MultipleChoiceField(
        label="Who has agreed?",
        help_text="Leave this empty if you have not asked.",
        choices=(
            ("subject_consent", "Everybody who is shown"),
            ("parent_consent", "The parents of every child shown"),
            ("has_permission", "The head teacher or a senior leader"),
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    use = forms.ChoiceField(
        label="Where will the school show it?",
        choices=(("", "Nowhere, or it is not the school’s"), *Use.choices),
        required=False,
    )
    pupils = forms.CharField(
        label="Which pupils are in it?",
        help_text="One name a line: we ask the register whether they may be shown there. Nothing is stored.",
        max_length=4_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )

    @property
    def going_to(self) -> Use | None:
        """Where the school will show it, if it will."""
        return Use(self.cleaned_data["use"]) if self.cleaned_data["use"] else None

    @property
    def names(self) -> list[str]:
        """The names of pupils that were given."""
        return [" ".join(line.split()) for line in self.cleaned_data["pupils"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Whoever names pupils says where they will be shown."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("pupils") and not given.get("use"):
            self.add_error("use", "Say where the school will show it, so that the register can be asked.")
        if given.get("pupils") and "pupil" not in given.get("of", ("pupil",)):
            self.add_error("of", "You named pupils: choose “Pupils or other children” too.")
        return given

    def clean_of(self) -> list[str]:
        """Who is in it, unless that contradicts itself."""
        shown: list[str] = self.cleaned_data["of"]
        if "nobody" in shown and len(shown) > 1:
            raise forms.ValidationError("You chose “Nobody” and somebody. Choose one or the other.")
        return shown

    def facts(self, role: Role | None, *, consent: bool | None = None) -> Sequence[Mapping[str, Any]]:
        """The facts for the engine, once for each group of people that is in the picture.

        ``consent`` is what the register says of the pupils who are named; it counts for more than what was ticked.
        """
        given = self.cleaned_data
        shared: dict[str, Any] = {
            "kind": "photograph",
            "author_role": role and role.value,
            "purpose": given["purpose"] or None,
            "device": _DEVICES.get(given["taken"]),
            "to_be_posted": given["going"] == "posted",
            "account": Account.OFFICIAL.value if self.going_to else Account.PERSONAL.value,
            "leaves_premises": given["going"] in ("posted", "leaves"),
            **{consent: consent in given["agreed"] for consent in ("subject_consent", "parent_consent", "has_permission")},
        }
        if consent is not None:
            shared["parent_consent"] = consent
        return [{**shared, "of": of} for of in given["of"]]


# The rules ask about one's own device at work only: elsewhere it is as good as one of the school's.
_DEVICES: Final = {"school": "school", "own": "own", "elsewhere": "school"}

__all__: Final = ("DraftForm", "PictureForm", "ShownForm")
