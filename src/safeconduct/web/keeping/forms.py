"""What is asked of those who end a case, hold it, hand it over, or reply. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.casework.forms import WordsField
from safeconduct.web.concerns.models import Case, Outside
from safeconduct.web.keeping.actions import Ending, HandedTo
from safeconduct.web.keeping.bundle import Choice
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Person

_CHOOSE: Final = {"required": "Choose how it ended.", "invalid_choice": "Choose how it ended."}
_LEFT: Final = "Only if they have left. Some clocks begin then."
_LOCK: Final = "keeping.hand-over"
_BORN: Final = "Some clocks run until pension age. It is kept with this case alone."


def concerned(case: Case) -> list[Person]:
    """The members of staff whom a case is about."""
    return [each.person for each in case.concern.subjects.select_related("person") if each.person is not None]


class ClockForm(forms.Form):
    """What a clock may have to know of the member of staff concerned."""

    left = DayField(label="The day on which they left", help_text=_LEFT, required=False)
    born = DayField(label="Their date of birth", help_text=_BORN, required=False)

    def clean(self) -> dict[str, Any]:
        """No day of birth to come, and none after they left."""
        given = super().clean() or {}
        born, left = given.get("born"), given.get("left")
        if born and (born >= timezone.localdate() or (left and born >= left)):
            self.add_error("born", "This day of birth cannot be right.")
        return given


class CompleteForm(ClockForm):
    """The same for a case that is closed already."""

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        given = super().clean()
        if not self.errors and not given.get("born") and not given.get("left"):
            raise ValidationError("Enter one of the two days.")
        return given

    def ending(self) -> Ending:
        """The days, as an ending of which nothing else changes."""
        return Ending("", "", born=self.cleaned_data["born"], left=self.cleaned_data["left"])


class CloseForm(ClockForm):
    """How it ended: once for everybody, or for each member of staff concerned."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._concerned = concerned(case)
        choices = [(each.id, each.says) for each in standards().of(case.strand)]
        for number, person in self._asked():
            label = f"How did it end for {person.name}?" if person and len(self._concerned) > 1 else "How did it end?"
            self.fields[f"outcome_{number}"] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, error_messages=_CHOOSE
            )
        self.fields["reason"] = WordsField("Why", "What was found, and what was agreed.", missing="Write why it ended so.")
        if not self._concerned:
            del self.fields["left"], self.fields["born"]
        asked = [name for name in self.fields if name.startswith("outcome_")]
        self.order_fields([*asked, "reason", "left", "born"])

    def _asked(self) -> Iterable[tuple[int, Person | None]]:
        return enumerate(self._concerned or [None])

    def endings(self) -> list[Ending]:
        """How it ended, for each."""
        given = self.cleaned_data
        several = len(self._concerned) > 1
        return [
            Ending(
                given[f"outcome_{number}"],
                given["reason"],
                person if several else None,
                given.get("born"),
                given.get("left"),
            )
            for number, person in self._asked()
        ]


class HoldForm(forms.Form):
    """Why a case is held."""

    why = WordsField("Why", "Which claim, inquiry or request needs it.", missing="Write why it has to be kept.")


class SpanForm(forms.Form):
    """An organisation's own number of years."""

    clock = forms.ChoiceField(label="Which", error_messages={"required": "Choose which.", "invalid_choice": "Choose which."})
    years = forms.IntegerField(
        label="Years",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"required": "Enter a number of years, such as 6."},
    )
    source = forms.CharField(
        label="Where that comes from",
        max_length=300,
        help_text="The school's retention schedule, the authority's guidance, legal advice.",
        error_messages={"required": "Say where the number comes from."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock = self.fields["clock"]
        assert isinstance(clock, forms.ChoiceField)
        clock.choices = [("", "Choose one"), *((each.id, each.says) for each in standards().clock)]


class AskReplyForm(forms.Form):
    """What the member of staff concerned is shown."""

    person = forms.ChoiceField(label="Who", widget=forms.RadioSelect, error_messages={"required": "Choose who is asked."})
    summary = WordsField(
        "What they will read",
        "Written for them: what is said, when, and what you ask. Not who told it, and not the words in which it was told.",
        rows=8,
        missing="Write what they will read.",
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in concerned(case)}
        who = self.fields["person"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(pk, person.name) for pk, person in self._people.items()]
        if len(self._people) == 1:
            who.initial = next(iter(self._people))

    def chosen(self) -> Person:
        """Who is asked."""
        return self._people[self.cleaned_data["person"]]


class ReplyForm(forms.Form):
    """What somebody replies."""

    words = WordsField("Your reply", "Take your time; you can reply once.", rows=10, missing="Write your reply.")


class HandOverForm(forms.Form):
    """To whom a case is handed, why, and what goes along."""

    what = forms.ChoiceField(
        label="To whom",
        choices=Outside.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to whom it goes."},
    )
    to = WordsField("Their name and how you reach them", rows=2, missing="Write who gets it.")
    why = WordsField("Why", "Which request, or which duty to pass it on.", rows=3, missing="Write why it is handed over.")
    chronology = forms.BooleanField(label="What happened, with the notes (never anybody's personal notes)", required=False)
    evidence = forms.BooleanField(label="The evidence, as it was received", required=False)
    lock = forms.CharField(widget=forms.HiddenInput)

    def clean_lock(self) -> str:
        """The passphrase that was shown; nobody can put in another, weaker one."""
        passphrase = unlocked(self.cleaned_data["lock"])
        if passphrase is None:
            raise ValidationError("This page is too old. Go back to the case and begin again.")
        return passphrase

    def passphrase(self) -> str:
        """The passphrase that the page shows."""
        return unlocked(self["lock"].value() or "") or ""

    def handed(self) -> HandedTo:
        """What the action takes."""
        given = self.cleaned_data
        choice = Choice(given["lock"], given["evidence"], given["chronology"])
        return HandedTo(Outside.What(given["what"]), given["to"], given["why"], choice)


def locked(passphrase: str) -> str:
    """A passphrase as a page carries it, so that it comes back unchanged."""
    return signing.dumps(passphrase, salt=_LOCK)


def unlocked(carried: str) -> str | None:
    """The passphrase that a page carried; none if it is not ours or older than an hour."""
    try:
        return str(signing.loads(carried, salt=_LOCK, max_age=3600))
    except signing.BadSignature:
        return None


__all__: Final = (
    "AskReplyForm", "CloseForm", "CompleteForm", "HandOverForm", "HoldForm", "ReplyForm", "SpanForm", "concerned",
    "locked",
)  # fmt: skip
