"""The pages of what was found, for the one whose posts they are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from safeconduct.errors import ArchiveError
from safeconduct.web.access.deciding import fetch
from safeconduct.web.audits import actions, keyring, summary, working
from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.showing import Result, asked_of, kept_in_address


def result(request: HttpRequest, audit: Audit, key: bytes) -> HttpResponse | None:
    """The page of what was found; nothing if there is nothing to show."""
    try:
        found = Result(audit, key)
    except ArchiveError:
        return None
    asked = asked_of(request.GET)
    page = found.page(asked)
    shown = {
        "audit": audit,
        "result": found,
        "account": found.account,
        "choices": found.choices(asked),
        "page": page,
        "findings": found.shown(page.object_list),
        "kept": kept_in_address(asked, page=False),
        "back": kept_in_address(asked),
        "stopped": working.state(audit) is working.State.STOPPED,
    }
    return render(request, "audits/result.html", shown)


def _found(request: HttpRequest, pk: int) -> tuple[Audit, bytes, Result]:
    """What was found, for the one whose it is, in the browser that can open it.

    Raises:
        Http404: it is somebody else's, or another browser's, or there is nothing yet.
    """
    audit = fetch(request, Audit.objects.select_related("person"), "audits.look", pk=pk)
    key = keyring.key_of(request, audit)
    try:
        return audit, key or b"", Result(audit, key or b"")
    except (ArchiveError, ValueError) as error:
        raise Http404("audits.look") from error


@sensitive_post_parameters()
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a finding off, or take the tick away."""
    audit, key, found = _found(request, pk)
    given = request.POST.get("finding", "")
    if not given.isdecimal() or int(given) >= len(found.places):
        raise Http404("audits.look")
    actions.settle(audit, key, int(given), dealt_with=request.POST.get("do") == "done")
    back = kept_in_address(asked_of(request.POST))
    return redirect(f"{reverse('audit', args=[pk])}?{back}#finding-{int(given) + 1}")


@require_safe
def clean_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person may show to others if they choose."""
    audit, _, found = _found(request, pk)
    shown = {"audit": audit, "result": found, "rows": summary.rows(audit, found), "limits": summary.LIMITS}
    return render(request, "audits/summary.html", shown)


@require_safe
def summary_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a file."""
    audit, _, found = _found(request, pk)
    headers = {"Content-Disposition": 'attachment; filename="old-posts-summary.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(summary.pdf(audit, found, timezone.now()), content_type="application/pdf", headers=headers)
