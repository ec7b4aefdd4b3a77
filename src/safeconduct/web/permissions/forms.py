"""What is asked on the pages of permissions and registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from safeconduct.activity import Account
from safeconduct.web.people.forms import DayField, NameField
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions import official, wording
from safeconduct.web.permissions.actions import Asked
from safeconduct.web.permissions.agreements import AgreementAsked
from safeconduct.web.permissions.equipment import Taken
from safeconduct.web.permissions.kind import PermissionKind
from safeconduct.web.permissions.models import PLATFORMS, Agreement, Removal, organisation_of
from safeconduct.web.permissions.official import OWNERS, AccountGiven
from safeconduct.web.permissions.removals import MOST_DAYS, RemovalAsked

LONGEST_TEXT: Final = 20_000  # characters of a post: more than nearly every platform takes
LONGEST_WORDS: Final = 1_000
LARGEST_PROOF: Final = 10 * 1024 * 1024  # bytes of a screenshot
_A_FORTNIGHT: Final = timedelta(13)  # with its first day fourteen days


def words(label: str, **given: Any) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(
        label=label, max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 4, "autocomplete": "off"}), **given
    )


class PlaceForm(forms.Form):
    """Something that is asked at one of the places where somebody works today; not asked if there is only one."""

    organisation = forms.ModelChoiceField(
        label="At which school?",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose the school.", "invalid_choice": "Choose one of your schools."},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(organisation_of(person))
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisation_of(person)
        if offered:
            field.initial = offered[0].pk
        if len(offered) == 1:
            field.widget = forms.HiddenInput()

    @property
    def place(self) -> Organisation | None:
        """The place that is chosen so far, to offer those who work there."""
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        chosen = self.data.get("organisation") or field.initial
        return next((one for one in field.queryset or () if str(one.pk) == str(chosen)), None)


class RequestForm(PlaceForm):
    """What somebody asks for."""

    about = words("")
    since = DayField(label="First day", initial=timezone.localdate)
    until = DayField(label="Last day", help_text="The permission ends by itself after this day.")
    field_order: Sequence[str] = ("organisation", "about", "since", "until")

    def __init__(self, *args: Any, kind: PermissionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["about"].label, self.fields["about"].help_text = kind.asks, kind.hint

    def choose_among(self, places: Sequence[tuple[int, str]]) -> None:
        """Show the places, if there are several, each with words of its own."""
        if len(places) > 1:
            self.fields["organisation"].widget = forms.RadioSelect(choices=places)

    def asked(self) -> Asked:
        """What is asked, once the form is found to be right."""
        return Asked(kind=self.kind.id, **self.cleaned_data)


class PostForm(RequestForm):
    """A post that somebody asks permission for."""

    text = forms.CharField(
        label="Your text, word for word",
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 7, "autocomplete": "off"}),
        error_messages={"required": "Write or paste the text that you want to post."},
    )
    account = forms.ChoiceField(
        label="Whose account?",
        choices=((Account.PERSONAL.value, "My own account"), (Account.OFFICIAL.value, "An official school or agency account")),
    )
    platform = forms.ChoiceField(
        label="Where?",
        help_text="The permission holds there and nowhere else.",
        choices=(("", "Choose"), *((name, name) for name in PLATFORMS)),
        error_messages={"required": "Choose where you want to post it."},
    )
    handle = forms.CharField(
        label="Name of the account",
        help_text="For example @elmparkyear4.",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    field_order = ("text", "account", "platform", "handle", "organisation", "about", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].required = False
        self.fields["until"].initial = timezone.localdate() + _A_FORTNIGHT

    def clean_text(self) -> str:
        """The text as the checker takes it."""
        text = wording.normal(str(self.cleaned_data["text"]))
        if not text.strip():
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text


class DecisionForm(forms.Form):
    """The answer to a request."""

    do = forms.ChoiceField(
        label="Your answer",
        choices=(("grant", "Yes"), ("refuse", "No"), ("ask", "I need to know more first")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer."},
    )
    words = words(
        "Your words to them",
        help_text="Conditions of a yes (if there are any), the reason of a no, or your question.",
        required=False,
    )


class WordsForm(forms.Form):
    """Some sentences: the answer to a question, or why a permission is taken back."""

    words = words("")

    def __init__(self, label: str, *args: Any, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = missing


# --- agreements -----------------------------------------------------------------------------------------------------


class AgreementForm(PlaceForm):
    """Whom somebody asks, and what."""

    kind = forms.ChoiceField(
        label="What do you ask for?",
        choices=Agreement.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you ask for."},
    )
    of = forms.ModelChoiceField(label="A colleague", queryset=Person.objects.none(), required=False, empty_label="Choose")
    guest = NameField(label="Or a guest, by name", help_text="You get a link to send to them.", required=False, max_length=100)
    about = words("What will be shown or used, and where", help_text="They read this: say which picture, and where it goes.")
    until = DayField(label="Until when", required=False, help_text="Leave it empty if there is no end.")
    field_order = ("kind", "organisation", "of", "guest", "about", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "of", here(self.place))

    def asked(self) -> AgreementAsked:
        """What is asked, once the form is found to be right."""
        return AgreementAsked(**self.cleaned_data)


def choose(form: forms.Form, name: str, people: QuerySet[Person]) -> None:
    """Offer some people in a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people


def here(place: Organisation | None) -> QuerySet[Person]:
    """Everybody who works at a place today and can sign in, by name."""
    return place.people().filter(is_active=True) if place is not None else Person.objects.none()


# --- official accounts ----------------------------------------------------------------------------------------------


