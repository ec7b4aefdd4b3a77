"""Uploaded pictures are kept in memory alone, never in a file, and only as much of them as may be."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST: Final = 15 * 1024 * 1024  # bytes of one picture
MOST_PICTURES: Final = 4
LARGEST_REQUEST: Final = MOST_PICTURES * LARGEST + 1024 * 1024  # bytes that a server must be able to hold without a file


class InMemory(FileUploadHandler):
    """Keeps each file in memory; of one that is too large, or one too many, only its size."""

    most = MOST_PICTURES
    largest = LARGEST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self._files = getattr(self, "_files", 0) + 1
        self._kept: IO[bytes] = BytesIO()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some bytes of it."""
        self._size += len(raw_data)
        if self._files > self.most or self._size > self.largest:
            self._kept = BytesIO()
        else:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as forms know it."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )


__all__: Final = ("LARGEST", "LARGEST_REQUEST", "MOST_PICTURES", "InMemory")
