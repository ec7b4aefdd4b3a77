"""What is asked of those who deal with a case. What was typed is never lost: a form that is refused is shown with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.casework.actions import NO_SOURCE, Deciding, OfficerTold, WaysGiven, Weighing
from safeconduct.web.casework.models import Decision, Running, Ways, Weighed
from safeconduct.web.casework.standards import standards
from safeconduct.web.concerns.colleagues import Colleague
from safeconduct.web.concerns.models import Case, Note
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Person

MOST: Final = 20_000
_NEITHER: Final = "Neither: something else, or nothing that needs a level"
LEVELS: Final = (
    (Case.Level.LOW.value, "A low-level concern about a member of staff"),
    (Case.Level.THRESHOLD.value, "It may meet the harm threshold"),
    (Case.Level.NEITHER.value, _NEITHER),
)
_WEIGH_AGAIN: Final = "Use your judgement; nothing is worked out for you. When in doubt, talk to the designated officer."


class WordsField(forms.CharField):
    """What somebody writes; it is sealed."""

    def __init__(self, label: str, help_text: str = "", *, rows: int = 5, required: bool = True, missing: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=MOST,
            widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
            error_messages={
                "required": missing or "Write a few words.",
                "max_length": f"This is longer than {MOST:,} characters. Shorten it, or put the rest into a second note.",
            },
        )


class _ChoiceField(forms.ChoiceField):
    def __init__(self, label: str, choices: Sequence[tuple[str, str]], missing: str, help_text: str = "", **more: Any) -> None:
        super().__init__(
            label=label,
            choices=choices,
            help_text=help_text,
            widget=forms.RadioSelect,
            error_messages={"required": missing, "invalid_choice": missing},
            **more,
        )


class TriageForm(forms.Form):
    """What a case is, how soon something must be done, and why one thinks so."""

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"strand": case.strand, "level": case.level})
        self.case = case
        if case.strand == Case.Strand.CHILD:
            self.fields["level"].widget = forms.HiddenInput()
            self.initial["level"], self.fields["level"].required = Case.Level.NEITHER.value, False
            del self.fields["strand"]

    strand = _ChoiceField(
        "Which question is this?",
        [(Case.Strand.ADULT.value, "Staff conduct: what an adult who works here did"), (Case.Strand.OTHER.value, "Another")],
        "Choose which question this is.",
        "A child's safety is a case of its own, beside this one.",
    )
    level = _ChoiceField("What do you decide that it is?", LEVELS, "Choose what it is.", _WEIGH_AGAIN)
    urgency = _ChoiceField("How soon must something be done?", Decision.Urgency.choices, "Choose how soon.")
    reason = WordsField("Why?", "What you know, what you do not know, whom you asked.", missing="Say why, in a few words.")
    context = WordsField(
        "What was going on around it?", "When, where, who else was there, what had gone before.", rows=3, required=False
    )

    def deciding(self) -> Deciding:
        """What was decided, once the form is found to be right."""
        given = self.cleaned_data
        strand = given.get("strand") or self.case.strand
        level = given.get("level") or Case.Level.NEITHER
        return Deciding(
            Case.Strand(strand), Case.Level(level), Decision.Urgency(given["urgency"]), given["reason"], given["context"]
        )


class WeighForm(forms.Form):
    """The tests of the harm threshold one by one, then what one decides. No answer leads to a decision by itself."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for number, test in enumerate(standards().test, 1):
            self.fields[test.id] = _ChoiceField(
                f"{number}. {test.asks}",
                Weighed.Answer.choices,
                f"Answer question {number}. “I am not sure” will do.",
                test.means,
            )
            self.fields[f"{test.id}_note"] = WordsField(f"What speaks for your answer to {number}?", rows=2, required=False)
        self.fields["level"] = _ChoiceField("What do you decide?", LEVELS, "Choose what you decide.", _WEIGH_AGAIN)
        self.fields["urgency"] = _ChoiceField("How soon must something be done?", Decision.Urgency.choices, "Choose how soon.")
        self.fields["reason"] = WordsField("Why?", missing="Say why, in a few words.")

    def deciding(self) -> Deciding:
        """What was weighed and decided: always the question about the adult."""
        given = self.cleaned_data
        weighed = [Weighing(test.id, Weighed.Answer(given[test.id]), given[f"{test.id}_note"]) for test in standards().test]
        level, urgency = Case.Level(given["level"]), Decision.Urgency(given["urgency"])
        return Deciding(Case.Strand.ADULT, level, urgency, given["reason"], weighed=weighed)


