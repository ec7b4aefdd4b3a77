"""Reports as files: each table as CSV, and as a tagged PDF with its pictures."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.utils import timezone

from safeconduct.web.people.words import day_said
from safeconduct.web.policies.exporting import safe
from safeconduct.web.printing import printed
from safeconduct.web.reports.drawing import drawn
from safeconduct.web.reports.laying import Laid, Shown, Table, worded
from safeconduct.web.reports.report import Column, Kind, Report, Scope
from safeconduct.web.reports.small import Hidden

_UNITS: Final = {Kind.RATE: " (%)", Kind.HOURS: " (hours)", Kind.DAYS: " (days)"}
NUMERIC: Final = frozenset({Kind.COUNT, Kind.FEW, Kind.RATE, Kind.HOURS, Kind.DAYS})


class Made(NamedTuple):
    """A report that was worked out, ready to be written."""

    report: Report
    laid: Laid


# --- CSV ------------------------------------------------------------------------------------------------------------


def as_csv(table: Table, fewest: int) -> bytes:
    """A table as CSV, in UTF-8 with the mark by which Excel knows it; days as year-month-day, so that they sort."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([safe(f"{column.name}{_UNITS.get(column.kind, '')}") for column in table.columns])
    for row in (*table.rows, *([("Total", *table.total[1:])] if table.total is not None and table.adds_up else [])):
        writer.writerow([_plain(value, fewest) for value in row])
    return made.getvalue().encode("utf-8-sig")


def _plain(value: Shown, fewest: int) -> str | int | float:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Hidden):
        return worded(value, Kind.FEW, fewest)
    return "" if value is None else value


def as_zip(found: Iterable[Made]) -> bytes:
    """Every table of some reports as CSV, in one archive, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (report, laid) in enumerate(found, start=1):
            for at, table in enumerate(laid.tables, start=1):
                if not table.withheld:
                    archive.writestr(f"{number:02}-{report.key}-{at}.csv", as_csv(table, laid.fewest))
    return made.getvalue()


# --- PDF ------------------------------------------------------------------------------------------------------------


def as_pdf(found: Sequence[Made], scope: Scope, period: str, at: datetime, *, pack: bool = False) -> bytes:
    """Some reports as a tagged PDF; a pack has a page of its own in front, with its contents."""
    told: dict[str, Any] = {
        "title": "Governors’ pack" if pack else found[0].report.name,
        "organisation": scope.organisation.name,
        "period": f"{period}: {day_said(scope.since)} to {day_said(scope.until)}",
        "made": day_said(timezone.localdate(at)),
        "pack": pack,
        "reports": [_report(each) for each in found],
        "hides": next((kept_back_words(each.laid) for each in found if each.laid.fewest), ""),
    }
    return printed("reports", "report", told, at)


def kept_back_words(laid: Laid) -> str:
    """What “fewer than” and “not shown” mean, for whoever reads them."""
    return (
        f"Numbers of people or concerns from 1 to {laid.fewest - 1} are shown as “fewer than {laid.fewest}”, so that "
        "nobody can tell from them who is meant. “Not shown” stands where such a number could be worked out."
    )


def _report(made: Made) -> dict[str, Any]:
    report, laid = made
    return {
        "name": report.name,
        "asks": report.says,
        "says": list(laid.says),
        "note": laid.note,
        "tables": [_table(table, laid.fewest) for table in laid.shown],
        "left_out": laid.left_out,
    }


def _table(table: Table, fewest: int) -> dict[str, Any]:
    pictures = [{"svg": str(each.svg), "says": each.says} for each in drawn(table, fewest, paper=True)]
    rows = [_cells(row, table.columns, fewest) for row in table.rows]
    return {
        "title": table.title,
        "columns": [column.name for column in table.columns],
        "numeric": [column.kind in NUMERIC for column in table.columns],
        "rows": rows,
        "total": _total(table, fewest),
        "pictures": pictures,
        "note": table.note,
        "none": table.none,
    }


def _total(table: Table, fewest: int) -> list[str]:
    if table.total is None or not table.adds_up:
        return []
    return ["Total", *(_blank(text) for text in _cells(table.total[1:], table.columns[1:], fewest))]


def _blank(text: str) -> str:
    return "" if text == "–" else text


def _cells(row: Sequence[Shown], columns: Sequence[Column], fewest: int) -> list[str]:
    return [worded(value, column.kind, fewest) for value, column in zip(row, columns, strict=True)]


__all__: Final = ("NUMERIC", "Made", "as_csv", "as_pdf", "as_zip", "kept_back_words")
