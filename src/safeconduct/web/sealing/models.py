"""What is kept sealed. The database refuses to change a row except to empty it, and to delete one at all."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Final, NoReturn, Self

from django.db import models
from django.utils import timezone


class SealedRows(models.QuerySet["Sealed"]):
    """Rows without their bytes: these are fetched one at a time, when they are opened."""

    def only(self, *fields: Any) -> Self:
        """The rows with these columns alone; the bytes are among them if they are named."""
        return models.QuerySet.only(self.defer(None), *fields)


class SealedManager(models.Manager["Sealed"]):
    """Leaves the bytes out of every list, and of whatever points here. ``select_related`` alone must say ``defer`` itself."""

    def get_queryset(self) -> SealedRows:
        """All rows, without their bytes."""
        return SealedRows(self.model, using=self._db).defer("ciphertext")


class Sealed(models.Model):
    """One text or file, encrypted (age). Written once by ``storing.seal``; emptied, for good, by ``storing.destroy``.

    ``digest`` is the SHA-256 of the ciphertext in hexadecimal, ``size`` the number of bytes that were sealed. The trail says
    which digest belongs to which row; what stands in the row itself proves nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ciphertext = models.BinaryField()
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)
    destroyed_at = models.DateTimeField(null=True)

    objects: ClassVar[SealedManager] = SealedManager()

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "sealed"

    def __str__(self) -> str:
        return str(self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: ``storing.destroy`` empties it and leaves the row.

        Raises:
            TypeError: always.
        """
        raise TypeError("What is sealed is never deleted, only emptied: see storing.destroy.")


__all__: Final = ("Sealed",)
