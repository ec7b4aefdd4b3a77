"""Pages of the import of a staff list: upload, columns, job titles, what would change, done."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.errors import InputError
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.people import forms, importing
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import ImportRun, Organisation
from safeconduct.web.people.staff_list import cells, columns, reading
from safeconduct.web.people.staff_list.comparing import unknown_titles
from safeconduct.web.people.staff_list.reading import Table
from safeconduct.web.people.views import FORM

_MOST_TITLES: Final = 100
_SHOWN: Final = 200  # rows of each kind on the page that shows what would change


def _runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.alive().select_related("organisation")


@require_http_methods(FORM)
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a list."""
    place = fetch(request, Organisation, "people.import", pk=pk)
    form = forms.UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (table := _read(form)):
        run = importing.upload(signed_in(request), place, table)
        return redirect("import-columns", pk=run.pk)
    return render(request, "people/import_start.html", {"place": place, "form": form})


def _read(form: forms.UploadForm) -> Table | None:
    try:
        return reading.read(form.cleaned_data["file"].read())
    except InputError as error:
        form.add_error("file", str(error))
        return None


@require_http_methods(FORM)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column holds."""
    run = fetch(request, _runs().filter(applied_at=None), "people.import", pk=pk)
    form = forms.ColumnsForm(run.header, importing.fields_of(run), _examples(run), data=sent(request))
    if request.method == "POST" and done(form, lambda: importing.say_columns(signed_in(request), run, form.said)):
        if len(_unknown(run)) <= _MOST_TITLES:
            return redirect("import-titles", pk=run.pk)
        form.add_error(None, "The column for job titles holds too many different words. Is it really that one?")
    return render(request, "people/import_columns.html", {"place": run.organisation, "run": run, "form": form})


def _examples(run: ImportRun) -> list[str]:
    """The first cells of each column that hold anything."""
    rows = importing.rows_of(run)[:20]
    return [
        ", ".join(list(dict.fromkeys(row.cells[at] for row in rows if row.cells[at]))[:3])[:90] for at in range(len(run.header))
    ]


def _unknown(run: ImportRun) -> dict[str, str]:
    remembered = importing.habits(run.organisation).titles
    return unknown_titles(importing.rows_of(run), importing.fields_of(run), remembered)


@require_http_methods(FORM)
def import_titles(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the job titles are that neither memory nor words tell."""
    run = fetch(request, _runs().filter(applied_at=None), "people.import", pk=pk)
    if columns.problems(importing.fields_of(run)):
        return redirect("import-columns", pk=run.pk)
    unknown = _unknown(run)
    if len(unknown) > _MOST_TITLES:
        return redirect("import-columns", pk=run.pk)
    if not unknown:
        return redirect("import-preview", pk=run.pk)
    form = forms.TitlesForm(unknown, data=sent(request))
    if request.method == "POST" and done(form, lambda: importing.say_titles(signed_in(request), run, form.said)):
        return redirect("import-preview", pk=run.pk)
    return render(request, "people/import_titles.html", {"place": run.organisation, "run": run, "form": form})


@require_http_methods(FORM)
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking the list over would do; and do it."""
    run = fetch(request, _runs(), "people.import", pk=pk)
    if run.applied_at is not None:
        return redirect("import-done", pk=run.pk)
    if columns.problems(importing.fields_of(run)):
        return redirect("import-columns", pk=run.pk)
    plan = importing.plan_for(signed_in(request), run)
    many = len(plan.leavers) if plan.many_leave else 0
    form = forms.TakeOverForm(many=many, joiners=len(plan.joiners), data=sent(request), initial={"mark": plan.mark})
    if request.method == "POST" and done(form, lambda: _take_over(request, run, form)):
        return redirect("import-done", pk=run.pk)
    if request.method == "POST" and form.data.get("mark") != plan.mark:
        form = _looked_again(form, plan.mark, many=many, joiners=len(plan.joiners))
    shown = {"place": run.organisation, "run": run, "plan": plan, "form": form, "most": _SHOWN}
    return render(request, "people/import_preview.html", shown)


def _looked_again(old: forms.TakeOverForm, mark: str, *, many: int, joiners: int) -> forms.TakeOverForm:
    """The form anew for what is now on the page, with the error that led here."""
    data = {name: value for name, value in old.data.items() if name != "leavers"} | {"mark": mark}
    form = forms.TakeOverForm(many=many, joiners=joiners, data=data)
    form.is_valid()
    for error in old.non_field_errors():
        form.add_error(None, error)
    return form


def _take_over(request: HttpRequest, run: ImportRun, form: forms.TakeOverForm) -> ImportRun:
    given = form.cleaned_data
    return importing.take_over(
        signed_in(request), run, mark=given["mark"], leavers=given.get("leavers"), invite=bool(given.get("invite"))
    )


@require_safe
def import_done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done."""
    run = fetch(request, _runs().exclude(applied_at=None), "people.import", pk=pk)
    return render(request, "people/import_done.html", {"place": run.organisation, "run": run})


@require_safe
def import_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows with faults as a file, to mend them by."""
    run = fetch(request, _runs(), "people.import", pk=pk)
    if run.applied_at is None:
        plan = importing.plan_for(signed_in(request), run)
        faults = [[fault.row, fault.column, fault.says, fault.todo] for fault in plan.faults]
    else:
        faults = run.faults
    response = HttpResponse(cells.as_csv(importing.faults_table(faults)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response
