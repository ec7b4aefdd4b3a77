"""The command line: parse, call a walk, print. The exit status is the outcome.

0 allow or not-covered · 3 caution · 4 ask · 5 stop · 1 an error · 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NoReturn

import click

from safeconduct.activity import Account, Audience, ConcernKind, Outcome, Role, Told
from safeconduct.errors import InputError, SafeconductError

if TYPE_CHECKING:
    from safeconduct.policy import Library, Policy
    from safeconduct.screening import Context

# Everything else is imported inside the commands: “check” must answer well under half a second, start-up included.

EXIT: Final = {Outcome.ALLOW: 0, Outcome.NOT_COVERED: 0, Outcome.CAUTION: 3, Outcome.ASK: 4, Outcome.STOP: 5}


class _OneOf(click.ParamType[str, str]):
    """A value of a closed list."""

    name = "value"

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(dict.fromkeys(str(value) for value in values))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.values:
            self.fail(f"“{value[:60]}” is not one of {', '.join(self.values)}.", param, ctx)
        return value


def _a_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"“{value}” is not a date. Write it as 2026-09-01.") from error
    return value


_policies_option = click.option(
    "--policy", multiple=True, metavar="ID", help="A policy that binds you; may be given several times."
)
_on_option = click.option("--on", callback=_a_date, metavar="DATE", help="The day, as 2026-09-01; today if left out.")
_json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
_jsonl_option = click.option(
    "--jsonl", metavar="FILE", help="A file of JSON Lines, one question a line; “-” is standard input."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="safeconduct")
def app() -> None:
    """Makes a staff social media policy work: check a draft, decide on a contact, route a concern."""


@app.command(help="Check a draft before it goes out; “-” reads it from standard input. Nothing is stored.")
@click.argument("text", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="A file that holds the draft.")
@_jsonl_option
@_policies_option
@click.option("--role", type=_OneOf(Role), help="Your role at the school.")
@click.option("--account", type=_OneOf(Account), default="personal", help="Whose account it goes out from.")
@click.option("--audience", type=_OneOf(Audience), help="Who will see it.")
@click.option("--permission", is_flag=True, help="The head teacher's permission is on record.")
@click.option("--roster", type=click.Path(path_type=Path), help="A CSV file with the names of pupils and colleagues.")
@_on_option
@_json_option
def check(
    text: str | None,
    file: Path | None,
    jsonl: str | None,
    policy: tuple[str, ...],
    role: str | None,
    account: str,
    audience: str | None,
    roster: Path | None,
    on: str | None,
    *,
    permission: bool,
    as_json: bool,
) -> None:
    """Check a draft before it goes out."""
    from safeconduct.screening import Context, Roster
    from safeconduct.walks import check_draft

    _one_of(("TEXT", text), ("--file", file), ("--jsonl", jsonl))
    context = Context(
        Account(account),
        Audience(audience) if audience else None,
        Role(role) if role else None,
        permission=permission,
        roster=_roster(roster) if roster else Roster(),
    )
    policies = _policies(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _check_line(given, context, policies, on))
    draft = _draft(text, file)
    answer = check_draft(draft, policies, context)
    if as_json:
        from safeconduct.contract import check_answer

        _print_json(check_answer(answer, draft))
    else:
        from safeconduct import terminal

        terminal.show_check(answer, draft)
    _exit(answer.decision.outcome)


@app.command()
@_jsonl_option
@click.option("--json-facts", metavar="JSON", help="The facts of one contact, as a JSON object.")
@_policies_option
@_on_option
@_json_option
def decide(jsonl: str | None, json_facts: str | None, policy: tuple[str, ...], on: str | None, *, as_json: bool) -> None:
    """Decide on a friend request, a message, a photograph, a visit to a site."""
    from safeconduct.contract import decide_answer
    from safeconduct.walks import decide_contact

    _one_of(("--json-facts", json_facts), ("--jsonl", jsonl))
    policies = _policies(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _decide_line(given, policies, on))
    facts = _json_object(json_facts or "", "--json-facts")
    decision = decide_contact(facts, _line_policies(facts, policies, on))
    if as_json:
        _print_json(decide_answer(decision, facts.get("id")))
    else:
        from safeconduct import terminal

        terminal.show_decision(decision)
    _exit(decision.outcome)


@app.command(help="Say whom to tell about a concern, how soon, and what not to do meanwhile; “-” reads standard input.")
@click.argument("situation", required=False)
@_jsonl_option
@_policies_option
@click.option("--kind", type=_OneOf(ConcernKind), help="The kind of concern, if you know it.")
@click.option("--subject", type=_OneOf((*Role, *Told)), metavar="ROLE", help="The role of the person complained of.")
@click.option("--child-protection", is_flag=True, help="A child may be at risk.")
@_on_option
@_json_option
def route(
    situation: str | None,
    jsonl: str | None,
    policy: tuple[str, ...],
    kind: str | None,
    subject: str | None,
    on: str | None,
    *,
    child_protection: bool,
    as_json: bool,
) -> None:
    """Say whom to tell about a concern."""
    from safeconduct.contract import route_answer
    from safeconduct.walks import route_concern

    _one_of(("SITUATION", situation), ("--jsonl", jsonl))
    policies = _policies(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _route_line(given, policies, on))
    given = {"situation": _draft(situation, None), "kind": kind, "subject": subject}
    routed = route_concern({**given, "child_protection": child_protection or None}, policies)
    if as_json:
        _print_json(route_answer(routed))
    else:
        from safeconduct import terminal

        terminal.show_route(routed)


@app.group("policy")
def policy_app() -> None:
    """Look at the policies themselves."""


@policy_app.command("list")
@_on_option
@_json_option
def policy_list(on: str | None, *, as_json: bool) -> None:
    """List the policies in force."""
    from safeconduct import terminal

    policies = _policies((), on)
    if as_json:
        _print_json([terminal.summary(policy) for policy in policies])
    else:
        terminal.show_policies(policies)


@policy_app.command("show")
@click.argument("policy_id", metavar="ID")
@_on_option
@_json_option
def policy_show(policy_id: str, on: str | None, *, as_json: bool) -> None:
    """Show one policy: every clause, where it stands, what it does."""
    from safeconduct import terminal

    policy = _policies((policy_id,), on)[0]
    if as_json:
        _print_json({**terminal.summary(policy), "clauses": terminal.clause_list(policy)})
    else:
        terminal.show_policy(policy)


@policy_app.command("compare")
@click.argument("ids", metavar="A B…", nargs=-1, required=True)
@_on_option
@_json_option
def policy_compare(ids: tuple[str, ...], on: str | None, *, as_json: bool) -> None:
    """Put policies side by side; say where they contradict each other and which is stricter."""
    from safeconduct import terminal
    from safeconduct.compare import compare

    policies = _policies(ids, on)
    if len(policies) < 2:
        _usage("Name at least two different policies to compare.")
    rows = compare(policies)
    if as_json:
        _print_json([terminal.compared(row) for row in rows])
    else:
        terminal.show_comparison(rows, policies)


@policy_app.command("coverage")
@_policies_option
@_json_option
def policy_coverage(policy: tuple[str, ...], *, as_json: bool) -> None:
    """Show what every statement of every policy does, and the tests that show it."""
    from safeconduct import terminal
    from safeconduct.coverage import coverage

    covered = coverage(_policies(policy, None))
    if as_json:
        _print_json(covered)
    else:
        terminal.show_coverage(covered)
    if any(not entry.mechanisms or not entry.tests for entry in covered):
        raise click.exceptions.Exit(1)


@app.command()
def demo() -> None:
    """A tour: real drafts, contacts and concerns, answered by the five policies."""
    from safeconduct.demo import tour

    tour()


def _exit(outcome: Outcome) -> NoReturn:
    raise click.exceptions.Exit(EXIT[outcome])


# --- one line of JSON Lines --------------------------------------------------------------------------------


def _check_line(given: dict[str, Any], context: Context, policies: Sequence[Policy], on: str | None) -> dict[str, Any]:
    from safeconduct.contract import check_answer
    from safeconduct.walks import check_draft

    text = given.get("text")
    if not isinstance(text, str):
        raise InputError("The line has no “text”. Give the post as a string in “text”.")
    answer = check_draft(text, _line_policies(given, policies, on), _line_context(given, context))
    return check_answer(answer, text, given.get("id"))


def _line_context(given: dict[str, Any], context: Context) -> Context:
    import msgspec

    names = {"account": Account, "audience": Audience, "author_role": Role}
    known = {_field(name): _member(kind, name, given[name]) for name, kind in names.items() if given.get(name) is not None}
    words = {name: str(given[name])[:60] for name in ("platform", "kind") if given.get(name) is not None}
    return msgspec.structs.replace(context, **known, **words, **_line_permission(given))


def _line_permission(given: dict[str, Any]) -> dict[str, bool]:
    permission = given.get("permission")
    if permission is None:
        return {}
    if not isinstance(permission, bool):
        raise InputError("“permission” must be true or false.")
    return {"permission": permission}


def _field(name: str) -> str:
    return "role" if name == "author_role" else name


def _member(kind: Callable[[str], Any], name: str, value: Any) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        raise InputError(f"“{name}” cannot be “{str(value)[:60]}”. Use one of {', '.join(kind)}.") from error  # type: ignore[arg-type]


def _decide_line(given: dict[str, Any], policies: Sequence[Policy], on: str | None) -> dict[str, Any]:
    from safeconduct.contract import decide_answer
    from safeconduct.walks import decide_contact

    return decide_answer(decide_contact(given, _line_policies(given, policies, on)), given.get("id"))


def _route_line(given: dict[str, Any], policies: Sequence[Policy], on: str | None) -> dict[str, Any]:
    from safeconduct.contract import route_answer
    from safeconduct.walks import route_concern

    return route_answer(route_concern(given, _line_policies(given, policies, on)), given.get("id"))


def _line_policies(given: dict[str, Any], policies: Sequence[Policy], on: str | None) -> Sequence[Policy]:
    """The policies that a line names for itself, or else those of the command."""
    named = given.pop("policies", None)
    if named is None:
        return policies
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named) or not named:
        raise InputError("“policies” must be a list of policy ids.")
    return _policies(named, on)


# --- reading and writing -----------------------------------------------------------------------------------


def _one_of(*given: tuple[str, object]) -> None:
    named = [name for name, value in given if value is not None]
    if len(named) != 1:
        wanted = ", ".join(name for name, _ in given)
        _usage(f"Give exactly one of {wanted}" + (f"; these were given: {', '.join(named)}." if named else "."))


def _usage(message: str) -> NoReturn:
    click.echo(f"safeconduct: {message}", err=True)
    raise click.exceptions.Exit(2)


@cache
def _library() -> Library:
    from safeconduct.policy import Library

    return Library.shipped()


def _policies(ids: Sequence[str], on: str | None) -> tuple[Policy, ...]:
    day = date.fromisoformat(on) if on else date.today()  # noqa: DTZ011 the user's own day
    left_out = () if ids else _library().left_out(day)
    if left_out:
        click.echo(f"safeconduct: not in force on {day}, and left out: {', '.join(left_out)}.", err=True)
    return _library().select(ids, day)


def _roster(path: Path) -> Any:
    from safeconduct.roster import read_roster

    return read_roster(path)


def _draft(text: str | None, file: Path | None) -> str:
    """The draft as given, from standard input or from a file."""
    from safeconduct.text import mend

    if file is not None:
        text = _decoded(_read(file), str(file))
    elif text == "-":
        text = _decoded(sys.stdin.buffer.read(), "standard input")
    text = mend(text or "")
    if not text.strip():
        raise InputError("There is no text to check: it is empty.")
    return text


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: it cannot be read: {error.strerror}.") from error


def _decoded(data: bytes, where: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: this is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from error


def _json_object(text: str, where: str) -> dict[str, Any]:
    from safeconduct.jsonl import decode

    example = """Write it like '{"kind": "friend_request", "person": "pupil"}'."""
    try:
        value = decode(text.encode("utf-8", "surrogateescape"))
    except InputError as error:
        raise InputError(f"{where}: {error} {example}") from error
    if not isinstance(value, dict):
        raise InputError(f"{where}: this is not a JSON object. {example}")
    return value


def _stream(source: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> NoReturn:
    """Answer JSON Lines until they end; the exit status is 1 if any line could not be answered."""
    from safeconduct.jsonl import answers

    clean = True
    with _opened(source) as lines:
        for line, good in answers(lines, answer):
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
            clean = clean and good
    raise click.exceptions.Exit(0 if clean else 1)


def _opened(source: str) -> BinaryIO:
    if source == "-":
        return sys.stdin.buffer
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise InputError(f"{source}: it cannot be read: {error.strerror}.") from error


def _print_json(value: Any) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")


def main() -> None:
    """Run the command line; the door that the ``safeconduct`` script opens."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows “?”, not a trace
            stream.reconfigure(errors="replace")
    try:
        app()
    except SafeconductError as error:
        click.echo(f"safeconduct: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader went away, as “head” does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
