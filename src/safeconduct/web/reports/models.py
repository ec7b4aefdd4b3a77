"""The governors' pack between its making and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Final

from django.db import models
from django.utils import timezone

from safeconduct.web.people.models import Organisation, Person


class _Packs(models.QuerySet["Pack"]):
    def alive(self) -> _Packs:
        """Those of the last day; older ones are as good as gone."""
        return self.filter(made_at__gt=timezone.now() - Pack.LIFE)

    def outlived(self) -> _Packs:
        """Those whose day is over, to be removed."""
        return self.filter(made_at__lte=timezone.now() - Pack.LIFE)


class Pack(models.Model):
    """Every report that somebody may see, in one PDF and one archive of tables: kept for a day, for them alone.

    ``steps`` are the reports in it and ``done`` those that are ready; ``failed`` says that it could not be made.
    """

    LIFE: Final = timedelta(hours=24)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="packs")
    person = models.ForeignKey(Person, models.CASCADE, related_name="packs")
    period = models.CharField(max_length=30)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    steps = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)
    pdf = models.BinaryField(default=bytes)
    tables = models.BinaryField(default=bytes)

    objects: ClassVar[_Packs] = _Packs.as_manager()  # type: ignore[assignment] # it has the query set's methods

    def __str__(self) -> str:
        return f"{self.done} of {self.steps}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken away."""
        return bool(self.pdf)


__all__: Final = ("Pack",)
