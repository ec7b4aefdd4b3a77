"""The exact text that a permission holds for, kept as a keyed digest: it tells this text from every other, and no more.

The key comes from the site's secret, outside the database: whoever has the database alone cannot try out texts. Two people
who ask for the same words have different digests. With a new secret all permissions for posts are void, and are asked anew.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Final

from django.conf import settings

from safeconduct.web.people.models import Person


def normal(text: str) -> str:
    """A text as people see it: line ends are one character, and a letter with its accent is one, however it was typed.

    Nothing else is made alike: a space, a capital or a full stop more is another text.
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def digest(person: Person, text: str) -> str:
    """What stands for somebody's exact text: 64 hexadecimal digits."""
    key = hashlib.sha256(b"permission:" + str(settings.SECRET_KEY).encode()).digest()
    return hmac.new(key, f"{person.pk}:{normal(text)}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


__all__: Final = ("digest", "normal")
