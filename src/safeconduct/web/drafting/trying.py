"""The shadow run of a draft, as a job: reading more than a thousand texts takes longer than a page should.

What is read are the examples and the posts that come with safeconduct, and the cases of the draft and of all policies
here: nothing that somebody posted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from django.utils import timezone
from django_tasks import task

from safeconduct.activity import Outcome
from safeconduct.policy import Case, Policy
from safeconduct.shadow import Answered, Change, Run, Shadow, corpus, distinct, examples
from safeconduct.web.access.acting import Done, action
from safeconduct.web.drafting import wording
from safeconduct.web.drafting.models import Draft, Trial
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.shelf import on_offer

KEPT: Final = 3  # runs of one draft
SOURCES: Final = {
    "here": "an example of this draft",
    "text": "a text that comes with safeconduct",
    "corpus": "a post that was written to try safeconduct on",
}


@action("drafting.write")
def try_out(by: Person, draft: Draft) -> Done[Trial]:
    """Begin a run of the draft as it stands; one that is under way for the same revision is gone on with."""
    going = draft.trials.filter(revision=draft.revision, state__in=[Trial.State.WAITING, Trial.State.RUNNING]).first()
    if going is not None:
        return Done(going, revision=going.revision, again=True)
    old = draft.trials.order_by("-begun_at").values_list("pk", flat=True)[KEPT - 1 :]
    Trial.objects.filter(pk__in=list(old)).delete()
    made = Trial.objects.create(draft=draft, revision=draft.revision)
    run.enqueue(str(made.pk))
    return Done(made, revision=made.revision)


@task
def run(trial: str) -> None:
    """Do a run; one whose draft has changed meanwhile is still done, for the draft as it is now."""
    found = Trial.objects.select_related("draft__organisation").filter(pk=trial).first()
    if found is None:
        return
    try:
        _run(found)
    except Exception:
        Trial.objects.filter(pk=trial).update(state=Trial.State.FAILED, ended_at=timezone.now())
        raise


def _run(trial: Trial) -> None:
    draft, texts = trial.draft, [*(("text", text) for _, text in examples()), *corpus()]
    asking = Run(draft.old, draft.policy)
    asking.cases(situations(draft))
    Trial.objects.filter(pk=trial.pk).update(
        state=Trial.State.RUNNING, revision=draft.revision, done=asking.asked, total=asking.asked + len(texts)
    )
    cases = asking.asked
    for done in asking.texts(texts):
        Trial.objects.filter(pk=trial.pk).update(done=cases + done)
    result = msgspec.json.encode(asking.result()).decode()
    Trial.objects.filter(pk=trial.pk).update(state=Trial.State.DONE, result=result, ended_at=timezone.now())


def situations(draft: Draft) -> list[tuple[str, Case]]:
    """The cases of the draft, of the policies here, and of those that come with safeconduct, each situation once."""
    own = Adoption.objects.in_force().filter(organisation=draft.organisation)
    policies: list[Policy] = [*([draft.old] if draft.old else []), *(each.policy for each in own), *on_offer().values()]
    mine = [("here", case) for case in draft.policy.case]
    return distinct([*mine, *((policy.title, case) for policy in policies for case in policy.case)])


# --- for the page -------------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A change as the page shows it."""

    change: Change
    old: str
    new: str
    because: Sequence[tuple[str, bool]]
    source: str
    direction: str


class Bar(NamedTuple):
    """How often an answer came, before and after, with the widths of its bars in percent."""

    outcome: str
    says: str
    old: int
    new: int
    old_wide: int
    new_wide: int


def result(trial: Trial) -> Shadow:
    """What came out of a run that is done."""
    return msgspec.json.decode(trial.result, type=Shadow)


def bars(shadow: Shadow) -> list[Bar]:
    """The answers from mild to strict."""
    most = max((max(count.values()) for count in shadow.counts.values()), default=0) or 1
    found = []
    for outcome in Outcome:
        count: Mapping[str, int] = shadow.counts.get(outcome.value, {"old": 0, "new": 0})
        wide = {side: round(100 * number / most) for side, number in count.items()}
        says = "Nothing said" if outcome is Outcome.NOT_COVERED else wording.OUTCOMES[outcome]
        found.append(Bar(outcome.value, says, count["old"], count["new"], wide["old"], wide["new"]))
    return found


def shown(changes: Sequence[Change], policy: Policy) -> Iterator[Shown]:
    """Changes in words; of each clause that spoke, whether it is one of the draft's."""
    ways = {1: "stricter", -1: "milder", 0: "somebody else is told"}
    for change in changes:
        because = [(name, name in policy.clauses) for name in change.because]
        source = SOURCES.get(change.source, change.source)
        yield Shown(change, _answer(change.old), _answer(change.new), because, source, ways[change.direction])


def _answer(given: Answered) -> str:
    said = wording.OUTCOMES[given.outcome] if given.outcome else ""
    told: Any = wording.both(wording.TOLD[each] for each in given.told)
    return "; ".join(filter(None, (said, f"tell the {told}" if told else ""))) or "nobody is told"


__all__: Final = ("KEPT", "Bar", "Shown", "bars", "result", "run", "shown", "situations", "try_out")
