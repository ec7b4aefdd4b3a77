"""Pages of audits: everybody's own, and nobody else's, whatever they are. Priya's are asked for by the whole cast."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.audits.models import Audit
from web.audits import made
from web.tables import Row, Table

PRIYA = frozenset({"priya"})
NOBODY: frozenset[str] = frozenset()


def hers(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Audit.objects.get(person=world.priya).pk}


def row(**more: Any) -> Row:
    return Row(**{"ok": PRIYA, "before": made.sending, "arguments": hers, **more})


TABLE: Table = {
    "audits": [Row(), Row(method="POST", data={"since": "2023"}), Row(before=made.sending)],
    "audit-begin": [
        Row(ok=NOBODY, stranger=422, method="POST", data={"name": "x.zip", "size": "1"}),
    ],
    "audit-how": [Row()],
    "audit": [row()],
    "audit-send": [row(ok=NOBODY, stranger=404, method="POST", data={"x": "1"})],
    "audit-start": [row(method="POST")],
    "audit-progress": [row()],
    "audit-stop": [row(method="POST")],
    "audit-delete": [row(method="POST")],
    "audit-settle": [row(ok=NOBODY, method="POST", data={"finding": "0"})],  # not even hers without the key
    "audit-summary": [row(ok=NOBODY)],
    "audit-summary-pdf": [row(ok=NOBODY)],
}
