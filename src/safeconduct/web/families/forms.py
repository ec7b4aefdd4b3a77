"""What is asked of those behind a link, and of the office that invites them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from safeconduct.activity import Role
from safeconduct.errors import InputError
from safeconduct.policy import Clause
from safeconduct.web.families import lists
from safeconduct.web.families.given import Came, Names
from safeconduct.web.families.models import Habits, Invitation, Question
from safeconduct.web.people.forms import AddressField, NameField
from safeconduct.web.people.staff_list.reading import LARGEST

_LONGEST_LIST: Final = 1_000_000


# --- behind the link ------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A point on the page: how it reads for them, its two fields, and what was asked and answered before."""

    clause: Clause
    says: str
    tick: BoundField
    question: BoundField
    before: Sequence[Question]


class _Summed(forms.Form):
    """A form that a page lays out itself: it names its wrong fields for the summary above."""

    @property
    def wrong(self) -> list[tuple[BoundField, Any]]:
        """Each field with errors, and those."""
        return [(field, field.errors) for field in self if field.errors]


class SignForm(_Summed):
    """Every point with a box to tick and room for a question; and the names of those who sign."""

    name = NameField(label="Your full name")
    parent = NameField(label="Your parent’s or carer’s full name")
    email = AddressField(
        label="Your e-mail address, if you would like the receipt by e-mail",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation, self.points = invitation, invitation.points
        for number, clause in enumerate(self.points):
            ticked = clause.id in invitation.agreed
            self.fields[f"tick_{number}"] = forms.BooleanField(required=False, initial=ticked)
            long = {"max_length": "Keep the question under 2,000 letters."}
            self.fields[f"question_{number}"] = forms.CharField(
                required=False, max_length=2000, widget=forms.Textarea({"rows": 3}), error_messages=long
            )
        self.order_fields([name for name in self.fields if name not in {"name", "parent", "email"}])  # as on the page
        self.fields["email"].initial = invitation.email
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        if invitation.as_role is Role.PUPIL:
            self.fields["name"].label = "Your full name (pupil)"
        if not invitation.together:
            del self.fields["parent"]

    @property
    def asked(self) -> list[Asked]:
        """The points, for the page."""
        before: dict[str, list[Question]] = {}
        for question in self.invitation.questions.all():
            before.setdefault(question.clause, []).append(question)
        role = self.invitation.as_role
        return [
            Asked(clause, clause.said_to(role), self[f"tick_{number}"], self[f"question_{number}"], before.get(clause.id, []))
            for number, clause in enumerate(self.points)
        ]

    def agreed(self) -> set[str]:
        """The points that were ticked, whatever else is missing."""
        return {clause.id for number, clause in enumerate(self.points) if self.cleaned_data.get(f"tick_{number}")}

    def questions(self) -> Mapping[str, str]:
        """What was asked, by the point."""
        given = {clause.id: self.cleaned_data.get(f"question_{number}", "") for number, clause in enumerate(self.points)}
        return {clause: text for clause, text in given.items() if text}

    def names(self) -> Names:
        """Who signs."""
        return Names(self.cleaned_data["name"], self.cleaned_data.get("parent", ""))

    def miss(self, open_ones: set[str]) -> bool:
        """Say of each point that is neither ticked nor asked about that it is missing; whether there is one."""
        agreed, missed = self.agreed(), False
        for number, clause in enumerate(self.points):
            if clause.id not in agreed | open_ones:
                self.add_error(f"tick_{number}", f"Tick point {number + 1} to say yes to it, or ask a question about it.")
                missed = True
        return missed

    def only_questions(self) -> None:
        """Somebody who waits for an answer need not write a name yet."""
        for name in ("name", "parent"):
            self.errors.pop(name, None)


class CameForm(forms.Form):
    """Who somebody is who came by the link for all."""

    name = NameField(label="Your full name")
    child = NameField(label="Your child’s full name", help_text="Two children here? Write both names, with “and” between them.")
    group = forms.CharField(
        label="Class", max_length=80, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        role = invitation.as_role
        if role is Role.PUPIL:
            self.fields["name"].label = "Your full name (pupil)"
        if role is not Role.PARENT:
            del self.fields["child"]
        if role not in {Role.PARENT, Role.PUPIL} or invitation.group:
            del self.fields["group"]

    def came(self) -> Came:
        """Who they are, once the form is found to be right."""
        return Came(**self.cleaned_data)


# --- the office -----------------------------------------------------------------------------------------------------


class InviteForm(_Summed):
    """A list of those to be invited, in a file or as lines; both are looked at before anything is done."""

    file = forms.FileField(
        label="A list in a file",
        required=False,
        help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), 5 MB at most. It fills the lines below; nothing is sent yet.",
        error_messages={"empty": "The file is empty. Export the list again."},
        widget=forms.FileInput({"class": "govuk-file-upload", "accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )
    lines = forms.CharField(
        label="Or write, or paste from a spreadsheet: a line for each",
        required=False,
        strip=False,
        max_length=_LONGEST_LIST,
        error_messages={"max_length": "This is too much at once. Invite them in parts: a year at a time, for example."},
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, role: Role, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        self.read = lists.Read()
        shown = "Whoever has no e-mail address gets a slip that you print."
        self.fields["lines"].help_text = f"Keep the first line, which says what stands where. {shown}"

    def clean_file(self) -> Any:
        """No larger than can be read."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST:
            raise ValidationError("The file is larger than 5 MB. Remove pictures and other sheets, or save it as CSV.")
        return file

    def filled(self) -> str | None:
        """The lines that the file holds; none if there is no file, or it cannot be read."""
        file = self.cleaned_data.get("file")
        if file is None:
            return None
        try:
            return lists.of_file(self.role, file.read())
        except InputError as error:
            self.add_error("file", str(error))
            return None

    def look(self) -> lists.Read | None:
        """Who stands in the lines; none, and an error for each line, if they cannot all be read."""
        try:
            read = lists.of_text(self.role, self.cleaned_data.get("lines", ""))
        except InputError as error:
            self.add_error("lines", str(error))
            return None
        for fault in read.faults[:20]:
            self.add_error("lines", fault)
        return None if read.faults else read


class SendForm(forms.Form):
    """To which address a link goes once more."""

    email = AddressField(label="E-mail address", widget=forms.EmailInput({"autocomplete": "off"}))


class OpenForm(forms.Form):
    """For whom one link for all is made."""

    group = forms.CharField(
        label="For one class only",
        required=False,
        max_length=80,
        help_text="For example 3B. Leave it empty for the whole school.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


class ReplyForm(forms.Form):
    """An answer to a question."""

    reply = forms.CharField(
        label="Your answer",
        help_text="They see it beside the point, without your name, and can then tick it.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write an answer.", "max_length": "Keep the answer under 4,000 letters."},
    )


def _number(label: str, help_text: str, least: int, most: int) -> forms.IntegerField:
    wrong = f"Write a number from {least} to {most}."
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class HabitsForm(forms.ModelForm[Habits]):
    """How a school goes about it."""

    alone_from = _number("Pupils sign alone from this age", "Younger pupils sign together with a parent. 0: all alone.", 0, 18)
    link_days = _number("Days that a link holds", "Sending it again or printing a slip makes it hold as long anew.", 7, 365)
    remind_after = _number("Days between reminders", "They go out on working days, by e-mail.", 3, 60)
    most_reminders = _number("Reminders at most", "0: none. After that, print a slip or ask on the phone.", 0, 5)
    keep_days = _number(
        "Days to keep names and addresses", "After signing, or after the link ran out. Signatures stay with the policy.", 7, 730
    )

    class Meta:
        model = Habits
        fields = ("alone_from", "link_days", "remind_after", "most_reminders", "keep_days")


__all__: Final = ("Asked", "CameForm", "HabitsForm", "InviteForm", "OpenForm", "ReplyForm", "SendForm", "SignForm")
