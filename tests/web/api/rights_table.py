"""Tokens are an administrator's; at the addresses for programs a session counts for nothing, whoever it is of (401)."""

from __future__ import annotations

from types import SimpleNamespace

from safeconduct.web.api.models import Token
from web.api.made import token
from web.tables import EVERYBODY, Row, Table

ADMINISTRATORS = frozenset({"owen", "ruth"})
ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah"})
WITHOUT = Row(ok=frozenset(), stranger=401, nobody=401)
WITHOUT_POST = Row(ok=frozenset(), stranger=401, nobody=401, method="POST")
PUBLIC = Row(nobody=200)


def _elm_token(world: SimpleNamespace) -> object:
    return token(world)


def _its_number(world: SimpleNamespace) -> dict[str, int]:
    return {"pk": Token.objects.get().pk}


def _priya(world: SimpleNamespace) -> dict[str, str]:
    return {"pk": str(world.priya.pk)}


TABLE: Table = {
    "tokens": [Row(ok=ADMINISTRATORS, refused=EVERYBODY - ADMINISTRATORS)],
    "token-make": [Row(ok=ADMINISTRATORS, refused=EVERYBODY - ADMINISTRATORS)],
    "token-revoke": [
        Row(ok=frozenset({"owen"}), refused=ELM, before=_elm_token, arguments=_its_number),
        Row(ok=frozenset({"owen"}), refused=ELM, before=_elm_token, arguments=_its_number, method="POST"),
    ],
    "api-docs": [PUBLIC],
    "api-openapi": [PUBLIC],
    "api-v1:api-root": [Row(ok=frozenset(), nobody=404)],
    "api-v1:check": [WITHOUT_POST],
    "api-v1:decide": [WITHOUT_POST],
    "api-v1:route": [WITHOUT_POST],
    "api-v1:policies": [WITHOUT],
    "api-v1:policy": [Row(ok=frozenset(), stranger=401, nobody=401, arguments=lambda world: {"policy_id": "kevi"})],
    "api-v1:sign-offs": [WITHOUT],
    "api-v1:sign-offs-people": [WITHOUT],
    "scim-users": [WITHOUT, WITHOUT_POST],
    "scim-user": [
        Row(ok=frozenset(), stranger=401, nobody=401, arguments=_priya, method=method)
        for method in ("GET", "PUT", "PATCH", "DELETE")
    ],
    "scim-config": [PUBLIC],
    "scim-resource-types": [PUBLIC],
    "scim-resource-type": [Row(nobody=200, arguments=lambda world: {"name": "User"})],
    "scim-schemas": [PUBLIC],
    "scim-schema": [Row(nobody=200, arguments=lambda world: {"name": "urn:ietf:params:scim:schemas:core:2.0:User"})],
    "scim-unknown": [Row(ok=frozenset(), nobody=404, arguments=lambda world: {"rest": "Groups"})],
}
