"""The command line: parse, call a walk, print. The exit status is the outcome.

0 allow or not-covered · 3 caution · 4 ask · 5 stop · 1 an error · 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, NoReturn

import typer

from safeconduct.activity import Account, Audience, ConcernKind, Outcome, Role, Told
from safeconduct.errors import InputError, SafeconductError

if TYPE_CHECKING:
    from safeconduct.policy import Policy
    from safeconduct.screening import Context

# Everything else is imported inside the commands: “check” must answer well under half a second, start-up included.

EXIT: Final = {Outcome.ALLOW: 0, Outcome.NOT_COVERED: 0, Outcome.CAUTION: 3, Outcome.ASK: 4, Outcome.STOP: 5}

app = typer.Typer(
    name="safeconduct",
    help="Makes a staff social media policy work: check a draft, decide on a contact, route a concern.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
policy_app = typer.Typer(no_args_is_help=True, help="Look at the policies themselves.")
app.add_typer(policy_app, name="policy")


def _a_date(value: str | None) -> str | None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise typer.BadParameter(f"“{value}” is not a date. Write it as 2026-09-01.") from error
    return value


def _a_role(value: str | None) -> str | None:
    if value is not None and value not in {*Role, *Told}:
        raise typer.BadParameter(f"“{value[:60]}” is no role. Use one of {', '.join(dict.fromkeys((*Role, *Told)))}.")
    return value


PolicyIds = Annotated[list[str] | None, typer.Option("--policy", help="A policy that binds you; may be given several times.")]
OnDay = Annotated[str | None, typer.Option("--on", callback=_a_date, help="The day, as 2026-09-01; today if left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
JsonLines = Annotated[
    str | None, typer.Option("--jsonl", help="A file of JSON Lines, one question a line; “-” is standard input.")
]


@app.command()
def check(
    text: Annotated[str | None, typer.Argument(help="The draft; “-” reads it from standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the draft.")] = None,
    jsonl: JsonLines = None,
    policy: PolicyIds = None,
    role: Annotated[Role | None, typer.Option(help="Your role at the school.")] = None,
    account: Annotated[Account, typer.Option(help="Whose account it goes out from.")] = Account.PERSONAL,
    audience: Annotated[Audience | None, typer.Option(help="Who will see it.")] = None,
    permission: Annotated[bool, typer.Option("--permission", help="The head teacher's permission is on record.")] = False,  # noqa: FBT002 a flag
    roster: Annotated[Path | None, typer.Option(help="A CSV file with the names of pupils and colleagues.")] = None,
    on: OnDay = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Check a draft before it goes out. Nothing is stored."""
    from safeconduct.screening import Context, Roster
    from safeconduct.walks import check_draft

    _one_of(("TEXT", text), ("--file", file), ("--jsonl", jsonl))
    names = _roster(roster) if roster else Roster()
    context = Context(account, audience, role, permission=permission, roster=names)
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
    raise typer.Exit(EXIT[answer.decision.outcome])


@app.command()
def decide(
    jsonl: JsonLines = None,
    json_facts: Annotated[str | None, typer.Option(help="The facts of one contact, as a JSON object.")] = None,
    policy: PolicyIds = None,
    on: OnDay = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
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
    raise typer.Exit(EXIT[decision.outcome])


@app.command()
def route(
    situation: Annotated[str | None, typer.Argument(help="What happened, in your own words; “-” reads standard input.")] = None,
    jsonl: JsonLines = None,
    policy: PolicyIds = None,
    kind: Annotated[ConcernKind | None, typer.Option(help="The kind of concern, if you know it.")] = None,
    subject: Annotated[str | None, typer.Option(callback=_a_role, help="The role of the person complained of.")] = None,
    child_protection: Annotated[bool, typer.Option("--child-protection", help="A child may be at risk.")] = False,  # noqa: FBT002 a flag
    on: OnDay = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Say whom to tell about a concern, how soon, and what not to do meanwhile."""
    from safeconduct.contract import route_answer
    from safeconduct.walks import route_concern

    _one_of(("SITUATION", situation), ("--jsonl", jsonl))
    policies = _policies(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _route_line(given, policies, on))
    given = {
        "situation": _draft(situation, None),
        "kind": kind,
        "subject": subject,
        "child_protection": child_protection or None,
    }
    routed = route_concern(given, policies)
    if as_json:
        _print_json(route_answer(routed))
    else:
        from safeconduct import terminal

        terminal.show_route(routed)


@policy_app.command("list")
def policy_list(on: OnDay = None, as_json: AsJson = False) -> None:  # noqa: FBT002 a flag
    """List the policies in force."""
    from safeconduct import terminal

    policies = _policies(None, on)
    if as_json:
        _print_json([terminal.summary(policy) for policy in policies])
    else:
        terminal.show_policies(policies)


@policy_app.command("show")
def policy_show(
    policy_id: Annotated[str, typer.Argument(metavar="ID")],
    on: OnDay = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Show one policy: every clause, where it stands, what it does."""
    from safeconduct import terminal

    policy = _policies([policy_id], on)[0]
    if as_json:
        _print_json({**terminal.summary(policy), "clauses": terminal.clause_list(policy)})
    else:
        terminal.show_policy(policy)


@policy_app.command("compare")
def policy_compare(
    ids: Annotated[list[str], typer.Argument(metavar="A B…")],
    on: OnDay = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
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
def policy_coverage(policy: PolicyIds = None, as_json: AsJson = False) -> None:  # noqa: FBT002 a flag
    """Show what every statement of every policy does, and the tests that show it."""
    from safeconduct import terminal
    from safeconduct.coverage import coverage

    covered = coverage(_policies(policy, None))
    if as_json:
        _print_json(covered)
    else:
        terminal.show_coverage(covered)
    if any(not entry.mechanisms or not entry.tests for entry in covered):
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """A tour: real drafts, contacts and concerns, answered by the five policies."""
    from safeconduct.demo import tour

    tour()


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
    typer.echo(f"safeconduct: {message}", err=True)
    raise typer.Exit(2)


_library_cache: list[Any] = []


def _policies(ids: list[str] | None, on: str | None) -> tuple[Policy, ...]:
    from safeconduct.policy import Library

    if not _library_cache:
        _library_cache.append(Library.shipped())
    day = date.fromisoformat(on) if on else date.today()  # noqa: DTZ011 the user's own day
    library: Library = _library_cache[0]
    return library.select(ids or (), day)


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
    raise typer.Exit(0 if clean else 1)


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
        typer.echo(f"safeconduct: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader went away, as “head” does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
