"""Links on paper: slips to be cut apart, one for each family, and a sheet with the one link for a class or a school."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

import qrcode
import qrcode.image.svg
from django.utils import dateformat, timezone

from safeconduct.web.families.models import Invitation
from safeconduct.web.families.roles import minutes
from safeconduct.web.families.rounds import Round
from safeconduct.web.printing import printed


def _square(address: str) -> str:
    """A QR code of an address, as a picture in SVG."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=4).save(out)
    return out.getvalue().decode()


def slips(at: Round, made: Iterable[tuple[Invitation, str]]) -> bytes:
    """A tagged PDF with three slips on a page and lines to cut along, in the order of the classes."""
    ordered = sorted(made, key=lambda pair: (pair[0].group, pair[0].who))
    told = {**_told(at), "slips": [_slip(invitation, address) for invitation, address in ordered]}
    return printed("families", "slips", told, timezone.now())


def _slip(invitation: Invitation, address: str) -> dict[str, Any]:
    return {
        "who": invitation.who,
        "child": invitation.child if invitation.name else "",
        "group": invitation.group,
        "together": invitation.together,
        "until": dateformat.format(invitation.until, "j F Y"),
        "address": address,
        "square": _square(address),
    }


def sheet(at: Round, invitation: Invitation, address: str) -> bytes:
    """A tagged PDF of one page with the link for a class or for all."""
    given = {"group": invitation.group, "until": dateformat.format(invitation.until, "j F Y"), "address": address}
    return printed("families", "sheet", {**_told(at), **given, "square": _square(address)}, timezone.now())


def _told(at: Round) -> dict[str, Any]:
    return {
        "school": at.organisation.name,
        "policy": at.adoption.title,
        "many": at.words.many,
        "points": len(at.points),
        "minutes": minutes(at.points),
    }


__all__: Final = ("sheet", "slips")
