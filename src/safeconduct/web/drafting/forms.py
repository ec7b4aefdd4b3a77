"""Forms of a draft: how it begins, its cover, one point, and its adoption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from django import forms

from safeconduct.activity import About, Force, Role
from safeconduct.policy import Clause, Policy
from safeconduct.web.drafting import editing, wording
from safeconduct.web.drafting.beginning import FILE, MOST, SCRATCH, is_number
from safeconduct.web.drafting.judging import Problem, contradicting
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.words import said
from safeconduct.web.policies.actions import AdoptionGiven
from safeconduct.web.policies.forms import AdoptForm

_ROLES: Final = [(role.value, said(role.value)) for role in Role if role not in {Role.PUPIL, Role.PARENT}]
_SHORT: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class StartForm(forms.Form):
    """What a draft starts from."""

    start = forms.ChoiceField(label="Start from", widget=forms.RadioSelect, initial=SCRATCH)
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="Only if you chose “A file”: a policy that was taken away from here or from another safeconduct (.toml).",
        widget=forms.FileInput({"class": "govuk-file-upload", "accept": ".toml"}),
        error_messages={"empty": "The file is empty. Choose another one."},
    )

    def __init__(self, offered: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)
        rest = [(SCRATCH, "Nothing: only what every policy must have"), (FILE, "A file")]
        field.choices = [*offered.items(), *rest]

    def clean(self) -> dict[str, Any]:
        """A file where one is wanted."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.get("file")
        if given.get("start") == FILE and file is None and "file" not in self.errors:
            self.add_error("file", "Choose the file, or another start.")
        if file is not None and file.size > MOST:
            self.add_error("file", "That file is too long for a policy: at most 1 MB. Is it really the one you meant?")
        return given


def _line(label: str, most: int, help_text: str = "", *, required: bool = True) -> forms.CharField:
    long = {"max_length": f"Keep it under {most} letters."}
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, error_messages=long)


def _text(label: str, most: int, help_text: str = "", rows: int = 3, *, required: bool = True) -> forms.CharField:
    field = _line(label, most, help_text, required=required)
    field.widget = forms.Textarea(attrs={"rows": rows})
    return field


