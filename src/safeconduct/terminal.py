"""Answers for people at a terminal. Colours only where the terminal has them; every word stands without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text as RichText

from safeconduct.activity import Mechanism, Outcome
from safeconduct.compare import Row
from safeconduct.coverage import Covered, does
from safeconduct.decision import Decision, Guidance, Reason
from safeconduct.policy import Policy
from safeconduct.routing import PolicyRoute
from safeconduct.screening import Finding
from safeconduct.walks import Check, RoutedConcern

if TYPE_CHECKING:
    from safeconduct.contradictions import Trouble
    from safeconduct.shadow import Answered, Failing, Shadow

console: Final = Console(highlight=False, soft_wrap=True, emoji=False)  # “:smile:” in a draft stays what it is

_STYLE: Final = {
    Outcome.STOP: "bold red",
    Outcome.ASK: "bold magenta",
    Outcome.CAUTION: "bold yellow",
    Outcome.ALLOW: "bold green",
    Outcome.NOT_COVERED: "bold cyan",
}
_WORDS: Final = {
    Outcome.CAUTION: "Think again",
    Outcome.ASK: "Ask first",
    Outcome.ALLOW: "Fine",
    Outcome.NOT_COVERED: "Not a policy matter",
}
_FEW: Final = 6  # pieces of advice shown at a terminal; --json has them all


def show_check(check: Check, text: str) -> None:
    """Print the answer to a draft."""
    _headline(check.decision.outcome, "Do not post")
    if check.findings:
        console.print(_marked(check, text))
    for line in dict.fromkeys((*map(_found, check.findings), *map(_vetoed, check.vetoed))):
        console.print(line)
    _reasons(check.decision.reasons)
    _by_policy({answer.policy: answer.outcome for answer in check.decision.answers})
    _guidance(check.decision.guidance)
    _proposed(check)


def _found(finding: Finding) -> str:
    may = "" if finding.certain else " (may read as)"
    return f"  • [bold]{finding.topic}[/]{may}: {escape(finding.why)}"


def _vetoed(finding: Finding) -> str:
    return f"  ◦ {finding.topic} (does not count; {escape(finding.vetoed)}) {escape(finding.why)}"


def _proposed(check: Check) -> None:
    """The text without what can be taken out, and what is still to be dealt with."""
    if check.redacted is None:
        return
    cured = {suggestion.topic for suggestion in check.suggestions if suggestion.replacements}
    left = [topic for topic in check.topics if topic not in cured]
    console.print("\n[bold]With the words taken out[/]" + (f" (still to be dealt with: {', '.join(left)})" if left else ""))
    console.print(RichText("  " + _harmless(check.redacted)))


def _headline(outcome: Outcome, stop: str) -> None:
    words = _WORDS.get(outcome, stop)
    console.print(f"[{_STYLE[outcome]}]{words}[/] ({outcome})")


def _marked(check: Check, text: str) -> RichText:
    marked = RichText("  " + _harmless(text))
    shift = len(marked) - len(text)
    for finding in check.findings:
        marked.stylize("underline bold", finding.start + shift, finding.end + shift)
    return marked


def _harmless(text: str) -> str:
    """The text without anything that would steer the terminal, every character in its place."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


def _reasons(reasons: Sequence[Reason]) -> None:
    if reasons:
        console.print("\n[bold]The clauses that spoke[/]")
    for (policy, clause, says), outcome in _once(reasons).items():
        console.print(f"  {policy} {clause} → {outcome or 'tell'}: {escape(says)}")


def _once(reasons: Sequence[Reason]) -> dict[tuple[str, str, str], Outcome | None]:
    """Each clause once, with its strictest outcome."""
    found: dict[tuple[str, str, str], Outcome | None] = {}
    for reason in reasons:
        key = (reason.policy, reason.clause, reason.says)
        known = found.get(key)
        found[key] = reason.outcome if known is None or (reason.outcome and reason.outcome.rank > known.rank) else known
    return found


def _by_policy(outcomes: dict[str, Outcome]) -> None:
    console.print("\n[bold]Each policy[/]  " + " · ".join(f"{policy} [{_STYLE[o]}]{o}[/]" for policy, o in outcomes.items()))


def _guidance(guidance: Sequence[Guidance]) -> None:
    own_first = sorted(guidance, key=lambda piece: bool(piece.clause))
    if own_first:
        console.print("\n[bold]What to do[/]")
    for piece in own_first[:_FEW]:
        console.print(f"  • {escape(str(piece))}")


