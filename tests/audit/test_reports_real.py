"""The reports over whole sample archives, from the files to the page."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rich.console import Console

from audit.reports_support import written
from safeconduct.archive.reading import read_paths
from safeconduct.audit.reports._account import gaps
from safeconduct.audit.run import Audit, Result
from safeconduct.audit.scope import Scope
from safeconduct.audit.summary import show_summary
from safeconduct.policy import Library
from tests_support import ROOT, TODAY

SAMPLES = sorted(path for path in (ROOT / "tests" / "samples").glob("*/*") if path.is_dir())
PLATFORMS = {sample.parent.name: sample for sample in SAMPLES}


@cache
def audited(sample: Path) -> Result:
    scope = Scope(Library.shipped().select((), TODAY))
    return Audit(read_paths([sample]), scope).run()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_form_tells_of_the_same_matters(platform: str) -> None:
    result = audited(PLATFORMS[platform])
    left_out = len(list(gaps(result)))

    table = list(csv.reader(io.StringIO(written("csv", result).decode("utf-8-sig"), newline="")))
    lines = [json.loads(line) for line in written("jsonl", result).splitlines()]
    page: Any = html.document_fromstring(written("html", result), parser=html.HTMLParser(encoding="utf-8"))

    assert len(table) == 1 + left_out + len(result.matters)
    assert sum("error" in line for line in lines) == left_out
    assert len(lines) == left_out + len(result.matters)
    assert len(page.xpath("//article")) == len(result.matters)
    assert bool(page.xpath("//div[@class='gaps']")) is bool(left_out) is not result.whole


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_terminal_tells_them_too(platform: str) -> None:
    result = audited(PLATFORMS[platform])
    out = io.StringIO()

    show_summary(result, Console(file=out, width=100))

    assert out.getvalue().startswith("What was read: ")
    assert ("Begin with these" in out.getvalue()) is bool(result.matters)
