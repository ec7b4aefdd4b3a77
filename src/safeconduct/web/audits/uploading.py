"""Files that come with the form itself, where there is no script: sealed as they arrive, never a file that can be read."""

from __future__ import annotations

import secrets
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from safeconduct.web.audits import ending, work
from safeconduct.web.audits.actions import MOST_FILES
from safeconduct.web.audits.models import home
from safeconduct.web.audits.sealed import Writer, new_key


class Sealing(FileUploadHandler):
    """Puts each file, sealed with a new key, into a new folder. ``drop`` comes last: it deletes what nobody took over."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.key = new_key()
        self.folder: Path | None = None
        self._files = 0
        self._writer: Writer | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins; of more than may be, none is kept."""
        super().new_file(*args, **kwargs)
        if self._files < MOST_FILES:
            self._writer = Writer(work.upload(self._made(), self._files), self.key)
        self._files += 1

    def _made(self) -> Path:
        if self.folder is None:
            home().mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder = home() / f".new-{secrets.token_hex(16)}"
            self.folder.mkdir(mode=0o700)
        return self.folder

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some bytes of it."""
        if self._writer is not None:
            self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file as forms know it: its name and its size, and nothing in it."""
        self._close()
        return UploadedFile(BytesIO(), self.file_name or "", self.content_type or "", file_size)

    def upload_interrupted(self) -> None:
        """The browser went away."""
        self.drop()

    def drop(self) -> None:
        """Delete what came."""
        self._close()
        if self.folder is not None and self.folder.exists():
            ending.remove(self.folder)

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


__all__: Final = ("Sealing",)