def show_decision(decision: Decision) -> None:
    """Print the answer to a contact or another question of fact."""
    _headline(decision.outcome, "Decline")
    if decision.missing:
        console.print(f"  We do not know: [bold]{', '.join(decision.missing)}[/]. The answer may change with it.")
    if decision.report_to:
        console.print(f"  Tell: [bold]{', '.join(told.replace('_', ' ') for told in decision.report_to)}[/]")
    if any(answer.no_reply for answer in decision.answers):
        console.print("  [bold]Do not reply.[/]")
    elif decision.say:
        console.print(f"  You could say: “{escape(decision.say)}”")
    _reasons(decision.reasons)
    _by_policy({answer.policy: answer.outcome for answer in decision.answers})
    _guidance(decision.guidance)


def show_route(routed: RoutedConcern) -> None:
    """Print whom to tell of a concern."""
    if routed.suggested:
        others = f" It may also be: {', '.join(routed.alternatives)}." if routed.alternatives else ""
        console.print(
            f"This sounds like [bold]{routed.routing.kind}[/]: a suggestion, choose with --kind if it is wrong.{others}\n"
        )
    for answer in routed.routing.answers:
        _policy_route(answer)
    _guidance(routed.routing.guidance)


def _policy_route(answer: PolicyRoute) -> None:
    route = ", then ".join(told.replace("_", " ") for told in answer.route) or "nobody named"
    soon = " — at once" if answer.immediate else ""
    console.print(f"[bold]{answer.policy}[/]: {route}{soon}")
    lines = [answer.note if answer.left_out or not answer.reasons else "", *(f"{r.clause}: {r.says}" for r in answer.reasons)]
    if answer.preserve_evidence:
        lines.append("Keep the evidence: a print-out, a screenshot, a record.")
    if answer.must_not:
        lines.append(f"Do not: {', '.join(must_not.replace('-', ' ') for must_not in answer.must_not)}.")
    if answer.external:
        lines.append("The police or another authority may have to be involved.")
    for line in (*lines, *map(str, answer.guidance)):
        if line:
            console.print(f"    {escape(line)}")


def summary(policy: Policy) -> dict[str, Any]:
    """What stands on the cover of a policy."""
    return {
        "id": policy.id,
        "title": policy.title,
        "organisation": policy.organisation,
        "kind": policy.kind,
        "version": policy.version,
        "adopted": policy.adopted,
        "approver": policy.approver,
        "review_due": policy.review_due,
        "related": policy.related,
        "binds": policy.binds,
        "binds_text": policy.binds_text,
        "nation": policy.nation,
        "source": policy.source,
        "digest": policy.digest,
        "clauses_count": len(policy.clause),
    }


def clause_list(policy: Policy) -> list[dict[str, Any]]:
    """Every clause of a policy, with what it does."""
    return [
        {
            "id": clause.id,
            "source": clause.source,
            "force": clause.force,
            "about": clause.about,
            "says": clause.says,
            "mechanisms": clause.mechanisms,
            "does": does(clause),
            "permit": clause.permit,
            "review": clause.review,
            "restrict": clause.restrict,
            "sign": clause.sign,
            "govern": clause.govern,
            "guide": [guide.text for guide in clause.guide],
        }
        for clause in policy.clause
    ]


def show_policies(policies: Iterable[Policy]) -> None:
    """Print the list of policies."""
    table = Table("id", "title", "whose", "version", "adopted", "review due", box=None, pad_edge=False)
    for policy in policies:
        due = str(policy.review_due) if policy.review_due else "no date given"
        table.add_row(policy.id, policy.title, policy.organisation, policy.version, str(policy.adopted or "not dated"), due)
    console.print(table)


def show_policy(policy: Policy) -> None:
    """Print one policy, clause by clause."""
    console.print(f"[bold]{escape(policy.title)}[/] — {escape(policy.organisation)}, version {policy.version}")
    console.print(f"Binds: {escape(policy.binds_text)}")
    if policy.approver:
        console.print(f"Approved by: {escape(policy.approver)}")
    console.print(f"Review due: {policy.review_due or 'no date given'}")
    if policy.related:
        console.print(f"Read with: {escape(', '.join(policy.related))}")
    console.print(f"Digest: {policy.digest}\n")
    for clause in policy.clause:
        console.print(f"[bold]{clause.id}[/] ({clause.force}, {clause.about}; {escape(clause.source)})")
        console.print(f"    {escape(clause.says)}")
        console.print(f"    [dim]{', '.join(clause.mechanisms)}: {escape(does(clause))}[/]")
    _standing(policy)


def _standing(policy: Policy) -> None:
    """The lists that a policy makes: what to sign, to review, to have permission for."""
    for mechanism, title in (
        (Mechanism.SIGN, "To sign"),
        (Mechanism.REVIEW, "To review"),
        (Mechanism.PERMIT, "Permissions to hold"),
    ):
        clauses = policy.duties(mechanism)
        if clauses:
            console.print(f"\n[bold]{title}[/]: clauses {', '.join(clause.id for clause in clauses)}")


