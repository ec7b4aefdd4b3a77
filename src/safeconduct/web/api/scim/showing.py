"""People and the service itself as SCIM describes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from safeconduct.web.api.models import Entry
from safeconduct.web.api.scim.reading import USER
from safeconduct.web.people.models import Person

PAGE: Final = 200
_CORE: Final = "urn:ietf:params:scim:schemas:core:2.0"
_LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


def _at(name: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def user(person: Any) -> dict[str, Any]:
    """Somebody of ``people.listed``. What the office closed is not active, whatever the directory says."""
    entry: Entry | None = next(iter(person.entries_here), None)
    made = {
        "schemas": [USER],
        "id": str(person.pk),
        "userName": entry.user_name if entry else person.email,
        "name": {"formatted": person.name, **_parts(entry)},
        "displayName": person.name,
        "emails": [{"value": person.email, "type": "work", "primary": True}],
        "active": person.is_active and (entry.active if entry else person.works),
        "meta": {
            "resourceType": "User",
            "created": person.joined_at,
            "lastModified": entry.changed_at if entry else person.joined_at,
            "location": _at("scim-user", person.pk),
        },
    }
    return made | ({"externalId": entry.external_id} if entry and entry.external_id else {})


def _parts(entry: Entry | None) -> dict[str, str]:
    said = {"givenName": entry.given_name, "familyName": entry.family_name} if entry else {}
    return {name: value for name, value in said.items() if value}


def page(resources: Iterable[dict[str, Any]], total: int, start: int = 1) -> dict[str, Any]:
    """Some of a list, and how many there are in all."""
    shown = list(resources)
    return {"schemas": [_LIST], "totalResults": total, "startIndex": start, "itemsPerPage": len(shown), "Resources": shown}


def of(person: Person, *, only: Iterable[str] = (), without: Iterable[str] = ()) -> dict[str, Any]:
    """Somebody with the attributes that were asked for; those that must always be there are."""
    made, wanted, left_out = user(person), {each.lower() for each in only}, {each.lower() for each in without}
    always = ("schemas", "id")
    return {
        name: value
        for name, value in made.items()
        if name in always or ((not wanted or name.lower() in wanted) and name.lower() not in left_out)
    }


# --- the service itself ----------------------------------------------------------------------------------------------


def config() -> dict[str, Any]:
    """What of the standard is offered (RFC 7643, section 5)."""
    no = {"supported": False}
    return {
        "schemas": [f"{_CORE}:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": PAGE},
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Token",
                "description": "A token with the scope “scim”, sent as “Authorization: Bearer”.",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": _at("scim-config")},
    }


def resource_type() -> dict[str, Any]:
    """The one kind of resource: people (RFC 7643, section 6)."""
    return {
        "schemas": [f"{_CORE}:ResourceType"],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "Somebody who works here",
        "schema": USER,
        "meta": {"resourceType": "ResourceType", "location": _at("scim-resource-type", "User")},
    }


def _attribute(name: str, says: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    usual = {"multiValued": False, "required": False, "mutability": "readWrite", "returned": "default", "uniqueness": "none"}
    exact = {"caseExact": False} if kind == "string" else {}
    return {"name": name, "type": kind, "description": says, **usual, **exact, **more}


def schema() -> dict[str, Any]:
    """The attributes of people that mean something here (RFC 7643, section 7)."""
    parts = [("formatted", "The full name"), ("givenName", "The first name"), ("familyName", "The last name")]
    address = [
        _attribute("value", "The address"),
        _attribute("type", "Always work", canonicalValues=["work"]),
        _attribute("primary", "Always true", "boolean"),
    ]
    return {
        "schemas": [f"{_CORE}:Schema"],
        "id": USER,
        "name": "User",
        "description": "Somebody who works here",
        "attributes": [
            _attribute("userName", "The name in the directory", required=True, uniqueness="server"),
            _attribute("externalId", "The id in the directory", caseExact=True),
            _attribute("name", "The name", "complex", subAttributes=[_attribute(*part) for part in parts]),
            _attribute("displayName", "The name as people read it"),
            _attribute("emails", "The address for e-mails", "complex", multiValued=True, subAttributes=address),
            _attribute("active", "Whether they work here; no ends all access at once", "boolean"),
        ],
        "meta": {"resourceType": "Schema", "location": _at("scim-schema", USER)},
    }


__all__: Final = ("PAGE", "config", "of", "page", "resource_type", "schema", "user")
