"""What is asked about who is told, who stands in, who cannot be impartial, and whom to turn to outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils import timezone

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import RECEIVES
from safeconduct.web.concerns.models import KINDS, Outside
from safeconduct.web.concerns.routes import OFFERED
from safeconduct.web.concerns.trying import spelt
from safeconduct.web.people.forms import AddressField, DatedForm, DayField
from safeconduct.web.people.models import Person
from safeconduct.web.people.words import said

OTHERS: Final = "others"
SAID_OF: Final = {OTHERS: "All other kinds", **{value: label[:1].upper() + label[1:] for value, label in KINDS}}
"""What a kind is called in lists: by its value, or “others”."""
_TELEPHONE: Final = RegexValidator(r"^[0-9+() -]+$", "Write the number in figures, for example 0114 496 0000.")
_LONGEST_WAIT: Final = 40


class PersonField(forms.TypedChoiceField):
    """One of some people, by name."""

    def __init__(self, people: Iterable[Person], **given: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        choices = [("", given.pop("empty", "Choose")), *((number, person.name) for number, person in self.people.items())]
        wrong = {"required": "Choose somebody.", "invalid_choice": "Choose somebody from the list."}
        super().__init__(choices=choices, coerce=self.people.get, empty_value=None, error_messages=wrong, **given)


class KindForm(forms.Form):
    """Which kind of concern to set an order for."""

    kind = forms.ChoiceField(label="Kind of concern", choices=list(SAID_OF.items()))


class TryForm(forms.Form):
    """What to try out: a kind, whether a child may be at risk, and whom it would be about."""

    kind = forms.ChoiceField(
        label="Kind of concern", choices=list(SAID_OF.items())[1:], initial=ConcernKind.PUPIL_CONTACT.value
    )
    child = forms.BooleanField(label="A child may be at risk", required=False)

    def __init__(self, people: Iterable[Person], **given: Any) -> None:
        super().__init__(**given)
        self.fields["about"] = PersonField(people, label="If it were about", required=False, empty="Nobody of the staff")


class OrderForm(forms.Form):
    """The roles of an order as it stands on the page, what to do with it, and what to try it out on."""

    add = forms.ChoiceField(label="Add a role", required=False)
    child = forms.BooleanField(label="A child may be at risk", required=False)

    def __init__(self, roles: Iterable[Told], people: Iterable[Person], **given: Any) -> None:
        super().__init__(**given)
        left = [(told.value, spelt(told)) for told in OFFERED if told not in set(roles)]
        self.fields["add"].choices = [("", "Choose"), *left]  # type: ignore[attr-defined] # it is a choice field
        self.fields["about"] = PersonField(people, label="If it were about", required=False, empty="Nobody of the staff")


class StandInForm(DatedForm):
    """Who takes whose place, and from when to when."""

    position = forms.ChoiceField(
        label="Whose place",
        choices=[("", "Choose"), *((each.value, said(each.value)) for each in Position if each in RECEIVES)],
        error_messages={"required": "Choose a position.", "invalid_choice": "Choose one of the list."},
    )
    since = DayField(label="From", initial=timezone.localdate)
    until = DayField(label="Last day", required=False, help_text="Leave it empty if they always stand in.")
    field_order = ("position", "person", "since", "until")

    def __init__(self, people: Iterable[Person], **given: Any) -> None:
        super().__init__(**given)
        self.fields["person"] = PersonField(people, label="Who stands in")
        self.order_fields(self.field_order)


class ConflictForm(forms.Form):
    """Two people who cannot be impartial about each other."""

    def __init__(self, people: Iterable[Person], **given: Any) -> None:
        super().__init__(**given)
        people = list(people)
        self.fields["person"] = PersonField(people, label="One of the two")
        self.fields["about"] = PersonField(people, label="The other")


class OutsideForm(forms.ModelForm[Outside]):
    """Somebody outside to turn to."""

    what = forms.ChoiceField(label="What they are", choices=Outside.What.choices, widget=forms.RadioSelect)
    email = AddressField(label="E-mail", required=False)

    class Meta:
        model = Outside
        fields = ("what", "name", "telephone", "email", "hours")
        labels: Final = {"name": "Name, or the office", "hours": "When they can be reached"}
        help_texts: Final = {"hours": "For example: Monday to Friday, 9 to 5."}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fields["telephone"].validators.append(_TELEPHONE)
        self.fields["telephone"].widget.attrs |= {"type": "tel", "class": "govuk-input--width-20", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Whether they are on the list already is the action's to say: of a copy, the form would not know."""
        self._validate_unique = False
        return self.cleaned_data


class GovernForm(forms.Form):
    """What governs a place."""

    urgent_hours = forms.IntegerField(
        label="Urgent: hours of school time until the next one above is told",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": "Write a number, for example 1.", "required": "Write a number, for example 1."},
    )
    other_hours = forms.IntegerField(
        label="All others: hours of school time",
        help_text="Leave it empty for the end of the school day.",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": "Write a number, or leave it empty."},
    )
    source = forms.CharField(
        label="Where these hours come from",
        help_text="For example: our safeguarding policy, section 6.",
        required=False,
        max_length=200,
    )

    sole_proprietor = forms.BooleanField(
        label="The head owns the school alone (sole proprietor)",
        required=False,
        help_text="A concern about the head then goes to the designated officer of the local authority.",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        says = f"Between 1 and {_LONGEST_WAIT} hours."
        for name in ("urgent_hours", "other_hours"):
            self.fields[name].validators += [MinValueValidator(1, says), MaxValueValidator(_LONGEST_WAIT, says)]


class KeepOutForm(forms.Form):
    """Who cannot be impartial about a case."""

    def __init__(self, people: Iterable[Person], **given: Any) -> None:
        super().__init__(**given)
        self.fields["person"] = PersonField(people, label="Who must not see this case?")


__all__: Final = (
    "OTHERS", "SAID_OF", "ConflictForm", "GovernForm", "KeepOutForm", "KindForm", "OrderForm", "OutsideForm", "PersonField",
    "StandInForm", "TryForm",
)  # fmt: skip
