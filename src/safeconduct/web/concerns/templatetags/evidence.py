"""The evidence of a case, for the page of the case and others: ``{% load evidence %}{% evidence_on case as listed %}``."""

from __future__ import annotations

from typing import Final, NamedTuple

from django import template

from safeconduct.web.concerns.custody import scan_in_words
from safeconduct.web.concerns.evidence import pieces
from safeconduct.web.concerns.kinds import KINDS
from safeconduct.web.concerns.models import Case, Evidence
from safeconduct.web.concerns.showing import opened_words

register = template.Library()


class Listed(NamedTuple):
    """A piece as a list shows it: its name and its kind in words, and what the malware scanner said."""

    piece: Evidence
    name: str
    kind: str
    scan: str


@register.simple_tag
def evidence_on(case: Case) -> list[Listed]:
    """Every piece on a case, the earliest first. Only for those who may see the case."""
    return [
        Listed(piece, opened_words(piece.name), KINDS[piece.mime].says, scan_in_words(piece.scan, piece.scan_says))
        for piece in pieces(Evidence.objects.filter(case=case))
    ]


__all__: Final = ("Listed", "evidence_on")
