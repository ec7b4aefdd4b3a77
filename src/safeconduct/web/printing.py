"""Tagged PDFs, written by typst from a template beside the app that prints it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any, Final

import typst


def printed(app: str, template: str, told: Mapping[str, Any], at: datetime) -> bytes:
    """A template of an app as PDF/UA-1; words in a script that the typefaces lack make a plain tagged PDF."""
    source = (resources.files(f"safeconduct.web.{app}") / f"{template}.typ").read_bytes()
    given = {"data": json.dumps(told, ensure_ascii=False)}
    stamp = at.replace(microsecond=0)
    try:
        return bytes(typst.compile(source, format="pdf", sys_inputs=given, pdf_standards="ua-1", timestamp=stamp))
    except typst.TypstError:
        return bytes(typst.compile(source, format="pdf", sys_inputs=given, timestamp=stamp))


__all__: Final = ("printed",)
