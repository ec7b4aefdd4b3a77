"""Filters of the pages about one's own data: ``{% load accountable %}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import template

from safeconduct.web.accountable.models import Complaint
from safeconduct.web.accountable.standards import number

register = template.Library()


@register.filter
def at(texts: Mapping[Any, str], which: Any) -> str:
    """An opened text by its number; nothing for none."""
    return texts.get(which, "")


@register.filter
def acknowledged_by(complaint: Complaint) -> date:
    """The last day on which a complaint has to be acknowledged."""
    return complaint.received_on + timedelta(number(complaint.organisation, "complaint"))


__all__: Final = ("acknowledged_by", "at", "register")
