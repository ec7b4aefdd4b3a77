"""What the pages of a draft share: getting at it, and a form whose save may come too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from safeconduct.policy import Clause, Policy
from safeconduct.web.access.deciding import fetch, may, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.drafting import actions, editing
from safeconduct.web.drafting.actions import Edit, StaleError
from safeconduct.web.drafting.models import Draft
from safeconduct.web.people.models import Organisation

FORM: Final = ["GET", "HEAD", "POST"]


def drafted(request: HttpRequest, pk: int, verb: str = "drafting.write") -> Draft:
    """The draft that a page is about; one that was adopted or put away is there no more."""
    found = Draft.objects.open().select_related("organisation", "changed_by", "made_by")
    return fetch(request, found, verb, pk=pk)


def point_of(draft: Draft, name: str, *, entered: bool = False) -> Clause:
    """A point of a draft; where something was ``entered`` for one that somebody else has deleted meanwhile, as it was.

    Raises:
        Http404: there is none with that number (any more).
    """
    clause = draft.policy.clauses.get(name)
    if clause is None and entered:
        gone = (msgspec.convert(each, editing.Deleted) for each in reversed(draft.deleted))
        text = next((each.text for each in gone if each.what == "clause" and each.clause == name), "")
        clause = msgspec.json.decode(text, type=Clause) if text else None
    if clause is None:
        raise Http404("drafting.write")
    return clause


def places(request: HttpRequest, verb: str) -> list[Organisation]:
    """The organisations at which the person who asks holds a right.

    Raises:
        PermissionDenied: there is none.
    """
    found = list(signed_in(request).holds(rights()[verb].held_by))
    if not found:
        raise PermissionDenied(verb)
    return found


class Page:
    """A form that changes one part of a draft. ``seen`` is what stood for the part when the form was opened."""

    def __init__(self, request: HttpRequest, draft: Draft, part: Callable[[Policy], object]) -> None:
        self.request, self.draft, self.part = request, draft, part
        now = editing.digest(part(draft.policy))
        self.seen = request.POST.get("seen", "") if request.method == "POST" else now
        self.stale = ""

    def save(self, code: str, change: Callable[[Policy], Policy], deleted: editing.Deleted | None = None) -> bool:
        """Save, if nobody else has changed the part meanwhile; otherwise the next press of the button replaces theirs."""
        edit = Edit(code, self.part, self.seen, change, deleted)
        try:
            actions.save(signed_in(self.request), self.draft, edit)
        except StaleError as error:
            self.seen, self.stale = error.seen, error.by
            self.draft.refresh_from_db()
            self.draft.__dict__.pop("policy", None)
            return False
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return False
        return True

    def show(self, template: str, form: forms.BaseForm | None = None, **given: Any) -> HttpResponse:
        """The page, with what was entered still in its form."""
        context = {"draft": self.draft, "form": form, "seen": self.seen, "stale": self.stale, **given}
        return render(self.request, template, context)


def pressed(page: Page, code: str, change: Callable[[Policy], Policy], gone: editing.Deleted | None, says: str) -> None:
    """Change something by a press of a button, and say on the next page what came of it."""
    if page.save(code, change, gone):
        messages.success(page.request, says)
    elif page.stale:
        messages.warning(
            page.request, f"{page.stale} has changed this in the meantime. Nothing was done: look at it again first."
        )


def can_write(request: HttpRequest, draft: Draft) -> bool:
    """Whether the person who asks may change a draft, rather than only read it."""
    return may(signed_in(request), "drafting.write", draft)


def back_to(draft: Draft, clause: str = "") -> HttpResponse:
    """To a point of a draft, or to the draft."""
    return redirect("draft-point", draft.pk, clause) if clause else redirect("draft", draft.pk)


__all__: Final = ("FORM", "Page", "back_to", "can_write", "drafted", "places", "point_of", "pressed")
