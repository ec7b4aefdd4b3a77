"""What is asked about requests for one's own data and complaints. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.accountable.asking import RequestGiven
from safeconduct.web.accountable.complaining import ComplaintGiven
from safeconduct.web.accountable.filter_forms import PersonField
from safeconduct.web.accountable.masks import folded
from safeconduct.web.accountable.models import AccessRequest, Complaint, Verdict
from safeconduct.web.accountable.reading import Decided, Masked, Reading
from safeconduct.web.accountable.releasing import Ruling
from safeconduct.web.accountable.standards import standards
from safeconduct.web.casework.forms import WordsField
from safeconduct.web.concerns.colleagues import colleagues
from safeconduct.web.keeping.forms import locked, unlocked
from safeconduct.web.people.forms import DayField, NameField
from safeconduct.web.people.models import Organisation, Person

_CHOOSE: Final = {"required": "Choose one.", "invalid_choice": "Choose one."}


def _today() -> date:
    return timezone.localdate()


class AskForm(forms.Form):
    """What somebody looks for, if they want to say so."""

    scope = WordsField(
        "What are you looking for?",
        "Leave it empty for everything. Saying what and from when gets you an answer sooner.",
        rows=4,
        required=False,
    )


class EnterForm(forms.Form):
    """A request that came in otherwise than over this site."""

    who = NameField(label="Who asks about themselves?", help_text="The person whose data it is.")
    person = PersonField(
        "Their account here", "", required=False, help_text="Only if they work or worked here, and it is surely they."
    )
    for_them = WordsField(
        "Does somebody ask for them?",
        "A solicitor, a parent, a union: who, and what shows that they may.",
        rows=2,
        required=False,
    )
    scope = WordsField("What do they ask for?", rows=3, required=False)
    received_on = DayField(label="When did it come in?", initial=_today)
    identity_known = forms.BooleanField(
        label="It is clear that it is they",
        help_text="You know them, or they wrote from an address that you know. If not, ask first: the month begins then.",
        required=False,
    )

    def __init__(self, place: Organisation, data: Any = None) -> None:
        super().__init__(data)
        self._person().offer(list(_ever_at(place)))

    def _person(self) -> PersonField:
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        return field

    def given(self) -> RequestGiven:
        """What the action takes."""
        clean = self.cleaned_data
        person = self._person().people.get(clean["person"])
        return RequestGiven(
            clean["who"], clean["received_on"], clean["for_them"], clean["scope"], person, clean["identity_known"]
        )


def _ever_at(place: Organisation) -> Iterable[Person]:
    """Everybody who ever worked at a place."""
    roles = Person.objects.filter(roles__organisation=place)
    return (roles | Person.objects.filter(placements__organisation=place)).distinct().order_by("name", "pk")


class IdentityForm(forms.Form):
    """How it was made sure who asks."""

    how = forms.CharField(
        label="How do you know?",
        help_text="They showed their passport; they answered from the address on file. Keep no copy of a document.",
        max_length=200,
        error_messages={"required": "Write how you know that it is they."},
    )


class ClarifyForm(forms.Form):
    """What is asked back."""

    asked = WordsField(
        "What do you ask them?",
        "They read this. Only where much is held and you cannot tell what they look for.",
        missing="Write what you need to know.",
    )


class ExtendForm(forms.Form):
    """Why it takes longer, and when the person was told."""

    why = WordsField("Why does it take longer?", "They read this.", rows=3, missing="Write why. They have to be told.")
    told_on = DayField(label="When were they told?", initial=_today)


class EndForm(forms.Form):
    """How a request ended."""

    outcome = forms.ChoiceField(
        label="How did it end?", choices=AccessRequest.Outcome.choices, widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    why = WordsField("Why", "They read this. A refusal needs it.", rows=3, required=False)


class PieceForm(forms.Form):
    """What becomes of one piece: which names are masked, what else, and whether it is given."""

    ticked = forms.MultipleChoiceField(
        label="Mask these names",
        help_text="They were found by the computer. Take the tick from what is no name, and from whom the person may see.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    added = forms.CharField(
        label="What else is to be masked",
        help_text="One on each line: a nickname, a telephone number, whatever gives somebody away. It is masked everywhere.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )
    decision = forms.ChoiceField(
        label="What becomes of it?",
        choices=Verdict.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they get it.", "invalid_choice": "Choose whether they get it."},
    )
    ground = forms.ChoiceField(label="If it is left out: why?", required=False)
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, reading: Reading, decided: Decided, data: Any = None) -> None:
        verdict = decided.verdict
        initial = {
            "ticked": reading.masks_of(decided),
            "added": "\n".join(decided.masks.added),
            "decision": verdict.decision if verdict else None,
            "ground": verdict.ground if verdict else "",
            "digest": decided.piece.digest,
        }
        super().__init__(data, initial=initial)
        self._fill(reading, decided)

    def _fill(self, reading: Reading, decided: Decided) -> None:
        found = [(name, f"{stands} → {mask}") for name, stands, mask in reading.proposed(decided.piece)]
        ticked, ground = self.fields["ticked"], self.fields["ground"]
        assert isinstance(ticked, forms.ChoiceField)
        assert isinstance(ground, forms.ChoiceField)
        ticked.choices = found
        ground.choices = [("", "Choose a ground"), *((each.id, each.says) for each in standards().ground)]
        if not found or decided.piece.file:
            del self.fields["ticked"]
        says = "Give it" if not found else str(Verdict.Decision.GIVE.label)
        if decided.piece.file:
            del self.fields["added"]
            says = "Give the file as it is: nothing in it can be masked"
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [(Verdict.Decision.GIVE.value, says), (Verdict.Decision.WITHHOLD.value, "Leave it out")]

    def clean(self) -> dict[str, Any]:
        """A piece that is left out needs a ground."""
        clean = super().clean() or {}
        if clean.get("decision") == Verdict.Decision.WITHHOLD and not clean.get("ground"):
            self.add_error("ground", "Choose why it is left out. Without a ground it has to be given.")
        return clean

    def ruling(self) -> Ruling:
        """What the action takes."""
        clean = self.cleaned_data
        added = [line.strip() for line in clean.get("added", "").splitlines() if folded(line)]
        masks = Masked(tuple(clean.get("ticked", ())), tuple(added))
        return Ruling(Verdict.Decision(clean["decision"]), masks, clean["digest"], clean["ground"])


class ReleaseForm(forms.Form):
    """Where else was looked, and that somebody has confirmed every mask."""

    searched = WordsField(
        "Where else did you look?",
        "E-mail, paper files, the pupil records system: what you searched and what you found there. They read this.",
        rows=3,
        required=False,
    )
    sure = forms.BooleanField(
        label="I have read what they will get, and every mask in it",
        error_messages={"required": "Read it first, then tick this. The computer proposes; you decide."},
    )
    lock = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, passphrase: str = "") -> None:
        super().__init__(data, initial={"lock": locked(passphrase)} if passphrase else {})
        self._wanted = bool(passphrase)

    def clean_lock(self) -> str:
        """The passphrase that was shown, where one is needed."""
        if not self._wanted:
            return ""
        found = unlocked(self.cleaned_data["lock"])
        if found is None:
            raise ValidationError("This page is too old. Open it again and write the new passphrase down.")
        return found

    def passphrase(self) -> str:
        """The passphrase that the page shows."""
        return unlocked(self["lock"].value() or "") or "" if self._wanted else ""


# --- complaints -----------------------------------------------------------------------------------------------------


class ComplainForm(forms.Form):
    """A complaint of somebody signed in."""

    words = WordsField(
        "What went wrong with your data?",
        "What happened, when, and what you want put right. Those who deal with data protection read it.",
        rows=7,
        missing="Write what went wrong.",
    )
    about = PersonField(
        "Is it about somebody in particular?", "", required=False, help_text="They will not see it, whatever their office."
    )

    def __init__(self, place: Organisation, me: Person | None = None, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["about"]
        assert isinstance(field, PersonField)
        self._about = field
        field.offer([each.person for each in colleagues(place, me)])

    def given(self) -> ComplaintGiven:
        """What the action takes."""
        person = self._about.people.get(self.cleaned_data["about"])
        return ComplaintGiven(self.cleaned_data["words"], about=(person,) if person else ())


class OutsideForm(forms.Form):
    """A complaint of anybody, without an account."""

    words = WordsField(
        "What went wrong?",
        "What happened, when, whose data it was, and what you want put right. If it is about somebody who works here, write "
        "their full name: they will then not see it.",
        rows=7,
        missing="Write what went wrong.",
    )
    who = forms.CharField(label="Your name", max_length=200, error_messages={"required": "Write your name."})
    contact = forms.CharField(
        label="How do we reach you?",
        help_text="An e-mail address, or a telephone number or address. We need it to answer you.",
        max_length=300,
        error_messages={"required": "Write how we reach you, so that you get an answer."},
    )

    def given(self) -> ComplaintGiven:
        """What is kept."""
        return ComplaintGiven(self.cleaned_data["words"], self.cleaned_data["who"], self.cleaned_data["contact"])


class EnterComplaintForm(OutsideForm):
    """The same, put down by a handler."""

    received_on = DayField(label="When did it come in?", initial=_today)

    def given(self) -> ComplaintGiven:
        """What the action takes."""
        return super().given()._replace(received_on=self.cleaned_data["received_on"])


class InquiryForm(forms.Form):
    """What was done about a complaint."""

    words = WordsField("What was done, or found out", rows=4, missing="Write what was done.")
    told = forms.BooleanField(label="They were told how far it has come", required=False)


class OutcomeForm(forms.Form):
    """How a complaint ended."""

    outcome = forms.ChoiceField(
        label="How did it end?", choices=Complaint.Outcome.choices, widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    words = WordsField(
        "What they are told",
        "The outcome, why, what is put right, and that they can go to the Information Commissioner.",
        missing="Write what they are told.",
    )


class KeepOutForm(forms.Form):
    """Somebody who must not see a complaint."""

    person = PersonField("Who must not see it?", "Choose who must not see it.")

    def __init__(self, place: Organisation, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        self._people = field
        field.offer([each.person for each in colleagues(place)])

    def chosen(self) -> Person:
        """Who it is."""
        return self._people.people[self.cleaned_data["person"]]


class HandlersForm(forms.Form):
    """Who deals with data protection."""

    people = forms.MultipleChoiceField(
        label="Who deals with requests and complaints about data?",
        help_text="Your data protection officer, and a stand-in. With nobody ticked: the head and the business manager.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, place: Organisation, data: Any = None) -> None:
        self._people = {str(each.person.pk): each for each in colleagues(place)}
        chosen = [str(pk) for pk in place.data_handlers.values_list("person", flat=True)]
        super().__init__(data, initial={"people": chosen})
        field = self.fields["people"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, f"{each.person.name}, {each.role}") for pk, each in self._people.items()]

    def chosen(self) -> list[Person]:
        """Who it is."""
        return [self._people[pk].person for pk in self.cleaned_data["people"]]


class ClockForm(forms.Form):
    """An organisation's own number for a clock."""

    clock = forms.ChoiceField(label="Which", error_messages=_CHOOSE)
    number = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=400,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"required": "Enter a number, such as 20."},
    )
    source = forms.CharField(
        label="Where that comes from", max_length=300, error_messages={"required": "Say where the number comes from."}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["clock"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((each.id, f"{each.says} ({each.unit})") for each in standards().clock)]


__all__: Final = (
    "AskForm", "ClarifyForm", "ClockForm", "ComplainForm", "EndForm", "EnterComplaintForm", "EnterForm", "ExtendForm",
    "HandlersForm", "IdentityForm", "InquiryForm", "KeepOutForm", "OutcomeForm", "OutsideForm", "PieceForm", "ReleaseForm",
)  # fmt: skip
