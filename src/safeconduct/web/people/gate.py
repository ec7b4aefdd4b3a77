"""The code at the gate: six characters that change every day, worked out from the server's secret and stored nowhere."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from safeconduct.web.people.models import Organisation

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH: Final = 6
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "–": None})


def code(school: Organisation, day: date | None = None) -> str:
    """The code of a school for a day; today if none is given."""
    said = f"{school.pk}:{(day or timezone.localdate()).isoformat()}"
    made = salted_hmac("safeconduct.gate", said, algorithm="sha256").digest()
    number = int.from_bytes(made[:8], "big")
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(LENGTH))


def meant(typed: str) -> str:
    """A code as it was typed, with the letters that people mistake put right."""
    return typed.upper().translate(_MEANT)


def school_of(typed: str) -> Organisation | None:
    """The school whose code of today this is; none if there is none, or by a rare chance more than one."""
    given = meant(typed)
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    found = [school for school in schools if constant_time_compare(code(school), given)]
    return found[0] if len(found) == 1 else None


__all__: Final = ("ALPHABET", "LENGTH", "code", "meant", "school_of")
