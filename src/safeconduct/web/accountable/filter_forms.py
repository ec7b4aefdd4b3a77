"""What is asked about filtering and monitoring. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.accountable.models import Checked, FilterIncident, FilterReview, SiteDecision, TookPart
from safeconduct.web.accountable.reviewing import Answer, IncidentGiven, ReviewGiven
from safeconduct.web.accountable.rights import SIGN_AS_GOVERNOR, SIGN_AS_LEAD
from safeconduct.web.accountable.standards import standards
from safeconduct.web.concerns.colleagues import colleagues
from safeconduct.web.people.forms import DayField
from safeconduct.web.people.models import Organisation, Person

_NO_NAMES: Final = "No names of pupils or staff: write to the safeguarding lead about a person."
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")


class SiteField(forms.CharField):
    """The address of a site, as people copy it; kept is its domain alone, for the rest may tell who looked at what."""

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=500,
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
            error_messages={"required": "Write the address of the site, such as example.org."},
        )

    def to_python(self, value: Any) -> str:
        """The domain."""
        typed = str(super().to_python(value) or "").strip().lower()
        return (urlsplit(typed if "//" in typed else f"//{typed}").hostname or "").removeprefix("www.") if typed else ""

    def validate(self, value: str) -> None:
        """Letters, digits, hyphens and at least one dot.

        Raises:
            ValidationError: this is no address.
        """
        super().validate(value)
        labels = value.split(".")
        if len(labels) < 2 or not set(value) <= _LETTERS or not all(0 < len(each) < 64 for each in labels):
            raise ValidationError("This is no address of a site. Write it like example.org.")


class PersonField(forms.ChoiceField):
    """Somebody who works at a place."""

    def __init__(self, label: str, missing: str, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text, error_messages={"required": missing})
        self.people: dict[str, Person] = {}

    def offer(self, people: Sequence[Person]) -> None:
        """Whom one may choose."""
        self.people = {str(person.pk): person for person in people}
        self.choices = [("", "Choose somebody"), *((pk, person.name) for pk, person in self.people.items())]


class ReviewForm(forms.Form):
    """Why and when a review is held, and who takes part."""

    reason = forms.ChoiceField(label="Why now?", choices=FilterReview.Reason.choices, widget=forms.RadioSelect)
    held_on = DayField(label="Held on")
    lead = PersonField("For safeguarding", "", required=False, help_text="The safeguarding lead or deputy.")
    technician = PersonField("For IT", "", required=False)
    governor = PersonField("For the governors", "", required=False)
    findings = forms.CharField(
        label="What you found, in a few sentences",
        help_text=_NO_NAMES,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next_due = DayField(label="The next review is due on", help_text="Leave it empty for a year from now.", required=False)

    def __init__(self, place: Organisation, data: Any = None, review: FilterReview | None = None) -> None:
        super().__init__(data, initial=_shown(review))
        staff = colleagues(place)
        self._fields(staff)
        if review is None:
            self.initial["held_on"], self.initial["reason"] = timezone.localdate(), FilterReview.Reason.YEARLY
            self._propose(place, [each.person for each in staff])

    def _fields(self, staff: Sequence[Any]) -> None:
        for name in ("lead", "technician", "governor"):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer([each.person for each in staff])

    def _propose(self, place: Organisation, staff: Sequence[Person]) -> None:
        """Whoever alone is it."""
        for name, positions in (("lead", SIGN_AS_LEAD), ("technician", {"it_manager"}), ("governor", SIGN_AS_GOVERNOR)):
            found = list(
                Person.objects.filter(roles__in=place.roles.filter(position__in=positions), pk__in=[p.pk for p in staff])
                .distinct()
                .order_by("pk")[:2]
            )
            self.initial[name] = str(found[0].pk) if len(found) == 1 else ""

    def clean_held_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("This day is still to come. Put the review down when it has been held.")
        return day

    def given(self) -> ReviewGiven:
        """What the action takes."""
        clean = self.cleaned_data
        chosen = {part: self._person(part.value) for part in (TookPart.As.LEAD, TookPart.As.TECHNICIAN, TookPart.As.GOVERNOR)}
        reason = FilterReview.Reason(clean["reason"])
        return ReviewGiven(reason, clean["held_on"], chosen, clean["findings"].strip(), clean["next_due"])

    def _person(self, name: str) -> Person | None:
        field = self.fields[name]
        assert isinstance(field, PersonField)
        return field.people.get(self.cleaned_data[name])


def _shown(review: FilterReview | None) -> dict[str, Any]:
    if review is None:
        return {}
    part = {each.part: str(each.person_id) for each in review.took_part.all()}
    return {name: getattr(review, name) for name in ("reason", "held_on", "findings", "next_due")} | part


class ChecklistForm(forms.Form):
    """One question a point, and room for a note."""

    def __init__(self, review: FilterReview, data: Any = None) -> None:
        super().__init__(data)
        said = {each.check_id: each for each in review.checked.all()}
        for check in standards().check:
            before = said.get(check.id)
            self.fields[check.id] = forms.ChoiceField(
                label=check.asks,
                help_text=check.hint,
                choices=Checked.Found.choices,
                widget=forms.RadioSelect,
                initial=before.found if before else None,
                error_messages={"required": f"Choose an answer to “{check.asks}”"},
            )
            self.fields[f"{check.id}-note"] = forms.CharField(
                label=f"Note on “{check.asks}”",
                required=False,
                max_length=500,
                initial=before.note if before else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def answers(self) -> dict[str, Answer]:
        """What was found."""
        clean = self.cleaned_data
        return {
            check.id: Answer(Checked.Found(clean[check.id]), clean[f"{check.id}-note"].strip()) for check in standards().check
        }


class ActionForm(forms.Form):
    """What is to be done, by whom, by when."""

    what = forms.CharField(label="What is to be done", max_length=300, error_messages={"required": "Write what is to be done."})
    person = PersonField("By whom", "Choose who does it.")
    due = DayField(label="By")

    def __init__(self, place: Organisation, data: Any = None) -> None:
        super().__init__(data)
        whose = self.fields["person"]
        assert isinstance(whose, PersonField)
        self.whose = whose
        whose.offer([each.person for each in colleagues(place)])

    def given(self) -> tuple[str, Person, Any]:
        """What the action takes."""
        return self.cleaned_data["what"], self.whose.people[self.cleaned_data["person"]], self.cleaned_data["due"]


class IncidentForm(forms.Form):
    """What the filter did wrong."""

    what = forms.ChoiceField(
        label="What happened?",
        choices=FilterIncident.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened."},
    )
    site = SiteField("Which site?", "Copy its address here. Only the name of the site is kept, not the page.")
    on = DayField(label="When?")
    about = forms.CharField(
        label="What else should IT know?",
        help_text=f"On which kind of device, in which room. {_NO_NAMES}",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_on(self) -> Any:
        """Not a day to come."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError("This day is still to come. Write the day on which it happened.")
        return self.cleaned_data["on"]

    def given(self) -> IncidentGiven:
        """What the action takes."""
        clean = self.cleaned_data
        return IncidentGiven(FilterIncident.What(clean["what"]), clean["site"], clean["on"], clean["about"].strip())


class SettleForm(forms.Form):
    """What was done about it."""

    words = forms.CharField(
        label="What was done about it",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what was done, or why nothing is."},
    )


class SiteForm(forms.Form):
    """A decision about one site."""

    site = SiteField("Which site?", "Whatever lies below it is meant too.")
    what = forms.ChoiceField(
        label="What shall the filter do?",
        choices=SiteDecision.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the filter does with it."},
    )
    why = forms.CharField(
        label="Why",
        help_text="Who needs it for what, or what is wrong with it. It stands in the register.",
        max_length=300,
        error_messages={"required": "Write why. A decision without a reason cannot be defended later."},
    )


__all__: Final = (
    "ActionForm",
    "ChecklistForm",
    "IncidentForm",
    "PersonField",
    "ReviewForm",
    "SettleForm",
    "SiteField",
    "SiteForm",
)
