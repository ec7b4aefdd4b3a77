"""Forms about policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from safeconduct.policy import Clause
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said
from safeconduct.web.policies.actions import PointGiven
from safeconduct.web.policies.asking import who_may_answer
from safeconduct.web.policies.explaining import edition
from safeconduct.web.policies.models import Adoption, Answer
from safeconduct.web.policies.progress import Reading
from safeconduct.web.policies.roster import Entry, State
from safeconduct.web.policies.shelf import on_offer


def _day(label: str, help_text: str = "", *, required: bool = True) -> DayField:
    field = DayField(label=label, help_text=help_text, required=required)
    field.error_messages["required"] = f"Enter {label[:1].lower()}{label[1:]}."
    return field


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic for the type checker only
    """One of some people, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj.name)


class AdoptForm(forms.Form):
    """What the governing body decided. It is the base of two: of one on a draft, and of one on what is on offer."""

    policy = forms.ChoiceField(label="Which policy", error_messages={"required": "Choose the policy."})
    adopted_on = _day("The day of adoption", "When the governing body, or the agency's board, decided: today or earlier.")
    minute = forms.CharField(
        label="Minute", required=False, max_length=200, help_text="Where the minutes say so: “2026/7, item 4”."
    )
    chair = forms.CharField(label="Who was in the chair", required=False, max_length=200)
    since = _day("In force from", "The day of adoption or a later one. A version before it ends the day before.")
    review_due = _day(
        "Review due",
        "When it is looked at again. If you leave it empty, we take the span that the policy names, or a year.",
        required=False,
    )
    owner = PersonChoice(
        Person.objects.none(),
        label="Who answers questions about it",
        empty_label="Choose a person",
        error_messages={"required": "Choose who answers questions."},
    )
    sign_within_days = forms.IntegerField(
        label="Days to read and sign",
        help_text="From the first day in force, or from when somebody begins here. Reminders go out by this.",
        min_value=1,
        max_value=180,
        initial=14,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"required": "Enter a number of days, such as 14."},
    )

    def __init__(self, place: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer = on_offer()
        named = {key: f"{each.title} – {each.organisation} ({edition(each.version)})" for key, each in self._offer.items()}
        policy, owner = self.fields["policy"], self.fields["owner"]
        assert isinstance(policy, forms.ChoiceField)
        assert isinstance(owner, PersonChoice)
        policy.choices = [("", "Choose a policy"), *named.items()]
        owner.queryset = who_may_answer(place)


class WithdrawForm(forms.Form):
    """From when on a policy binds nobody any more, and who decided so."""

    day = _day("The first day on which it no longer binds", "Today or later. Until then it binds as before.")
    minute = forms.CharField(
        label="Minute or reason",
        required=False,
        max_length=200,
        help_text="Where the minutes say so, or why: “2026/9, item 2”, “adopted by mistake”. Everybody here can read it.",
    )


class Asked(NamedTuple):
    """A point on a page: the clause, its two fields, and what was said before."""

    clause: Clause
    said: BoundField
    question: BoundField
    before: Answer | None


class StepForm(forms.Form):
    """A few points: to each one of two answers, and a question if somebody wants to ask one."""

    def __init__(self, reading: Reading, points: Sequence[Clause], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reading, self._points = reading, points
        for number, clause in enumerate(points):
            before = reading.answer(clause)
            said = before.said if before and (before.is_waiting or reading.agreed(clause)) else None
            asked = before.question if before and before.is_waiting else ""
            missing = {
                "required": f"Choose an answer to point {clause.id}.",
                "invalid_choice": "Choose one of the two answers.",
            }
            self.fields[f"said_{number}"] = forms.ChoiceField(
                choices=Answer.Said.choices, initial=said, widget=forms.RadioSelect, error_messages=missing
            )
            long = {"max_length": "Keep the question under 2,000 letters."}
            self.fields[f"question_{number}"] = forms.CharField(
                required=False, initial=asked, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), error_messages=long
            )

    @property
    def asked(self) -> list[Asked]:
        """The points, for the page."""
        return [
            Asked(clause, self[f"said_{number}"], self[f"question_{number}"], self._reading.answer(clause))
            for number, clause in enumerate(self._points)
        ]

    def given(self) -> list[PointGiven]:
        """Every point that was answered, even if another was forgotten: what somebody has said is kept."""
        said: Mapping[str, Any] = self.cleaned_data
        return [
            PointGiven(clause.id, Answer.Said(said[f"said_{number}"]), said[f"question_{number}"])
            for number, clause in enumerate(self._points)
            if f"said_{number}" in said and f"question_{number}" in said
        ]


class ReplyForm(forms.Form):
    """An answer to somebody's question."""

    reply = forms.CharField(
        label="Your answer",
        help_text="They see your name and this answer, and are then asked the point again.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write an answer.", "max_length": "Keep the answer under 4,000 letters."},
    )


_WHICH: Final = {"required": "Choose a policy.", "invalid_choice": "Choose one of the policies on the list."}


class CompareForm(forms.Form):
    """Two policies to put side by side."""

    one = forms.ChoiceField(label="One policy", error_messages=_WHICH)
    other = forms.ChoiceField(label="Another policy", error_messages=_WHICH)

    def __init__(self, offered: Iterable[Adoption], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adoptions = {str(each.pk): each for each in offered}
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, f"{each.title} ({each.organisation})") for key, each in self.adoptions.items()]

    def clean(self) -> dict[str, Any]:
        """Two different policies: versions of one have a page of their own."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if {"one", "other"} <= said.keys():
            one, other = self.adoptions[said["one"]], self.adoptions[said["other"]]
            if one.policy_id == other.policy_id:
                self.add_error("other", "These are the same policy. Choose two that differ.")
        return said


class FilterForm(forms.Form):
    """Which part of a list to show; everything that is not understood shows all."""

    place = forms.ChoiceField(label="Organisation", required=False)
    policy = forms.ChoiceField(label="Policy", required=False)
    position = forms.ChoiceField(label="Position", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), *((state.value, state.value.capitalize()) for state in State)]
    )

    def __init__(self, entries: Sequence[Entry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entries = entries
        self._offer("place", {str(each.place.pk): each.place.name for each in entries})
        self._offer("policy", {str(each.adoption.pk): f"{each.adoption} ({each.adoption.organisation})" for each in entries})
        held = sorted({position.value for each in entries for position in each.positions})
        self._offer("position", {position: said(position) for position in held})

    def _offer(self, name: str, choices: Mapping[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "All"), *sorted(choices.items(), key=lambda choice: choice[1])]

    def kept(self) -> list[Entry]:
        """The entries that were asked for."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [entry for entry in self._entries if all(_has(entry, name, value) for name, value in wanted.items())]


def _has(entry: Entry, name: str, value: str) -> bool:
    said = {
        "place": [str(entry.place.pk)],
        "policy": [str(entry.adoption.pk)],
        "position": entry.positions,
        "state": [entry.state],
    }
    return value in said[name]


class CodeForm(forms.Form):
    """The code on a receipt."""

    code = forms.CharField(
        label="Receipt code",
        help_text="Five groups of four, such as 7K3M-Q2XD-9RTB-0A5W-ZC8E.",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code.", "max_length": "That is too long for a code."},
    )


__all__: Final = ("AdoptForm", "Asked", "CodeForm", "CompareForm", "FilterForm", "ReplyForm", "StepForm", "WithdrawForm")
