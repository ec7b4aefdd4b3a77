"""Forms that every reader can use: a hint and an error bound to each field, and a summary of errors that leads to them."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

_KINDS: Final = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.ClearableFileInput: "govuk-file-upload",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",  # before radios: Django's boxes are a kind of them
    forms.RadioSelect: "govuk-radios__input",
    forms.CheckboxInput: "govuk-checkboxes__input",
}


_MISSING: Final = {
    forms.FileInput: "Choose a file for “{}”.",
    forms.Select: "Choose one for “{}”.",
    forms.RadioSelect: "Choose an answer to “{}”.",
    forms.CheckboxSelectMultiple: "Choose at least one for “{}”.",
    forms.CheckboxInput: "Tick “{}” to go on.",
}


class Bound(BoundField):
    """A field on a page: its widget knows its hint, its error, and how it looks."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            says = next((says for of, says in _MISSING.items() if type(field.widget) is of), "Fill in “{}”.")
            field.error_messages = {**field.error_messages, "required": says.format(str(self.label).rstrip("?:"))}

    @property
    def is_choice(self) -> bool:
        """Whether it is a set of radios or boxes, which needs a legend instead of a label."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_box(self) -> bool:
        """Whether it is a single box, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def anchor(self) -> str:
        """Where the error summary leads: the field, or the first of its choices."""
        return f"{self.auto_id}_0" if self.is_choice else str(self.auto_id)

    @property
    def described_by(self) -> str:
        """The ids of its hint and its errors."""
        said = [f"{self.auto_id}-hint"] if self.help_text else []
        return " ".join([*said, f"{self.auto_id}-error"] if self.errors else said)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Class and description for the widget."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        kind = next((kind for of, kind in _KINDS.items() if isinstance(widget, of)), "govuk-input")
        wrong = f" {kind}--error" if self.errors and not self.is_choice and not self.is_box else ""
        built["class"] = f"{kind}{wrong} {widget.attrs.get('class', '')}".strip()
        built.pop("aria-describedby", None)
        if "placeholder" in widget.attrs:
            built["placeholder"] = False  # it vanishes as one types, and is too pale; the label and the hint say it
        if self.described_by and not self.is_choice:
            built["aria-describedby"] = self.described_by
        return built


class Renderer(TemplatesSetting):
    """Templates of forms from our own folder."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = Bound


__all__: Final = ("Bound", "Renderer")