class CoverForm(forms.Form):
    """What stands on the cover."""

    title = _line("Title", 200)
    organisation = _line("Whose policy it is", 200)
    version = _line("Version", 40, "Such as 2026-12. Every version needs a name of its own.")
    source = _line("The document it is about", 200, "What the paper is called where people can read it in full.")
    binds = forms.MultipleChoiceField(
        label="Whom it binds", choices=_ROLES, widget=forms.CheckboxSelectMultiple, help_text="They are asked to sign it."
    )
    binds_text = _text("Whom it binds, in words", 600)
    review_months = forms.IntegerField(
        label="Months until it is looked at again",
        required=False,
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    approver = _line("Who approves it", 200, required=False)
    related = _text("Other policies to read it with", 1000, "One on each line.", required=False)
    id = _line(
        "Short name", 60, "Small letters, digits and hyphens. Versions of one policy share it; change it for another policy."
    )

    @classmethod
    def of(cls, policy: Policy, data: Any = None) -> CoverForm:
        """The form for a policy's cover."""
        given = editing.cover(policy)
        return cls(data, initial={**given, "related": "\n".join(policy.related)})

    def clean_id(self) -> str:
        """Only what the core takes."""
        given = str(self.cleaned_data["id"])
        if not _SHORT.issuperset(given):
            raise forms.ValidationError("Use small letters, digits and hyphens only, such as our-policy.")
        return given

    def applied(self, policy: Policy) -> Policy:
        """The policy with this cover."""
        given = dict(self.cleaned_data)
        related = tuple(line.strip() for line in given.pop("related").splitlines() if line.strip())
        bound = set(given.pop("binds"))
        binds = tuple(role for role in Role if role.value in bound)
        return msgspec.structs.replace(policy, **given, binds=binds, related=related)


class PointForm(forms.Form):
    """What people read of one point, and where it stands."""

    says = _text("What people read", 2000, "In plain words of your own, one demand to a point.", rows=4)
    id = _line("Number", 40, "As in your document, such as 5.2i.")
    source = _line("Where it stands", 200, "Such as “section 5.2, bullet 9”.")
    force = forms.ChoiceField(label="How strongly it speaks", choices=[], widget=forms.RadioSelect)
    about = forms.ChoiceField(label="Topic", choices=[(about.value, says) for about, says in wording.TOPICS_OF_LIFE.items()])
    roles = forms.MultipleChoiceField(
        label="For whom",
        required=False,
        choices=_ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty for everybody whom the policy binds.",
    )

    def __init__(self, policy: Policy, clause: Clause | None, data: Any = None) -> None:
        super().__init__(data, initial=_read(clause))
        self._policy, self._clause = policy, clause
        force = self.fields["force"]
        assert isinstance(force, forms.ChoiceField)
        force.choices = [(force.value, says) for force, says in wording.FORCES.items()]
        if clause is None or editing.roles_of(clause) is None:
            del self.fields["roles"]  # nothing to hold it yet, or each rule says its own

    def clean_id(self) -> str:
        """A number that no other point has."""
        given = str(self.cleaned_data["id"]).strip()
        if not is_number(given):
            raise forms.ValidationError("A number may hold letters, digits, dots and hyphens, such as 5.2i.")
        if given in self._policy.clauses and (self._clause is None or given != self._clause.id):
            raise forms.ValidationError(f"There is a point {given} already. Choose another number.")
        return given

    def clause(self) -> Clause:
        """The point as entered; its rules as they were."""
        given = dict(self.cleaned_data)
        roles = given.pop("roles", None)
        given = {**given, "force": Force(given["force"]), "about": About(given["about"])}
        made = msgspec.structs.replace(self._clause, **given) if self._clause else Clause(**given)
        return made if roles is None else editing.for_roles(made, roles)


def _read(clause: Clause | None) -> dict[str, Any]:
    if clause is None:
        return {"force": Force.MUST.value}
    plain = {name: getattr(clause, name) for name in ("id", "source", "says")}
    return {**plain, "force": clause.force.value, "about": clause.about.value, "roles": editing.roles_of(clause) or []}


class _InSpiteOf(AdoptForm):
    """What the governing body decided; and in spite of what, if the policy contradicts itself."""

    accepted = forms.BooleanField(
        label="We know of this, and adopt it all the same", error_messages={"required": "Tick this, or mend it first."}
    )
    because = _text("Why", 2000, "It is kept with the adoption; those who look after policies here can read it.")

    problems: Sequence[Problem] = ()

    def _ask_about(self, problems: Sequence[Problem]) -> None:
        """Ask for a tick and a reason, if there is anything to accept."""
        self.problems = problems
        if not problems:
            del self.fields["accepted"], self.fields["because"]

    def _said(self) -> dict[str, Any]:
        """What was entered, but for the policy."""
        said = dict(self.cleaned_data)
        because = said.pop("because", "")
        for name in ("accepted", "revision", "policy"):
            said.pop(name, None)
        return {**said, "accepted": [each.says for each in self.problems], "accepted_because": because}


class AdoptDraftForm(_InSpiteOf):
    """The same for a draft; ``revision`` is the one that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, place: Organisation, policy: Policy, problems: Sequence[Problem], *args: Any, **kwargs: Any) -> None:
        super().__init__(place, *args, **kwargs)
        self._policy = policy
        del self.fields["policy"]
        self._ask_about(problems)

    def given(self) -> AdoptionGiven:
        """What was entered, for the action."""
        return AdoptionGiven(policy=self._policy, **self._said())


class AdoptOfferedForm(_InSpiteOf):
    """The same for one that comes with safeconduct: only once it is chosen can it be seen where it contradicts itself."""

    def __init__(self, place: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(place, *args, **kwargs)
        self.fields["accepted"].error_messages["required"] = "Tick this, or write a version of your own and mend it there."
        self._chosen = self._offer.get(self.data.get("policy", ""))
        self._ask_about(contradicting(self._chosen) if self._chosen else ())

    def given(self) -> AdoptionGiven:
        """What was entered, for the action."""
        assert self._chosen is not None
        return AdoptionGiven(policy=self._chosen, **self._said())


__all__: Final = ("AdoptDraftForm", "AdoptOfferedForm", "CoverForm", "PointForm", "StartForm")
