"""The pages on which somebody checks a draft or a picture. What they send is answered and forgotten."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safeconduct.errors import InputError
from safeconduct.walks import check_draft, decide_contact
from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.checks import limiting, registers
from safeconduct.web.checks.answers import Answer, answer_to_facts, answer_to_text, together
from safeconduct.web.checks.copies import Copy
from safeconduct.web.checks.forms import DraftForm, PictureForm, ShownForm
from safeconduct.web.checks.headings import headed
from safeconduct.web.checks.looking import look, without_details
from safeconduct.web.checks.milder import milder
from safeconduct.web.checks.standing import Standing, standing
from safeconduct.web.checks.uploading import InMemory
from safeconduct.web.people.models import Person

_TOO_MANY: Final = "You have checked very often within a minute. Wait a moment, then go on: your text is still here."
_A_LONG_TEXT: Final = 20_000  # characters; a text several times as long counts as several checks


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a draft: as one types, or by the button."""
    person = _asking(request)
    form = DraftForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "checks/check.html", {"form": form})
    if not limiting.counted(person, cost=1 + len(request.POST.get("text", "")) // _A_LONG_TEXT):
        return _too_many(request, "checks/check.html", form)
    if _typing(request) and not request.POST.get("text", "").strip():
        return render(request, "checks/answer.html")
    where = standing(person)
    answer = _checked(form, where, person) if form.is_valid() else None
    return _answered(request, "checks/check.html", "checks/answer.html", {"form": form, "answer": answer, "where": where})


def _checked(form: DraftForm, where: Standing, person: Person) -> Answer:
    text, context = form.cleaned_data["text"], form.context(where.role)
    recorded = registers.on_record(person, text, context, where)
    informed = registers.informed(context, person, recorded)
    found = check_draft(text, where.policies, informed)
    answer = answer_to_text(text, found, where)._replace(
        notes=tuple(registers.notes(recorded, context, found)),
        consents=tuple(registers.consents_in(person, text, informed, found)),
        milder=milder(found, where.policies, informed),
    )
    return headed(answer)


@csrf_exempt  # only here: how files are kept must be said before the form is read; the inner view checks the token
@sensitive_post_parameters()
def picture(request: HttpRequest) -> HttpResponse:
    """Look at pictures, hand over copies without metadata, and answer who must agree."""
    request.upload_handlers = [InMemory(request)]
    return _picture(request)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _picture(request: HttpRequest) -> HttpResponse:
    person = _asking(request)
    if request.method != "POST":
        return render(request, "checks/picture.html", {"form": PictureForm(), "shown": ShownForm()})
    if not limiting.counted(person, cost=1 + 2 * len(request.FILES.getlist("pictures"))):
        return _too_many(request, "checks/picture.html", PictureForm(), shown=ShownForm())
    return _WAYS.get(request.POST.get("do", ""), _look)(request, person)


def _look(request: HttpRequest, person: Person) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)
    seen = list(look(form.cleaned_data["pictures"])) if form.is_valid() else []
    given = {"form": form, "shown": ShownForm(), "seen": seen}
    return _answered(request, "checks/picture.html", "checks/seen.html", given)


def _copy(request: HttpRequest, person: Person) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _handed_over(without_details(form.cleaned_data["pictures"]))
        except InputError as error:
            form.add_error("pictures", str(error))
    return render(request, "checks/picture.html", {"form": form, "shown": ShownForm()})


def _ask(request: HttpRequest, person: Person) -> HttpResponse:
    shown, where = ShownForm(request.POST), standing(person)
    answer = None
    if shown.is_valid():
        found = registers.shown(person, shown.names, shown.going_to) if shown.going_to else {}
        consent = registers.all_agreed(found) if found else None
        decisions = [decide_contact(facts, where.policies) for facts in shown.facts(where.role, consent=consent)]
        consents = registers.consents(found, shown.going_to) if shown.going_to else ()
        answer = headed(answer_to_facts(together(decisions), where)._replace(consents=consents))
    given = {"form": PictureForm(), "shown": shown, "answer": answer, "where": where}
    return _answered(request, "checks/picture.html", "checks/shown.html", given)


_WAYS: Final = {"look": _look, "copy": _copy, "ask": _ask}


def _handed_over(copy: Copy) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{copy.name}"', "Cache-Control": "no-store"}
    return HttpResponse(copy.data, content_type=copy.type, headers=headers)


def _asking(request: HttpRequest) -> Person:
    person = signed_in(request)
    require(person, "checks.check", person)
    return person


def _typing(request: HttpRequest) -> bool:
    """Whether a script asks for the answer alone."""
    return request.headers.get("HX-Request") == "true"


def _answered(request: HttpRequest, page: str, part: str, given: dict[str, Any]) -> HttpResponse:
    return render(request, part if _typing(request) else page, given)


def _too_many(request: HttpRequest, page: str, form: Any, **given: Any) -> HttpResponse:
    """Too many requests, with the text kept."""
    if _typing(request):
        answer = HttpResponse(_TOO_MANY, content_type="text/plain; charset=utf-8", status=429)
    else:
        answer = render(request, page, {"form": form, "too_many": _TOO_MANY, **given}, status=429)
    answer["Retry-After"] = str(limiting.WAIT)
    return answer
