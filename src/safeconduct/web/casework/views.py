"""The list of cases, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.casework import actions
from safeconduct.web.casework.casepage import Reading
from safeconduct.web.casework.due import Dated, next_due
from safeconduct.web.casework.patterns import reviews_for
from safeconduct.web.concerns import reaching
from safeconduct.web.concerns.models import Case, Seen
from safeconduct.web.people.models import Person

PER_PAGE: Final = 25
SHOWN: Final = {"open": "To be dealt with", "closed": "Closed", "all": "All"}
PARTS: Final = {
    "evidence": ("concerns/_evidence.html", "casework/_nothing.html"),
    "keeping": ("keeping/_case.html", "casework/_nothing.html"),
}
"""What other apps show on the page of a case: their own template if there is one."""
FORM: Final = ["GET", "HEAD", "POST"]


class Listed(NamedTuple):
    """A case in the list: what is due next on it, whether that is over, how old it is, and whether the reader opened it."""

    case: Case
    due: Dated | None
    is_over: bool
    days: int
    is_new: bool

    @property
    def about(self) -> list[str]:
        """The members of staff concerned, by name; what was written of others stays sealed."""
        return [each.person.name for each in self.case.concern.subjects.all() if each.person]


@require_http_methods(FORM)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that I may see. They are searched by a form that is posted: no name gets into an address."""
    me = signed_in(request)
    visible = reaching.visible(me)
    sought = request.POST.get("q", "").strip()[:100]
    show = "all" if sought else request.GET.get("show", "open")
    found = [case for case in visible if _is_shown(case, show) and (not sought or _fits(case, sought))]
    given = {
        "page": Paginator(_listed(found, me), PER_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "choices": SHOWN,
        "sought": sought,
        "reviews": [review for review in reviews_for(me, visible) if review.closed_at is None],
        "places": list(me.holds(rights()["casework.set-ways"].held_by)),
        "kept": f"show={show}" if show in SHOWN else "",
    }
    return render(request, "casework/cases.html", given)


def _is_shown(case: Case, show: str) -> bool:
    return show == "all" or (case.state == Case.State.CLOSED) == (show == "closed")


def _fits(case: Case, sought: str) -> bool:
    """Whether a case has this reference, or is about a member of staff with all these words in their name."""
    names = [each.person.name.casefold() for each in case.concern.subjects.all() if each.person]
    words = sought.casefold().split()
    return sought.upper() in case.reference or any(all(word in name for word in words) for name in names)


def _listed(found: Sequence[Case], me: Person) -> list[Listed]:
    """Those that nobody has decided on first, then by what is due next, then the latest."""
    due = next_due(found)
    seen = set(Seen.objects.filter(person=me, case__in=[case.pk for case in found]).values_list("case", flat=True))
    listed = [_line(case, due.get(case.pk), is_new=case.pk not in seen) for case in found]
    return sorted(listed, key=lambda one: (one.case.state != Case.State.NEW, one.due.on if one.due else date.max))


def _line(case: Case, due: Dated | None, *, is_new: bool) -> Listed:
    now = timezone.now()
    over = due is not None and (due.at <= now if due.at else due.on < timezone.localdate(now))
    return Listed(case, due, over, (timezone.localdate(now) - timezone.localdate(case.at)).days, is_new)


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything on a case. Opening it is put on record."""
    found = reaching.case(request, reference, "casework.open")
    me = signed_in(request)
    actions.open_case(me, found)
    given: dict[str, Any] = {**Reading(found, me, reaching.visible(me)).shown(), "parts": PARTS}
    return render(request, "casework/case.html", given)


__all__: Final = ("FORM", "case", "cases")
