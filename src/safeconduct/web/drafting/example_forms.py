"""Forms of examples: a situation, and what the policy must answer to it. The core calls them cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, NamedTuple

from django import forms

from safeconduct.activity import FACTS, Mechanism, Told, read_facts
from safeconduct.errors import FactError
from safeconduct.policy import Case, Clause
from safeconduct.web.drafting import wording
from safeconduct.web.drafting.rule_forms import ANSWERS, YES_NO, RuleForm, listed, many, one_of, words

AGE: Final = "person_age"
_ASKED: Final = (*(name for name, fact in FACTS.items() if fact.given and name not in {"account", "audience"}), AGE)


class ExampleForm(RuleForm):
    """An example. ``clauses`` are those that it shows; ``before`` is what stood there."""

    kind = Case
    asks: ClassVar[str] = ""
    situation = words(
        "The situation, in a sentence", 400, "Such as “A pupil of year 9 asks to be friends.”", rows=2, required=True
    )

    def __init__(self, data: Any = None, *, rule: Any = None, initial: Any = None, clause: Clause | None = None) -> None:
        self._before, self._clause = rule, clause
        super().__init__(data, rule=rule, initial=initial)

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """The clauses that it shows beside what was entered."""
        shown = self._before.clause if self._before else (self._clause.id if self._clause else "",)
        return {"clause": shown, **super().converted(given)}


class SituationForm(ExampleForm):
    """Facts, and what is answered."""

    asks = "facts"
    groups: ClassVar[Mapping[str, str]] = {"facts": "What is known of it"}
    facts = _ASKED
    adds = adds_more = "Add something that is known"
    more = ("report_to", "guided")
    outcome = one_of("What must come out", [*ANSWERS, ("not-covered", "The policy says nothing about it")])
    report_to = many("Who must be told or asked", wording.TOLD, "Leave all empty if it does not matter.")
    guided = forms.BooleanField(label="It shows words of help rather than the answer", required=False)

    def condition_field(self, fact: str) -> forms.Field:
        """One value of one fact."""
        if fact == AGE:
            return forms.IntegerField(
                label="How old is the person?",
                min_value=0,
                max_value=120,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
            )
        if FACTS[fact].is_flag:
            return one_of(FACTS[fact].question, YES_NO)
        choices = [(code, says[:1].upper() + says[1:]) for code, says in wording.choices(fact) if code != "draft"]
        return forms.ChoiceField(label=FACTS[fact].question, choices=[("", "Choose one"), *choices])

    def question(self, fact: str) -> str:
        """What a fact is asked as; the age is a number, and no fact of rules."""
        return super().question(fact) if fact in FACTS else "How old is the person?"

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """A yes or no as the form has it."""
        facts = {name: _said(value) for name, value in (rule.facts or {}).items() if name in cls.facts}
        told = [each.value for each in rule.report_to or ()]
        return {"situation": rule.situation, "outcome": rule.outcome, "report_to": told, "guided": rule.guided, "facts": facts}

    def conditions(self, group: str) -> Any:
        """One value for each fact; what the form does not know of stays as it was."""
        before = (self._before.facts or {}) if self._before else {}
        unknown = {name: value for name, value in before.items() if name not in self.facts}
        return {**unknown, **{fact: self._value(fact) for fact in self.named[group]}}

    def _value(self, fact: str) -> Any:
        value = self.cleaned_data[f"facts-{fact}"]
        return value == "yes" if fact in FACTS and FACTS[fact].is_flag else value

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """Nobody to be told means that it does not matter."""
        return super().converted({**given, "report_to": given["report_to"] or None})

    def clean(self) -> dict[str, Any]:
        """Facts that can be true together."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                read_facts(self.conditions("facts"))
            except FactError as error:
                kindless = "kind" not in self.named["facts"]
                self.add_error(None, "Say what it is: add “What is it?” to what is known." if kindless else str(error))
        return given


class PostForm(ExampleForm):
    """A post with something in it, and what is answered."""

    asks = "found"
    more = ("aspect", "guided")
    found = many("What the post holds", wording.TOPICS, required=True)
    outcome = one_of("What must come out", ANSWERS)
    aspect = one_of("Is it one of these?", [("", "No"), *listed(wording.ASPECTS)], required=False)
    guided = forms.BooleanField(label="It shows words of help rather than the answer", required=False)


