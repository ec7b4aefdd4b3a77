"""Pages of reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.reports import actions, packing, scoping
from safeconduct.web.reports.models import Pack
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
SEE = frozenset({"helen", "daniel", "sian", "farah", "owen"})
CONCERNS = SEE - {"owen"}
EVERYWHERE = SEE | {"marcus", "ruth"}
EVERYBODY = AT_ELM | EVERYWHERE


def elm(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": world.elm.pk}


def on(key: str, **more: Any) -> Any:
    return lambda world: {"pk": world.elm.pk, "key": key, **more}


def packed(world: SimpleNamespace) -> None:
    pack = actions.pack(world.farah, world.elm, scoping.periods(timezone.localdate(), outward=True)[0])
    packing.fill(pack)


def newest(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Pack.objects.latest("pk").pk}


def row(ok: frozenset[str], arguments: Any, **more: Any) -> Row:
    return Row(ok=ok, refused=AT_ELM - ok, arguments=arguments, **more)


_REPORTS = {
    "sign-off": SEE,
    "check-ups": SEE,
    "permissions": SEE,
    "policy-reviews": SEE,
    "concerns": CONCERNS,
    "designated-officer": CONCERNS,
    "low-level": CONCERNS,
}
TABLE: Table = {
    "reports": [Row(ok=EVERYWHERE, refused=EVERYBODY - EVERYWHERE)],
    "reports-of": [row(SEE, elm)],
    "report": [*(row(ok, on(key)) for key, ok in _REPORTS.items()), Row(ok=frozenset(), arguments=on("no-such-report"))],
    "report-csv": [row(SEE, on("policy-reviews", number=0)), row(CONCERNS, on("concerns", number=0))],
    "report-pdf": [row(SEE, on("policy-reviews")), row(CONCERNS, on("low-level"))],
    "reports-pack": [row(CONCERNS, elm), row(CONCERNS, elm, method="POST", data={"period": "no such time"})],
    "reports-pack-made": [Row(ok=frozenset({"farah"}), arguments=newest, before=packed)],
    "reports-pack-pdf": [Row(ok=frozenset({"farah"}), arguments=newest, before=packed)],
    "reports-pack-tables": [Row(ok=frozenset({"farah"}), arguments=newest, before=packed)],
}
