"""Evidence on its way in: in memory alone, never in a file, so that a process that is killed leaves nothing lying about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from safeconduct.web.checks.uploading import InMemory

MOST_FILES: Final = 10
MOST_TOGETHER: Final = 60 * 1024 * 1024  # bytes; the server takes a little more and refuses the rest before it is read
_MB: Final = 1024 * 1024


class EvidenceInMemory(InMemory):
    """Keeps each file in memory; of one that is too large, or one too many, only its size."""

    most = MOST_FILES
    largest = settings.EVIDENCE_LARGEST


def takes_evidence(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page take files. How they are kept must be said before the form is read; the token is checked after that."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [EvidenceInMemory(request)]
        return protected(request, *args, **kwargs)

    return answered


class _Files(forms.ClearableFileInput):
    """Lets somebody choose several files, or drop them; a script says at once if they are too large to be sent."""

    allow_multiple_selected = True
    template_name = "checks/file_input.html"


class FilesField(forms.FileField):
    """Any number of files up to ``MOST_FILES``, empty ones too: what is wrong with a file is said of that file."""

    widget = _Files

    def __init__(self, **kwargs: Any) -> None:
        largest = settings.EVIDENCE_LARGEST
        limits = {"most": MOST_FILES, "largest": largest, "together": MOST_TOGETHER}
        widget = _Files({"multiple": True, **{f"data-{name}": limit for name, limit in limits.items()}})
        said = f"Up to {MOST_FILES} files at a time, {largest // _MB} MB each, {MOST_TOGETHER // _MB} MB together."
        kwargs = {"widget": widget, "required": False, "allow_empty_file": True, "help_text": said, **kwargs}
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files, none if none was chosen."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(f"You chose {len(given)} files; {MOST_FILES} can be sent at a time. Send the others after.")
        if not given and self.required:
            raise ValidationError(self.error_messages["required"])
        return [each for each in given if each]


__all__: Final = ("MOST_FILES", "MOST_TOGETHER", "EvidenceInMemory", "FilesField", "takes_evidence")
