"""The pages of evidence: put it on a case, look at it, take a copy of the original, print the certificate of its custody."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.errors import InputError, SiteError
from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.concerns import evidence, reaching
from safeconduct.web.concerns.custody import certificate, custody, file_name, is_kept_back, scan_in_words
from safeconduct.web.concerns.evidence_forms import EvidenceForm
from safeconduct.web.concerns.kinds import KINDS
from safeconduct.web.concerns.models import Case, Evidence
from safeconduct.web.concerns.showing import View, opened_words, view
from safeconduct.web.concerns.uploading import takes_evidence

_CUSTODY: Final = "concerns.evidence-custody"
_DOWNLOAD: Final = "concerns.evidence-download"
_SHUT: Final = (
    "It cannot be opened now: its bytes are damaged, or the key is missing. Tell whoever looks after safeconduct here; "
    "safeconduct verify says what is wrong."
)


@takes_evidence
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put files or a link on a case. What can be kept is kept at once, whatever is wrong with the rest."""
    case = reaching.case(request, reference, evidence.TAKEN)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if request.method == "POST" and form.is_valid():
        kept = _take(request, case, form)
        if kept:
            messages.success(request, "It is kept." if kept == 1 else f"All {kept} are kept.")
        if not form.errors:
            return redirect("evidence-add", case.reference)
    return render(request, "concerns/evidence_add.html", {"form": form, "case": case})


def _take(request: HttpRequest, case: Case, form: EvidenceForm) -> int:
    """Take what was examined; how many pieces were new."""
    kept = 0
    for handed in form.examined():
        try:
            evidence.take(signed_in(request), case, handed, form.captured)
            kept += 1
        except InputError as error:
            form.add_error("evidence", f"{handed.name}: {error}")
    return kept


@require_safe
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a piece: what it shows, what is known of it, and who has opened it."""
    found = _piece(request, pk, "concerns.evidence-see")
    try:
        shown = view(found)
    except SiteError:
        shown = View(why_not=_SHUT)
    evidence.see(signed_in(request), found)
    tells_who = found.case.tells_who_to(signed_in(request))
    if kept_back := is_kept_back(found) and not tells_who:
        shown = shown._replace(details=())  # a picture may say whose camera it was
    given = {
        "piece": found,
        "case": found.case,
        "name": file_name(found) if kept_back else opened_words(found.name),
        "captured": "" if kept_back else opened_words(found.captured),
        "kind": KINDS[found.mime].says,
        "scan": scan_in_words(found.scan, found.scan_says),
        "shown": shown,
        "chain": custody(found, tells_who=tells_who),
    }
    return render(request, "concerns/evidence.html", given)


@require_POST
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over the original as a file that no browser opens; one with malware in it only after a warning."""
    found = _piece(request, pk, _DOWNLOAD)
    if found.scan == Evidence.Scan.FOUND:
        require(signed_in(request), "concerns.work", found)
        if request.POST.get("sure") != "yes":
            return render(request, "concerns/evidence_warning.html", {"piece": found})
    try:
        data = evidence.original(found)
    except SiteError:
        messages.error(request, _SHUT)
        return redirect("evidence", found.pk)
    evidence.download(signed_in(request), found)
    return _handed_over(data, "application/octet-stream", file_name(found))


@require_safe
def certificate_of_custody(request: HttpRequest, reference: str) -> HttpResponse:
    """The certificate of custody of all evidence on a case."""
    case = reaching.case(request, reference, _CUSTODY)
    listed = evidence.pieces(Evidence.objects.filter(case=case)).select_related("case__concern")
    made = certificate(listed, tells_who=case.tells_who_to(signed_in(request)))
    return _handed_over(made, "application/pdf", f"{case.reference}-custody.pdf")


def _piece(request: HttpRequest, pk: int, verb: str) -> Evidence:
    """The piece that a page is about; a refusal takes as long as a miss, as in ``reaching.case``."""
    me = signed_in(request)
    mine = {case.pk: case for case in reaching.visible(me)}
    found = evidence.pieces(Evidence.objects.filter(pk=pk, case__in=list(mine))).first()
    if found is None:
        raise Http404(verb)
    found.case = mine[found.case_id]
    require(me, verb, found)
    return found


def _handed_over(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(data, content_type=kind, headers=headers)
