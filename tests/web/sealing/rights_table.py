"""The page about the case key."""

from __future__ import annotations

from web.tables import Row, Table

KEEPERS = frozenset({"helen", "daniel", "sian", "owen", "ruth", "marcus"})

TABLE: Table = {
    "sealing-keys": [Row(ok=KEEPERS, refused=frozenset({"priya", "tomasz", "grace", "farah"}))],
}
