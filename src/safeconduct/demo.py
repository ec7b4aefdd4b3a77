"""A tour of the command line on the drafts, contacts, concerns and the archive in ``data/demo``, each as one would type it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from safeconduct import terminal
from safeconduct.activity import Account
from safeconduct.archive.reading import read_paths
from safeconduct.audit.run import Audit
from safeconduct.audit.scope import Scope
from safeconduct.audit.summary import show_summary
from safeconduct.policy import Library, Policy
from safeconduct.screening import Context
from safeconduct.walks import check_draft, decide_contact, route_concern


def tour() -> None:
    """Answer every demo question, with the command that asks it."""
    library = Library.shipped()
    for draft in _lines("drafts.jsonl"):
        _title(draft, "check", shlex.quote(draft["text"]))
        context = Context(Account(draft.get("account", "personal")))
        terminal.show_check(check_draft(draft["text"], _bound(library, draft), context), draft["text"])
    for contact in _lines("contacts.jsonl"):
        _title(contact, "decide", f"--json-facts {shlex.quote(msgspec.json.encode(contact['facts']).decode())}")
        terminal.show_decision(decide_contact(contact["facts"], _bound(library, contact)))
    for concern in _lines("concerns.jsonl"):
        _title(concern, "route", shlex.quote(concern["situation"]))
        terminal.show_route(route_concern({"situation": concern["situation"]}, _bound(library, concern)))
    _audit(library)


def _audit(library: Library) -> None:
    """A small archive of a made-up teacher, looked through."""
    entry = {"title": "A teacher looks through what she posted on X, years ago", "policies": ["key", "kevi"]}
    _title(entry, "audit", "nia-on-x")
    with resources.as_file(resources.files("safeconduct.data") / "demo" / "nia-on-x") as folder:
        result = Audit(read_paths([folder]), Scope(_bound(library, entry))).run()
        show_summary(result, terminal.console)


def _lines(name: str) -> Iterator[Mapping[str, Any]]:
    data = (resources.files("safeconduct.data") / "demo" / name).read_bytes()
    yield from (msgspec.json.decode(line) for line in data.splitlines() if line.strip())


def _bound(library: Library, entry: Mapping[str, Any]) -> tuple[Policy, ...]:
    return library.select(entry["policies"], date.today())  # noqa: DTZ011 the user's own day


def _title(entry: Mapping[str, Any], command: str, argument: str) -> None:
    policies = " ".join(f"--policy {policy}" for policy in entry["policies"])
    account = " --account official" if entry.get("account") == "official" else ""
    terminal.console.rule(entry["title"])
    terminal.console.print(f"$ safeconduct {command}{account} {policies} {argument}\n", markup=False)
