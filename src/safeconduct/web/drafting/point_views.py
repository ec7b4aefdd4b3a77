"""One point of a draft: its words, its rules, its examples, where it stands."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.contradictions import example
from safeconduct.policy import Case, Clause, Fault, Policy, clause_faults
from safeconduct.shadow import failing
from safeconduct.web.drafting import editing, wording
from safeconduct.web.drafting.aloud import Rule, aloud, rules
from safeconduct.web.drafting.example_forms import ASKS, ExampleForm, asked, told
from safeconduct.web.drafting.faults import gaps
from safeconduct.web.drafting.forms import PointForm
from safeconduct.web.drafting.judging import in_words
from safeconduct.web.drafting.models import Draft
from safeconduct.web.drafting.pages import FORM, Page, back_to, can_write, drafted, point_of, pressed
from safeconduct.web.drafting.rule_forms import SAVE, SHAPE_OF, SHAPES, RuleForm, Shape
from safeconduct.web.people.asking import sent
from safeconduct.web.policies.explaining import force


def _clause(name: str, policy: Policy) -> Clause | None:
    return policy.clauses.get(name)


def _case(key: str, policy: Policy) -> Case | None:
    return editing.case_at(policy, key)


def _restored(name: str, clause: Clause, policy: Policy) -> Policy:
    """A clause in its place; as a new one if somebody has deleted it, so that nothing that was entered is lost."""
    return editing.with_clause(policy, name, clause) if name in policy.clauses else editing.with_new(policy, clause)


# --- the point ----------------------------------------------------------------------------------------------


@require_safe
def point(request: HttpRequest, pk: int, clause: str) -> HttpResponse:
    """A point: what people read, what it does in plain words, and its examples with what comes out now."""
    draft = drafted(request, pk, "drafting.read")
    found = point_of(draft, clause)
    wrong = {editing.digest(each.case): in_words(each.why) for each in failing(draft.policy)}
    shown = [(SHAPE_OF[key], number, SHAPES[SHAPE_OF[key]].name, aloud(rule)) for key, number, rule in rules(found)]
    context = {
        "draft": draft,
        "clause": found,
        "force": force(found),
        "topic": wording.TOPICS_OF_LIFE[found.about],
        "rules": shown,
        "roles": wording.both(wording.ROLES[role] for role in wording.ROLES if role in (editing.roles_of(found) or [])),
        "examples": [(key, case, told(case), wrong.get(key, "")) for key, case in editing.cases_of(draft.policy, clause)],
        "gaps": [gap for gap in gaps(draft.policy) if gap.clause == clause],
        "shapes": [(key, shape) for key, shape in SHAPES.items() if _can_add(found, shape)],
        "asks": [(key, ask) for key, ask in ASKS.items() if ask.shows & set(found.mechanisms)],
        "seen": editing.digest(found),
        "can": can_write(request, draft),
    }
    return render(request, "drafting/point.html", context)


def _can_add(clause: Clause, shape: Shape) -> bool:
    return shape.key in editing.LISTS or getattr(clause, shape.key) is None


@require_http_methods(FORM)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new point."""
    draft = drafted(request, pk)
    form = PointForm(draft.policy, None, sent(request))
    page = Page(request, draft, lambda policy: form.data.get("id", "") in policy.clauses)
    page.seen = editing.digest(False)  # noqa: FBT003 that no point has this number yet
    if request.method == "POST" and form.is_valid():
        made = form.clause()
        if page.save("point-new", lambda policy: editing.with_new(policy, made)):
            messages.success(request, "Saved. Now say what it does, and give an example.")
            return back_to(draft, made.id)
    return page.show("drafting/form.html", form, heading="A new point", back=reverse("draft", args=[pk]), button="Save")


@require_http_methods(FORM)
def words(request: HttpRequest, pk: int, clause: str) -> HttpResponse:
    """What people read of a point, and where it stands in the school's document."""
    draft = drafted(request, pk)
    page = Page(request, draft, partial(_clause, clause))
    form = PointForm(draft.policy, point_of(draft, clause, entered=request.method == "POST"), sent(request))
    if request.method == "POST" and form.is_valid():
        made = form.clause()
        if page.save("point", partial(_restored, clause, made)):
            messages.success(request, "Saved.")
            return back_to(draft, made.id)
    now = draft.policy.clauses.get(clause)
    back = reverse("draft-point", args=[pk, clause])
    return page.show("drafting/form.html", form, heading=f"Point {clause}", back=back, button="Save", now=now and now.says)