class TimeField(forms.TimeField):
    """A time of day."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "sc-day"})
        super().__init__(widget=widget, error_messages={"invalid": "Write the time as 14:30."}, **given)


def _moment(given: Mapping[str, Any], day: str, time: str) -> datetime | None:
    """A day and a time of day as a moment by the British clock; noon where no time was given."""
    if not given.get(day):
        return None
    at = given.get(time) or datetime.min.time().replace(hour=12)
    return datetime.combine(given[day], at, timezone.get_default_timezone())


class OfficerForm(forms.Form):
    """That the designated officer was told, when and by what reference; or why they need not be."""

    ending = _ChoiceField(
        "What do you want to put on record?",
        [
            (Running.Ending.DONE.value, "The designated officer was told"),
            (Running.Ending.NOT_NEEDED.value, "They need not be told"),
        ],
        "Choose one of the two.",
    )
    day = DayField(label="Told on", required=False)
    time = TimeField(label="At", required=False)
    reference = forms.CharField(
        label="Their reference", required=False, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    words = WordsField(
        "What they said, or why they need not be told", "Name, advice, what is to be done next.", rows=4, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A moment where they were told, and a reason where they need not be."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("ending") == Running.Ending.DONE and not given.get("day") and "day" not in self.errors:
            self.add_error("day", "Say on which day you told them.")
        if given.get("ending") == Running.Ending.NOT_NEEDED and not given.get("words") and "words" not in self.errors:
            self.add_error("words", "Say why they need not be told.")
        at = _moment(given, "day", "time")
        if at and at > timezone.now() and not given.get("time"):
            at = timezone.now()
        if at and at > timezone.now():
            self.add_error("day", "This moment is still to come. Say when you told them.")
        given["at"] = at
        return given

    def told(self) -> OfficerTold | None:
        """When and what they were told; nothing if they need not be."""
        given = self.cleaned_data
        if given["ending"] != Running.Ending.DONE:
            return None
        return OfficerTold(given["at"], given["reference"], given["words"])


class NoteForm(forms.Form):
    """A note, who reads it, and when what it tells of happened."""

    audience = _ChoiceField("Who reads it?", [], "Choose who reads it.")
    words = WordsField("What do you want to write?", missing="Write your note.")
    day = DayField(
        label="If it tells of another day: which", required=False, help_text="It then stands on that day in the chronology."
    )
    time = TimeField(label="About what time", required=False)

    def __init__(self, data: Any = None, *, answers: bool) -> None:
        super().__init__(data, initial={"audience": Note.For.INTERNAL.value})
        everybody = [(Note.For.ALL.value, "The person who told it, too: it is a message to them")] if answers else []
        field = self.fields["audience"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (Note.For.INTERNAL.value, "Everybody on this case"),
            *everybody,
            (Note.For.PERSONAL.value, "Only me. After I leave, nobody"),
        ]

    def clean(self) -> dict[str, Any]:
        """A moment that has been."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("time") and not given.get("day"):
            self.add_error("day", "Say which day the time belongs to.")
        at = _moment(given, "day", "time")
        if at and timezone.localdate(at) > timezone.localdate():
            self.add_error("day", "This day is still to come. For what is to be done, set a task.")
        given["happened_at"] = at
        return given


class TaskForm(forms.Form):
    """What is to be done, by when, by whom."""

    what = WordsField("What is to be done?", rows=3, missing="Say what is to be done.")
    due = DayField(label="By when")
    whose = forms.ChoiceField(label="By whom", error_messages={"required": "Choose somebody."})

    def __init__(self, people: Sequence[Person], me: Person, data: Any = None) -> None:
        super().__init__(data, initial={"whose": str(me.pk)})
        self._people = {str(person.pk): person for person in people}
        field = self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, person.name) for number, person in self._people.items()]

    def clean_whose(self) -> Person:
        """The person."""
        return self._people[self.cleaned_data["whose"]]


class _PersonForm(forms.Form):
    """One of some people."""

    person = forms.ChoiceField(
        label="Whom is it about?",
        error_messages={"required": "Choose somebody.", "invalid_choice": "Choose somebody from the list."},
    )

    def __init__(self, people: Sequence[Person], data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._people = {str(person.pk): person for person in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *((number, person.name) for number, person in self._people.items())]

    def clean_person(self) -> Person:
        """The person."""
        return self._people[self.cleaned_data["person"]]


class AboutForm(_PersonForm):
    """Whom of the staff a case is about, and as what they are here or were placed here."""

    def __init__(self, staff: Sequence[Colleague], data: Any = None) -> None:
        super().__init__([each.person for each in staff], data)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *((str(each.person.pk), f"{each.person.name}, {each.role}") for each in staff)]


_ENTRIES: Final = [("no", "Read it and write notes"), ("yes", "Work on it, without the originals of the evidence")]
_WITH_ORIGINALS: Final = ("originals", "Work on it, and download the originals of the evidence")


