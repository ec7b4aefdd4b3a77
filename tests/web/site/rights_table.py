"""The plain pages."""

from __future__ import annotations

from web.tables import Row, Table

TABLE: Table = {
    "home": [Row()],
    "ask-permission": [Row()],
    "my-accounts": [Row()],
    "account_email": [Row()],
    "livez": [Row(nobody=200)],
    "readyz": [Row(nobody=200)],
}
