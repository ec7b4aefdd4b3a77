"""What can be an e-mail address here: one that Django takes, and short enough to be kept."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST: Final = 254  # characters: what a mail server takes (RFC 5321), and the columns hold; Django itself lets 320 pass


def is_address(given: object) -> bool:
    """Whether this is an e-mail address that can be kept and written to."""
    if not isinstance(given, str) or len(given) > LONGEST:
        return False
    try:
        validate_email(given)
    except ValidationError:
        return False
    return True


__all__: Final = ("LONGEST", "is_address")
