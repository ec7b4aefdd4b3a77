"""What is asked of those who end a case, hold it, hand it over, or reply. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.casework.forms import WordsField
from safeconduct.web.concerns.models import Case, Outside
from safeconduct.web.keeping.actions import Ending, HandedTo, OwnDays
from safeconduct.web.keeping.bundle import Choice
from safeconduct.web.keeping.models import Ended
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Person

_CHOOSE: Final = {"required": "Choose how it ended.", "invalid_choice": "Choose how it ended."}
_LEFT: Final = "Only if they have left. Some clocks begin then."
_LOCK: Final = "keeping.hand-over"
_BORN: Final = "Some clocks run until pension age. It is kept with this case alone."
_WHY: Final = "Why it was wrong"
_WHY_HELP: Final = "Only if you change a day that stood there already. It is kept with the case, as a note."


def concerned(case: Case) -> list[Person]:
    """The members of staff whom a case is about."""
    return [each.person for each in case.concern.subjects.select_related("person").order_by("pk") if each.person]


class ClockForm(forms.Form):
    """What a clock may have to know: of each member of staff concerned their own days, ``left_3`` and ``born_3``."""

    def ask_days(self, people: Sequence[tuple[int, Person | None]]) -> None:
        """Ask for the days of each, by a number, with their name where there are several."""
        self._numbers = [number for number, _ in people]
        for number, person in people:
            of = f" ({person.name})" if person and len(people) > 1 else ""
            self.fields[f"left_{number}"] = DayField(label=f"The day on which they left{of}", help_text=_LEFT, required=False)
            self.fields[f"born_{number}"] = DayField(label=f"Their date of birth{of}", help_text=_BORN, required=False)

    def clean(self) -> dict[str, Any]:
        """No day of birth to come, and none after they left."""
        given = super().clean() or {}
        for number in self._numbers:
            born, left = given.get(f"born_{number}"), given.get(f"left_{number}")
            if born and (born >= timezone.localdate() or (left and born >= left)):
                self.add_error(f"born_{number}", "This day of birth cannot be right.")
        return given


class CompleteForm(ClockForm):
    """The same for a case that is closed already: the days as they stand, to be entered or put right, each with its person."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ended = list(case.endings.filter(reopened_at__isnull=True).select_related("about").order_by("pk"))
        self.ask_days([(each.pk, each.about) for each in self._ended])
        for each in self._ended:
            self.fields[f"left_{each.pk}"].initial, self.fields[f"born_{each.pk}"].initial = each.left, each.born
        self.fields["why"] = WordsField(_WHY, _WHY_HELP, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """One day at least is new; one that stood there already is changed for a reason."""
        given = super().clean()
        if not self.errors and not any(self._is_new(each) for each in self._ended):
            raise ValidationError("Enter a day, or put one right.")
        if any(OwnDays(*self._now(each)).corrects(each) for each in self._ended) and not given.get("why"):
            self.add_error("why", "Write why the day that stood there was wrong.")
        return given

    def _now(self, each: Ended) -> tuple[date | None, date | None]:
        return self.cleaned_data.get(f"left_{each.pk}"), self.cleaned_data.get(f"born_{each.pk}")

    def _is_new(self, each: Ended) -> bool:
        return self._now(each) != (each.left, each.born)

    def days(self) -> dict[int, OwnDays]:
        """The days of each ending, by its number."""
        return {each.pk: OwnDays(*self._now(each)) for each in self._ended}


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
        self.ask_days([(number, person) for number, person in self._asked() if person])

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
                given.get(f"born_{number}"),
                given.get(f"left_{number}"),
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
    until_age = forms.IntegerField(
        label="Until which age, if that is later",
        required=False,
        min_value=50,
        max_value=100,
        help_text="Only for what is kept until pension age. Empty: the usual one.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
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
