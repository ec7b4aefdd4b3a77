"""Finding people by their names as others type them: Siân by “sian”, Łukasz by “lukasz”, O’Brien by “o'brien”.

Both engines answer the same: letters are taken apart from their accents, what has no plain letter inside is replaced, and
all is put into lower case. SQLite is taught to do so (see ``apps``); PostgreSQL, from version 13 on, can.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField

_WHOLE: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"}
_SIGNS: Final = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"}
_NAME: Final = "safeconduct_plain"
_FIRST, _LAST = "\u0300", "\u036f"  # the accents


def plain(text: str) -> str:
    """A name as it is searched."""
    letters = "".join(char for char in unicodedata.normalize("NFD", text) if not _FIRST <= char <= _LAST).lower()
    for char, said in (_WHOLE | _SIGNS).items():
        letters = letters.replace(char, said)
    return letters


class Plain(Func):
    """A column as it is searched."""

    function = _NAME
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        """The same in its own words."""
        template = f"LOWER(REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFD), '[{_FIRST}-{_LAST}]', '', 'g'))"
        for char, said in (_WHOLE | _SIGNS).items():
            quoted = said.replace("'", "''")
            template = f"REPLACE({template}, '{char}', '{quoted}')"
        return super().as_sql(compiler, connection, template=template, **more)


def teach(connection: BaseDatabaseWrapper, **more: object) -> None:
    """Give a new connection to SQLite the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_NAME, 1, lambda text: text and plain(text), deterministic=True)


__all__: Final = ("Plain", "plain", "teach")
