"""The receipt of a signature: its code, and a tagged PDF that anybody can hold against this site later."""

from __future__ import annotations

import secrets
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone

from safeconduct.web.policies.explaining import edition
from safeconduct.web.policies.models import Signature
from safeconduct.web.printing import printed

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that is taken for another
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH: Final = 20  # a hundred bits
_MOST: Final = 100


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def grouped(code: str) -> str:
    """A code as people read it: five groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """What somebody typed as it is kept: without spaces and hyphens, and with look-alike letters put right."""
    return "".join(char for char in typed[:_MOST].upper() if char.isalnum()).translate(_READ_AS)


def found_by(typed: str) -> Signature | None:
    """The signature with a code, if there is one."""
    return Signature.objects.filter(code=read_code(typed)).select_related("adoption").first()


def initials(name: str) -> str:
    """The first letters of a name: all that a receipt tells a stranger about who signed."""
    return " ".join(f"{word[0]}." for word in name.replace("-", " ").split() if word)


def pdf(signature: Signature) -> bytes:
    """The receipt as PDF/UA-1; a name in a script that the typefaces lack makes a plain tagged PDF."""
    return printed("policies", "receipt", _told(signature), signature.at)


def _told(signature: Signature) -> dict[str, object]:
    adoption = signature.adoption
    at = timezone.localtime(signature.at)
    return {
        "name": signature.name,
        "organisation": adoption.organisation.name,
        "policy": adoption.title,
        "version": edition(adoption.version),
        "digest": signature.digest,
        "at": dateformat.format(at, "j F Y, H:i T"),
        "code": grouped(signature.code),
        "address": settings.BASE_URL + reverse("policy-receipt"),
        "points": [
            {"id": point["clause"], "says": adoption.policy.clauses[point["clause"]].says} for point in signature.points
        ],
    }


__all__: Final = ("found_by", "grouped", "initials", "new_code", "pdf", "read_code")
