"""The evidence pack: what a reporter wrote and handed in, with the times of receipt and the hashes, as a tagged PDF.

Whoever holds one of the files can work out its SHA-256 and see that it is the one that was handed in at that time.
"""

from __future__ import annotations

from typing import Final

from django.utils import dateformat, timezone

from safeconduct.web.concerns.models import Concern, Evidence
from safeconduct.web.printing import printed
from safeconduct.web.sealing.storing import words


def pdf(concern: Concern, told: str) -> bytes:
    """The pack as PDF/UA-1; words in a script that the typefaces lack make a plain tagged PDF."""
    return printed("concerns", "pack", _told(concern, told), concern.at)


def _told(concern: Concern, told: str) -> dict[str, object]:
    return {
        "organisation": concern.organisation.name,
        "at": _at(concern.at),
        "number": str(concern.pk),
        "words": told,
        "files": [_file(each) for each in handed_in(concern)],
    }


def handed_in(concern: Concern) -> list[Evidence]:
    """What the reporter handed in, each once, though each strand has a copy; what was destroyed is no longer there."""
    kept = Evidence.objects.filter(case__concern=concern, from_reporter=True, sealed__destroyed_at=None)
    found = kept.select_related("name", "captured").order_by("at", "pk").defer("name__ciphertext", "captured__ciphertext")
    return list({each.sha256: each for each in found}.values())


def _file(each: Evidence) -> dict[str, object]:
    return {
        "name": words(each.name),
        "captured": words(each.captured) if each.captured else "",
        "at": _at(each.at),
        "what": f"{each.mime}, {each.size:,} bytes",
        "sha256": each.sha256,
    }


def _at(moment: object) -> str:
    return dateformat.format(timezone.localtime(moment), "j F Y, H:i:s T")  # type: ignore[arg-type] # always a moment


__all__: Final = ("handed_in", "pdf")
