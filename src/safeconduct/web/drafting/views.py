"""Drafts: which there are, beginning one, its front page and cover, taking it away as a file, putting it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.errors import PolicyError
from safeconduct.policy import Clause, Policy
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.drafting import actions, editing, wording
from safeconduct.web.drafting.beginning import FILE, Start, from_file, offered, start
from safeconduct.web.drafting.faults import Gap, gaps
from safeconduct.web.drafting.forms import CoverForm, StartForm
from safeconduct.web.drafting.models import Draft
from safeconduct.web.drafting.pages import FORM, Page, back_to, can_write, drafted, places
from safeconduct.web.people.asking import sent
from safeconduct.web.people.models import Organisation
from safeconduct.written import written


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The drafts that somebody may read, place by place."""
    found: dict[Organisation, list[Draft]] = {place: [] for place in places(request, "drafting.read")}
    drafts = Draft.objects.open().filter(organisation__in=found).select_related("organisation", "changed_by")
    for draft in drafts:
        found[draft.organisation].append(draft)
    return render(request, "drafting/drafts.html", {"found": found.items()})


@require_http_methods(FORM)
def begin(request: HttpRequest, place: int) -> HttpResponse:
    """Choose what to start from."""
    at = fetch(request, Organisation, "drafting.write", pk=place)
    choices = offered(at)
    wanted = request.GET.get("from", "")
    first = {"start": wanted} if wanted in choices else {}
    form = StartForm(choices, sent(request), request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid() and (given := _given(form, at)):
        made = actions.start(signed_in(request), at, given)
        messages.success(request, "Your draft is begun. Nobody is bound by it before it is adopted.")
        return redirect("draft", made.pk)
    return render(request, "drafting/start.html", {"place": at, "form": form})


def _given(form: StartForm, at: Organisation) -> Start | None:
    """The policy to start from; where the file is none, the form says why."""
    if form.cleaned_data["start"] != FILE:
        return start(at, form.cleaned_data["start"])
    file = form.cleaned_data["file"]
    try:
        return from_file(file.read(), file.name)
    except PolicyError as error:
        form.add_error("file", str(error))
        return None


class Point(NamedTuple):
    """A point in the list: what has changed since the start, and what is still missing."""

    clause: Clause
    changed: str
    missing: bool


class Topic(NamedTuple):
    """The points on one topic."""

    says: str
    points: list[Point]


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft: its points by topic, what is still missing, what was deleted, and the way to its adoption."""
    found = drafted(request, pk, "drafting.read")
    missing = gaps(found.policy)
    context = {
        "draft": found,
        "policy": found.policy,
        "topics": _topics(found, missing),
        "gaps": missing,
        "deleted": list(enumerate(found.deleted))[::-1],
        "can": can_write(request, found),
        "trial": found.trials.order_by("-begun_at").first(),
    }
    return render(request, "drafting/draft.html", context)


def _topics(found: Draft, missing: Sequence[Gap]) -> list[Topic]:
    open_at = {gap.clause for gap in missing}
    topics = []
    for about, name in wording.TOPICS_OF_LIFE.items():
        of_it = [clause for clause in found.policy.clause if clause.about is about]
        points = [Point(each, _changed(found.old, each), each.id in open_at) for each in of_it]
        topics += [Topic(name, points)] if points else []
    return topics


def _changed(old: Policy | None, clause: Clause) -> str:
    """What has become of a point since the version before; nothing where it is the same, or where there was none."""
    if old is None:
        return ""
    before = old.clauses.get(clause.id)
    if before is None:
        return "New"
    if before.says != clause.says:
        return "Reworded"
    return "" if msgspec.structs.replace(before, source=clause.source) == clause else "Does something else"


@require_http_methods(FORM)
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, version, and whom it binds."""
    found = drafted(request, pk)
    page, form = Page(request, found, editing.cover), CoverForm.of(found.policy, sent(request))
    if request.method == "POST" and form.is_valid() and page.save("cover", form.applied):
        messages.success(request, "Saved.")
        return back_to(found)
    return page.show("drafting/form.html", form, **_says("The cover", found))


def _says(heading: str, found: Draft) -> dict[str, Any]:
    return {"heading": heading, "back": reverse("draft", args=[found.pk]), "button": "Save"}


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a policy file."""
    found = drafted(request, pk, "drafting.read")
    name = f"{found.policy.id}-{found.policy.version}".replace("/", "-").replace('"', "")
    headers = {"Content-Disposition": f'attachment; filename="{name.encode("ascii", "ignore").decode()}.toml"'}
    return HttpResponse(written(found.policy), content_type="application/toml; charset=utf-8", headers=headers)


@require_POST
def put_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put something back that was deleted."""
    found = drafted(request, pk)
    try:
        actions.put_back(signed_in(request), found, number)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "It is back where it was.")
    return back_to(found)


@require_http_methods(FORM)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft away, once it has been said what that means."""
    found = drafted(request, pk)
    if request.method == "POST":
        actions.discard(signed_in(request), found)
        messages.success(request, "The draft is put away. What is in force has not changed.")
        return redirect("drafts")
    return render(request, "drafting/discard.html", {"draft": found, "days": actions.PUT_AWAY_KEPT.days})


__all__: Final = ("begin", "cover", "discard", "draft", "file", "front", "put_back")
