"""Forms of rules: what a point does, built from lists to choose from. Conditions are added and taken away one by one.

A press on “Add” or “Remove” sends the form as any other button does and saves nothing: it comes back with the condition
and with all else that was entered, so that it works without a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, NamedTuple

import msgspec
from django import forms
from django.forms.boundfield import BoundField

from safeconduct.activity import FACTS, Kind, Outcome
from safeconduct.policy import (
    ROUTE_FACTS,
    Condition,
    DecideRule,
    Fault,
    Govern,
    GuideRule,
    Permit,
    Restriction,
    Review,
    RouteRule,
    Sign,
)
from safeconduct.policy import ScreenRule as TextRule
from safeconduct.web.drafting import wording
from safeconduct.web.drafting.aloud import Rule
from safeconduct.web.drafting.faults import RULE_SAYS

Choices = list[tuple[str, str]]
SAVE, LOOK = "save", "look"
OF_TEXTS: Final = ("account", "audience", "author_role", "has_permission")
OF_FACTS: Final = tuple(name for name in FACTS if name not in {"account", "audience"})


def listed(words: Mapping[Any, str]) -> Choices:
    """A closed list as choices, each beginning with a capital."""
    return [(str(code.value), says[:1].upper() + says[1:]) for code, says in words.items()]


def many(label: str, words: Mapping[Any, str], help_text: str = "", *, required: bool = False) -> forms.MultipleChoiceField:
    """Boxes, of which any number may be ticked."""
    return forms.MultipleChoiceField(
        label=label, choices=listed(words), required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def one_of(label: str, choices: Choices, help_text: str = "", *, required: bool = True) -> forms.ChoiceField:
    """One of some answers."""
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text, widget=forms.RadioSelect)


def words(label: str, most: int = 1000, help_text: str = "", *, rows: int = 0, required: bool = False) -> forms.CharField:
    """A line, or several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    long = {"max_length": f"Keep it under {most} letters."}
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=required, widget=widget, error_messages=long
    )