def compared(row: Row) -> dict[str, Any]:
    """A row of a comparison as a plain object."""
    return {
        "about": row.about,
        "question": row.question,
        "outcomes": row.outcomes,
        "clauses": row.clauses,
        "differs": row.differs,
        "contradicts": row.contradicts,
        "strictest": row.strictest,
    }


def show_comparison(rows: Sequence[Row], policies: Sequence[Policy]) -> None:
    """Print policies side by side."""
    table = Table("question", *(policy.id for policy in policies), "", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.question, *(_cell(row, policy.id) for policy in policies), _verdict(row))
    console.print(table)
    against = [row for row in rows if row.contradicts]
    console.print(
        f"\n[bold]Contradictions: {len(against)}[/] (one allows or leaves open what another forbids); the stricter binds."
    )
    for row in against:
        console.print(f"  • {row.question}: {', '.join(_cited(row, policy.id) for policy in policies)}")


def _cell(row: Row, policy: str) -> str:
    outcome = row.outcomes[policy]
    return f"[{_STYLE[outcome]}]{outcome}[/]"


def _verdict(row: Row) -> str:
    if not row.differs:
        return ""
    return ("contradict; " if row.contradicts else "") + f"stricter: {', '.join(row.strictest)}"


def _cited(row: Row, policy: str) -> str:
    return f"{policy} {row.outcomes[policy]} ({', '.join(row.clauses[policy]) or 'silent'})"


def show_coverage(covered: Sequence[Covered]) -> None:
    """Print what every clause does and how many tests show it."""
    table = Table("clause", "mechanisms", "tests", "does", box=None, pad_edge=False)
    for entry in covered:
        table.add_row(entry.id, ", ".join(entry.mechanisms), str(len(entry.tests)), escape(entry.does))
    console.print(table)
    short = [entry.id for entry in covered if not entry.mechanisms or not entry.tests]
    console.print(
        f"\n{len(covered)} statements, {len(short)} without a mechanism or a test{': ' + ', '.join(short) if short else '.'}"
    )


def show_troubles(policy: Policy, troubles: Sequence[Trouble], failing: Sequence[Failing]) -> None:
    """Print where a policy contradicts itself, and which of its cases do not come out."""
    for trouble in troubles:
        console.print(f"[bold]{trouble.kind}[/] {escape(_troubled(trouble))}")
        for name in (trouble.clause, *trouble.others):
            console.print(f"    {name}: {escape(policy.clauses[name].says)}")
        if trouble.facts:
            console.print(f"    For example: {escape(', '.join(f'{name}: {value}' for name, value in trouble.facts.items()))}")
    for each in failing:
        console.print(f"[bold]case[/] {escape(each.case.situation)} {escape(each.why)}")
    if not troubles and not failing:
        console.print(f"{policy.id}, version {policy.version}: no contradiction found, and every case comes out as written.")


def _troubled(trouble: Trouble) -> str:
    where, others = f"clause {trouble.clause} ({trouble.key})", ", ".join(trouble.others)
    if trouble.kind == "unsure":
        return f"{where} and clause {others} may answer one situation differently; there are too many to go through them all."
    if not trouble.facts:
        return f"{where}: no situation can ever meet its conditions."
    answers = [str(answer) for answer in trouble.answers]
    if trouble.kind == "hidden":
        return f"{where}: wherever it answers “{answers[0]}”, clause {others} speaks and answers “{answers[1]}”."
    return f"{where} answers “{answers[0]}”, and clause {others} “{answers[1]}”, to the same situation."


def show_progress(done: int, of: int, *, quiet: bool) -> None:
    """Say how many texts have been read, on the error stream and only where somebody sits there."""
    errors = Console(stderr=True, highlight=False)
    if errors.is_terminal and not quiet:
        errors.print(f"  {done:,} of {of:,} texts read", end="\n" if done >= of else "\r")


def show_shadow(shadow: Shadow) -> None:
    """Print what would change."""
    console.print(
        f"[bold]{len(shadow.changes):,} of {shadow.asked:,} situations change[/]: {shadow.stricter:,} are answered more "
        f"strictly, {shadow.milder:,} more mildly."
    )
    table = Table("answer", "before", "after", box=None, pad_edge=False)
    for outcome, count in shadow.counts.items():
        table.add_row(outcome, f"{count['old']:,}", f"{count['new']:,}")
    console.print(table)
    for change in shadow.changes:
        because = ", ".join(change.because) or "nothing speaks any more"
        console.print(f"  • {escape(change.says)}")
        console.print(f"    {_answered(change.old)} → {_answered(change.new)} ({because}; {escape(change.source)})")


def _answered(answer: Answered) -> str:
    told = f"tell {', '.join(told.replace('_', ' ') for told in answer.told)}" if answer.told else ""
    said = f"[{_STYLE[answer.outcome]}]{answer.outcome}[/]" if answer.outcome else ""
    return ", ".join(filter(None, (said, told))) or "nobody is told"
