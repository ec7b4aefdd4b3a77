"""What the commands share: options, policies by id, reading and writing, the exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from safeconduct.activity import Outcome
from safeconduct.errors import InputError

if TYPE_CHECKING:
    from safeconduct.policy import Library, Policy

# Everything else is imported inside the functions: “check” must answer well under half a second, start-up included.

EXIT: Final = {Outcome.ALLOW: 0, Outcome.NOT_COVERED: 0, Outcome.CAUTION: 3, Outcome.ASK: 4, Outcome.STOP: 5}


class OneOf(click.ParamType[str, str]):
    """A value of a closed list."""

    name = "value"

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(dict.fromkeys(str(value) for value in values))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value, if the list has it."""
        if value not in self.values:
            self.fail(f"“{value[:60]}” is not one of {', '.join(self.values)}.", param, ctx)
        return value


class OwnWords(click.Command):
    """A command that is given somebody's own words: what is wrong with the command is said without repeating them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allow_extra_args = True  # they are refused below

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; too many of them are most often a text without quotation marks."""
        try:
            super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            meant = f" If you meant an option: {', '.join(error.possibilities)}." if error.possibilities else ""
            raise click.UsageError(f"{_NO_OPTION}{meant}", ctx) from None
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(_TOO_MANY, ctx)
        return ctx.args


_TOO_MANY: Final = (
    "There are more words than one argument. Put the text in quotation marks, or write - and give it on standard input."
)
_NO_OPTION: Final = (
    "Something that begins with a hyphen is no option here. If it is the text, write -- before it, in quotation marks, "
    "or write - and give it on standard input."
)


def a_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A date as people type it; left as it is."""
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"“{value}” is not a date. Write it as 2026-09-01.") from error
    return value


policies_option = click.option(
    "--policy", multiple=True, metavar="ID", help="A policy that binds you; may be given several times."
)
on_option = click.option("--on", callback=a_date, metavar="DATE", help="The day, as 2026-09-01; today if left out.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
jsonl_option = click.option("--jsonl", metavar="FILE", help="A file of JSON Lines, one question a line; “-” is standard input.")


def leave(outcome: Outcome) -> NoReturn:
    """End with the exit status of an outcome."""
    raise click.exceptions.Exit(EXIT[outcome])


def one_of(*given: tuple[str, object]) -> None:
    """Insist that exactly one of some arguments was given."""
    named = [name for name, value in given if value is not None]
    if len(named) != 1:
        wanted = ", ".join(name for name, _ in given)
        usage(f"Give exactly one of {wanted}" + (f"; these were given: {', '.join(named)}." if named else "."))


def usage(message: str) -> NoReturn:
    """End with a word on wrong usage."""
    click.echo(f"safeconduct: {message}", err=True)
    raise click.exceptions.Exit(2)


@cache
def library() -> Library:
    """The shipped policies, read once."""
    from safeconduct.policy import Library

    return Library.shipped()


def policies_of(ids: Sequence[str], on: str | None) -> tuple[Policy, ...]:
    """The policies with these ids, or all, as they hold on a day."""
    day = date.fromisoformat(on) if on else date.today()  # noqa: DTZ011 the user's own day
    left_out = () if ids else library().left_out(day)
    if left_out:
        click.echo(f"safeconduct: not in force on {day}, and left out: {', '.join(left_out)}.", err=True)
    return library().select(ids, day)


def roster_in(path: Path) -> Any:
    """The roster in a file."""
    from safeconduct.roster import read_roster

    return read_roster(path)


def given_text(text: str | None, file: Path | None) -> str:
    """The draft as given, from standard input or from a file."""
    from safeconduct.text import mend

    if file is not None:
        text = decoded(read(file), str(file))
    elif text == "-":
        text = decoded(sys.stdin.buffer.read(), "standard input")
    text = mend(text or "")
    if not text.strip():
        raise InputError("There is no text to check: it is empty.")
    return text


def read(file: Path) -> bytes:
    """The bytes of a file."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: it cannot be read: {error.strerror}.") from error


def decoded(data: bytes, where: str) -> str:
    """The text in some bytes."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: this is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from error


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
