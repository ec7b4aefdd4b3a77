"""Whom a directory looks for: the filters that directories send to find somebody again (RFC 7644, section 3.4.2.2)."""

from __future__ import annotations

from typing import Any, Final

import re2
from django.db.models import Q

from safeconduct.errors import InputError
from safeconduct.jsonl import decode
from safeconduct.web.api.models import Entry
from safeconduct.web.api.scim.reading import USER
from safeconduct.web.api.scim.troubles import wrong
from safeconduct.web.people.models import Organisation

_FILTER: Final = re2.compile(
    r'(?is)^\s*([a-z:0-9.]+|emails\s*\[\s*type\s+eq\s+"work"\s*\]\s*(?:\.\s*value)?)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$'
)
_MOST_DIGITS: Final = 18


def narrowed(place: Organisation, asked: str) -> Q:
    """The people of a directory whom a filter asks for.

    Raises:
        Trouble: it is a filter of another kind.
    """
    match = _FILTER.match(asked)
    if match is None:
        raise wrong(_SAID, "invalidFilter")
    attribute = match.group(1).lower().removeprefix(f"{USER.lower()}:")
    made = _MADE.get("emails" if attribute.startswith("emails") else attribute)
    if made is None:
        raise wrong(_SAID, "invalidFilter")
    found: Q = made(place, _value(match.group(2)))
    return found


_SAID: Final = "Filter by userName, externalId, id or emails.value, each with “eq” and a text in quotation marks."


def _value(quoted: str) -> str:
    try:
        return str(decode(quoted.encode("utf-8", "replace"))).replace("\x00", "\ufffd")
    except InputError as error:
        raise wrong(_SAID, "invalidFilter") from error


def _by_user_name(place: Organisation, value: str) -> Q:
    listed = Entry.objects.filter(organisation=place)
    return Q(pk__in=listed.filter(user_name__iexact=value).values("person")) | (
        Q(email__iexact=value) & ~Q(pk__in=listed.values("person"))
    )


def _by_external_id(place: Organisation, value: str) -> Q:
    return Q(pk__in=Entry.objects.filter(organisation=place, external_id=value).exclude(external_id="").values("person"))


def _by_email(place: Organisation, value: str) -> Q:
    return Q(email__iexact=value)


def _by_id(place: Organisation, value: str) -> Q:
    return Q(pk=int(value)) if value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS else Q(pk__in=())


_MADE: Final[dict[str, Any]] = {
    "username": _by_user_name,
    "externalid": _by_external_id,
    "emails": _by_email,
    "id": _by_id,
}

__all__: Final = ("narrowed",)
