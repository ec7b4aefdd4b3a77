"""Pages about people."""

from __future__ import annotations

from web.tables import Row, Table

TABLE: Table = {
    "account": [Row()],
}
