"""Which platforms somebody uses, and the questions of a check-up. What is answered goes nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from safeconduct.web.reviews.checkup import Checkup, Question
from safeconduct.web.reviews.platforms import Platform, platforms

YES, NO, NONE = "yes", "no", "none"
_ANSWERS: Final = ((YES, "Yes"), (NO, "No, or not sure"), (NONE, "Does not apply to me"))


def _names() -> list[tuple[str, str]]:
    return [(key, each.name) for key, each in platforms().items()]


class PlatformsForm(forms.Form):
    """Which platforms somebody uses."""

    platforms = forms.MultipleChoiceField(
        label="Which of these do you use?",
        choices=_names,
        help_text="Tick all, even those that you only read. This is not kept.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one. If you use none of them, press “I use none of these”."},
    )

    def chosen(self) -> Mapping[str, Platform]:
        """The platforms that were ticked; unknown ones are passed over."""
        ticked = set(self["platforms"].data or ()) if self.is_bound else set()
        return {key: each for key, each in platforms().items() if key in ticked}


class CheckupForm(forms.Form):
    """The questions of a check-up, one after the other."""

    def __init__(self, *args: Any, checkup: Checkup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checkup = checkup
        for question in checkup.questions:
            self.fields[question.id] = forms.ChoiceField(
                label=question.asks, help_text=question.hint, choices=_ANSWERS, widget=forms.RadioSelect
            )

    def to_do(self) -> Sequence[Question]:
        """The questions that were answered with no."""
        return [question for question in self.checkup.questions if self.cleaned_data[question.id] == NO]


__all__: Final = ("CheckupForm", "PlatformsForm")