def _box(label: str, help_text: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


ANSWERS: Final = [(str(each.value), wording.OUTCOMES[each]) for each in Outcome if each is not Outcome.NOT_COVERED]
YES_NO: Final = [("yes", "Yes"), ("no", "No")]


class Row(NamedTuple):
    """A condition on the page: its fact, its field, and what its button is called."""

    fact: str
    field: BoundField
    drop: str


class Group(NamedTuple):
    """Conditions that belong together, the facts that may be added, and what adding one is called."""

    name: str
    legend: str
    adds: str
    rows: list[Row]
    left: Choices


class RuleForm(forms.Form):
    """A rule. ``groups`` are its conditions by name, ``more`` the fields that are rarely needed."""

    kind: ClassVar[type[Any]]
    groups: ClassVar[Mapping[str, str]] = {}
    facts: ClassVar[tuple[str, ...]] = ()
    more: ClassVar[tuple[str, ...]] = ()
    adds: ClassVar[str] = "Add a condition"
    adds_more: ClassVar[str] = "Add another condition"

    def __init__(self, data: Any = None, *, rule: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        held = self.read(rule) if rule is not None else {}
        self.held = {**held, **(initial or {})}
        self.do = data.get("do", SAVE) if data is not None else ""
        self.named = self._named(data)
        values = {f"{group}-{fact}": self.held.get(group, {}).get(fact) for group in self.groups for fact in self.named[group]}
        super().__init__(data if self.do == SAVE else None, initial={**self.held, **values})
        for group in self.groups:
            for fact in self.named[group]:
                self.fields[f"{group}-{fact}"] = self.condition_field(fact)
        if data is not None and self.do != SAVE:
            entered = {name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()}
            # a condition that was added just now has no value yet; all else is as entered
            self.initial = {**self.initial, **{name: value for name, value in entered.items() if value is not None}}

    def _named(self, data: Any) -> dict[str, list[str]]:
        """The facts of each group: those of the rule, or those on the page, with the one added and without the one removed."""
        if data is None:
            return {group: list(self.held.get(group, {})) for group in self.groups}
        found = {}
        for group in self.groups:
            known = {*self.facts, *self.held.get(group, {})}  # a rule from a file may ask for what is not on offer here
            given = [*data.getlist(group), *([data.get(f"add-{group}")] if self.do == f"add-{group}" else [])]
            kept = [fact for fact in dict.fromkeys(given) if fact in known and self.do != f"drop-{group}-{fact}"]
            found[group] = kept
        return found

    def condition_field(self, fact: str) -> forms.Field:
        """The field for the values of one fact."""
        if FACTS[fact].is_flag:
            return one_of(FACTS[fact].question, YES_NO)
        hint = "Any of these will do."
        choices = [(code, says[:1].upper() + says[1:]) for code, says in wording.choices(fact) if code != Kind.DRAFT]
        return forms.MultipleChoiceField(
            label=FACTS[fact].question, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint
        )

    def question(self, fact: str) -> str:
        """What a fact is asked as."""
        return FACTS[fact].question

    # what a template asks

    @property
    def shown_groups(self) -> list[Group]:
        """The conditions, group by group."""
        found = []
        for name, legend in self.groups.items():
            rows = [Row(fact, self[f"{name}-{fact}"], f"drop-{name}-{fact}") for fact in self.named[name]]
            left = [(fact, self.question(fact)) for fact in self.facts if fact not in self.named[name]]
            found.append(Group(name, legend, self.adds if not rows else self.adds_more, rows, left))
        return found

    @property
    def wrong_fields(self) -> list[tuple[BoundField, Any]]:
        """The fields that are not right, each with what is wrong, for the summary."""
        return [(self[name], errors) for name, errors in self.errors.items() if name in self.fields]

    @property
    def plain(self) -> list[BoundField]:
        """The fields that every rule of this kind needs."""
        return [self[name] for name in self.base_fields if name not in self.more]

    @property
    def rare(self) -> list[BoundField]:
        """The others."""
        return [self[name] for name in self.more]

    @property
    def rare_open(self) -> bool:
        """Whether one of them is filled in, or wrong."""
        return any(field.errors or field.value() for field in self.rare)

    # between rule and form

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """The values of the fields for a rule; a condition's as a mapping under the group's name."""
        found: dict[str, Any] = {}
        for name in (*cls.base_fields, *cls.groups):
            value = getattr(rule, name, None)
            if name in cls.groups:
                found[name] = {fact: _shown(wanted) for fact, wanted in (value or {}).items()}
            else:
                found[name] = [str(each) for each in value] if isinstance(value, tuple) else value
        return found

    def rule(self) -> Rule:
        """The rule as entered; only for a form that is right."""
        given = {name: self.cleaned_data[name] for name in self.base_fields}
        for group in self.groups:
            given[group] = self.conditions(group)
        made: Rule = msgspec.convert(self.converted(given), self.kind)
        return made

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """The same as the core takes it."""
        return {name: value for name, value in given.items() if value not in ("", None)}

    def conditions(self, group: str) -> Condition:
        """The conditions of a group."""
        return {fact: _wanted(fact, self.cleaned_data[f"{group}-{fact}"]) for fact in self.named[group]}

    def refuse(self, fault: Fault) -> None:
        """Say what the core's loader finds wrong, at the field that it is about."""
        field = {"silent": "outcome", "months": "months"}.get(fault.what)
        self.add_error(field if field in self.fields else None, RULE_SAYS.get(fault.what, fault.says))

    def looked_at(self) -> Rule | None:
        """The rule as it stands on the page while it is still being built; nothing while too little is known."""
        form = type(self)(_Saved(self, self.initial))
        try:
            return form.rule() if form.is_valid() else None
        except msgspec.ValidationError:
            return None


class _Saved(dict[str, Any]):
    """The values of a form that is being built, as if they had been sent to be saved."""

    def __init__(self, form: RuleForm, values: Mapping[str, Any]) -> None:
        super().__init__({**values, "do": SAVE, **form.named})

    def getlist(self, name: str) -> list[Any]:
        value = self.get(name)
        return list(value) if isinstance(value, list | tuple) else [] if value in (None, "") else [value]


def _shown(wanted: Any) -> Any:
    if isinstance(wanted, bool):
        return "yes" if wanted else "no"
    return wanted if isinstance(wanted, list) else [wanted]


def _wanted(fact: str, value: Any) -> bool | str | list[str]:
    if FACTS[fact].is_flag:
        return bool(value == "yes")
    codes = list(value)
    return codes[0] if len(codes) == 1 else codes


class TextForm(RuleForm):
    """What is said to a post."""

    kind = TextRule
    groups: ClassVar[Mapping[str, str]] = {"when": "Only if"}
    facts = OF_TEXTS
    more = ("aspects", "not_aspects")
    topics = many("If a post holds any of this", wording.TOPICS, required=True)
    outcome = one_of("Then", ANSWERS)
    aspects = many("Only where it is", wording.ASPECTS, "Leave all empty for any.")
    not_aspects = many("Not where it is", wording.ASPECTS)


class FactsForm(RuleForm):
    """What is answered to a contact, a picture, a visit to a site."""

    kind = DecideRule
    groups: ClassVar[Mapping[str, str]] = {"when": "When", "unless": "But not if"}
    facts = OF_FACTS
    more = ("say", "no_reply", "otherwise")
    outcome = one_of("Then", [*ANSWERS, ("", "No answer: it only says whom to tell")], required=False)
    report_to = many("Tell, or ask", wording.TOLD)
    guide = words("What else people should read then", rows=2)
    say = words("Words that people can use in reply", rows=3)
    no_reply = _box("Nobody should answer the other person")
    otherwise = _box("Only where nothing else in the policy speaks")


class ReportForm(RuleForm):
    """To whom a concern goes."""

    kind = RouteRule
    more = ("grown_up", "or_to", "step", "evidence", "external", "must_not", "guide")
    kinds = many("When somebody tells of", wording.CONCERNS, required=True)
    child_protection = one_of("Is a child at risk?", [("", "Either way"), *YES_NO], required=False)
    grown_up = one_of("Is it about a former pupil who is an adult?", [("", "Either way"), *YES_NO], required=False)
    to = many("Tell", wording.TOLD, "Leave all empty if it only says what not to do.")
    immediate = _box("At once")
    or_to = many("If it is about one of these themselves, tell instead", wording.TOLD)
    step = forms.IntegerField(
        label="As which step", min_value=1, max_value=9, initial=1, widget=forms.NumberInput({"class": "govuk-input--width-2"})
    )
    must_not = many("What not to do meanwhile", wording.NOT_MEANWHILE)
    evidence = _box("Keep the evidence")
    external = _box("Somebody outside the school may have to know")
    guide = words("What else people should read then", rows=2)

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """A route asks for few facts alone."""
        asked = {name: _shown(rule.when[name]) if name in rule.when else "" for name in ROUTE_FACTS}
        return {**super().read(rule), **asked}

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """Those facts as a condition."""
        asked = {name: given.pop(name) for name in ROUTE_FACTS}
        return {**super().converted(given), "when": {name: said == "yes" for name, said in asked.items() if said}}


class GuideForm(RuleForm):
    """Words of help with an answer."""

    kind = GuideRule
    groups: ClassVar[Mapping[str, str]] = {"when": "Only if"}
    facts = OF_FACTS
    more = ("aspects",)
    text = words("The words", rows=3, required=True)
    topics = many("Shown with posts that hold", wording.TOPICS)
    kinds = many("Shown with answers about", wording.KINDS)
    concerns = many("Shown to those who tell of", wording.CONCERNS)
    aspects = many("Of posts, only where it is", wording.ASPECTS, "Leave all empty for any.")

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """Guidance that is for any aspect names none."""
        found = super().read(rule)
        return {**found, "aspects": [] if rule.aspects is msgspec.UNSET else found["aspects"]}

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """Likewise: what a text does not use does not stand in it, not even empty."""
        converted = super().converted(given)
        return converted if converted["aspects"] else {name: each for name, each in converted.items() if name != "aspects"}


class PermitForm(RuleForm):
    """A permission that must be on record."""

    kind = Permit
    what = words("What needs permission", 300, "Such as “A post about the school”.", required=True)
    given_by = words("Who gives it", 200, "Leave it empty if nobody can.")


class ReviewForm(RuleForm):
    """Something that people look over regularly."""

    kind = Review
    task = words("What people are asked to do", 300, "Such as “Go over your privacy settings.”", rows=2, required=True)
    months = forms.IntegerField(
        label="Every so many months", min_value=1, max_value=60, widget=forms.NumberInput({"class": "govuk-input--width-2"})
    )
    looks_at = many("What it looks at", wording.LOOKS_AT, required=True)


class NetworkForm(RuleForm):
    """What the network is asked to bar."""

    kind = Restriction
    sites = words("Which sites", 200, "Such as “social networking”.", required=True)
    on = words("On which devices or networks", 400, "One on each line.", rows=2, required=True)
    hours = words("When", 200, "Such as “school day”.", required=True)
    exempt = words("What is exempt", 300)

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """One place on each line."""
        return {**super().read(rule), "on": "\n".join(rule.on)}

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """The lines apart."""
        return super().converted({**given, "on": [line.strip() for line in given["on"].splitlines() if line.strip()]})


class SignForm(RuleForm):
    """What people sign."""

    kind = Sign
    point = words("The sentence that people sign", 600, rows=3, required=True)


class NoticeForm(RuleForm):
    """What the policy says about itself or the school."""

    kind = Govern
    what = one_of("It says", listed(wording.DUTIES))
    text = words("In one sentence", 1000, rows=3, required=True)

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """The duty by its code."""
        return {**super().read(rule), "what": rule.what.value}


class Shape(NamedTuple):
    """A kind of rule: its key in a clause, the form, and what it is called."""

    key: str
    form: type[RuleForm]
    name: str
    hint: str


SHAPES: Final[Mapping[str, Shape]] = {
    "post": Shape("screen", TextForm, "An answer to a post", "What is said to somebody who checks a post before it goes out."),
    "situation": Shape(
        "decide", FactsForm, "An answer to a situation", "A friend request, a message, a picture, a website, a phone."
    ),
    "report": Shape("route", ReportForm, "Whom to tell", "To whom a worry goes, and what not to do meanwhile."),
    "help": Shape("guide", GuideForm, "Words of help", "Shown with answers where they matter."),
    "permission": Shape("permit", PermitForm, "A permission on record", "What must be asked for, and who says yes."),
    "review": Shape("review", ReviewForm, "Something to look over", "What people are asked to go over every few months."),
    "network": Shape("restrict", NetworkForm, "A rule for the network", "Which sites the school's filter is asked to bar."),
    "signature": Shape("sign", SignForm, "A sentence to sign", "What people put their name to."),
    "notice": Shape("govern", NoticeForm, "A notice", "What the policy says about itself or about the school."),
}
SHAPE_OF: Final[Mapping[str, str]] = {shape.key: name for name, shape in SHAPES.items()}
"""The shape that a key of a clause is edited in."""


__all__: Final = (
    "ANSWERS",
    "LOOK",
    "SAVE",
    "SHAPES",
    "SHAPE_OF",
    "YES_NO",
    "RuleForm",
    "Shape",
    "listed",
    "many",
    "one_of",
    "words",
)
