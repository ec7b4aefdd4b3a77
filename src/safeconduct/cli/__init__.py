"""The command line: parse, call a walk, print. The exit status is the outcome.

0 allow or not-covered · 3 caution · 4 ask · 5 stop · 1 an error · 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, NoReturn, TextIO

import click

from safeconduct.activity import Account, Audience, ConcernKind, Role, Told
from safeconduct.cli import site, upkeep
from safeconduct.cli.archives import archive, audit
from safeconduct.cli.drafts import check as policy_check
from safeconduct.cli.drafts import policy_named
from safeconduct.cli.drafts import shadow as policy_shadow
from safeconduct.cli.keys import keys_app
from safeconduct.cli.opinion import doubts_of, opinion_model_option, opinion_option
from safeconduct.cli.people import people_app
from safeconduct.cli.rosters import roster_app
from safeconduct.cli.shared import (
    OneOf,
    OwnWords,
    given_text,
    json_option,
    jsonl_option,
    leave,
    on_option,
    one_of,
    policies_of,
    policies_option,
    print_json,
    roster_in,
    usage,
)  # fmt: skip
from safeconduct.errors import InputError, OutputError, SafeconductError

if TYPE_CHECKING:
    from safeconduct.policy import Policy
    from safeconduct.screening import Context
    from safeconduct.walks import Doubts

# Everything else is imported inside the commands: “check” must answer well under half a second, start-up included.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="safeconduct")
def app() -> None:
    """Makes a staff social media policy work: check a draft, decide on a contact, route a concern."""


@app.command(cls=OwnWords, help="Check a draft before it goes out; “-” reads it from standard input. Nothing is stored.")
@click.argument("text", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="A file that holds the draft.")
@jsonl_option
@policies_option
@click.option("--role", type=OneOf(Role), help="Your role at the school.")
@click.option("--account", type=OneOf(Account), default="personal", help="Whose account it goes out from.")
@click.option("--audience", type=OneOf(Audience), help="Who will see it.")
@click.option("--permission", is_flag=True, help="The head teacher's permission is on record.")
@click.option(
    "--roster", type=click.Path(path_type=Path), help="A CSV file with the names of pupils, colleagues and where you work."
)
@opinion_option
@opinion_model_option
@on_option
@json_option
def check(
    text: str | None,
    file: Path | None,
    jsonl: str | None,
    policy: tuple[str, ...],
    role: str | None,
    account: str,
    audience: str | None,
    roster: Path | None,
    second_opinion: str | None,
    second_opinion_model: str | None,
    on: str | None,
    *,
    permission: bool,
    as_json: bool,
) -> None:
    """Check a draft before it goes out."""
    from safeconduct.screening import Context, Roster
    from safeconduct.walks import check_draft

    one_of(("TEXT", text), ("--file", file), ("--jsonl", jsonl))
    context = Context(
        Account(account),
        Audience(audience) if audience else None,
        Role(role) if role else None,
        permission=permission,
        roster=roster_in(roster) if roster else Roster(),
    )
    policies = policies_of(policy, on)
    doubts = doubts_of(second_opinion, second_opinion_model)
    if jsonl is not None:
        _stream_drafts(jsonl, lambda given: _read_draft(given, context, policies, on), doubts)
    draft = given_text(text, file)
    answer = check_draft(draft, policies, context, doubts=doubts)
    if as_json:
        from safeconduct.contract import check_answer

        print_json(check_answer(answer, draft))
    else:
        from safeconduct import terminal

        terminal.show_check(answer, draft)
    leave(answer.decision.outcome)


@app.command()
@jsonl_option
@click.option("--json-facts", metavar="JSON", help="The facts of one contact, as a JSON object.")
@policies_option
@on_option
@json_option
def decide(jsonl: str | None, json_facts: str | None, policy: tuple[str, ...], on: str | None, *, as_json: bool) -> None:
    """Decide on a friend request, a message, a photograph, a visit to a site."""
    from safeconduct.contract import decide_answer
    from safeconduct.walks import decide_contact

    one_of(("--json-facts", json_facts), ("--jsonl", jsonl))
    policies = policies_of(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _decide_line(given, policies, on))
    facts = _json_object(json_facts or "", "--json-facts")
    decision = decide_contact(facts, _line_policies(facts, policies, on))
    if as_json:
        print_json(decide_answer(decision, facts.get("id")))
    else:
        from safeconduct import terminal

        terminal.show_decision(decision)
    leave(decision.outcome)


@app.command(
    cls=OwnWords, help="Say whom to tell about a concern, how soon, and what not to do meanwhile; “-” reads standard input."
)
@click.argument("situation", required=False)
@jsonl_option
@policies_option
@click.option("--kind", type=OneOf(ConcernKind), help="The kind of concern, if you know it.")
@click.option("--subject", type=OneOf((*Role, *Told)), metavar="ROLE", help="The role of the person complained of.")
@click.option("--child-protection", is_flag=True, help="A child may be at risk.")
@on_option
@json_option
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

    one_of(("SITUATION", situation), ("--jsonl", jsonl))
    policies = policies_of(policy, on)
    if jsonl is not None:
        _stream(jsonl, lambda given: _route_line(given, policies, on))
    given = {"situation": given_text(situation, None), "kind": kind, "subject": subject}
    routed = route_concern({**given, "child_protection": child_protection or None}, policies)
    if as_json:
        print_json(route_answer(routed))
    else:
        from safeconduct import terminal

        terminal.show_route(routed)


@app.group("policy")
def policy_app() -> None:
    """Look at the policies themselves."""


policy_app.add_command(policy_check)
policy_app.add_command(policy_shadow)


@policy_app.command("list")
@on_option
@json_option
def policy_list(on: str | None, *, as_json: bool) -> None:
    """List the policies in force."""
    from safeconduct import terminal

    policies = policies_of((), on)
    if as_json:
        print_json([terminal.summary(policy) for policy in policies])
    else:
        terminal.show_policies(policies)


@policy_app.command("show")
@click.argument("policy_id", metavar="ID|FILE.toml")
@on_option
@json_option
def policy_show(policy_id: str, on: str | None, *, as_json: bool) -> None:
    """Show one policy: every clause, where it stands, what it does."""
    from safeconduct import terminal

    policy = policy_named(policy_id, on)
    if as_json:
        print_json({**terminal.summary(policy), "clauses": terminal.clause_list(policy)})
    else:
        terminal.show_policy(policy)


@policy_app.command("compare")
@click.argument("ids", metavar="A B…", nargs=-1, required=True)
@on_option
@json_option
def policy_compare(ids: tuple[str, ...], on: str | None, *, as_json: bool) -> None:
    """Put policies side by side; say where they contradict each other and which is stricter."""
    from safeconduct import terminal
    from safeconduct.compare import compare

    policies = policies_of(ids, on)
    if len(policies) < 2:
        usage("Name at least two different policies to compare.")
    rows = compare(policies)
    if as_json:
        print_json([terminal.compared(row) for row in rows])
    else:
        terminal.show_comparison(rows, policies)


@policy_app.command("coverage")
@policies_option
@json_option
def policy_coverage(policy: tuple[str, ...], *, as_json: bool) -> None:
    """Show what every statement of every policy does, and the tests that show it."""
    from safeconduct import terminal
    from safeconduct.coverage import coverage

    covered = coverage(policies_of(policy, None))
    if as_json:
        print_json(covered)
    else:
        terminal.show_coverage(covered)
    if any(not entry.mechanisms or not entry.tests for entry in covered):
        raise click.exceptions.Exit(1)


# --- one line of JSON Lines --------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """A line of ``check --jsonl``: a text, where it goes, and the policies that bind its author."""

    id: Any
    text: str
    context: Context
    policies: tuple[Policy, ...]


def _read_draft(given: dict[str, Any], context: Context, policies: Sequence[Policy], on: str | None) -> _Asked:
    from safeconduct.walks import postable

    text = given.get("text")
    if not isinstance(text, str):
        raise InputError("The line has no “text”. Give the post as a string in “text”.")
    bound, context = tuple(_line_policies(given, policies, on)), _line_context(given, context)
    return _Asked(given.get("id"), postable(text), context, bound)


def _check_lines(asked: Sequence[_Asked], doubts: Doubts | None) -> Iterator[dict[str, Any]]:
    """The answers to some lines; neighbours under the same policies are checked together."""
    from safeconduct.contract import check_answer
    from safeconduct.walks import check_many

    for _, group in groupby(asked, key=lambda each: [policy.digest for policy in each.policies]):
        lines = list(group)
        checks = check_many(((line.text, line.context) for line in lines), lines[0].policies, doubts=doubts)
        for line, check in zip(lines, checks, strict=True):
            yield check_answer(check, line.text, line.id)


def _line_context(given: dict[str, Any], context: Context) -> Context:
    import msgspec

    names = {"account": Account, "audience": Audience, "author_role": Role}
    known = {_field(name): _member(kind, name, given[name]) for name, kind in names.items() if given.get(name) is not None}
    words = {name: _word(name, given[name]) for name in ("platform", "kind") if given.get(name) is not None}
    return msgspec.structs.replace(context, **known, **words, **_line_permission(given))


_LIKE_A: Final = {"profile": "bio"}  # as an archive calls it


def _word(name: str, value: Any) -> str:
    """A platform or kind of text, which may be one that we do not know: it is then like any other post."""
    if not isinstance(value, str):
        raise InputError(f"“{name}” must be a word, such as {'facebook' if name == 'platform' else 'post, comment or bio'}.")
    return _LIKE_A.get(value, value)[:60]


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
    return policies_of(named, on)


# --- reading and writing -----------------------------------------------------------------------------------


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

    with _opened(source) as lines:
        _put_out(answers(lines, answer))


def _stream_drafts(source: str, read: Callable[[dict[str, Any]], _Asked], doubts: Doubts | None) -> NoReturn:
    """The same for drafts, some lines at a time."""
    from safeconduct.jsonl import answers_to_many

    with _opened(source) as lines:
        _put_out(answers_to_many(lines, read, partial(_check_lines, doubts=doubts)))


def _put_out(answered: Iterable[tuple[bytes, bool]]) -> NoReturn:
    clean = True
    for line, good in answered:
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


app.add_command(audit)
app.add_command(archive)
for command in (*site.COMMANDS, *upkeep.COMMANDS, keys_app, people_app, roster_app):
    app.add_command(command)


class _Output(io.FileIO):
    """Standard output that says in plain words that it takes nothing any more."""

    def write(self, data: Any, /) -> int:
        """Write, as any file."""
        try:
            return super().write(data)
        except BrokenPipeError:  # the reader went away, as “head” does
            raise
        except OSError as error:
            raise OutputError(
                f"The answer cannot be written to standard output: {error.strerror}. Make room, or print it."
            ) from error


def _speaking(stream: TextIO) -> TextIO:
    """A stream that has “?” for a character that the terminal lacks, and an error in plain words where it is full."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(errors="replace")
    if not isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
        return stream
    written = io.BufferedWriter(_Output(stream.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(written, stream.encoding, "replace", line_buffering=stream.line_buffering)


def main() -> None:
    """Run the command line; the door that the ``safeconduct`` script opens."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    sys.stdout = _speaking(sys.stdout)
    try:
        _run()
    except SafeconductError as error:
        click.echo(f"safeconduct: {error}", err=True)
        if isinstance(error, OutputError):
            _let_go()
        sys.exit(1)
    except BrokenPipeError:
        _let_go()
        sys.exit(1)


def _run() -> None:
    """The command, and then its last words: until they are written, nobody knows whether they can be."""
    try:
        app()
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _let_go() -> None:
    """Nothing more is written at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