class WorryForm(ExampleForm):
    """What somebody tells, and who must be told of it."""

    asks = "concern"
    more = ("subject", "guided")
    about = one_of("What it is about", listed(wording.CONCERNS))
    child_protection = one_of("Is a child at risk?", YES_NO, required=False)
    report_to = many("Who must be told", wording.TOLD, "Leave all empty if it does not matter.")
    subject = forms.ChoiceField(
        label="Whom it is about", required=False, choices=[("", "Nobody of these"), *listed(wording.TOLD)]
    )
    guided = forms.BooleanField(label="It shows words of help rather than whom to tell", required=False)

    @classmethod
    def read(cls, rule: Any) -> dict[str, Any]:
        """What it is about, apart."""
        given = rule.concern or {}
        told = [each.value for each in rule.report_to or ()]
        child = given.get("child_protection")
        return {
            "situation": rule.situation,
            "about": given.get("kind", ""),
            "child_protection": "" if child is None else _said(child),
            "subject": given.get("subject") or "",
            "report_to": told,
            "guided": rule.guided,
        }

    def converted(self, given: dict[str, Any]) -> dict[str, Any]:
        """What it is about, together."""
        concern = {"kind": given.pop("about"), "child_protection": given.pop("child_protection") == "yes"}
        subject = given.pop("subject")
        concern = {**concern, "subject": subject} if subject else concern
        return super().converted({**given, "concern": concern, "report_to": self._told(given["report_to"])})

    def _told(self, chosen: list[str]) -> list[str] | None:
        """In the order in which they stood, where they are the same."""
        before = [each.value for each in (self._before.report_to or ())] if self._before else []
        return (before if set(before) == set(chosen) else chosen) or None


class DutyForm(ExampleForm):
    """A situation in which something stands on a list: a permission, a review, a sentence to sign."""

    asks = "duty"
    duty = one_of("What it shows", listed(wording.MECHANISMS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._clause is not None:
            here = [each for each in self._clause.mechanisms if each in wording.MECHANISMS and each is not Mechanism.GUIDE]
            field = self.fields["duty"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(each.value, wording.MECHANISMS[each]) for each in here]


def _said(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


class Ask(NamedTuple):
    """A kind of example: its form, what it is called, and the mechanisms that it shows."""

    form: type[ExampleForm]
    name: str
    shows: frozenset[Mechanism]


ASKS: Final[Mapping[str, Ask]] = {
    "situation": Ask(SituationForm, "A situation", frozenset({Mechanism.DECIDE, Mechanism.GUIDE})),
    "post": Ask(PostForm, "A post", frozenset({Mechanism.SCREEN, Mechanism.GUIDE})),
    "worry": Ask(WorryForm, "Something that somebody tells", frozenset({Mechanism.ROUTE, Mechanism.GUIDE})),
    "duty": Ask(
        DutyForm,
        "Something that stands on a list",
        frozenset({Mechanism.PERMIT, Mechanism.REVIEW, Mechanism.RESTRICT, Mechanism.SIGN, Mechanism.GOVERN}),
    ),
}


def asked(case: Case) -> str:
    """Which kind of example a case is."""
    return next((name for name, ask in ASKS.items() if getattr(case, ask.form.asks) is not None), "situation")


def told(case: Case) -> str:
    """What must come out, in words."""
    if case.duty is not None:
        return f"shows: {wording.MECHANISMS[case.duty][:1].lower()}{wording.MECHANISMS[case.duty][1:]}"
    answer = wording.OUTCOMES[case.outcome] if case.outcome else ""
    to = f"tell the {wording.both(_told(case.report_to))}" if case.report_to else ""
    return "; ".join(filter(None, (answer, to))) or "shows words of help"


def _told(named: tuple[Told, ...]) -> list[str]:
    return [wording.TOLD[each] for each in named]


__all__: Final = ("ASKS", "Ask", "ExampleForm", "asked", "told")
