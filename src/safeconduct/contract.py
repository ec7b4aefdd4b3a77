"""Answers as plain objects, in the shape that the command line, the API and the tests share (docs/reference/contract.md)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from safeconduct.decision import Decision, PolicyAnswer
from safeconduct.routing import PolicyRoute
from safeconduct.screening import Finding
from safeconduct.suggestions.proposing import Suggestion
from safeconduct.walks import Check, RoutedConcern


def check_answer(check: Check, text: str, given_id: Any = None) -> dict[str, Any]:
    """The answer to ``check``. Spans count code points of the text as given."""
    return {
        "id": given_id,
        "outcome": check.decision.outcome,
        "topics": list(check.topics),
        "main": check.main,
        "findings": [_finding(finding, text) for finding in check.findings],
        "reasons": [asdict(reason) for reason in check.decision.reasons],
        "policies": {answer.policy: answer.outcome for answer in check.decision.answers},
        "guidance": [str(guidance) for guidance in check.decision.guidance],
        "missing": list(check.decision.missing),
        "protected": [protection.ground for protection in check.protected],
        "suggestions": [_suggestion(suggestion) for suggestion in check.suggestions],
        "redacted": check.redacted,
        "vetoed": [{**_finding(finding, text), "vetoed": finding.vetoed} for finding in check.vetoed],
    }


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    return {
        "topic": finding.topic,
        "start": finding.start,
        "end": finding.end,
        "quote": text[finding.start : finding.end],
        "why": finding.why,
        "detector": finding.detector,
        "certain": finding.certain,
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    places = [{"start": each.start, "end": each.end, "text": each.text} for each in suggestion.replacements]
    return {"topic": suggestion.topic, "says": suggestion.says, "replacements": places}


def decide_answer(decision: Decision, given_id: Any = None) -> dict[str, Any]:
    """The answer to ``decide``."""
    return {
        "id": given_id,
        "outcome": decision.outcome,
        "policies": {answer.policy: _policy_answer(answer) for answer in decision.answers},
        "report_to": list(decision.report_to),
        "say": decision.say,
        "guidance": [str(guidance) for guidance in decision.guidance],
        "missing": list(decision.missing),
    }


def _policy_answer(answer: PolicyAnswer) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "report_to": list(answer.report_to),
        "missing": list(answer.missing),
        "version": answer.version,
        "digest": answer.digest,
        "reasons": [{key: value for key, value in asdict(reason).items() if key != "topic"} for reason in answer.reasons],
    }


def route_answer(routed: RoutedConcern, given_id: Any = None) -> dict[str, Any]:
    """The answer to ``route``; ``alternatives`` are the next likely kinds where the kind was suggested."""
    answer: dict[str, Any] = {"id": given_id, "kind": routed.routing.kind, "suggested": routed.suggested}
    if routed.suggested:
        answer |= {"alternatives": list(routed.alternatives), "because": list(routed.because)}
    answer["policies"] = {policy.policy: _policy_route(policy) for policy in routed.routing.answers}
    answer["guidance"] = [str(guidance) for guidance in routed.routing.guidance]
    return answer


def _policy_route(policy: PolicyRoute) -> dict[str, Any]:
    return {
        "route": list(policy.route),
        "immediate": policy.immediate,
        "preserve_evidence": policy.preserve_evidence,
        "must_not": list(policy.must_not),
        "external": policy.external,
        "note": policy.note,
        "guidance": [str(guidance) for guidance in policy.guidance],
        "reasons": [
            {"policy": r.policy, "version": r.version, "clause": r.clause, "force": r.force, "says": r.says}
            for r in policy.reasons
        ],
    }
