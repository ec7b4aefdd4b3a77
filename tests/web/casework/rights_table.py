"""Pages of cases: for those on one, and for everybody else the same “not found” as for none."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from safeconduct.web.casework import actions
from safeconduct.web.casework.models import Review, Task
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.models import Person
from web.casework.made import about_tomasz_three_times, child, decided, told
from web.tables import Row, Table

WORK = frozenset({"helen", "daniel"})
"""Who receives a concern about a member of staff of Elm Park, told by Priya: not the one it is about, not she herself."""
LEADS = frozenset({"daniel", "sian"})
AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
DAY = (timezone.localdate() + timedelta(3)).isoformat()


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def reference(world: SimpleNamespace) -> dict[str, str]:
    return {"reference": Case.objects.order_by("pk")[0].reference}


def adult(world: SimpleNamespace) -> Case:
    return told(world)


def past_the_threshold(world: SimpleNamespace) -> None:
    decided(anew(world.helen), told(world), Case.Level.THRESHOLD)


def with_owen_let_in(world: SimpleNamespace) -> None:
    actions.let_in(anew(world.helen), told(world), world.owen, works=False)


def with_owen_let_in_to_work(world: SimpleNamespace) -> None:
    actions.let_in(anew(world.helen), told(world), world.owen, works=True)


def with_a_task_for_owen(world: SimpleNamespace) -> None:
    with_owen_let_in(world)
    actions.set_task(anew(world.helen), Case.objects.get(), "Keep the log files.", timezone.localdate(), world.owen)


def task(world: SimpleNamespace) -> dict[str, object]:
    return {**reference(world), "pk": Task.objects.get().pk}


def two(world: SimpleNamespace) -> None:
    told(world)
    told(world)


def two_linked(world: SimpleNamespace) -> None:
    two(world)
    one, other = Case.objects.order_by("pk")
    actions.link(anew(world.helen), one, other, "The same week.")


def both(world: SimpleNamespace) -> dict[str, str]:
    return {**reference(world), "other": Case.objects.order_by("pk")[1].reference}


def review(world: SimpleNamespace) -> dict[str, int]:
    return {"pk": Review.objects.get().pk}


TRIAGED = {"strand": "adult", "level": "low", "urgency": "calm", "reason": "Small."}
WEIGHED = {"harmed": "no", "offence": "no", "risk": "unsure", "unsuitable": "may", "level": "threshold", "urgency": "now"}
RANG = {"ending": "not_needed", "words": "Asked; below it."}

TABLE: Table = {
    "cases": [
        Row(),
        Row(before=adult),
        Row(method="POST", data={"q": "Tomasz"}, before=adult),
    ],
    "case": [
        Row(ok=WORK, before=adult, arguments=reference),
        Row(ok=LEADS, before=child, arguments=reference),
        Row(ok=WORK | {"owen"}, before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=past_the_threshold, arguments=reference),
    ],
    "case-triage": [
        Row(ok=WORK, before=adult, arguments=reference),
        Row(ok=LEADS, before=child, arguments=reference),
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=adult, arguments=reference, method="POST", data=TRIAGED),
    ],
    "case-weigh": [
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=adult, arguments=reference, method="POST", data={**WEIGHED, "reason": "May be."}),
    ],
    "case-officer": [
        Row(ok=WORK, before=adult, arguments=reference),
        Row(ok=WORK, before=past_the_threshold, arguments=reference),
        Row(ok=WORK, before=past_the_threshold, arguments=reference, method="POST", data=RANG),
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference, method="POST", data=RANG),
    ],
    "case-strand": [
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference, method="POST"),
    ],
    "case-note": [
        Row(ok=WORK | {"owen"}, before=with_owen_let_in, arguments=reference),
        Row(
            ok=WORK | {"owen"},
            before=with_owen_let_in,
            arguments=reference,
            method="POST",
            data={"audience": "internal", "words": "Seen."},
        ),
    ],
    "case-task": [
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=adult, arguments=reference, method="POST", data={"what": "Ring.", "due": DAY}),
    ],
    "case-task-done": [
        Row(ok=WORK | {"owen"}, before=with_a_task_for_owen, arguments=task, method="POST"),
    ],
    "case-let-in": [
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=adult, arguments=reference, method="POST", data={"works": "no"}),
    ],
    "case-let-out": [
        Row(
            ok=WORK,
            refused=frozenset({"owen"}),
            before=with_owen_let_in,
            arguments=lambda world: {**reference(world), "pk": world.owen.pk},
            method="POST",
        ),
    ],
    "case-about": [
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in_to_work, arguments=reference),
        Row(ok=LEADS, before=child, arguments=reference, method="POST", data={"person": ""}),
    ],
    "case-link": [
        Row(ok=WORK, before=two, arguments=reference),
        Row(ok=WORK, refused=frozenset({"owen"}), before=with_owen_let_in, arguments=reference),
        Row(ok=WORK, before=two, arguments=reference, method="POST", data={"other": "", "reason": "Alike."}),
    ],
    "case-unlink": [
        Row(ok=WORK, before=two_linked, arguments=both, method="POST"),
    ],
    "case-over-time": [
        Row(ok=WORK, before=about_tomasz_three_times, arguments=reference),
    ],
    "review": [
        Row(ok=WORK, before=about_tomasz_three_times, arguments=review),
        Row(ok=WORK, before=about_tomasz_three_times, arguments=review, method="POST", data={"words": "We spoke."}),
    ],
    "casework-ways": [
        Row(
            ok=frozenset({"helen", "daniel", "farah"}),
            refused=AT_ELM - {"helen", "daniel", "farah"},
            arguments=lambda world: {"place": world.elm.pk},
        ),
        Row(ok=frozenset({"ruth"}), refused=frozenset({"grace"}), arguments=lambda world: {"place": world.agency.pk}),
    ],
}