@require_POST
def move(request: HttpRequest, pk: int, clause: str) -> HttpResponse:
    """One place up or down among the points of its topic."""
    draft = drafted(request, pk)
    point_of(draft, clause)
    by = -1 if request.POST.get("to") == "up" else 1
    page = Page(request, draft, partial(_clause, clause))
    pressed(page, "point-moved", lambda policy: editing.moved(policy, clause, by), None, f"Point {clause} is moved.")
    return redirect(f"{reverse('draft', args=[pk])}#point-{clause}")


@require_POST
def delete(request: HttpRequest, pk: int, clause: str) -> HttpResponse:
    """Delete a point; it can be put back."""
    draft = drafted(request, pk)
    point_of(draft, clause)
    page, gone = Page(request, draft, partial(_clause, clause)), editing.deleted_clause(draft.policy, clause)
    says = f"Point {clause} is deleted. You can put it back below."
    pressed(page, "point-deleted", lambda policy: editing.without_clause(policy, clause), gone, says)
    return back_to(draft)


# --- rules --------------------------------------------------------------------------------------------------


def _shape(key: str) -> Shape:
    shape = SHAPES.get(key)
    if shape is None:
        raise Http404("drafting.write")
    return shape


@require_http_methods(FORM)
def rule_add(request: HttpRequest, pk: int, clause: str, shape: str) -> HttpResponse:
    """A new rule."""
    draft = drafted(request, pk)
    found, kind = point_of(draft, clause, entered=request.method == "POST"), _shape(shape)
    roles = editing.roles_of(found)
    start: dict[str, Any] = {"kind": []} if kind.key == "decide" else {}
    when = {**start, **({"author_role": roles} if roles and "author_role" in kind.form.facts else {})}
    form = kind.form(sent(request), initial={"when": when} if kind.form.groups else {})
    return _rule(Page(request, draft, partial(_clause, clause)), form, found, kind, None)


@require_http_methods(FORM)
def rule(request: HttpRequest, pk: int, clause: str, shape: str, number: int) -> HttpResponse:
    """A rule that there is."""
    draft = drafted(request, pk)
    found, kind = point_of(draft, clause, entered=request.method == "POST"), _shape(shape)
    held = editing.rule_at(found, kind.key, number)
    if held is None and request.method != "POST":
        raise Http404("drafting.write")
    return _rule(Page(request, draft, partial(_clause, clause)), kind.form(sent(request), rule=held), found, kind, number)


def _rule(page: Page, form: RuleForm, clause: Clause, shape: Shape, number: int | None) -> HttpResponse:
    """The page of a rule: saved, being built, or only shown."""
    if page.request.method == "POST" and form.do == SAVE and form.is_valid():
        made = form.rule()
        for fault in _faults(clause, shape, number, made):
            form.refuse(fault)
        if form.is_valid() and page.save("rule", partial(_with_rule, clause, shape.key, number, made)):
            messages.success(page.request, "Saved.")
            return back_to(page.draft, clause.id)
    now = page.draft.policy.clauses.get(clause.id)
    context = {
        "clause": clause,
        "shape": shape,
        "number": number,
        "aloud": _aloud(form, clause, shape, number),
        "now": [aloud(each) for _, _, each in rules(now)] if now and page.stale else [],
    }
    return page.show("drafting/rule.html", form, **context)


def _with_rule(seen: Clause, key: str, number: int | None, made: Rule, policy: Policy) -> Policy:
    now = policy.clauses.get(seen.id, seen)
    return _restored(seen.id, editing.with_rule(now, key, number, made), policy)


def _faults(clause: Clause, shape: Shape, number: int | None, made: Rule) -> list[Fault]:
    """What the core's loader finds wrong with this one rule."""
    at = number if number is not None else len(getattr(clause, shape.key)) if shape.key in editing.LISTS else 0
    where = f"{shape.key}[{at}]" if shape.key in editing.LISTS else f"{shape.key}."
    return [fault for fault in clause_faults(editing.with_rule(clause, shape.key, number, made)) if fault.key.startswith(where)]


def _aloud(form: RuleForm, clause: Clause, shape: Shape, number: int | None) -> str:
    """How the rule reads as it stands on the page; nothing while too little is known."""
    if form.do == SAVE:
        return aloud(form.rule()) if form.is_valid() else ""
    if form.do:
        made = form.looked_at()
        return aloud(made) if made is not None else ""
    held = editing.rule_at(clause, shape.key, number) if number is not None else None
    return aloud(held) if held is not None else ""


