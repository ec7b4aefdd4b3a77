"""What a directory says of somebody: a whole resource, or operations that change parts of it (RFC 7644, section 3.5.2).

Names of attributes and of operations count in any case. Microsoft Entra says yes and no as texts too, puts paths into the keys
of a value, and addresses an e-mail by a filter; Okta sends whole resources. Attributes that mean nothing here are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import re2

from safeconduct.web.api.scim.troubles import wrong
from safeconduct.web.people.addresses import is_address

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
_WORK: Final = re2.compile(r'(?i)^emails\[\s*(?:type\s+eq\s+"work"|primary\s+eq\s+"?true"?)\s*\](?:\.value)?$')
_PLAIN: Final = re2.compile("^[^\x00-\x1f\x7f<>\u200e\u200f\u202a-\u202e\u2066-\u2069]*$")
_LONGEST: Final = 200
_MOST: Final = 100  # operations in one request


class Given(NamedTuple):
    """What was said; ``None``: nothing. ``name`` is the full name as people read it."""

    user_name: str | None = None
    external_id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    name: str | None = None
    email: str | None = None
    active: bool | None = None


def of_resource(data: Any) -> Given:
    """What a whole resource says.

    Raises:
        Trouble: it is no resource, or a value cannot be right.
    """
    if not isinstance(data, dict):
        raise wrong("Send a User as a JSON object.", "invalidSyntax")
    found: dict[str, Any] = {}
    for attribute, value in _pairs(data):
        _say(found, attribute, value)
    return _given(found)


def of_patch(data: Any) -> Given:
    """What the operations of a PATCH say, one after the other.

    Raises:
        Trouble: they are no operations, or one of them cannot be right.
    """
    operations = dict(_pairs(data)).get("operations") if isinstance(data, dict) else None
    if not isinstance(operations, list) or not operations or len(operations) > _MOST:
        raise wrong(f"Send “Operations” as a list of 1 to {_MOST} operations.", "invalidSyntax")
    found: dict[str, Any] = {}
    for operation in operations:
        for attribute, value in _changes(operation):
            _say(found, attribute, value)
    return _given(found)


def _changes(operation: Any) -> Iterator[tuple[str, Any]]:
    """One operation as attributes with their values; what is taken away gets ``None``."""
    said = dict(_pairs(operation)) if isinstance(operation, dict) else {}
    op, path, value = str(said.get("op", "")).lower(), said.get("path"), said.get("value")
    if op not in ("add", "replace", "remove") or not (path is None or isinstance(path, str)):
        raise wrong("An operation needs an “op” of add, replace or remove, and a “path” that is a text.", "invalidSyntax")
    if op == "remove":
        if not path:
            raise wrong("What is to be removed needs a “path”.", "noTarget")
        yield _plain(path), None
    elif path:
        yield _plain(path), value
    elif isinstance(value, dict):
        yield from _pairs(value)
    else:
        raise wrong("An operation without a “path” needs an object as its “value”.")


def _pairs(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        attribute = _plain(str(key))
        if attribute == USER.lower() and isinstance(value, dict):  # all of them under the name of their schema
            yield from _pairs(value)
        elif attribute == "name" and isinstance(value, dict):
            yield from ((f"name.{part.lower()}", what) for part, what in value.items())
        else:
            yield attribute, value


def _plain(path: str) -> str:
    """The path of an attribute without the name of its schema; those of other schemas keep theirs and mean nothing here."""
    lower = path.strip().lower()
    if _WORK.match(lower):
        return "emails.work"
    return lower.removeprefix(f"{USER.lower()}:")


_TEXTS: Final = {
    "username": "user_name",
    "externalid": "external_id",
    "name.givenname": "given_name",
    "name.familyname": "family_name",
    "name.formatted": "formatted",
    "displayname": "displayed",
}


def _say(found: dict[str, Any], attribute: str, value: Any) -> None:
    """Take in one attribute with its value; ``None`` takes it away."""
    if attribute == "name" and isinstance(value, dict):
        for part, what in value.items():
            _say(found, f"name.{part.lower()}", what)
    elif attribute in _TEXTS:
        found[_TEXTS[attribute]] = _text(attribute, value)
    elif attribute == "active":
        found["active"] = _yes_or_no(value)
    elif attribute in ("emails", "emails.work", "emails.value") and value is not None:
        found["email"] = _email(value)


def _text(attribute: str, value: Any) -> str:
    if value is None:
        value = ""
    if not isinstance(value, str) or len(value) > _LONGEST or not _PLAIN.match(value):
        raise wrong(f"“{attribute}” must be a text of at most {_LONGEST} characters, without control characters or < >.")
    if attribute == "username" and not value.strip():
        raise wrong("“userName” cannot be empty.")
    return value.strip()


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, list) and len(value) == 1:
        value = value[0].get("value") if isinstance(value[0], dict) else value[0]
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    raise wrong("“active” must be true or false.")


def _email(value: Any) -> str | None:
    """The address to write to: the first one, the one for work, or the one that stands alone, in this order."""
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list):
        listed = [dict(_pairs(each)) for each in value if isinstance(each, dict)]
        best = sorted(listed, key=lambda each: (str(each.get("primary")).lower() != "true", each.get("type") != "work"))
        value = best[0].get("value") if best else None
    if value is None:
        return None
    if not is_address(value):
        raise wrong("An e-mail address in “emails” is none.")
    return str(value).strip().lower()


def _given(found: dict[str, Any]) -> Given:
    formatted, displayed = found.pop("formatted", ""), found.pop("displayed", "")
    return Given(**found, name=displayed or formatted or None)


__all__: Final = ("USER", "Given", "of_patch", "of_resource")
