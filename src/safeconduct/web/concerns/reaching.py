"""Getting at cases: whoever must not know of one gets the same answer, in the same time, as for one that never was."""

from __future__ import annotations

from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.concerns.models import Case, Concern, LetIn, StandIn, Subject
from safeconduct.web.concerns.receiving import RECEIVES, Charts
from safeconduct.web.people.models import Person


def visible(person: Person) -> list[Case]:
    """Every case that somebody may know of, the latest first."""
    candidates = list(_candidates(person))
    charts = Charts({case.organisation for case in candidates})
    return [case for case in candidates if charts.positions(case, person)]


def _candidates(person: Person) -> QuerySet[Case]:
    """Every case at which it is worth looking more closely."""
    let_in = Q(pk__in=LetIn.objects.filter(person=person).values("case"))
    stands_in = Q(organisation__in=StandIn.objects.filter(person=person).values("organisation"))
    mine = Case.objects.filter(Q(organisation__in=person.holds(RECEIVES)) | let_in | stands_in)
    return (
        mine.exclude(state=Case.State.DESTROYED)
        .exclude(concern__subjects__person=person)
        .exclude(barred__person=person)
        .select_related("concern", "organisation")
        .prefetch_related(*PREFETCHED)
        .order_by("-at", "-pk")
    )


PREFETCHED: Final = (
    Prefetch("concern__subjects", Subject.objects.select_related("person")),
    "barred",
    Prefetch("let_in", LetIn.objects.select_related("person")),
    "alerted",
)
"""What ``Charts`` asks of each case: read at once for a list of them."""


def case(request: HttpRequest, reference: str, verb: str = "concerns.read") -> Case:
    """The case that a page is about. All that one may see are looked through, so that a refusal takes as long as a miss.

    Raises:
        Http404: there is none, or this person must not know of it.
        PermissionDenied: the person is on the case but may not do this.
    """
    me = signed_in(request)
    found = next((each for each in visible(me) if each.reference == reference), None)
    if found is None:
        raise Http404(verb)
    require(me, verb, found)
    return found


def told_by(request: HttpRequest, pk: str) -> Concern:
    """A concern of one's own.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    me = signed_in(request)
    found = Concern.objects.filter(reporter=me, pk=pk).select_related("organisation").first()
    if found is None:
        raise Http404("concerns.follow")
    return found


__all__: Final = ("PREFETCHED", "case", "told_by", "visible")
