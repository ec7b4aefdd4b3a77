"""The plain pages."""

from __future__ import annotations

from web.tables import Row, Table

TABLE: Table = {
    "home": [Row()],
    "livez": [Row(nobody=200)],
    "readyz": [Row(nobody=200)],
}
