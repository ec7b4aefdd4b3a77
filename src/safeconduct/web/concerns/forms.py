"""What is asked of somebody who tells something: as little as possible, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.functional import cached_property

from safeconduct.activity import ConcernKind
from safeconduct.errors import InputError
from safeconduct.situations import Suggestion, suggest
from safeconduct.web.concerns import receipts
from safeconduct.web.concerns.actions import About
from safeconduct.web.concerns.colleagues import Colleague
from safeconduct.web.concerns.evidence import Captured, Handed, examine, link
from safeconduct.web.concerns.models import Concern, Subject
from safeconduct.web.concerns.uploading import FilesField
from safeconduct.web.concerns.wording import KINDS, WHERE
from safeconduct.web.people.models import Person

LONGEST: Final = 100_000  # characters of what happened: forty pages
_AGAIN: Final = "The files have to be chosen again once the rest is right: a browser may not keep them."
_STILL: Final = "Everything that you wrote is still here; choose your files again."
_MOST_LINKS: Final = 20
_UNREADABLE: Final = "The text holds a character that cannot be read. Type it instead of pasting it."
_WHO: Final = (
    (Subject.Who.PUPIL.value, "A pupil, or several"),
    (Subject.Who.STAFF.value, "Somebody who works here"),
    (Subject.Who.OTHER.value, "Somebody else: a parent, a stranger, a former pupil"),
)
_STANDINGS: Final = (
    (Concern.Standing.NAMED.value, "With my name"),
    (Concern.Standing.CONFIDENTIAL.value, "In confidence: only those who deal with it learn who I am"),
)
_DONE_BY_OTHERS: Final = (
    ConcernKind.PUPIL_CONTACT,
    ConcernKind.UNINTENDED_CONTACT,
    ConcernKind.PARENT_CONTACT,
    ConcernKind.MISUSE_BY_PUPIL,
)
_DONE_BY_STAFF: Final = (ConcernKind.MISUSE_BY_ADULT, ConcernKind.MALPRACTICE)
_CHILD: Final = (("yes", "Yes, or I am not sure"), ("no", "No"))


class _Summed(forms.Form):
    """A form whose page puts its fields in places of their own, with one summary of errors above them."""

    def summary(self) -> list[tuple[forms.BoundField, ErrorList]]:
        """Each field with its errors."""
        return [(bound, bound.errors) for bound in self]


class _Showing(_Summed):
    """Something to show: files and addresses of pages, and who took them and how."""

    evidence = FilesField(
        label="Pictures or files",
        help_text="Screenshots, photographs, PDF, an exported chat. Up to 10 files. Not a picture of an undressed child: "
        "never copy that, tell us instead.",
    )
    links = forms.CharField(
        label="Addresses of pages",
        help_text="One on each line.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off", "inputmode": "url"}),
    )
    captured = forms.CharField(
        label="Who took them, and how?",
        help_text="For example: I took the screenshots on my own telephone on Friday evening.",
        required=False,
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    @property
    def taken(self) -> Captured:
        """Who made what is handed in, and how."""
        return Captured(str(self.cleaned_data.get("captured", "")).strip())

    def examined(self) -> list[Handed]:
        """Files and addresses that may be kept. What may not is an error, which says which file and what to do instead."""
        handed = []
        for number, file in enumerate(self.cleaned_data.get("evidence", ()), start=1):
            try:
                handed.append(examine(file))
            except InputError as error:
                self.add_error("evidence", f"File {number}: {error} {_STILL}")
        return [*handed, *(link(address) for address in self.cleaned_data.get("links", ()))]

    def clean_links(self) -> list[str]:
        """Addresses, one on each line; https:// may be left out."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > _MOST_LINKS:
            raise ValidationError(f"Give up to {_MOST_LINKS} addresses. Put more into the text above.")
        return [_address(line, number) for number, line in enumerate(lines, start=1)]

    def clean(self) -> dict[str, Any]:
        """Files do not survive an error: that is said with them."""
        given = super().clean() or {}
        if self.errors and given.get("evidence"):
            self.add_error(
                "evidence", "The files have to be chosen again once the rest is right: a browser does not keep them."
            )
        return given


