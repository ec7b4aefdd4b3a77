"""Everybody who is signed in may check; nobody else."""

from __future__ import annotations

from web.tables import Row, Table

TABLE: Table = {
    "check": [Row(), Row(method="POST", data={"text": "Lovely walk", "account": "personal", "kind": "post"})],
    "check-picture": [Row(), Row(method="POST", data={"do": "ask", "of": "nobody", "going": "stays"})],
}
