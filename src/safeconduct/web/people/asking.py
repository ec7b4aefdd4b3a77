"""A form, an action, and what happens when the action refuses: its reason stands at the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict

T = TypeVar("T")


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, even if it is nothing; none while the form is only shown."""
    return request.POST if request.method == "POST" else None


def tried(form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """What the action gives if the form is right and the action agrees; else nothing, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for field, messages in by_field.items():
            for message in messages:
                form.add_error(field if field in form.fields else None, message)
        return None


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """The same where only matters whether it was done."""
    return tried(form, act) is not None


__all__: Final = ("done", "sent", "tried")
