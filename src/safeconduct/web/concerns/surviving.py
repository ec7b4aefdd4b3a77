"""Words that tell of a concern survive as those of other forms do; files come along in memory alone."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeconduct.web.access import surviving
from safeconduct.web.concerns.models import Door
from safeconduct.web.concerns.uploading import EvidenceInMemory

STALE: Final = f"{surviving.STALE} Choose your files again, if you had any."
_WORDS: Final = surviving.Typed("words", "What happened?")
_ADDED: Final = surviving.Typed("words", "Write to those who deal with it")

words_survive: Final = surviving.surviving(EvidenceInMemory)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Somebody was signed out while they wrote: their words, whom to call if it cannot wait, and how to go on."""
    return surviving.signed_out(request, _WORDS, danger=True)


def adding_signed_out(request: HttpRequest) -> HttpResponse:
    """The same for somebody who was adding to what they told."""
    return surviving.signed_out(request, _ADDED, danger=True)


def signed_in_by_now(request: HttpRequest, door: Door) -> HttpResponse:
    """Somebody at the page without a name is signed in: nothing is taken, and all that they wrote is shown and goes on."""
    shown = {"door": door, "wrote": request.method == "POST", **surviving.carried(request, _WORDS)}
    return render(request, "concerns/door_known.html", shown)


__all__: Final = ("STALE", "adding_signed_out", "signed_in_by_now", "signed_out", "words_survive")
