"""Commands for a policy that is being written: is it whole, does it contradict itself, what would it change?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safeconduct.cli.shared import decoded, json_option, on_option, policies_of, print_json, read
from safeconduct.errors import InputError

if TYPE_CHECKING:
    from safeconduct.policy import Policy
    from safeconduct.shadow import Text

# Everything else is imported inside the functions: “check” must answer well under half a second, start-up included.


def policy_named(name: str, on: str | None) -> Policy:
    """The shipped policy with an id, or the one in a file whose name ends in .toml."""
    from safeconduct.policy import load

    return load(Path(name)) if name.endswith(".toml") else policies_of((name,), on)[0]


@click.command("check")
@click.argument("name", metavar="ID|FILE.toml")
@on_option
@json_option
def check(name: str, on: str | None, *, as_json: bool) -> None:
    """Say where a policy contradicts itself, and which of its own cases do not come out as written.

    The exit status is 1 if there is anything of the kind.
    """
    from safeconduct import terminal
    from safeconduct.contradictions import contradictions
    from safeconduct.shadow import failing

    policy = policy_named(name, on)
    troubles, wrong = contradictions(policy), failing(policy)
    if as_json:
        print_json({"contradictions": troubles, "failing": [{"case": each.case.situation, "why": each.why} for each in wrong]})
    else:
        terminal.show_troubles(policy, troubles, wrong)
    if troubles or wrong:
        raise click.exceptions.Exit(1)


@click.command("shadow")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--corpus", type=click.Path(path_type=Path), multiple=True, help="More posts as JSON Lines, each with its “text”."
)
@click.option("--whole-corpus", is_flag=True, help="All posts that come with safeconduct, not every sixth of them.")
@click.option("--cases-only", is_flag=True, help="Leave the texts out: an answer at once.")
@on_option
@json_option
def shadow(
    old: str, new: str, corpus: tuple[Path, ...], on: str | None, *, whole_corpus: bool, cases_only: bool, as_json: bool
) -> None:
    """Put the same situations to two policies, each a shipped one's ID or a FILE.toml, and show whose answer changes.

    The situations are all cases of the shipped policies and of these two, the detectors' examples, every sixth post of the
    corpus that comes with safeconduct, and the posts of --corpus.
    """
    from safeconduct import terminal
    from safeconduct.cli.shared import library
    from safeconduct.shadow import EVERY, Run, distinct, examples
    from safeconduct.shadow import corpus as shipped_posts

    before, after = policy_named(old, on), policy_named(new, on)
    shipped = (each for name in library().ids for each in library().versions(name))
    run = Run(before, after)
    run.cases(distinct((each.id, case) for each in (after, before, *shipped) for case in each.case))
    ours = () if cases_only else (*examples(), *shipped_posts(1 if whole_corpus else EVERY))
    texts = [*ours, *(text for file in corpus for text in posts(file))]
    for done in run.texts(texts):
        terminal.show_progress(done, len(texts), quiet=as_json)
    result = run.result()
    if as_json:
        print_json({"asked": result.asked, "counts": result.counts, "changes": [_plain(each) for each in result.changes]})
    else:
        terminal.show_shadow(result)


def _plain(change: Any) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(change)
    return {**plain, "direction": change.direction, "because": change.because}


def posts(file: Path) -> Iterator[tuple[str, Text]]:
    """The posts of a file of JSON Lines, each with where it went, as far as that is said.

    Raises:
        InputError: the file cannot be read, or a line is no post.
    """
    import msgspec

    from safeconduct.shadow import text_of

    for number, line in enumerate(decoded(read(file), str(file)).splitlines(), 1):
        if not line.strip():
            continue
        try:
            post = msgspec.json.decode(line, type=dict[str, Any])
            yield file.name, text_of(post)
        except (msgspec.MsgspecError, KeyError, ValueError) as error:
            raise InputError(f"{file}, line {number}: this is no post. Each line is a JSON object with a “text”.") from error
