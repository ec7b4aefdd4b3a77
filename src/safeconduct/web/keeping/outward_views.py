"""Pages by which something of a case leaves it: the reply of the member of staff concerned, and the sealed bundle."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.concerns import reaching
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.bundle import new_passphrase
from safeconduct.web.keeping.forms import AskReplyForm, HandOverForm, ReplyForm, locked
from safeconduct.web.keeping.models import Reply
from safeconduct.web.keeping.views import FORM
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.sealing.storing import words

_ASK_INTRO: Final = (
    "They get an e-mail that there is something to read, and on the page they read only what you write here.",
    "In a matter for the designated officer or the police, ask them first whether the person may be told.",
)


@require_http_methods(FORM)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the member of staff concerned for their reply."""
    case = reaching.case(request, reference, "keeping.ask-reply")
    form = AskReplyForm(case, sent(request))
    me = signed_in(request)
    if request.method == "POST" and done(
        form, lambda: actions.ask_reply(me, case, form.chosen(), form.cleaned_data["summary"])
    ):
        messages.success(request, "They are told that there is something to read.")
        return redirect("case", reference=reference)
    heading = "Ask for their reply"
    given = {"case": case, "form": form, "heading": heading, "button": "Send it to them", "intro": _ASK_INTRO}
    return render(request, "casework/form.html", given)


@never_cache
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """What I was asked to reply to, the latest first."""
    mine = Reply.objects.filter(person=signed_in(request)).order_by("-at", "-pk")
    return render(request, "keeping/replies.html", {"replies": mine})


@never_cache
@require_http_methods(FORM)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What one is asked to reply to. The first opening is put on record."""
    asked = fetch(request, Reply, "keeping.reply", pk=pk)
    me = signed_in(request)
    form = ReplyForm(sent(request))
    if request.method == "POST" and done(form, lambda: actions.reply(me, asked, form.cleaned_data["words"])):
        messages.success(request, "Your reply is with those who deal with this.")
        return redirect("reply", pk=pk)
    if asked.replied_at is not None and form.is_bound:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect("reply", pk=pk)
    if asked.opened_at is None:
        actions.open_reply(me, asked)
    given = {
        "asked": asked, "form": form, "summary": words(asked.summary), "mine": words(asked.words) if asked.words else "",
    }  # fmt: skip
    return render(request, "keeping/reply.html", given)


@never_cache
@require_http_methods(FORM)
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the sealed bundle. Its passphrase is shown before, so that the answer can be the bundle itself; neither is kept."""
    case = reaching.case(request, reference, "keeping.hand-over")
    form = HandOverForm(sent(request), initial={"chronology": True, "evidence": True, "lock": locked(new_passphrase())})
    made = None
    if request.method == "POST":
        made = tried(form, lambda: actions.hand_over(signed_in(request), case, form.handed()))
    if made is None:
        return render(request, "keeping/hand_over.html", {"case": case, "form": form, "passphrase": form.passphrase()})
    answer = HttpResponse(made[1].content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{case.reference}.zip.age"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


__all__: Final = ("ask", "hand_over", "replies", "reply")