@require_POST
def rule_delete(request: HttpRequest, pk: int, clause: str, shape: str, number: int) -> HttpResponse:
    """Delete a rule; it can be put back."""
    draft = drafted(request, pk)
    found, kind = point_of(draft, clause), _shape(shape)
    held = editing.rule_at(found, kind.key, number)
    if held is None:
        raise Http404("drafting.write")
    gone = editing.deleted_rule(found, kind.key, number, held)
    without = editing.without_rule(found, kind.key, number)
    page = Page(request, draft, partial(_clause, clause))
    says = "The rule is deleted. You can put it back on the draft’s page."
    pressed(page, "rule-deleted", lambda policy: editing.with_clause(policy, clause, without), gone, says)
    return back_to(draft, clause)


# --- examples -----------------------------------------------------------------------------------------------


@require_http_methods(FORM)
def example_add(request: HttpRequest, pk: int, clause: str, ask: str) -> HttpResponse:
    """A new example; a situation is filled in from the point's first rule."""
    draft = drafted(request, pk)
    found = point_of(draft, clause)
    if ask not in ASKS:
        raise Http404("drafting.write")
    form = ASKS[ask].form(sent(request), initial=_from_rule(found) if ask == "situation" else {}, clause=found)
    page = Page(request, draft, partial(_case, ""))
    page.seen = editing.digest(None)
    return _example(page, form, found, "", None)


def _from_rule(clause: Clause) -> dict[str, Any]:
    """A situation in which the first rule speaks, for a start."""
    rule = next(iter(clause.decide), None)
    if rule is None:
        return {"facts": {"kind": ""}}
    given = {name: value for name, value in example(rule).items() if name != "about"}
    facts = {name: ("yes" if value else "no") if isinstance(value, bool) else value for name, value in given.items()}
    return {"facts": facts, "outcome": rule.outcome.value if rule.outcome else None}


@require_http_methods(FORM)
def example_edit(request: HttpRequest, pk: int, clause: str, key: str) -> HttpResponse:
    """An example that there is."""
    draft = drafted(request, pk)
    found, case = point_of(draft, clause), editing.case_at(draft.policy, key)
    if case is None and request.method != "POST":
        raise Http404("drafting.write")
    form = ASKS[asked(case) if case else request.POST.get("ask", "situation")].form(sent(request), rule=case, clause=found)
    return _example(Page(request, draft, partial(_case, key)), form, found, key, case)


def _example(page: Page, form: ExampleForm, clause: Clause, key: str, case: Case | None) -> HttpResponse:
    """The page of an example; once it is right, it says what comes out of it now."""
    outcome = ""
    if page.request.method == "POST" and form.do != SAVE:
        made = form.looked_at()
        outcome = _comes_out(page.draft, made) if isinstance(made, Case) else ""
    elif page.request.method == "POST" and form.is_valid():
        new = form.rule()
        assert isinstance(new, Case)
        if page.save("example", lambda policy: editing.with_case(policy, key, new)):
            why = _comes_out(page.draft, new)
            messages.warning(page.request, f"Saved, but it does not come out: {why}") if why else messages.success(
                page.request, "Saved."
            )
            return back_to(page.draft, clause.id)
    ask = asked(case) if case else next(name for name, each in ASKS.items() if isinstance(form, each.form))
    return page.show("drafting/example.html", form, clause=clause, key=key, ask=ask, outcome=outcome)


def _comes_out(draft: Draft, case: Case) -> str:
    """Why an example does not come out under the draft; nothing where it does."""
    found = failing(msgspec.structs.replace(draft.policy, case=(case,)))
    return in_words(found[0].why) if found else ""


@require_POST
def example_delete(request: HttpRequest, pk: int, clause: str, key: str) -> HttpResponse:
    """Delete an example; it can be put back."""
    draft = drafted(request, pk)
    point_of(draft, clause)
    case = editing.case_at(draft.policy, key)
    if case is not None:
        page = Page(request, draft, partial(_case, key))
        page.seen = editing.digest(case)
        says = "The example is deleted. You can put it back on the draft’s page."
        pressed(page, "example-deleted", lambda policy: editing.without_case(policy, key), editing.deleted_case(case), says)
    return back_to(draft, clause)


__all__: Final = (
    "add", "delete", "example_add", "example_delete", "example_edit", "move", "point", "rule", "rule_add", "rule_delete",
    "words",
)  # fmt: skip
