"""What the certificate of a destruction says, on a page and as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from safeconduct.web.keeping.bundle import said_at
from safeconduct.web.keeping.models import Destruction
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.words import day_said
from safeconduct.web.printing import printed


def grouped(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def rows(found: Destruction) -> list[Sequence[str]]:
    """What was destroyed, by what rule, who asked and who agreed: names of these two, of nobody else."""
    says = found.says
    outcomes, clocks = standards().outcomes, standards().clocks
    counts = ", ".join(f"{number} × {kind}" for kind, number in says["counts"].items())
    return [
        ("Certificate", grouped(found.code)),
        ("Case", says["reference"]),
        ("Kept by", found.case.organisation.name),
        ("Told on", _day(says["told"])),
        ("Kept until", _day(says["kept_until"])),
        ("Ended", ", ".join(outcomes[each].says if each in outcomes else each for each in says["outcomes"])),
        ("Rule", "; ".join(clocks[each].says if each in clocks else each for each in says["clocks"])),
        ("Destroyed", counts),
        ("What was told", "destroyed too" if says["with_what_was_told"] else "kept: another case rests on it"),
        ("Asked by", f"{found.asked_by.name}, {said_at(found.asked_at)}"),
        ("Agreed by", f"{found.agreed_by.name}, {said_at(found.agreed_at)}" if found.agreed_by and found.agreed_at else ""),
    ]


def _day(kept: str) -> str:
    return day_said(date.fromisoformat(kept)) if kept else ""


def pdf(found: Destruction) -> bytes:
    """The certificate as a tagged PDF."""
    told: dict[str, Any] = {"rows": rows(found), "hashes": found.says["hashes"]}
    return printed("keeping", "certificate", told, found.agreed_at or found.asked_at)


__all__: Final = ("grouped", "pdf", "rows")
