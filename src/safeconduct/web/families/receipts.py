"""The receipt of a signature by link: a tagged PDF, and its check by anybody who has the code."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone

from safeconduct.activity import Role
from safeconduct.web.families.models import Signature
from safeconduct.web.families.roles import LINKED
from safeconduct.web.policies.receipts import grouped, read_code
from safeconduct.web.printing import printed


def found_by(typed: str) -> Signature | None:
    """The signature with a code, if there is one."""
    return Signature.objects.filter(code=read_code(typed)).select_related("adoption__organisation", "confirmation").first()


def pdf(signature: Signature) -> bytes:
    """The receipt as PDF/UA-1; a name in a script that the typefaces lack makes a plain tagged PDF."""
    return printed("families", "receipt", _told(signature), signature.at)


def _told(signature: Signature) -> dict[str, object]:
    adoption = signature.adoption
    return {
        "name": signature.name,
        "parent": signature.parent,
        "as": LINKED[Role(signature.role)].one,
        "child": signature.child,
        "school": signature.organisation.name,
        "policy": adoption.title,
        "version": adoption.version,
        "digest": signature.digest,
        "at": dateformat.format(timezone.localtime(signature.at), "j F Y, H:i T"),
        "code": grouped(signature.code),
        "address": settings.BASE_URL + reverse("family-receipt"),
        "points": [{"id": point["clause"], "says": point["says"]} for point in signature.points],
    }


__all__: Final = ("found_by", "pdf")
