"""Words that tell of a concern survive as those of other forms do; files come along in memory alone."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from safeconduct.web.access import surviving
from safeconduct.web.concerns.uploading import EvidenceInMemory

STALE: Final = f"{surviving.STALE} Choose your files again, if you had any."
_WORDS: Final = surviving.Typed("words", "What happened?")

words_survive: Final = surviving.surviving(EvidenceInMemory)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Somebody was signed out while they wrote: their words, whom to call if it cannot wait, and how to go on."""
    return surviving.signed_out(request, _WORDS, danger=True)


__all__: Final = ("STALE", "signed_out", "words_survive")
