"""Making the governors' pack: at once where that is quick, else as a job that says how far it is."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.reports import scoping, writing
from safeconduct.web.reports.laying import laid
from safeconduct.web.reports.models import Pack
from safeconduct.web.reports.report import Report, Scope

QUICK: Final = 400  # people: so many are counted and printed within two seconds, on a slow machine too


def holds(person: Person, place: Organisation) -> list[Report]:
    """The reports that somebody's pack holds."""
    return [report for report in scoping.allowed(person, place) if report.in_pack]


def is_quick(place: Organisation) -> bool:
    """Whether a pack can be made while its maker waits."""
    models = (Role, Placement)
    return sum(model.objects.on().filter(organisation__path__startswith=place.path).count() for model in models) <= QUICK


@task
def make(number: int) -> None:
    """Make a pack that was asked for; one that is there, or gone meanwhile, is passed over."""
    pack = Pack.objects.alive().filter(pk=number, pdf=b"").select_related("organisation", "person").first()
    if pack is not None:
        fill(pack)


def fill(pack: Pack) -> None:
    """Work every report out, one after the other, and write the files. What fails is said on the pack's page."""
    try:
        _fill(pack)
    except Exception:
        Pack.objects.filter(pk=pack.pk).update(failed=True)
        raise


def _fill(pack: Pack) -> None:
    period, scope = of(pack)
    made = []
    for number, report in enumerate(holds(pack.person, pack.organisation), start=1):
        made.append(writing.Made(report, laid(report.build(scope), settings.SMALLEST_SHOWN)))
        Pack.objects.filter(pk=pack.pk).update(done=number)
    at = pack.made_at
    pack.pdf, pack.tables = writing.as_pdf(made, scope, period.name, at, pack=True), writing.as_zip(made)
    pack.failed, pack.done = False, len(made)
    pack.save(update_fields=["pdf", "tables", "failed", "done"])


def of(pack: Pack) -> tuple[scoping.Period, Scope]:
    """What a pack is about; always as governors get it, whoever makes it."""
    offered = scoping.periods(timezone.localdate(pack.made_at), outward=True)
    period = next((each for each in offered if each.key == pack.period), offered[0])
    return period, scoping.scope(pack.person, pack.organisation, period, outward=True)


def forget() -> None:
    """Remove packs whose day is over."""
    Pack.objects.outlived().delete()


__all__: Final = ("QUICK", "fill", "forget", "holds", "is_quick", "make", "of")