class LetInForm(_PersonForm):
    """Who is let in, to do what, until when. Only whoever may take originals of the evidence can lend them."""

    works = _ChoiceField(
        "What may they do?",
        _ENTRIES,
        "Choose one.",
        "Without the originals they see pictures as copies, and texts as plain letters.",
    )
    until = DayField(label="Until when", required=False, help_text="The last day. Leave it empty if you do not know yet.")

    def __init__(self, people: Sequence[Person], data: Any = None, *, lends: bool) -> None:
        super().__init__(people, data, {"works": "no"})
        works = self.fields["works"]
        assert isinstance(works, forms.ChoiceField)
        works.choices = [*_ENTRIES, *([_WITH_ORIGINALS] if lends else [])]
        self.fields["person"].label = "Who?"
        self.fields["person"].help_text = "Those whom it is about, and those who cannot be impartial, are not in the list."

    def entry(self) -> dict[str, Any]:
        """Who is let in and how, once the form is found to be right."""
        given = self.cleaned_data
        how = {"works": given["works"] != "no", "originals": given["works"] == "originals"}
        return {"person": given["person"], "until": given["until"], **how}


class LinkForm(forms.Form):
    """Which other case belongs to this one, and why."""

    other = forms.CharField(
        label="Reference of the other case",
        max_length=9,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": "Write the other case's reference, like K7QH-3MVN."},
    )
    reason = WordsField("Why do they belong together?", rows=3, missing="Say why, in a few words.")

    def __init__(self, cases: Sequence[Case], data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._cases = {case.reference: case for case in cases}

    def clean_other(self) -> Case:
        """The case, if it is one that may be seen; for any other the same error."""
        found = self._cases.get(self.cleaned_data["other"].strip().upper())
        if found is None:
            raise ValidationError("No other case with this reference is open to you. Check it against your list of cases.")
        return found


class ReviewForm(forms.Form):
    """What somebody who looked at a pattern concludes."""

    words = WordsField(
        "What do you conclude?",
        "What you see in them together, whom you spoke to, what will help. It is kept sealed.",
        missing="Write what you conclude. “Nothing to be done” is an answer too.",
    )
    look_again_on = DayField(
        label="Look at it again on", required=False, help_text="Somebody who may see all of it is asked again on that day."
    )


class WaysForm(forms.Form):
    """How patterns are looked for, and how many working days there are to tell the designated officer."""

    window_months = forms.IntegerField(label="Look back over how many months?", min_value=1, max_value=120)
    threshold = forms.FloatField(
        label="Ask somebody to look when they add up to",
        min_value=1,
        max_value=100,
        help_text="With a weight of 1 each: how many.",
    )
    own = forms.FloatField(
        label="What somebody told of themself counts",
        min_value=0,
        max_value=10,
        help_text="Less than 1, so that telling it helps.",
    )
    officer_days = forms.IntegerField(
        label="Working days to tell the designated officer",
        min_value=1,
        max_value=5,
        help_text="Guidance says one. Change it only if your local authority does.",
    )

    source = forms.CharField(
        label="Where these numbers come from",
        max_length=300,
        help_text="Your low-level concerns policy, your local authority's procedures.",
        error_messages={"required": NO_SOURCE},
    )

    def __init__(self, ways: Ways, data: Any = None) -> None:
        usual = standards().patterns.weight
        names = ("window_months", "threshold", "own", "officer_days", "source")
        weights = {f"weight_{kind.value}": ways.weights.get(kind.value, usual) for kind in ConcernKind}
        super().__init__(data, initial={**{name: getattr(ways, name) for name in names}, **weights})
        for kind in ConcernKind:
            says = kind.value.replace("-", " ").capitalize()
            self.fields[f"weight_{kind.value}"] = forms.FloatField(label=f"Weight: {says}", min_value=0, max_value=10)
        self.order_fields([name for name in self.fields if name != "source"])
        for name, field in self.fields.items():
            field.widget.attrs |= {} if name == "source" else {"class": "govuk-input--width-4", "step": "0.5"}

    def given(self) -> WaysGiven:
        """What was said; a weight that is the usual one is not kept, so that a change of the usual one reaches it."""
        found, usual = self.cleaned_data, standards().patterns.weight
        weights = {kind.value: found[f"weight_{kind.value}"] for kind in ConcernKind}
        kept = {kind: weight for kind, weight in weights.items() if weight != usual}
        return WaysGiven(found["window_months"], found["threshold"], found["own"], kept, found["officer_days"], found["source"])


__all__: Final = (
    "AboutForm", "LetInForm", "LinkForm", "NoteForm", "OfficerForm", "ReviewForm", "TaskForm", "TriageForm", "WaysForm",
    "WeighForm", "WordsField",
)  # fmt: skip
