"""The evidence of a case, for the page of the case and others: ``{% load evidence %}{% evidence_on case as listed %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django import template

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.concerns.custody import file_name, is_kept_back, scan_in_words
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


@register.simple_tag(takes_context=True)
def evidence_on(context: Mapping[str, Any], case: Case) -> list[Listed]:
    """Every piece on a case, the earliest first, under names that the reader may see. Only for those who may see the case."""
    tells = case.tells_who_to(signed_in(context["request"]))
    return [
        Listed(piece, _name(piece, tells=tells), KINDS[piece.mime].says, scan_in_words(piece.scan, piece.scan_says))
        for piece in pieces(Evidence.objects.filter(case=case).select_related("case__concern"))
    ]


def _name(piece: Evidence, *, tells: bool) -> str:
    return opened_words(piece.name) if tells or not is_kept_back(piece) else file_name(piece)


__all__: Final = ("Listed", "evidence_on")