class AccountForm(forms.Form):
    """What an official account is."""

    platform = forms.ChoiceField(
        label="Platform",
        choices=(("", "Choose"), *((name, name) for name in PLATFORMS), ("Other", "Another")),
        error_messages={"required": "Choose the platform."},
    )
    handle = forms.CharField(
        label="Name or address of the account",
        help_text="For example @elmpark.",
        max_length=100,
        error_messages={"required": "Write the name or address of the account."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="For example: news for the parents of year 4.",
        max_length=300,
        error_messages={"required": "Say what the account is for."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    second_factor = forms.BooleanField(
        label="A second factor is switched on",
        help_text="A code or a passkey beside the password, for everybody who posts.",
        required=False,
    )

    def given(self) -> AccountGiven:
        """What the account is, once the form is found to be right."""
        return AccountGiven(*(self.cleaned_data[name] for name in AccountGiven._fields))


class NewAccountForm(AccountForm):
    """An account and its first two owners."""

    first = forms.ModelChoiceField(
        label="Owner", queryset=Person.objects.none(), empty_label="Choose", error_messages={"required": "Choose an owner."}
    )
    second = forms.ModelChoiceField(
        label="A second owner",
        help_text="So that the account is not lost when one leaves.",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose a second owner."},
    )

    def __init__(self, place: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            choose(self, name, official.who_may(place))

    def clean_second(self) -> Person:
        """Somebody else than the first."""
        second: Person = self.cleaned_data["second"]
        if second == self.cleaned_data.get("first"):
            raise ValidationError(f"Choose somebody else: an account has at least {OWNERS} owners.")
        return second


class HolderForm(forms.Form):
    """Somebody else who can post."""

    person = forms.ModelChoiceField(
        label="Who", queryset=Person.objects.none(), empty_label="Choose", error_messages={"required": "Choose somebody."}
    )
    owner = forms.BooleanField(
        label="As an owner", required=False, help_text="Owners can let others in and change the password."
    )

    def __init__(self, place: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "person", official.who_may(place))


# --- equipment ------------------------------------------------------------------------------------------------------


class LoanForm(PlaceForm):
    """What somebody takes home."""

    what = forms.CharField(
        label="What do you take home?",
        help_text="For example: laptop, or the camera of year 4.",
        max_length=100,
        error_messages={"required": "Say what you take home."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    serial = forms.CharField(
        label="Its number",
        help_text="On a label of the school, or the serial number.",
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    encrypted = forms.BooleanField(
        label="It is encrypted, or holds nothing that needs it",
        required=False,
        help_text="Not sure? Ask IT before you take it.",
    )
    taken_on = DayField(label="Taken on", initial=timezone.localdate)
    due_back = DayField(label="Back by")
    field_order = ("organisation", "what", "serial", "encrypted", "taken_on", "due_back")

    def taken(self) -> Taken:
        """What is taken, once the form is found to be right."""
        return Taken(**self.cleaned_data)


class ReturnForm(forms.Form):
    """What somebody confirms of equipment that came back."""

    returned_on = DayField(label="Came back on", initial=timezone.localdate)
    wiped = forms.BooleanField(label="I have seen that nothing personal is left on it", required=False)


# --- removals -------------------------------------------------------------------------------------------------------


class RemovalForm(PlaceForm):
    """A wish that something be taken down."""

    whose = forms.ChoiceField(
        label="Who wants it taken down?",
        choices=Removal.Whose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who wants it taken down."},
    )
    who = NameField(label="Their name", required=False, max_length=100, help_text="Leave it empty if it is you.")
    address = forms.CharField(
        label="Where is it?",
        help_text="The address of the post or picture: copy it from the browser. Or say where to look.",
        max_length=500,
        error_messages={"required": "Say where it is."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    about = words("What is it, and why", required=False)
    person = forms.ModelChoiceField(
        label="Who put it up?", queryset=Person.objects.none(), required=False, empty_label="I do not know, or nobody of ours"
    )
    asked_on = DayField(label="Asked on", initial=timezone.localdate, help_text="The clock runs from this day.")
    field_order = ("whose", "who", "organisation", "address", "about", "person", "asked_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "person", here(self.place))

    def asked(self) -> RemovalAsked:
        """What is asked, once the form is found to be right."""
        return RemovalAsked(**self.cleaned_data)


class ProofForm(forms.Form):
    """The proof that something was taken down."""

    screenshot = forms.FileField(
        label="A screenshot that shows it gone",
        help_text="We keep only its fingerprint, which proves later that your file is this one. Keep the file.",
        required=False,
        widget=forms.FileInput({"class": "govuk-file-upload", "accept": "image/*,.pdf"}),
        error_messages={"empty": "The file is empty. Choose it again."},
    )
    note = words("Or how you checked it", required=False, help_text="For example: opened the address signed out, it is gone.")

    def clean_screenshot(self) -> Any:
        """A file that is not too large."""
        file = self.cleaned_data["screenshot"]
        if file is not None and file.size > LARGEST_PROOF:
            raise ValidationError(f"The file is larger than {LARGEST_PROOF // 1024 // 1024} MB. Make it smaller first.")
        return file


class DaysForm(forms.Form):
    """Within how many working days something is taken down."""

    days = forms.IntegerField(
        label="Working days",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3", "autocomplete": "off"}),
        error_messages={"invalid": "Write a number in figures.", "required": "Write a number."},
    )


__all__: Final = (
    "AccountForm", "AgreementForm", "DaysForm", "DecisionForm", "HolderForm", "LoanForm", "NewAccountForm", "PlaceForm",
    "PostForm", "ProofForm", "RemovalForm", "RequestForm", "ReturnForm", "WordsForm", "here",
)  # fmt: skip