class TellingForm(_Showing):
    """All that is told. To send it, kind and child must be answered; before, what happened is enough."""

    field_order = ("words", "when", "where", "about", "staff", "who", "standing", "kind", "child", "not_them")  # then the files
    words = forms.CharField(
        label="What happened?",
        help_text="In your own words, as it was said or shown. It need not be complete: you can add to it later.",
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off"}),
        error_messages={
            "required": "Write what happened. A sentence is enough.",
            "max_length": f"This is longer than {LONGEST:,} characters. Hand in the long part as a file instead.",
            "null_characters_not_allowed": _UNREADABLE,
        },
    )
    when = forms.CharField(
        label="When was it?",
        help_text="For example: yesterday at about 9 in the evening.",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    where = forms.ChoiceField(label="Where?", choices=WHERE, required=False)
    about = forms.MultipleChoiceField(
        label="Who is it about?",
        help_text="Leave it open if you do not know.",
        choices=_WHO,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    staff = forms.MultipleChoiceField(label="Who of those who work here?", required=False, widget=forms.CheckboxSelectMultiple)
    who = forms.CharField(
        label="What you know of who they are",
        help_text="Name, class, account name: whatever you know.",
        required=False,
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    standing = forms.ChoiceField(
        label="Who may know that it was you?",
        choices=_STANDINGS,
        widget=forms.RadioSelect,
        required=False,
        initial=Concern.Standing.NAMED.value,
    )
    kind = forms.ChoiceField(
        label="What is it, would you say?",
        choices=[(kind.value, says) for kind, says in KINDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    child = forms.ChoiceField(
        label="Could a child be at risk?",
        help_text="If you are not sure, say yes: it is then also looked at as a matter of child protection.",
        choices=_CHILD,
        widget=forms.RadioSelect,
        required=False,
    )
    not_them = forms.BooleanField(label="No, it is not about them", required=False)

    def __init__(self, *args: Any, nature: Concern.Nature, staff: Sequence[Colleague] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nature = nature
        self._staff = {str(each.person.pk): each for each in staff}
        field = self.fields["staff"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(number, f"{each.person.name}, {each.role}") for number, each in self._staff.items()]
        self.fields["evidence"].widget.template_name = "concerns/file_input.html"  # stays as it is when the page is drawn anew
        if nature is Concern.Nature.OWN:
            for name in ("about", "staff", "standing", "not_them"):
                del self.fields[name]
            self.fields["who"].label = "Was anybody else involved?"
        elif nature is Concern.Nature.DONE_TO_ME:
            self.fields["about"].label = "Who does it?"

    # --- what was given, whether or not all of it is right yet ---

    @cached_property
    def token(self) -> str:
        """The form's token: the one that it came with, if it is ours, or a new one."""
        given = str(self.data.get("token", ""))
        return given if receipts.is_ours(given) else receipts.new_token()

    @property
    def shown(self) -> str:
        """Who would get it, as it was shown when the form was sent: ``Outlook.shown``."""
        return str(self.data.get("shown", ""))

    @property
    def leave_out(self) -> list[str]:
        """The numbers of those among them of whom the reporter says that it is about them."""
        return self._numbers("leave_out")

    @property
    def assumed(self) -> list[str]:
        """The numbers of those of whom the page before took that for granted, by a role in the words: they may be unticked."""
        return self._numbers("assumed")

    def _numbers(self, name: str) -> list[str]:
        return list(self.data.getlist(name)) if isinstance(self.data, QueryDict) else []

    def suggestion(self) -> Suggestion:
        """The kind that the words point to. Where it is about somebody who works here, a pupil or a parent in the words is whom
        it was done to: what an adult did is the likelier kind then."""
        found = suggest(str(self.data.get("words", "")))
        if found.kind is None or found.kind not in _DONE_BY_OTHERS or Subject.Who.STAFF.value not in self._ticked():
            return found
        others = tuple(kind for kind in (*_DONE_BY_STAFF, *found.alternatives) if kind not in _DONE_BY_OTHERS)
        kind, *rest = dict.fromkeys(others)
        harm = found.child_protection or found.kind is not ConcernKind.PARENT_CONTACT
        return msgspec.structs.replace(found, kind=kind, alternatives=(*rest[:1], found.kind), child_protection=harm)

    def _ticked(self) -> list[str]:
        """The kinds of people of whom it is said to be about."""
        given = self.data.getlist("about") if isinstance(self.data, QueryDict) else []
        return given if "about" in self.fields else []

    def chosen_kind(self) -> ConcernKind | None:
        """The kind that was chosen."""
        given = self.data.get("kind", "")
        return ConcernKind(given) if given in set(ConcernKind) else None

    def named(self) -> list[Person]:
        """The members of staff whom it is about, as far as they were picked."""
        if Subject.Who.STAFF.value not in self.cleaned_data.get("about", ()):
            return []
        return [self._staff[number].person for number in self.cleaned_data.get("staff", ())]

    def subjects(self, me: Person | None) -> list[About]:
        """Whom it is about: the staff picked, oneself, and others in words."""
        given = [About(Subject.Who.STAFF, person) for person in self.named()]
        if self.nature is Concern.Nature.OWN and me is not None:
            given = [About(Subject.Who.STAFF, me), *(each for each in given if each.person != me)]
        return [*given, *self._others(given)]

    def _others(self, named: Sequence[About]) -> list[About]:
        """Those in words; the words stand with the first kind of people that was ticked."""
        words = self.cleaned_data.get("who", "").strip()
        ticked = [Subject.Who(code) for code in self.cleaned_data.get("about", ())]
        others = [who for who in ticked if who is not Subject.Who.STAFF or not named]
        if words and not others:
            others = [Subject.Who.OTHER]
        return [About(who, words=words if number == 0 else "") for number, who in enumerate(others)]

    def told(self, facts: Iterable[tuple[str, str]]) -> str:
        """The words as they are kept: the reporter's own, then what the form asked, a line each."""
        given = self.cleaned_data
        where = dict(WHERE).get(given["where"], "") if given["where"] else ""
        asked = [("When", given["when"]), ("Where", where), *facts]
        lines = [f"{name}: {says}" for name, says in asked if says]
        return "\n\n".join(filter(None, (str(given["words"]).replace("\r\n", "\n").strip(), "\n".join(lines))))

    # --- checks ---

    def clean_words(self) -> str:
        """Something must stand there."""
        words = str(self.cleaned_data["words"])
        if not words.strip():
            raise ValidationError(self.fields["words"].error_messages["required"])
        return words

    def require_answers(self) -> None:
        """What must be answered before it can be sent."""
        if not self.cleaned_data.get("kind"):
            self.add_error("kind", "Choose what fits best. It decides who gets it.")
        if not self.cleaned_data.get("child"):
            self.add_error("child", "Say whether a child could be at risk.")


def _address(line: str, number: int) -> str:
    whole = line if "://" in line else f"https://{line}"
    try:
        link(whole)
    except InputError as error:
        raise ValidationError(
            f"Line {number} is not the address of a page. Copy it from the browser, or leave it out."
        ) from error
    return whole


class CodeForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label="The code on your receipt",
        help_text="Sixteen figures. Spaces do not matter.",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-20 sc-code"}),
        error_messages={"required": "Enter the code.", "max_length": "This is longer than a code."},
    )


class AddingForm(_Showing):
    """Something to add, or an answer: words, something to show, or both."""

    field_order = ("words",)
    words = forms.CharField(
        label="Write to those who deal with it",
        help_text="An answer, or something that you want to add.",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
        error_messages={
            "max_length": f"This is longer than {LONGEST:,} characters. Send it in parts.",
            "null_characters_not_allowed": _UNREADABLE,
        },
    )

    def clean(self) -> dict[str, Any]:
        """There must be something to send; how files were made says nothing without them."""
        given = super().clean()
        shows = given.get("evidence") or given.get("links")
        if not self.errors and not shows and given.get("captured", "").strip():
            self.add_error("evidence", "Choose the files that you say this of, or give the address of the page.")
        elif not self.errors and not shows and not given.get("words", "").strip():
            self.add_error("words", "Write something first, or choose a file.")
        return given

    @property
    def shows(self) -> bool:
        """Whether the part for what there is to show is in use, so that it stands open."""
        names = ("evidence", "links", "captured")
        return any(self[name].errors or (name != "evidence" and self[name].value()) for name in names)


__all__: Final = ("LONGEST", "AddingForm", "CodeForm", "TellingForm")
